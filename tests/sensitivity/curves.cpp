// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/sensitivity/curves.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <sstream>

#include "platform/error.h"

namespace boresight::sensitivity {

namespace {

constexpr const char* heading =
    "row,level_db,trials,found,mibs_right,false_cells,wrong_mibs,rsrp_bias_db,rsrp_rms_db,rsrp_stated_db,rsrp_in_68,"
    "rsrp_in_95,sinr_bias_db,sinr_rms_db,sinr_in_68,sinr_in_95,cfo_rms_hz";

std::string line_of(const std::string& row, const Tally& t) {
    return fmt::format("{},{:g},{},{},{},{},{},{:.3f},{:.3f},{:.3f},{:.3f},{:.3f},{:.3f},{:.3f},{:.3f},{:.3f},{:.2f}\n",
                       row, t.level_db, t.trials, t.found, t.read, t.false_cells, t.wrong_mibs, t.rsrp_db.mean,
                       t.rsrp_db.rms, t.rsrp_db.stated, t.rsrp_db.within_68, t.rsrp_db.within_95, t.sinr_db.mean,
                       t.sinr_db.rms, t.sinr_db.within_68, t.sinr_db.within_95, t.cfo_hz.rms);
}

}  // namespace

std::vector<Curve> read_curves(const std::filesystem::path& file) {
    std::ifstream in(file);
    std::vector<Curve> curves;
    std::string line;
    std::getline(in, line);
    while (std::getline(in, line)) {
        std::vector<std::string> words;
        std::istringstream stream(line);
        for (std::string word; std::getline(stream, word, ',');) words.push_back(word);
        if (words.size() != 17)
            throw Error(Error::Kind::bad_input, {.what = "a curve has " + std::to_string(words.size()) + " fields",
                                                 .where = file.string(),
                                                 .expected = heading,
                                                 .fix = "measure it anew: scripts/sensitivity lte|umts ROW --store"});
        if (curves.empty() || curves.back().row != words[0]) curves.push_back({.row = words[0], .levels = {}});
        std::vector<double> v;
        for (std::size_t i = 1; i < words.size(); ++i) v.push_back(std::stod(words[i]));
        const auto whole = [&v](std::size_t i) { return static_cast<int>(v[i]); };
        Tally t{.level_db = v[0],
                .trials = whole(1),
                .found = whole(2),
                .read = whole(3),
                .false_cells = whole(4),
                .wrong_mibs = whole(5)};
        t.rsrp_db = {.mean = v[6], .rms = v[7], .stated = v[8], .within_68 = v[9], .within_95 = v[10]};
        t.sinr_db = {.mean = v[11], .rms = v[12], .within_68 = v[13], .within_95 = v[14]};
        t.cfo_hz.rms = v[15];
        curves.back().levels.push_back(t);
    }
    return curves;
}

void store_curves(const std::filesystem::path& file, const std::vector<Curve>& measured) {
    std::vector<Curve> curves = read_curves(file);
    for (const Curve& curve : measured) {
        const auto same =
            std::find_if(curves.begin(), curves.end(), [&](const Curve& c) { return c.row == curve.row; });
        if (same == curves.end())
            curves.push_back(curve);
        else
            *same = curve;
    }
    std::ofstream out(file);
    out << heading << '\n';
    for (const Curve& curve : curves)
        for (const Tally& t : curve.levels) out << line_of(curve.row, t);
    if (!out.flush())
        throw Error(Error::Kind::missing, {.what = "the curves could not be written",
                                           .where = file.string(),
                                           .expected = "a file that can be written",
                                           .fix = "name another with --store FILE"});
}

double at_most_by_chance(int hits, int trials, double share) {
    if (share >= 1) return hits >= trials ? 1 : 0;
    double sum = 0;
    for (int k = 0; k <= hits; ++k)
        sum += std::exp(std::lgamma(trials + 1.0) - std::lgamma(k + 1.0) - std::lgamma(trials - k + 1.0) +
                        k * std::log(std::max(share, 1e-300)) + (trials - k) * std::log1p(-share));
    return std::min(sum, 1.0);
}

}  // namespace boresight::sensitivity
