// SPDX-License-Identifier: GPL-3.0-or-later
// Rounds over the 3G carriers of the tree farm through SoapySDR: searched once, then tracked.
#include "survey/umts_rounds.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "radio/open_radio.h"
#include "scene/register.h"
#include "survey/cell_search.h"

namespace boresight::survey {
namespace {

constexpr double gain_db = 48;  // about what the gain search finds
constexpr double microcell_hz = 882.6e6, macro_hz = 887.6e6;
constexpr int microcell_psc = 340, macro_psc = 171;
constexpr double clock_ppm = -18, ppm_tolerance = 0.3;  // of the tree farm's dongle: it shows carriers too low
constexpr double level_tolerance_db = 8;                // trees sway between round and round
constexpr std::int64_t hour_ns = 3'600'000'000'000;
const std::set<int> pscs_sent = {63, 88, 171, 340, 402};

class UmtsRoundsTest : public testing::Test {
protected:
    UmtsRoundsTest() {
        scene::register_scene();
        radio_ = radio::open_radio("driver=scene,scene=tree-farm,radio=dongle", machine_);
        radio_->set_gain_db(gain_db);
        listener_.emplace(*radio_);
        CarrierSettings settings{.usual_hz = {microcell_hz, macro_hz}, .umts = make_umts_search, .umts_alone = true};
        settings.umts_naming_s = usual_naming_s;
        scanner_.emplace(*radio_, *listener_, make_lte_search, settings);
    }

    ScanResult round(UmtsRounds& rounds) {
        EXPECT_EQ(rounds.measure({}, [](std::size_t) { return true; }), radio::Ending::complete);
        return scanner_->finish(false, 1);
    }

    static const UmtsScanCell* find(const ScanResult& result, double hz, int psc) {
        for (const UmtsScanCell& cell : result.umts_cells)
            if (cell.frequency_hz == hz && cell.cell.psc == psc) return &cell;
        return nullptr;
    }

    SystemClock machine_;
    std::unique_ptr<radio::Radio> radio_;
    std::optional<radio::Listener> listener_;
    std::optional<CarrierScanner> scanner_;
};

TEST_F(UmtsRoundsTest, CellsThatASearchFoundAreTrackedWithLevelsCarriersAndNames) {
    const double carriers_hz[] = {microcell_hz, macro_hz};
    UmtsRounds rounds(*radio_, *listener_, *scanner_, carriers_hz);
    const ScanResult first = round(rounds);
    const UmtsScanCell* found = find(first, microcell_hz, microcell_psc);
    ASSERT_NE(found, nullptr);
    ASSERT_NE(find(first, macro_hz, macro_psc), nullptr);
    ASSERT_TRUE(found->cell.system_info && found->cell.system_info->sib3);
    for (int i = 0; i < 5; ++i) {
        radio_->clock().sleep_until(radio_->clock().monotonic_ns() + 60'000'000'000);
        const ScanResult next = round(rounds);
        EXPECT_EQ(next.stretches.size(), 2u) << "one look a carrier, no search";
        ASSERT_NE(find(next, macro_hz, macro_psc), nullptr);
        const UmtsScanCell* now = find(next, microcell_hz, microcell_psc);
        ASSERT_NE(now, nullptr);
        EXPECT_NEAR(now->cell.rscp_dbfs, found->cell.rscp_dbfs, level_tolerance_db);
        EXPECT_NEAR(now->cell.rscp_dbfs - now->cell.rssi_dbfs, now->cell.ecno_db, 0.1);
        EXPECT_NEAR(1e6 * now->cell.cfo_hz / microcell_hz, clock_ppm, ppm_tolerance);
        EXPECT_FALSE(now->cell.paths.empty());
        EXPECT_EQ(now->operated_by.plmn, "310-410");
        ASSERT_TRUE(now->cell.system_info && now->cell.system_info->sib3);
        EXPECT_EQ(now->cell.system_info->sib3->cell_id, found->cell.system_info->sib3->cell_id);
        ASSERT_FALSE(now->carriers.empty());
        for (const UmtsScanCell& cell : next.umts_cells) EXPECT_TRUE(pscs_sent.contains(cell.cell.psc));
    }
}

TEST_F(UmtsRoundsTest, ACarrierIsSearchedAgainAfterAnHourAndWhereNothingIsKnown) {
    const double empty_hz = 870e6, carriers_hz[] = {empty_hz, microcell_hz};
    UmtsRounds rounds(*radio_, *listener_, *scanner_, carriers_hz);
    round(rounds);
    const ScanResult second = round(rounds);
    ASSERT_EQ(second.stretches.size(), 2u);
    EXPECT_GT(second.stretches[0].samples, second.stretches[1].samples) << "a search hears longer than a look";
    EXPECT_TRUE(second.stretches[0].umts_cells.empty());
    radio_->clock().sleep_until(radio_->clock().monotonic_ns() + hour_ns);
    const ScanResult later = round(rounds);
    ASSERT_GE(later.stretches.size(), 2u);
    EXPECT_EQ(later.stretches[0].samples, later.stretches[1].samples);
    EXPECT_NE(find(later, microcell_hz, microcell_psc), nullptr);
}

TEST_F(UmtsRoundsTest, EndsWhenAskedAndKeepsWhatWasMeasured) {
    const double carriers_hz[] = {microcell_hz, macro_hz};
    UmtsRounds rounds(*radio_, *listener_, *scanner_, carriers_hz);
    EXPECT_EQ(rounds.measure({}, [](std::size_t done) { return done < 1; }), radio::Ending::stopped);
    const ScanResult kept = scanner_->finish(true, 0.5);
    EXPECT_NE(find(kept, microcell_hz, microcell_psc), nullptr);
    EXPECT_EQ(find(kept, macro_hz, macro_psc), nullptr);
}

}  // namespace
}  // namespace boresight::survey
