// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/sensitivity/report.h"

#include <fmt/format.h>

#include <cmath>
#include <iostream>

#include "tests/proof/figure.h"

namespace boresight::sensitivity {

namespace {

constexpr double required_share = 0.95, required_bound = 0.92;
constexpr int few_trials = 200;  // fewer leave the bound wider
constexpr double required_bound_of_few = 0.88;
constexpr double most_false_share = 0.001;  // of windows of noise

double share(int hits, int trials) {
    return trials > 0 ? static_cast<double>(hits) / trials : 0;
}

bool enough(int hits, int trials) {
    return share(hits, trials) >= required_share &&
           lower_bound(hits, trials) >= (trials < few_trials ? required_bound_of_few : required_bound);
}

// Cramer and Rao's bound of RSRP over 80 ms and more: as many reference signals of port 0 as lie in the middle six
// resource blocks of the subframes that are sure to be downlink, of one phase each and noise of this ratio.
double bound_db(const Row& row, double level_db) {
    constexpr double values_a_subframe = 48, db_per_relative = 4.3429;
    const double share_of_subframes = row.name == "tdd" ? 0.2 : 0.4;
    const double values = values_a_subframe * share_of_subframes * row.seconds * 1e3;
    return db_per_relative * std::sqrt(2 / (values * std::pow(10, level_db / 10)));
}

void print_errors(const Row& row, const Tally& t) {
    std::cout << fmt::format("  {:>+6.3f} {:.3f}/{:.3f}", t.rsrp_db.mean, t.rsrp_db.rms, t.rsrp_db.stated);
    if (row.standard == Standard::lte) std::cout << fmt::format(" {:.2f}", t.rsrp_db.rms / bound_db(row, t.level_db));
    std::cout << fmt::format(" {:>3.0f} {:>3.0f}  {:>+5.2f} {:.2f}/{:.2f} {:>3.0f} {:>3.0f}  {:.1f}/{:.1f}",
                             100 * t.rsrp_db.within_68, 100 * t.rsrp_db.within_95, t.sinr_db.mean, t.sinr_db.rms,
                             t.sinr_db.stated, 100 * t.sinr_db.within_68, 100 * t.sinr_db.within_95, t.cfo_hz.rms,
                             t.cfo_hz.stated);
}

void print_level(const Row& row, const Tally& t) {
    if (t.level_db == noise_alone_db) {
        std::cout << fmt::format("  noise  {:>6} trials  {} false cells, {} MIBs; {:.0f} ms a window\n", t.trials,
                                 t.false_cells, t.wrong_mibs, 1e3 * t.cpu_s);
        return;
    }
    std::cout << fmt::format("  {:>5g}  {:>6}  {:.3f} ({:.3f})  {:.3f} ({:.3f})  {:>5}  {:>5}  {:>4.0f}", t.level_db,
                             t.trials, share(t.found, t.trials), lower_bound(t.found, t.trials),
                             share(t.read, t.trials), lower_bound(t.read, t.trials), t.false_cells, t.wrong_mibs,
                             1e3 * t.cpu_s);
    if (t.found > 0) print_errors(row, t);
    std::cout << '\n';
}

bool print_requirement(const char* what, double target_db, const Curve& curve, int Tally::*hits) {
    for (const Tally& t : curve.levels) {
        if (std::abs(t.level_db - target_db) > 0.01) continue;
        const bool met = enough(t.*hits, t.trials);
        std::cout << fmt::format("  {} in 95 % wanted at {:g} dB: {:.1f} %, {}\n", what, target_db,
                                 100 * share(t.*hits, t.trials), met ? "met" : "NOT MET");
        return met;
    }
    return true;
}

// One kind of error at every level of a row.
bool print_limit(const char* what, const std::optional<double>& most, const Curve& curve,
                 double (*error)(const Tally&)) {
    if (!most) return true;
    double worst = 0;
    for (const Tally& t : curve.levels) worst = std::max(worst, std::abs(error(t)));
    const bool met = worst <= *most;
    std::cout << fmt::format("  {} of at most {:g} dB wanted: {:.2f} dB, {}\n", what, *most, worst,
                             met ? "met" : "NOT MET");
    return met;
}

// Names of what is found, read and measured.
const char* heading_of(const Row& row) {
    if (row.standard == Standard::umts)
        return "  Ec/No  trials  identity       block          false  wrong    ms  RSCP bias rms/stated, in 68, 95 (%) "
               " Ec/No the same            CFO Hz\n";
    return "  SNR dB trials  identity       and MIB        false  wrong    ms  RSRP bias rms/stated, of "
           "Cramer-Rao's bound, in 68, 95 (%)  SINR the same          CFO Hz\n";
}

}  // namespace

double lower_bound(int hits, int trials) {
    return proof::share_of("", static_cast<std::size_t>(hits), static_cast<std::size_t>(trials)).low / 100;
}

bool print(const Row& row, const Curve& curve) {
    std::cout << fmt::format("{}: {}\n", row.name, row.words);
    if (!row.others.empty()) std::cout << fmt::format("  others: {}\n", row.others);
    if (row.levels_db.front() != noise_alone_db) std::cout << heading_of(row);
    bool holds = true;
    for (const Tally& t : curve.levels) {
        print_level(row, t);
        holds = holds && t.wrong_mibs == 0;
        if (t.level_db == noise_alone_db) holds = holds && share(t.false_cells, t.trials) <= most_false_share;
    }
    if (row.pci_target_db) holds = print_requirement("identity", *row.pci_target_db, curve, &Tally::found) && holds;
    if (row.mib_target_db)
        holds = print_requirement(row.standard == Standard::lte ? "MIB" : "block", *row.mib_target_db, curve,
                                  &Tally::read) &&
                holds;
    holds = print_limit("level's bias", row.most_level_bias_db, curve, [](const Tally& t) { return t.rsrp_db.mean; }) &&
            holds;
    holds = print_limit("level's error", row.most_level_rms_db, curve, [](const Tally& t) { return t.rsrp_db.rms; }) &&
            holds;
    holds = print_limit("ratio's error", row.most_ratio_rms_db, curve, [](const Tally& t) { return t.sinr_db.rms; }) &&
            holds;
    std::cout << std::flush;
    return holds;
}

}  // namespace boresight::sensitivity
