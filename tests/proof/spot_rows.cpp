// SPDX-License-Identifier: GPL-3.0-or-later
// Rows of the comparison of spots: two spots whose channels are made alike but for their level, the mast set up anew
// within a few decimetres at each visit. The truth is the mean over such placements. One cell on one carrier.
#include <cmath>

#include "aim/spots.h"
#include "tests/proof/row_kinds.h"

namespace boresight::proof {

namespace {

constexpr std::uint64_t spot_seed = 980000;
constexpr double spot_row_s = 0.1;
constexpr double placed_m = 0.3;       // rms, east and north, of one placement from another
constexpr double spots_differ_db = 3;  // rms
constexpr double between_visits_s = 120, dwell_s = 8, block_s = 0.1;
constexpr std::size_t blocks = 80, samples_a_block = 4, true_placements = 60;
constexpr double walk_db = 0.5;          // of the receiver, per root of 10 minutes
constexpr double pilots_averaged = 100;  // in a block
constexpr double limit_dbm = noise_dbm + limit_snr_db;
constexpr double beamwidth_deg = 55, cell_mhz = 10, level_dbm = -100;

struct SpotRun {
    bool clear = false, right = false;
    bool covered = false;  // the difference lies in its interval
    double p_best = 0, half_width_db = 0, lost_db = 0;
};

template <class Visit>
void each_field(SpotRun& run, const Visit& visit) {
    visit(run.clear), visit(run.right), visit(run.covered), visit(run.p_best), visit(run.half_width_db);
    visit(run.lost_db);
}

double dbm_of(double mw) {
    return 10 * std::log10(mw);
}

// The channel of each spot, all through one antenna that points to the tower.
struct Spots {
    Random random;
    Pattern pattern;
    std::vector<Channel> channels = {};
    double tower_deg = 0;

    Spots(const ChannelRecipe& recipe, std::uint64_t seed)
        : random(seed), pattern(beamwidth_deg, std::nullopt, random) {
        tower_deg = std::uniform_real_distribution<double>(0, 360)(random);
        std::normal_distribution<double> level_db(0, spots_differ_db);
        for (int spot = 0; spot < 2; ++spot) {
            ChannelRecipe own = recipe;
            own.paths = {{.bearing_deg = tower_deg}};
            own.level_dbm = level_dbm + level_db(random);
            channels.emplace_back(own, pattern, random);
        }
    }
    double truth_dbm(std::size_t spot) {
        std::vector<Sway> placements;
        for (std::size_t k = 0; k < true_placements; ++k) placements.push_back(sway_of(placed_m, random));
        return dbm_of(channels[spot].response(tower_deg, false, placements));
    }
};

SpotRun compare(const ChannelRecipe& recipe, const std::vector<std::size_t>& order, std::uint64_t seed) {
    Spots spots(recipe, seed);
    std::normal_distribution<double> normal;
    std::vector<aim::SpotDwell> dwells;
    std::vector<aim::Blocks> heard;
    const double noise_mw = std::pow(10, noise_dbm / 10);
    double gain_db = 0, at_s = 0;
    for (const std::size_t spot : order) {
        const Sway placed = sway_of(placed_m, spots.random);
        dwells.push_back({.time_s = at_s + dwell_s / 2, .spot = spot});
        heard.emplace_back();
        for (const double mw : spots.channels[spot].blocks(spots.tower_deg, false, placed, at_s, blocks,
                                                           samples_a_block, block_s / samples_a_block)) {
            const double power_mw = mw * std::pow(10, gain_db / 10);
            const double error = std::sqrt((1 + 2 * power_mw / noise_mw) / pilots_averaged) * normal(spots.random);
            heard.back().push_back(dbm_of(std::max(power_mw + noise_mw * error, 1e-3 * noise_mw)));
        }
        gain_db += walk_db * std::sqrt(between_visits_s / 600) * normal(spots.random);
        at_s += between_visits_s;
    }
    const auto levels = aim::spot_levels(dwells, aim::read_dwells(heard, limit_dbm).readings, 2);
    SpotRun run;
    if (!levels) return run;
    const aim::SpotCarrier carrier{
        .bandwidth_mhz = cell_mhz, .noise_db = noise_dbm, .cells = {&*levels}, .to_port_db = {0}};
    const aim::SpotChoice choice = aim::choose_spot(std::vector{carrier}, 2);
    const double truth_db = spots.truth_dbm(0) - spots.truth_dbm(1);
    const aim::Value difference = levels->difference(0, 1);
    const aim::SpotResult& first = choice.spots.front();
    run.clear = choice.decision == aim::SpotDecision::clear;
    run.right = (first.spot == 0) == (truth_db > 0);
    run.covered = difference.low <= truth_db && truth_db <= difference.high;
    run.p_best = first.p_best;
    run.half_width_db = (difference.high - difference.low) / 2;
    run.lost_db = run.right ? 0 : std::abs(truth_db);
    return run;
}

std::vector<Figure> figures_of(const std::vector<SpotRun>& all) {
    std::vector<SpotRun> clear = all;
    std::erase_if(clear, [](const SpotRun& run) { return !run.clear; });
    return {at_least(share_of("coverage %", count(all, &SpotRun::covered), all.size()), 93),
            median_of("half width dB", values(all, &SpotRun::half_width_db)),
            share_of("says which is best %", clear.size(), all.size()),
            at_least(share_of("right where it says so %", count(clear, &SpotRun::right), clear.size()), 90),
            share_of("right %", count(all, &SpotRun::right), all.size()),
            mean_of("chance of being best, mean", values(all, &SpotRun::p_best)),
            mean_of("loss dB", values(all, &SpotRun::lost_db))};
}

}  // namespace

void add_spot_rows(std::vector<Row>& rows) {
    const auto add = [&](Head head, const ChannelRecipe& recipe, std::vector<std::size_t> order) {
        rows.push_back(row_of<SpotRun>(
            std::move(head), spot_row_s, spot_seed, [=](std::uint64_t at) { return compare(recipe, order, at); },
            figures_of));
    };
    ChannelRecipe usual, still;
    still.k_db = 3;
    still.static_share = 1;
    // No path that leads, nothing moves, and the carrier is too narrow to average over frequency.
    ChannelRecipe worst = still;
    worst.k_db = -3;
    worst.bandwidth_mhz = 1.4;
    worst.uniform_share = 0.8;
    const std::vector<std::size_t> once{0, 1}, in_turn{0, 1, 1, 0};
    add({"V1", "two spots visited once each", 400}, usual, once);
    add({"V2", "the same where the diffuse field stands still, K 3 dB", 400}, still, once);
    add({"V3", "as V1, visited in turn, A B B A", 400}, usual, in_turn);
    add({"V4", "as V2, visited in turn", 400}, still, in_turn);
    add({"V5", "as V1, 1.4 MHz, K -3 dB, all of it standing still", 400}, worst, once);
    add({"V6", "as V5, visited in turn", 400}, worst, in_turn);
}

}  // namespace boresight::proof
