// SPDX-License-Identifier: GPL-3.0-or-later
// An antenna's pattern as its maker measured it, from a file in MSI Planet form (.msi, .pln) or NSMA's (.adf,
// WG16.99.050, also TIA/EIA-804-B): a horizontal cut and, where there is one, a vertical cut, one value a degree in dB
// relative to the peak of that cut (0 or less). Horizontal angles are clockwise from the boresight seen from above;
// vertical ones go up from the horizon ahead (90 straight up). What files disagree about (decimal commas, gain in the
// place of attenuation, dBd, angles counted the other way) is told from the values, and what was assumed is said.
// Whatever can't be a pattern throws an Error (bad input) that names file and line. Pure; any thread.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace boresight::catalog {

inline constexpr std::size_t pattern_degrees = 360;
using PatternCut = std::array<double, pattern_degrees>;

struct AntennaPattern {
    std::string maker, name;
    std::optional<double> frequency_hz;
    std::optional<double> gain_dbi;
    PatternCut horizontal_db{};
    std::optional<PatternCut> vertical_db;
    std::vector<std::string> assumed;  // sentences; empty where the file left nothing open

    double beamwidth_deg() const;  // between the half-power points of the horizontal cut
};

// Which of the forms it is, the text tells. `file` names it for the Error.
AntennaPattern read_antenna_pattern(std::string_view text, const std::string& file);
AntennaPattern read_msi_pattern(std::string_view text, const std::string& file);
AntennaPattern read_nsma_pattern(std::string_view text, const std::string& file);

}  // namespace boresight::catalog
