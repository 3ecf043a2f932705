// SPDX-License-Identifier: GPL-3.0-or-later
// A steady turn cut into stops, kept and read back.
#include "survey/turn_pieces.h"

#include <gtest/gtest.h>

#include "survey/stored_sweep.h"
#include "tests/survey/made_sweep.h"
#include "tests/temporary_folder.h"

namespace boresight::survey {
namespace {

using namespace made;

constexpr double by_deg = 90, mark_sigma_deg = 2;
constexpr int length_s = 21, pieces = 7, look_ms = 100;
constexpr double rounded_deg = 0.006;  // azimuths are kept to a hundredth

SweepStopRecord whole_turn() {
    SweepStopRecord whole = stop(1, StopKind::turn, 300);
    whole.end_ns = whole.start_ns + length_s * second_ns;
    for (CarrierDwell& carrier : whole.carriers) {
        carrier.bands.clear();
        const CellLook first = carrier.looks.front();
        carrier.looks.clear();
        for (int ms = 0; ms < 1000 * length_s; ms += look_ms) {
            carrier.looks.push_back(first);
            carrier.looks.back().reading.offset_ms = ms;
        }
    }
    return whole;
}

pose::SteadyTurn turn_of(const SweepStopRecord& whole) {
    return {{300},
            by_deg,
            {.utc_ns = whole.start_ns, .sigma_deg = mark_sigma_deg},
            {.utc_ns = whole.end_ns, .sigma_deg = mark_sigma_deg}};
}

TEST(TurnPieces, HoldEveryLookAtTheAzimuthOfItsTime) {
    const SweepStopRecord whole = whole_turn();
    const auto cut = cut_turn(whole, turn_of(whole), pieces, 1);
    ASSERT_EQ(cut.size(), std::size_t{pieces});
    std::size_t looks = 0;
    for (std::size_t k = 0; k < cut.size(); ++k) {
        const double middle_deg = 300 + by_deg * (static_cast<double>(k) + 0.5) / pieces;
        EXPECT_NEAR(cut[k].azimuth_deg, pose::once_round(middle_deg), rounded_deg);
        for (const CarrierDwell& carrier : cut[k].carriers) {
            looks += carrier.looks.size();
            EXPECT_EQ(carrier.looks.size(), std::size_t{1000 * length_s / look_ms / pieces});
            EXPECT_EQ(carrier.looks.front().reading.offset_ms, 0);
            EXPECT_EQ(carrier.dwell.pose.azimuth_deg, cut[k].azimuth_deg);
            EXPECT_EQ(carrier.dwell.start_ns, cut[k].start_ns);
        }
    }
    EXPECT_EQ(looks, 2U * 1000 * length_s / look_ms);
    EXPECT_GT(*cut[pieces / 2].azimuth_sigma_deg, *cut[0].azimuth_sigma_deg) << "least sure in the middle";
    EXPECT_GT(*cut[0].azimuth_sigma_deg, mark_sigma_deg / 2);
}

TEST(TurnPieces, ThatShareTheHandsErrorAreEachLessSure) {
    const SweepStopRecord whole = whole_turn();
    const auto alone = cut_turn(whole, turn_of(whole), pieces, 1), alike = cut_turn(whole, turn_of(whole), pieces, 4);
    for (std::size_t k = 0; k < alone.size(); ++k)
        EXPECT_NEAR(*alike[k].azimuth_sigma_deg, 2 * *alone[k].azimuth_sigma_deg, 2 * rounded_deg);
}

TEST(TurnPieces, WithoutALookAreLeftOut) {
    SweepStopRecord whole = whole_turn();
    for (CarrierDwell& carrier : whole.carriers)
        std::erase_if(carrier.looks, [](const CellLook& look) { return look.reading.offset_ms >= 9000; });
    EXPECT_EQ(cut_turn(whole, turn_of(whole), pieces, 1).size(), 3U);
}

TEST(TurnPieces, ComeBackFromTheDatabaseWithTheirSigmasAndGiveTheSameEstimate) {
    const tests::TemporaryFolder folder;
    const auto file = folder.path() / "survey.db";
    const SystemClock clock;
    SweepOrigin asked = origin();
    asked.setting.plan.turn_deg = by_deg;
    const SweepStopRecord whole = whole_turn();
    std::vector<SweepStopRecord> stops = cut_turn(whole, turn_of(whole), pieces, 4);
    stops.insert(stops.begin(), stop(0, StopKind::ring, 300));
    {
        SweepRecorder recorder(file, asked, clock);
        for (const SweepStopRecord& one : stops) recorder.keep(one, cells);
    }
    const auto read = unfinished_sweep(file);
    ASSERT_TRUE(read);
    EXPECT_EQ(read->origin.setting.plan.turn_deg, by_deg);
    ASSERT_EQ(read->stops.size(), stops.size());
    for (std::size_t i = 0; i < stops.size(); ++i) {
        EXPECT_EQ(read->stops[i].kind, stops[i].kind);
        EXPECT_EQ(read->stops[i].azimuth_deg, stops[i].azimuth_deg);
        EXPECT_EQ(read->stops[i].azimuth_sigma_deg, stops[i].azimuth_sigma_deg);
        EXPECT_EQ(read->stops[i].start_ns, stops[i].start_ns);
        EXPECT_EQ(read->stops[i].carriers.at(0).looks.size(), stops[i].carriers.at(0).looks.size());
    }
    const SweptCells swept{asked.carriers, cells};
    const auto kept = estimate_live(read->stops, {read->origin.carriers, read->cells}, asked.setting.plan, {});
    const auto live = estimate_live(stops, swept, asked.setting.plan, {});
    ASSERT_TRUE(kept.fits.at(0) && live.fits.at(0));
    EXPECT_EQ(kept.fits[0]->bearing.low_deg, live.fits[0]->bearing.low_deg);
    EXPECT_EQ(kept.fits[0]->bearing.high_deg, live.fits[0]->bearing.high_deg);
}

}  // namespace
}  // namespace boresight::survey
