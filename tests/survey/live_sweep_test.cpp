// SPDX-License-Identifier: GPL-3.0-or-later
// Sweeps of the made world's antenna, from the radio to the verdict.
#include "survey/live_sweep.h"

#include <gtest/gtest.h>

#include <set>

#include "aim/angle.h"
#include "catalog/carriers.h"
#include "radio/open_radio.h"
#include "scene/register.h"
#include "survey/live_dwell.h"

namespace boresight::survey {
namespace {

constexpr double tower_deg = 238;                   // of the tree farm, from true north
constexpr double bearing_error_deg = 3 * 5 / 1.96;  // three sigmas of one that is known to 5 degrees (95 %)
constexpr double gain_db = 40;
constexpr double dwell_s = 4;

SweepCarrier carrier(std::int64_t earfcn, int pci) {
    const auto names = catalog::carriers_of_channel(catalog::Rat::lte, catalog::Direction::downlink, earfcn);
    SweepCarrier out{.frequency_hz = names.at(0).frequency_hz, .names = names, .operator_name = {}};
    out.n_rb_dl = 50;
    out.cells.push_back({.frequency_hz = out.frequency_hz,
                         .pci = pci,
                         .ports = 2,
                         .n_rb_dl = 50,
                         .cfo_hz = -18e-6 * out.frequency_hz,
                         .clock_ppm = 18});
    return out;
}

class LiveSweepOfTheTreeFarm : public testing::Test {
protected:
    LiveSweepOfTheTreeFarm() {
        scene::register_scene();
        radio_ = radio::open_radio("driver=scene,radio=dongle", machine_);
        radio_->set_gain_db(gain_db);
    }

    pose::SettingHolder holder() {
        return pose::SettingHolder(
            [this](const std::string& key, const std::string& value) { radio_->change_setting(key, value); });
    }

    SystemClock machine_;
    std::unique_ptr<radio::Radio> radio_;
};

TEST_F(LiveSweepOfTheTreeFarm, PointsToTheTowerAndTellsEachStopAsItIsDone) {
    pose::SettingHolder rotator = holder();
    LiveSweepSetting setting;
    setting.plan.beamwidth_deg = 55;
    setting.plan.dwell_s = dwell_s;
    CarrierChoice choice;
    choice.swept = {carrier(5110, 357)};
    LiveSweep sweep(*radio_, rotator, setting, choice);
    std::size_t announced = 0, done = 0, kept = 0;
    LiveSweepEvents events;
    events.stop_announced = [&](const StopAnnounced&) { ++announced; };
    events.stop_done = [&](const LiveSweepResult&) { ++done; };
    const LiveSweepResult result =
        sweep.run(events, [&](const SweepStopRecord&, const std::vector<SweepCell>&) { ++kept; }, {});
    EXPECT_EQ(result.end, LiveSweepEnd::decided);
    EXPECT_EQ(announced, result.stops.size());
    EXPECT_EQ(done, result.stops.size());
    EXPECT_EQ(kept, result.stops.size());
    const aim::Verdict& verdict = result.estimate.verdict;
    ASSERT_TRUE(verdict.azimuth_deg && verdict.low_deg && verdict.high_deg);
    std::printf("%.1f (%.1f to %.1f) after %zu stops, %.0f s of the world\n", *verdict.azimuth_deg, *verdict.low_deg,
                *verdict.high_deg, result.stops.size(), 1e-9 * static_cast<double>(radio_->clock().monotonic_ns()));
    EXPECT_LT(std::abs(aim::wrap_deg(*verdict.azimuth_deg - tower_deg)), bearing_error_deg);
    EXPECT_GE(result.estimate.polarization_dwells, 4U);
    EXPECT_GT(result.cells.size(), 1U) << "others are heard on that carrier from elsewhere";
}

TEST_F(LiveSweepOfTheTreeFarm, IsTurnedPastInQuartersInsteadOfStoppedAt) {
    pose::SettingHolder rotator = holder();
    LiveSweepSetting setting;
    setting.plan.beamwidth_deg = 55;
    setting.plan.dwell_s = dwell_s;
    setting.plan.turn_deg = 90;
    setting.compare_polarizations = false;
    CarrierChoice choice;
    choice.swept = {carrier(5110, 357)};
    LiveSweep sweep(*radio_, rotator, setting, choice);
    std::size_t turns = 0, done = 0, kept = 0;
    LiveSweepEvents events;
    events.stop_announced = [&](const StopAnnounced& stop) { turns += stop.turn_by_deg.has_value(); };
    events.stop_done = [&](const LiveSweepResult&) { ++done; };
    const LiveSweepResult result =
        sweep.run(events, [&](const SweepStopRecord&, const std::vector<SweepCell>&) { ++kept; }, {});
    EXPECT_EQ(result.end, LiveSweepEnd::decided);
    EXPECT_EQ(turns, 4U);
    EXPECT_EQ(kept, result.stops.size());
    std::size_t pieces = 0, looks = 0;
    for (const SweepStopRecord& stop : result.stops) {
        EXPECT_EQ(stop.kind == StopKind::turn, stop.azimuth_sigma_deg.has_value());
        if (stop.kind != StopKind::turn) continue;
        ++pieces;
        looks += stop.carriers.at(0).looks.size();
    }
    EXPECT_EQ(done, result.stops.size() - pieces + turns) << "all pieces of a turn are told at once";
    EXPECT_EQ(pieces, 28U);
    EXPECT_GT(looks, 20 * pieces);
    ASSERT_TRUE(result.estimate.verdict.azimuth_deg);
    EXPECT_LT(std::abs(aim::wrap_deg(*result.estimate.verdict.azimuth_deg - tower_deg)), bearing_error_deg);
}

LiveSweepSetting without_polarizations() {
    LiveSweepSetting out;
    out.plan.beamwidth_deg = 55;
    out.plan.dwell_s = dwell_s;
    out.compare_polarizations = false;
    return out;
}

SweepCarrier umts_carrier_with(std::int64_t uarfcn, int psc) {
    SweepCarrier out = umts_carrier(uarfcn).value();
    out.cells.push_back({.frequency_hz = out.frequency_hz,
                         .pci = psc,
                         .cfo_hz = -18e-6 * out.frequency_hz,
                         .clock_ppm = 18,
                         .rat = catalog::Rat::umts});
    return out;
}

TEST_F(LiveSweepOfTheTreeFarm, PointsToTheTowerBy3GAloneAndFindsTheOtherCellsOfItsCarrier) {
    pose::SettingHolder rotator = holder();
    LiveSweepSetting setting = without_polarizations();
    setting.plan.reach =
        aim::MountArc{150, 330};  // another cell of that carrier, to the east, is as good within 0.5 dB
    CarrierChoice choice;
    choice.swept = {umts_carrier_with(4438, 171)};
    LiveSweep sweep(*radio_, rotator, setting, choice);
    const LiveSweepResult result = sweep.run({}, {}, {});
    EXPECT_EQ(result.end, LiveSweepEnd::decided);
    const aim::Verdict& verdict = result.estimate.verdict;
    ASSERT_TRUE(verdict.azimuth_deg && verdict.low_deg && verdict.high_deg && verdict.cell);
    std::printf("%.1f (%.1f to %.1f) after %zu stops, %zu cells\n", *verdict.azimuth_deg, *verdict.low_deg,
                *verdict.high_deg, result.stops.size(), result.cells.size());
    EXPECT_EQ(result.cells[*verdict.cell].pci, 171);
    EXPECT_LT(std::abs(aim::wrap_deg(*verdict.azimuth_deg - tower_deg)), bearing_error_deg);
    std::set<int> codes;
    for (const SweepCell& cell : result.cells) {
        codes.insert(cell.pci);
        EXPECT_EQ(cell.rat, catalog::Rat::umts);
    }
    for (const int psc : {171, 63, 402}) EXPECT_EQ(codes.count(psc), 1U) << psc;
    EXPECT_EQ(codes.size(), 3U);
}

TEST_F(LiveSweepOfTheTreeFarm, ListensTo3GBesideLteAndAimsByLte) {
    pose::SettingHolder rotator = holder();
    const LiveSweepSetting setting = without_polarizations();
    CarrierChoice choice;
    choice.swept = {carrier(5110, 357), umts_carrier_with(4413, 340)};
    choice.swept[1].usable = false;
    LiveSweep sweep(*radio_, rotator, setting, choice);
    const LiveSweepResult result = sweep.run({}, {}, {});
    ASSERT_TRUE(result.estimate.verdict.azimuth_deg && result.estimate.leading);
    EXPECT_EQ(result.cells[*result.estimate.leading].pci, 357);
    EXPECT_LT(std::abs(aim::wrap_deg(*result.estimate.verdict.azimuth_deg - tower_deg)), bearing_error_deg);
    std::size_t home = 0;
    while (home < result.cells.size() && result.cells[home].pci != 340) ++home;
    ASSERT_LT(home, result.cells.size());
    const CellSeries& series = result.estimate.cells[home];
    for (std::size_t i = 0; i < series.stops.size(); ++i)
        EXPECT_EQ(series.levels.readings[i].kind, aim::ReadingKind::full) << "stop " << series.stops[i];
}

TEST_F(LiveSweepOfTheTreeFarm, ComparesAllPolarizationsThereAndBackOnRequest) {
    pose::SettingHolder rotator = holder();
    LiveSweepSetting setting;
    setting.plan.beamwidth_deg = 55;
    setting.plan.dwell_s = dwell_s;
    setting.polarizations[1] = {"horizontal", 90};
    setting.more_polarizations = {{"+45", 45}, {"-45", -45}};
    CarrierChoice choice;
    choice.swept = {carrier(5110, 357)};
    LiveSweep sweep(*radio_, rotator, setting, choice);
    const LiveSweepResult result = sweep.run({}, {}, {});
    std::vector<double> rolled_deg;
    for (const SweepStopRecord& stop : result.stops)
        if (stop.kind == StopKind::polarization) rolled_deg.push_back(stop.polarization_deg);
    ASSERT_GE(rolled_deg.size(), 8U);
    rolled_deg.resize(8);
    EXPECT_EQ(rolled_deg, (std::vector<double>{0, 90, 45, -45, -45, 45, 90, 0}));
    ASSERT_EQ(result.estimate.rolls.size(), 3U);
    ASSERT_TRUE(result.estimate.polarization);
    for (const RolledFit& roll : result.estimate.rolls) {
        ASSERT_TRUE(roll.fit);
        std::printf("%.0f: %.1f dB (%.1f to %.1f) over the sweep's own\n", roll.deg, roll.fit->difference_db.value,
                    roll.fit->difference_db.low, roll.fit->difference_db.high);
        EXPECT_LE(roll.fit->difference_db.value, result.estimate.polarization->difference_db.value);
    }
    const LiveEstimate anew = estimate_live(result.stops, {result.carriers, result.cells}, sweep.setting().plan,
                                            {.present_deg = result.present_deg});
    EXPECT_EQ(anew.verdict.azimuth_deg, result.estimate.verdict.azimuth_deg) << "it doesn't rest on these dwells";
    EXPECT_EQ(anew.polarization->difference_db.value, result.estimate.polarization->difference_db.value);
    EXPECT_EQ(anew.polarization_dwells, result.estimate.polarization_dwells);
}

// Turns a made world's antenna, which can't be tilted, and lets it be thought tilted.
class Tilting final : public pose::AntennaHolder {
public:
    explicit Tilting(pose::AntennaHolder& holder) : holder_(holder) {}
    pose::Arrival turn(const pose::Target& target, StopToken stop) override {
        pose::Target level = target;
        level.elevation_deg.reset();
        pose::Arrival arrival = holder_.turn(level, stop);
        if (target.elevation_deg) arrival.elevation = pose::AxisPose{*target.elevation_deg, 2};
        return arrival;
    }
    bool by_hand() const override { return false; }
    double azimuth_sigma_deg() const override { return holder_.azimuth_sigma_deg(); }
    double azimuth_step_deg() const override { return holder_.azimuth_step_deg(); }
    double move_s() const override { return holder_.move_s(); }
    bool elevates() const override { return true; }

private:
    pose::AntennaHolder& holder_;
};

TEST_F(LiveSweepOfTheTreeFarm, WhereTiltingChangesNothingItSaysSo) {
    pose::SettingHolder rotator = holder();
    Tilting tilting(rotator);
    LiveSweepSetting setting;
    setting.plan.beamwidth_deg = 55;
    setting.plan.dwell_s = dwell_s;
    setting.compare_polarizations = false;
    setting.elevation = aim::ElevationPlan{.lowest_deg = -20, .highest_deg = 30, .beamwidth_deg = 55};
    CarrierChoice choice;
    choice.swept = {carrier(5110, 357)};
    LiveSweep sweep(*radio_, tilting, setting, choice);
    const LiveSweepResult result = sweep.run({}, {}, {});
    ASSERT_GE(result.estimate.elevation_dwells, aim::elevations_to_try(*setting.elevation).size());
    ASSERT_TRUE(result.estimate.elevation);
    EXPECT_NE(result.estimate.elevation->choice, aim::ElevationChoice::better);
    for (const SweepStopRecord& stop : result.stops)
        EXPECT_EQ(stop.elevation_deg.has_value(), stop.kind == StopKind::elevation);
}

TEST_F(LiveSweepOfTheTreeFarm, LooksEveryHundredMillisecondsAndMeasuresTheChannelsPower) {
    std::size_t told = 0;
    LiveDwell dwell(*radio_, {carrier(5110, 357), carrier(2450, 357)},
                    [&](const SweepCell&, const store::Reading&) { ++told; });
    SweepStopRecord record;
    ASSERT_EQ(dwell.measure({.seconds = dwell_s, .search = true}, {}, {}, record), DwellEnd::done);
    EXPECT_NEAR(1e-9 * static_cast<double>(record.end_ns - record.start_ns), dwell_s, 0.3);
    EXPECT_EQ(dwell.spacing_s(), least_spacing_s);
    ASSERT_EQ(record.carriers.size(), 2U);
    for (const CarrierDwell& one : record.carriers) {
        EXPECT_EQ(one.looks_taken, 40);
        EXPECT_EQ(one.looks_missing, 0);
        ASSERT_EQ(one.bands.size(), 1U);
        EXPECT_LT(*one.bands[0].noise_dbfs, *one.bands[0].power_dbfs);
        EXPECT_TRUE(one.bands[0].snr_db);
    }
    EXPECT_FALSE(record.spoiled());
    EXPECT_EQ(told, record.carriers[0].looks.size() + record.carriers[1].looks.size());
}

TEST_F(LiveSweepOfTheTreeFarm, ListensTo3GThatIsNotAimedForInEveryThirdRound) {
    CarrierChoice choice;
    choice.swept = {carrier(5110, 357), umts_carrier_with(4413, 340), umts_carrier_with(4438, 171)};
    choice.swept[1].usable = false;
    LiveDwell dwell(*radio_, choice.swept);
    SweepStopRecord record;
    ASSERT_EQ(dwell.measure({.seconds = dwell_s}, {}, {}, record), DwellEnd::done);
    ASSERT_EQ(record.carriers.size(), 3U);
    EXPECT_EQ(record.carriers[0].looks_taken, 40);
    EXPECT_EQ(record.carriers[1].looks_taken, 14);
    EXPECT_EQ(record.carriers[1].looks_missing, 0);
    EXPECT_EQ(record.carriers[2].looks_taken, 40) << "this one is aimed for";
}

TEST_F(LiveSweepOfTheTreeFarm, ADwellGrowsWithItsCarriersToTwentyLooksAndNoLongerThanTwentySeconds) {
    std::vector<SweepCarrier> many(40, carrier(5110, 357));
    EXPECT_EQ(LiveDwell(*radio_, {many.begin(), many.begin() + 3}).dwell_s(8), 8);
    EXPECT_NEAR(LiveDwell(*radio_, {many.begin(), many.begin() + 30}).dwell_s(8), 9, 0.01);
    EXPECT_LE(static_cast<double>(least_looks * LiveDwell::most_carriers(0.02)) * 0.03, longest_dwell_s);
}

}  // namespace
}  // namespace boresight::survey
