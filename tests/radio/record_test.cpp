// SPDX-License-Identifier: GPL-3.0-or-later
// Recording from the made world, whole and ended early.
#include "radio/record.h"

#include <gtest/gtest.h>

#include "catalog/data_text.h"
#include "radio/open_radio.h"
#include "radio/sigmf.h"
#include "scene/register.h"
#include "tests/radio/failing_files.h"
#include "tests/temporary_folder.h"

namespace boresight::radio {
namespace {

constexpr Tuning at{739e6, 1.92e6};

class Recording : public testing::Test {
protected:
    Recording() { scene::register_scene(); }

    std::unique_ptr<Radio> open(const std::string& fault = "") {
        const auto file = folder_.file("faulty.toml", std::string(catalog::data_text("scenes/tree-farm.toml")) + fault);
        auto radio = open_radio("driver=scene,scene=" + file.string(), machine_);
        radio->set_gain_db(40);
        return radio;
    }
    RecordRequest request(double seconds) const {
        return {.recording = folder_.path() / "farm",
                .seconds = seconds,
                .options = {},
                .pose = {.azimuth_deg = 238, .elevation_deg = {}, .polarization = "vertical"}};
    }
    static bool go_on(double) { return true; }

    tests::TemporaryFolder folder_;
    SystemClock machine_;
};

TEST_F(Recording, HoldsWhatWasAskedForWithItsPose) {
    const auto radio = open();
    const Recorded recorded = record(*radio, at, request(0.1), go_on);
    EXPECT_EQ(recorded.end, RecordEnd::complete);
    SigmfReader reader(folder_.path() / "farm");
    EXPECT_EQ(reader.length(), 192000U);
    EXPECT_EQ(reader.center_frequency_hz(), at.frequency_hz);
    EXPECT_EQ(reader.pose().azimuth_deg, 238);
    EXPECT_EQ(reader.meta().segments.size(), 1U);
    EXPECT_EQ(reader.meta().segments[0].gain_db, 40);
    EXPECT_EQ(reader.sha512_matches(), true);
}

TEST_F(Recording, LostSamplesBeginASegment) {
    const auto radio = open("\n[[fault]]\nkind = \"overflow\"\nat_s = 0.05\nlasts_s = 0.01\n");
    const Recorded recorded = record(*radio, at, request(0.1), go_on);
    EXPECT_EQ(recorded.end, RecordEnd::complete);
    EXPECT_EQ(recorded.gaps, 1);
    SigmfReader reader(folder_.path() / "farm");
    ASSERT_EQ(reader.meta().segments.size(), 2U);
    EXPECT_TRUE(reader.meta().segments[1].after_overflow);
}

TEST_F(Recording, ARadioThatIsTakenAwayLeavesWhatWasHeard) {
    const auto radio = open("\n[[fault]]\nkind = \"unplug\"\nat_s = 0.05\n");
    const Recorded recorded = record(*radio, at, request(0.1), go_on);
    EXPECT_EQ(recorded.end, RecordEnd::unplugged);
    EXPECT_GT(recorded.samples, 80000U);
    EXPECT_EQ(SigmfReader(folder_.path() / "farm").length(), recorded.samples);
}

TEST_F(Recording, AStopKeepsWhatIsThere) {
    const auto radio = open();
    const Recorded recorded = record(*radio, at, request(10), [](double share) { return share < 0.005; });
    EXPECT_EQ(recorded.end, RecordEnd::stopped);
    EXPECT_GT(recorded.samples, 0U);
    EXPECT_EQ(SigmfReader(folder_.path() / "farm").length(), recorded.samples);
}

TEST_F(Recording, WithoutASampleThereIsNoFile) {
    const auto radio = open();
    const Recorded recorded = record(*radio, at, request(10), [](double) { return false; });
    EXPECT_EQ(recorded.samples, 0U);
    EXPECT_FALSE(std::filesystem::exists(folder_.path() / "farm.sigmf-data"));
    EXPECT_FALSE(std::filesystem::exists(folder_.path() / "farm.sigmf-meta"));
}

TEST_F(Recording, AFullDiskIsToldAndWhatIsThereCanBeRead) {
    const auto radio = open();
    tests::FailingFiles files;
    files.failing_change = 20;
    const Recorded recorded = record(*radio, at, request(1), go_on, files);
    EXPECT_EQ(recorded.end, RecordEnd::disk);
    ASSERT_TRUE(recorded.disk_error);
    EXPECT_GT(SigmfReader(folder_.path() / "farm").length(), 0U);
}

TEST_F(Recording, AnotherOneIsNeverOverwritten) {
    const auto radio = open();
    record(*radio, at, request(0.01), go_on);
    EXPECT_THROW(record(*radio, at, request(0.01), go_on), Error);
    EXPECT_EQ(SigmfReader(folder_.path() / "farm").length(), 19200U);
}

}  // namespace
}  // namespace boresight::radio
