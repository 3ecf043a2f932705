// SPDX-License-Identifier: GPL-3.0-or-later
// NSMA WG16.99.050: records "KEYWORD:,value[,value]". A cut is PATCUT, POLARI, NUPOIN, FSTLST and then NUPOIN lines
// "angle,value[,phase]". Of several cuts of one plane the first whose polarization is received as it is sent counts.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "catalog/name_key.h"
#include "catalog/pattern_cut.h"

namespace boresight::catalog {

namespace {

constexpr double least_gain = -30, most_gain = 60;
constexpr double hz_per_mhz = 1e6;
constexpr double weakest_field = 1e-10;

// What the head of a cut says.
struct CutHead {
    std::string plane = {};  // "AZ", "H", "EL", "V"
    bool cross_polar = false;
};

struct NsmaFile {
    AntennaPattern pattern;
    bool dipole = false, linear = false;
    std::optional<double> gain, tilt_deg;
    std::optional<PatternCut> azimuth, elevation;
};

std::string field(const std::vector<std::string>& parts, std::size_t i) {
    return i < parts.size() ? std::string(without_blanks(parts[i])) : std::string();
}

std::vector<PatternSample> read_samples(PatternLines& lines, std::size_t n, bool linear) {
    std::vector<PatternSample> samples;
    for (std::size_t i = 0; i < n; ++i) {
        const auto line = lines.next();
        if (!line) lines.refuse(fmt::format("the cut ends after {} of {} points", i, n), "all of them");
        const std::vector<std::string> parts = split(*line, ',');
        const double deg = lines.number(field(parts, 0), "angle in degrees", -360, 360);
        const double value = lines.number(field(parts, 1), "value of a pattern", -most_db, most_db);
        samples.push_back({deg, linear ? 20 * std::log10(std::max(value, weakest_field)) : value});
    }
    return samples;
}

void read_units(const std::string& units, NsmaFile& out) {
    out.dipole = units.find("DBD") != std::string::npos;
    out.linear = units.find("LIN") != std::string::npos;
    if (out.linear) out.pattern.assumed.push_back("The pattern is linear; it is taken for field strength.");
}

void read_facts(const std::string& word, const std::vector<std::string>& parts, NsmaFile& out) {
    AntennaPattern& pattern = out.pattern;
    if (word == "ANTMAN:") pattern.maker = field(parts, 1);
    if (word == "MODNUM:") pattern.name = field(parts, 1);
    if (word == "GUNITS:") read_units(field(parts, 1), out);
    if (word == "MDGAIN:" || (word == "LWGAIN:" && !out.gain))
        if (const auto gain = pattern_number(field(parts, 1)); gain && *gain >= least_gain && *gain <= most_gain)
            out.gain = gain;
    if (word == "PATFRE:" && !pattern.frequency_hz)
        if (const auto mhz = pattern_number(field(parts, 1)); mhz && *mhz > 0) pattern.frequency_hz = *mhz * hz_per_mhz;
    if (word == "ELTILT:") out.tilt_deg = pattern_number(field(parts, 1));
}

// "V/V" and "SLL/SLL" are, "H/V" isn't; what has no slash says nothing against it.
bool cross_polar(const std::string& polarization) {
    const std::size_t slash = polarization.find('/');
    return slash != std::string::npos && polarization.substr(0, slash) != polarization.substr(slash + 1);
}

void take_cut(const CutHead& head, std::vector<PatternSample> samples, NsmaFile& out) {
    if (head.cross_polar) return;
    const bool azimuth = head.plane == "AZ" || head.plane == "H";
    const bool elevation = head.plane == "EL" || head.plane == "V";
    if (azimuth && !out.azimuth) out.azimuth = cut_of(std::move(samples));
    if (elevation && !out.elevation) out.elevation = cut_of(std::move(samples));
}

}  // namespace

AntennaPattern read_nsma_pattern(std::string_view text, const std::string& file) {
    PatternLines lines(text, file);
    NsmaFile out;
    CutHead head;
    while (const auto line = lines.next()) {
        const std::vector<std::string> parts = split(*line, ',');
        const std::string word = field(parts, 0);
        if (word == "ENDFIL:") break;
        read_facts(word, parts, out);
        if (word == "PATCUT:") head = {.plane = field(parts, 1)};
        if (word == "POLARI:") head.cross_polar = cross_polar(field(parts, 1));
        if (word != "NUPOIN:") continue;
        const std::size_t n = lines.count(field(parts, 1));
        const auto range = lines.next();
        if (!range || !range->starts_with("FSTLST:")) lines.refuse("the cut has no range", "a record FSTLST");
        take_cut(head, read_samples(lines, n, out.linear), out);
    }
    if (!out.azimuth) lines.refuse("there is no cut in azimuth", "a record PATCUT with AZ or H, and its points");
    AntennaPattern& pattern = out.pattern;
    pattern.horizontal_db = *out.azimuth;
    if (out.gain) pattern.gain_dbi = *out.gain + (out.dipole ? dbi_of_dipole : 0);
    if (!out.elevation) return pattern;
    // ELTILT counts downward.
    const bool downward = out.tilt_deg.value_or(0) > 0 && peak_angle_deg(*out.elevation) > 0;
    if (downward) pattern.assumed.push_back("The beam is tilted down, so elevations are taken to count downward.");
    pattern.vertical_db = downward ? mirrored(*out.elevation) : *out.elevation;
    return pattern;
}

}  // namespace boresight::catalog
