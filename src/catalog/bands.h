// SPDX-License-Identifier: GPL-3.0-or-later
// The bands of LTE (TS 36.101 5.5), UMTS FDD (TS 25.101 5.2), GSM (TS 45.005 2) and NR (TS 38.104 5.2) as the tables in
// data/bands state them. Frequencies are carrier centres in hertz; bands are closed intervals. The tables are parsed
// when first asked for, live as long as the program, and may be read from any thread. A fault in a table is an Error
// that names file, row and field; a band that doesn't exist is a null pointer or an empty list.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "catalog/rat.h"

namespace boresight::catalog {

// Channel numbers first, first + stride, ... last; number n lies at first_hz + (n - first) * hz_per_number.
struct ChannelRun {
    std::int64_t first = 0;
    std::int64_t last = 0;
    std::int64_t stride = 1;
    double first_hz = 0;
    double hz_per_number = 0;

    double frequency_hz(std::int64_t channel) const {
        return first_hz + static_cast<double>(channel - first) * hz_per_number;
    }
};

// Where a synchronization block of NR may lie: GSCN first, first + step, ... last (TS 38.104 5.4.3.3).
struct SsbRaster {
    double scs_hz = 0;
    std::int64_t gscn_first = 0;
    std::int64_t gscn_step = 0;
    std::int64_t gscn_last = 0;
};

// What `regions` says of a band that nobody is known to use.
constexpr std::string_view never_on_air = "none on air known";

struct Band {
    Rat rat = Rat::lte;
    int number = 0;     // 12, 71, 900 (three bands of GSM share 900)
    std::string label;  // unique within its technology: "12", "n71", "E-GSM900"
    std::string name;   // "700 lower A/B/C"
    Duplex duplex = Duplex::fdd;
    std::optional<FrequencyRange> downlink;
    std::optional<FrequencyRange> uplink;
    double duplex_spacing_hz = 0;       // downlink minus uplink; negative where the uplink is above
    std::vector<double> bandwidths_hz;  // channel bandwidths the standard allows; empty where the table has none
    std::vector<ChannelRun> downlink_channels;
    std::vector<ChannelRun> uplink_channels;
    std::vector<SsbRaster> ssb;  // NR
    std::string regions;         // where it is used: "NA LATAM", "none on air known"
    std::string note;
    std::string sure;  // "high", "medium" or "low": how well the row is known
};

const std::vector<Band>& bands(Rat rat);

// By number (the first of those that share it) or by label; "12", "B12" and "b12" are the same band of LTE, "n71",
// "N71" and "71" the same of NR.
const Band* find_band(Rat rat, int number);
const Band* find_band(Rat rat, std::string_view label);

// The labels there are, for words: "one of n1-n3, n5, n7-n8".
std::string band_numbers_text(Rat rat);

// Every band whose range of that direction holds the frequency.
std::vector<const Band*> bands_at(Rat rat, Direction direction, double frequency_hz);

}  // namespace boresight::catalog
