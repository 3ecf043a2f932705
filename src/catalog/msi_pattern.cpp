// SPDX-License-Identifier: GPL-3.0-or-later
// Lines "KEYWORD value", then "HORIZONTAL n" and n lines "angle attenuation", then "VERTICAL n" and n lines, whose
// angles go down from the horizon ahead.
#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "catalog/pattern_cut.h"

namespace boresight::catalog {

namespace {

constexpr double least_gain = -30, most_gain = 60;
constexpr double hz_per_mhz = 1e6, lowest_mhz = 1, highest_mhz = 300'000;
constexpr double noticeable_db = 0.05;

std::string upper(std::string_view text) {
    std::string out(text);
    std::transform(out.begin(), out.end(), out.begin(), [](unsigned char c) { return std::toupper(c); });
    return out;
}

// The word before the first blank, and what follows it.
std::pair<std::string_view, std::string_view> keyword(std::string_view line) {
    const std::size_t blank = line.find_first_of(" \t");
    if (blank == std::string_view::npos) return {line, {}};
    return {line.substr(0, blank), without_blanks(line.substr(blank))};
}

// "5.85 dBd", "8 dBi", "8,0".
void read_gain(std::string_view value, const PatternLines& lines, AntennaPattern& pattern) {
    const auto [number, unit] = keyword(value);
    std::string_view digits = number;
    std::string word = upper(unit);
    if (const std::size_t letters = digits.find_first_of("dD"); letters != std::string_view::npos) {
        word = upper(digits.substr(letters));
        digits = digits.substr(0, letters);
    }
    const double gain = lines.number(digits, "gain", least_gain, most_gain);
    const bool isotropic = word.starts_with("DBI");
    if (word.empty()) pattern.assumed.push_back("The gain has no unit; it is taken for dBd, as the form has it.");
    pattern.gain_dbi = isotropic ? gain : gain + dbi_of_dipole;
}

// Attenuation as the form has it, or gain, which is negative beside the peak.
std::vector<PatternSample> read_cut(PatternLines& lines, std::string_view count, const char* name,
                                    AntennaPattern& pattern) {
    const std::size_t n = lines.count(count);
    std::vector<PatternSample> samples;
    bool below_zero = false, above_zero = false;
    for (std::size_t i = 0; i < n; ++i) {
        const auto line = lines.next();
        if (!line) lines.refuse(fmt::format("the {} cut ends after {} of {} samples", name, i, n), "all of them");
        const auto [angle, value] = keyword(*line);
        const double deg = lines.number(angle, "angle in degrees", -360, 360);
        const double db = lines.number(value, "attenuation in dB", -most_db, most_db);
        below_zero |= db < -noticeable_db;
        above_zero |= db > noticeable_db;
        samples.push_back({deg, -db});
    }
    if (!below_zero) return samples;
    if (above_zero)
        lines.refuse(fmt::format("the {} cut has values on both sides of 0 dB", name), "attenuation below the peak");
    for (PatternSample& sample : samples) sample.db = -sample.db;
    pattern.assumed.push_back(fmt::format("The {} cut has negative numbers; they are taken for gain.", name));
    return samples;
}

// Files count down from the horizon; where a tilt is told and the beam then points up, they count up.
PatternCut upward(const PatternCut& as_written, const std::optional<double>& tilt_deg, AntennaPattern& pattern) {
    if (tilt_deg.value_or(0) > 0 && peak_angle_deg(as_written) < 0) {
        pattern.assumed.push_back("The beam is tilted down, so the vertical angles are taken to count upward.");
        return as_written;
    }
    return mirrored(as_written);
}

}  // namespace

AntennaPattern read_msi_pattern(std::string_view text, const std::string& file) {
    PatternLines lines(text, file);
    AntennaPattern pattern;
    std::optional<PatternCut> horizontal, vertical;
    std::optional<double> tilt_deg;
    while (const auto line = lines.next()) {
        const auto [word, value] = keyword(*line);
        const std::string name = upper(word);
        if (name == "NAME") pattern.name = value;
        if (name == "MAKE") pattern.maker = value;
        if (name == "FREQUENCY")
            if (const auto mhz = pattern_number(keyword(value).first); mhz && *mhz >= lowest_mhz && *mhz <= highest_mhz)
                pattern.frequency_hz = *mhz * hz_per_mhz;
        if (name == "GAIN") read_gain(value, lines, pattern);
        if (name == "TILT") tilt_deg = pattern_number(value);
        if (name == "ELECTRICAL_TILT" && !tilt_deg) tilt_deg = pattern_number(value);
        if (name == "HORIZONTAL") horizontal = cut_of(read_cut(lines, value, "horizontal", pattern));
        if (name == "VERTICAL") vertical = cut_of(read_cut(lines, value, "vertical", pattern));
    }
    if (!horizontal) lines.refuse("there is no horizontal cut", "a line \"HORIZONTAL 360\" with its samples");
    pattern.horizontal_db = *horizontal;
    if (vertical) pattern.vertical_db = upward(*vertical, tilt_deg, pattern);
    return pattern;
}

AntennaPattern read_antenna_pattern(std::string_view text, const std::string& file) {
    const bool nsma = text.find("NUPOIN:") != std::string_view::npos || text.find("REVNUM:") != std::string_view::npos;
    return nsma ? read_nsma_pattern(text, file) : read_msi_pattern(text, file);
}

}  // namespace boresight::catalog
