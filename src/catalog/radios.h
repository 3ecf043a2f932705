// SPDX-License-Identifier: GPL-3.0-or-later
// Receivers one can buy: what they tune to and how they are set, from data/radios.csv. Frequencies in hertz, rates in
// samples per second, levels at the antenna input. Read when first asked for; any thread. A fault in the table
// is an Error that names line and column; a radio nobody knows is a null pointer.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "catalog/csv.h"
#include "catalog/rat.h"
#include "platform/units.h"

namespace boresight::catalog {

// One amplifier stage by the name its driver uses; the range is in the driver's unit, mostly dB.
struct GainElement {
    std::string name;
    std::optional<double> least;
    std::optional<double> most;
    double step = 0;  // 0: continuous or by a table of its own
};

// Rates in [low_sps, high_sps]; both equal where the radio has that one rate.
struct RateRange {
    double low_sps = 0;
    double high_sps = 0;
};

struct Radio {
    std::string name;
    std::string driver;              // in SoapySDR
    bool generic = false;            // the one meant when only the driver is known
    std::vector<std::string> names;  // others people use, and the name itself
    std::string chip;
    std::vector<FrequencyRange> ranges;  // ascending, with gaps between them
    std::vector<RateRange> rates;
    double usable_rate_sps = 0;  // lasts without losses
    double usable_bandwidth_hz = 0;
    int adc_bits = 0;
    double clock_ppm = 0;                // how far off its clock may be as bought
    std::optional<Db> noise_figure_low;  // at best
    std::optional<Db> noise_figure_high;
    std::vector<GainElement> gain_elements;
    std::string bias_tee;  // its voltage, "yes" where unknown; empty: has none
    int rx_channels = 1;
    Dbm max_input;  // more may destroy it
    std::string note;
    std::string sure;  // "high", "medium" or "low": how well the row is known
};

const std::vector<Radio>& radios();

// By driver ("rtlsdr": its generic), product or nickname ("RTL-SDR Blog V4", "b210"); case and punctuation don't count.
// A part of a name will do where it means one radio, or several of one driver (then its generic).
const Radio* find_radio(std::string_view text);

std::vector<Radio> read_radios(const CsvTable& table);

}  // namespace boresight::catalog
