// SPDX-License-Identifier: GPL-3.0-or-later
// Trends of a made season: a dwell every ten minutes, cells that come, go, step and follow the sun.
#include "survey/trends.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <random>

namespace boresight::survey {
namespace {

using testing::ElementsAre;

constexpr unsigned seed = 3;
constexpr std::int64_t second_ns = 1'000'000'000;
constexpr std::int64_t day_ns = 86400 * second_ns;
constexpr std::int64_t first_day = 20'000;  // 2024-10-04
constexpr int season_days = 80;
constexpr int dwells_per_day = 144;
constexpr double noise_db = 0.8;
constexpr double frequency_hz = 739e6;

DayAndHour utc(std::int64_t time_ns) {
    const std::int64_t hours = time_ns / (3600 * second_ns);
    return {.day = hours / 24, .hour = static_cast<int>(hours % 24)};
}

store::KnownCell cell(std::int64_t id, int pci, double at_hz = frequency_hz) {
    store::Cell cell;
    cell.identity = {.rat = store::Rat::lte, .frequency_hz = at_hz, .physical_id = pci, .plmn = {}, .cell_id = {}};
    cell.first_seen_ns = first_day * day_ns;
    return {{id}, cell};
}

store::KnownSession session(std::int64_t id, const std::string& radio) {
    store::Session session;
    session.source_kind = "device";
    session.source_name = radio;
    return {{id}, session};
}

class TrendsTest : public testing::Test {
protected:
    store::HeardDwell dwell(int day, int nth) {
        store::HeardDwell dwell;
        dwell.session = {1};
        dwell.start_ns = (first_day + day) * day_ns + nth * (day_ns / dwells_per_day);
        dwell.center_frequency_hz = frequency_hz;
        dwell.sample_rate_hz = 1.92e6;
        dwell.gain_db = 30;
        return dwell;
    }

    double noisy(double level_db) { return level_db + std::normal_distribution(0.0, noise_db)(random); }

    // `fill` puts cells into each dwell of the season; false: nobody listened.
    template <class Fill>
    Trends season(Fill&& fill) {
        TrendCollector collector(cells, {session(1, "attic"), session(2, "car")}, utc);
        for (int day = 0; day < season_days; ++day)
            for (int nth = 0; nth < dwells_per_day; ++nth) {
                store::HeardDwell one = dwell(day, nth);
                if (fill(one, day, nth)) collector.take(one);
            }
        for (const store::Event& event : events) collector.take(event);
        return collector.finish();
    }

    std::mt19937 random{seed};
    std::vector<store::KnownCell> cells{cell(1, 357), cell(2, 12), cell(3, 77), cell(4, 99, 1960e6)};
    std::vector<store::Event> events;
};

TEST_F(TrendsTest, ASteadyCellHasItsLevelAndNoNews) {
    const Trends trends = season([&](store::HeardDwell& one, int, int) {
        one.cells = {{.cell = {1}, .strength_dbfs = noisy(-50), .quality_db = noisy(8)}};
        return true;
    });
    EXPECT_EQ(trends.dwells, season_days * dwells_per_day);
    EXPECT_EQ(trends.readings, trends.dwells);
    EXPECT_NEAR(trends.round_s.value(), 600, 10);
    EXPECT_TRUE(trends.gaps.empty());
    ASSERT_EQ(trends.cells.size(), 1u);
    const CellTrend& cell = trends.cells[0];
    EXPECT_EQ(cell.cell.identity.physical_id, 357);
    EXPECT_EQ(cell.radio, "attic");
    EXPECT_TRUE(cell.at_known_gain);
    EXPECT_NEAR(cell.level->median_db, -80, 0.1) << "at the radio's input: less its gain of 30 dB";
    EXPECT_NEAR(cell.level->spread_db, noise_db, 0.1);
    EXPECT_NEAR(cell.quality->median_db, 8, 0.1);
    EXPECT_EQ(cell.days.size(), static_cast<std::size_t>(season_days));
    EXPECT_EQ(cell.heard, cell.listened);
    EXPECT_TRUE(cell.steps.empty());
    EXPECT_FALSE(cell.is_new || cell.vanished);
}

TEST_F(TrendsTest, TheHoursOfTheDayAreToldApart) {
    const Trends trends = season([&](store::HeardDwell& one, int, int nth) {
        const double busy_db = std::cos(2 * 3.14159265 * nth / dwells_per_day);
        one.cells = {{.cell = {1}, .strength_dbfs = noisy(-50), .quality_db = noisy(8 + 3 * busy_db)}};
        return true;
    });
    for (int hour = 0; hour < hours_per_day; ++hour) {
        const auto& quality = trends.cells[0].quality_by_hour[static_cast<std::size_t>(hour)];
        ASSERT_TRUE(quality);
        EXPECT_EQ(quality->n, season_days * dwells_per_day / hours_per_day);
        EXPECT_NEAR(quality->median_db, 8 + 3 * std::cos(2 * 3.14159265 * (hour + 0.42) / 24), 0.35) << hour;
    }
}

TEST_F(TrendsTest, NewAndVanishedCellsAreNamed) {
    cells[1].cell.first_seen_ns = (first_day + 30) * day_ns;
    const Trends trends = season([&](store::HeardDwell& one, int day, int nth) {
        one.cells = {{.cell = {1}, .strength_dbfs = noisy(-50), .quality_db = {}}};
        if (day >= 30 && nth % 10 == 0) one.cells.push_back({{2}, noisy(-70), {}});
        if (day < 50 && nth % 3 == 0) one.cells.push_back({{3}, noisy(-60), {}});
        return true;
    });
    ASSERT_EQ(trends.cells.size(), 3u);
    EXPECT_FALSE(trends.cells[0].is_new || trends.cells[0].vanished);
    const CellTrend& gone = trends.cells[1];
    EXPECT_EQ(gone.cell.identity.physical_id, 77);
    EXPECT_TRUE(gone.vanished);
    EXPECT_FALSE(gone.is_new);
    EXPECT_EQ(utc(gone.last_heard_ns).day, first_day + 49);
    const CellTrend& fresh = trends.cells[2];
    EXPECT_EQ(fresh.cell.identity.physical_id, 12);
    EXPECT_TRUE(fresh.is_new);
    EXPECT_FALSE(fresh.vanished);
    EXPECT_EQ(fresh.days.size(), static_cast<std::size_t>(season_days)) << "days of silence are days";
    EXPECT_EQ(fresh.listened, season_days * dwells_per_day);
}

TEST_F(TrendsTest, ACellThatComesAndGoesAndOneThatNobodyListenedForAreNotGone) {
    const Trends trends = season([&](store::HeardDwell& one, int day, int nth) {
        if (day % 20 == 3 && nth == 0) one.cells.push_back({{2}, noisy(-90), {}});
        if (nth == 7 && day < 20) {  // another carrier, which is given up
            one.center_frequency_hz = 1960e6;
            one.cells = {{{4}, noisy(-60), {}}};
        }
        return true;
    });
    for (const CellTrend& cell : trends.cells) EXPECT_FALSE(cell.vanished) << cell.cell.identity.physical_id;
}

TEST_F(TrendsTest, AStepIsTiedToItsDayAndAChangeOfGainIsNone) {
    const Trends trends = season([&](store::HeardDwell& one, int day, int) {
        one.gain_db = day < 25 ? 30 : 42;
        one.cells = {{.cell = {1}, .strength_dbfs = noisy(-80 + *one.gain_db), .quality_db = noisy(9)},
                     {.cell = {2}, .strength_dbfs = noisy((day < 50 ? -85 : -82) + *one.gain_db), .quality_db = {}}};
        return true;
    });
    ASSERT_EQ(trends.cells.size(), 2u);
    EXPECT_TRUE(trends.cells[0].steps.empty());
    ASSERT_EQ(trends.cells[1].steps.size(), 1u);
    const CellStep& step = trends.cells[1].steps[0];
    EXPECT_EQ(step.of, StepOf::level);
    EXPECT_EQ(step.step.first_day_after, first_day + 50);
    EXPECT_NEAR(step.step.change_db, 3, 0.2);
    EXPECT_NEAR(step.gain_change_db.value(), 0, 0.01);
}

TEST_F(TrendsTest, AGapIsToldWithWhatHappenedInIt) {
    const std::int64_t noon = (first_day + 10) * day_ns + day_ns / 2;
    events = {{.kind = "gap", .detail = "paused for boresight aim", .session = {}, .time_ns = noon + 60 * second_ns},
              {.kind = "gain_change", .detail = "elsewhere", .session = {}, .time_ns = noon + 9 * day_ns}};
    const Trends trends = season([&](store::HeardDwell& one, int day, int nth) {
        one.cells = {{.cell = {1}, .strength_dbfs = noisy(-50), .quality_db = {}}};
        return !(day == 10 && nth > dwells_per_day / 2 && nth < dwells_per_day / 2 + 12);
    });
    ASSERT_EQ(trends.gaps.size(), 1u);
    EXPECT_EQ(trends.gaps[0].from_ns, noon);
    EXPECT_EQ(trends.gaps[0].until_ns, noon + 7200 * second_ns);
    EXPECT_THAT(trends.gaps[0].events, ElementsAre("gap: paused for boresight aim"));
    EXPECT_FALSE(trends.cells[0].vanished);
}

TEST_F(TrendsTest, ACellIsOneWhetherItSaidItsNetworkOrNot) {
    cells[1].cell.identity.physical_id = 357;
    cells[1].cell.identity.plmn = "310-410";
    const auto half_named = [&](store::HeardDwell& one, int, int nth) {
        one.cells = {{.cell = {nth % 2 + 1}, .strength_dbfs = noisy(-50), .quality_db = {}}};
        return true;
    };
    const Trends trends = season(half_named);
    ASSERT_EQ(trends.cells.size(), 1u);
    EXPECT_EQ(trends.cells[0].cell.identity.plmn, "310-410");
    EXPECT_EQ(trends.cells[0].heard, season_days * dwells_per_day);
    // Where two networks are known, the nameless one may be either.
    cells[2].cell.identity.physical_id = 357;
    cells[2].cell.identity.plmn = "310-260";
    EXPECT_EQ(season(half_named).cells.size(), 2u);
}

TEST_F(TrendsTest, TwoRadiosAreTwoSeries) {
    const Trends trends = season([&](store::HeardDwell& one, int, int nth) {
        one.session = {nth % 3 == 0 ? 2 : 1};
        one.cells = {{.cell = {1}, .strength_dbfs = noisy(nth % 3 == 0 ? -70 : -50), .quality_db = {}}};
        return true;
    });
    ASSERT_EQ(trends.cells.size(), 2u);
    EXPECT_EQ(trends.cells[0].radio, "attic");
    EXPECT_EQ(trends.cells[1].radio, "car");
    EXPECT_NEAR(trends.cells[1].level->median_db, -100, 0.2);
}

TEST_F(TrendsTest, ClippedDwellsCountAsHeardButNotAsLevels) {
    const Trends trends = season([&](store::HeardDwell& one, int, int nth) {
        const bool clipped = nth % 2 == 0;
        one.flags = clipped ? store::dwell_flag::clipped : 0;
        one.cells = {{.cell = {1}, .strength_dbfs = clipped ? -20 : noisy(-50), .quality_db = {}}};
        return true;
    });
    EXPECT_EQ(trends.clipped, season_days * dwells_per_day / 2);
    EXPECT_EQ(trends.cells[0].heard, season_days * dwells_per_day);
    EXPECT_EQ(trends.cells[0].level->n, season_days * dwells_per_day / 2);
    EXPECT_NEAR(trends.cells[0].level->median_db, -80, 0.2);
}

TEST_F(TrendsTest, NothingHeardIsNothingToTell) {
    const Trends trends = season([](store::HeardDwell&, int, int) { return false; });
    EXPECT_EQ(trends.dwells, 0);
    EXPECT_TRUE(trends.cells.empty());
    EXPECT_FALSE(trends.round_s);
}

}  // namespace
}  // namespace boresight::survey
