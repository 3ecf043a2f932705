// SPDX-License-Identifier: GPL-3.0-or-later
// Types of antennas one can buy, from data/antennas.csv. Beam widths are horizontal, in degrees between the half-power
// points, gains in dBi, at 700-900 MHz (low) and 1700-2200 MHz (mid); nothing where a type isn't made for it, and no
// width for one that hears all round. Read when first asked for; any thread. What nobody knows is a null pointer.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "catalog/csv.h"

namespace boresight::catalog {

struct Antenna {
    std::string id;
    std::string name;
    std::vector<std::string> aliases;
    std::optional<double> low_beamwidth_deg;
    std::optional<double> low_gain_dbi;
    std::optional<double> mid_beamwidth_deg;
    std::optional<double> mid_gain_dbi;
    double front_to_back_db = 0;
    std::string polarization;  // "linear" (as it is mounted), "vertical", "slant"
    int ports = 1;
    std::string sure;  // "high", "medium" or "low"

    // The wider of the two: whoever steps by it misses nothing at the other.
    std::optional<double> beamwidth_deg() const;
    std::optional<double> gain_dbi() const;  // at the same frequencies
};

const std::vector<Antenna>& antennas();

// By id, name or alias; a part of a name will do where it means one. Case and punctuation don't count.
const Antenna* find_antenna(std::string_view text);

std::vector<Antenna> read_antennas(const CsvTable& table);

}  // namespace boresight::catalog
