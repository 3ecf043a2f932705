// SPDX-License-Identifier: GPL-3.0-or-later
// Rows of the best of four polarizations: how often one is called better though all are alike, and whether what is said
// of the best holds, though it was picked because it came out best.
#include <algorithm>
#include <cmath>

#include "aim/rolls.h"
#include "survey/mount_estimate.h"
#include "tests/proof/measured_sweep.h"
#include "tests/proof/row_kinds.h"

namespace boresight::proof {

namespace {

constexpr std::uint64_t roll_seed = 915000;
constexpr double roll_row_s = 0.4;
constexpr std::size_t rolls = 4, better_roll = 2, rounds = 2;
constexpr double most_false = 5, least_covered = 93, least_right = 90;

struct RollRun {
    bool called = false;  // one of the others better than the first
    bool right = false;   // and it is the one that is
    bool covered = false;
    double excess_db = 0;        // what is said of the best over the first, less what it is
    double alone_excess_db = 0;  // the same by a comparison of those two alone
    double p_best = 0;           // said of the one that is best
};

template <class Visit>
void each_field(RollRun& run, const Visit& visit) {
    visit(run.called), visit(run.right), visit(run.covered), visit(run.excess_db), visit(run.alone_excess_db);
    visit(run.p_best);
}

// A cell for each polarization: the same tower by other waves, at levels that differ by exactly so much there.
class RolledSession {
public:
    RolledSession(const Scenario& scenario, double better_db, std::uint64_t seed) : session_(scenario, seed) {
        azimuth_deg_ = session_.truth(0).peak_deg();
        const double first_dbm = session_.truth(0).level_dbm(azimuth_deg_);
        for (std::size_t roll = 0; roll < rolls; ++roll)
            raised_db_.push_back(first_dbm - session_.truth(roll).level_dbm(azimuth_deg_) +
                                 (roll == better_roll ? better_db : 0));
    }
    void measure(std::size_t roll) {
        const Dwell dwell = session_.measure(azimuth_deg_);
        stops_.push_back({.time_s = dwell.time_s, .roll = roll});
        blocks_.push_back(dwell.cells[roll]);
        for (std::optional<double>& level_dbm : blocks_.back())
            if (level_dbm) *level_dbm += raised_db_[roll];
    }
    const std::vector<aim::RolledStop>& stops() const { return stops_; }
    std::vector<aim::Reading> readings() const { return aim::read_dwells(blocks_, limit_dbm).readings; }

private:
    Session session_;
    double azimuth_deg_ = 0;
    std::vector<double> raised_db_;
    std::vector<aim::RolledStop> stops_;
    std::vector<aim::Blocks> blocks_;
};

// The largest difference that comparisons of two alone find.
std::pair<std::size_t, double> best_alone(const RolledSession& session) {
    const std::vector<aim::Reading> all = session.readings();
    std::pair<std::size_t, double> best{1, -1e300};
    for (std::size_t roll = 1; roll < rolls; ++roll) {
        std::vector<aim::PolarizedStop> stops;
        std::vector<aim::Reading> readings;
        for (std::size_t i = 0; i < all.size(); ++i) {
            if (session.stops()[i].roll != 0 && session.stops()[i].roll != roll) continue;
            stops.push_back({.time_s = session.stops()[i].time_s, .b = session.stops()[i].roll == roll});
            readings.push_back(all[i]);
        }
        const std::vector<std::vector<aim::Reading>> cells{readings};
        const auto fit = aim::fit_polarization(stops, cells);
        if (fit && fit->difference_db.value > best.second) best = {roll, fit->difference_db.value};
    }
    return best;
}

RollRun compare_rolls(const Scenario& scenario, double better_db, std::uint64_t seed) {
    RolledSession session(scenario, better_db, seed);
    std::optional<aim::RollsFit> fit;
    RollRun run;
    for (std::size_t round = 0; round < rounds && !run.called; ++round) {
        for (std::size_t k = 0; k < 2 * rolls; ++k) session.measure(survey::nth_roll(2 * rolls * round + k, rolls));
        fit = aim::fit_rolls(session.stops(), session.readings(), rolls);
        if (!fit) return run;
        std::size_t best = 1;
        for (std::size_t roll = 2; roll < rolls; ++roll)
            if (fit->over_first[roll - 1]->difference_db.value > fit->over_first[best - 1]->difference_db.value)
                best = roll;
        const aim::PolarizationFit& over = *fit->over_first[best - 1];
        const double true_db = best == better_roll ? better_db : 0;
        run.called = over.choice == aim::PolarizationChoice::b || over.choice == aim::PolarizationChoice::a;
        run.right = over.choice == aim::PolarizationChoice::b && best == better_roll;
        run.covered = over.difference_db.low <= true_db && true_db <= over.difference_db.high;
        run.excess_db = over.difference_db.value - true_db;
        run.p_best = fit->p_best[better_roll];
    }
    const auto [roll, difference_db] = best_alone(session);
    run.alone_excess_db = difference_db - (roll == better_roll ? better_db : 0);
    return run;
}

Scenario four_cells() {
    Scenario scenario;
    scenario.cells = [](Random& random) { return std::vector<ChannelRecipe>(rolls, one_tower(random).front()); };
    return scenario;
}

Row roll_row(Head head, double better_db) {
    return row_of<RollRun>(
        std::move(head), roll_row_s, roll_seed,
        [=, scenario = four_cells()](std::uint64_t at) { return compare_rolls(scenario, better_db, at); },
        [=](const std::vector<RollRun>& all) {
            std::vector<Figure> figures{
                better_db > 0 ? at_least(share_of("right call %", count(all, &RollRun::right), all.size()), least_right)
                              : at_most(share_of("false call %", count(all, &RollRun::called), all.size()), most_false),
                at_least(share_of("coverage %", count(all, &RollRun::covered), all.size()), least_covered),
                mean_of("too much dB", values(all, &RollRun::excess_db)),
                mean_of("in pairs too much dB", values(all, &RollRun::alone_excess_db))};
            if (better_db > 0) figures.push_back(mean_of("its probability", values(all, &RollRun::p_best)));
            return figures;
        });
}

}  // namespace

void add_roll_rows(std::vector<Row>& rows) {
    rows.push_back(roll_row({"Q10a", "best of four polarizations, all alike", 200}, 0));
    rows.push_back(roll_row({"Q10b", "the same, one better by 1.5 dB", 200}, 1.5));
}

}  // namespace boresight::proof
