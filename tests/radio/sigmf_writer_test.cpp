// SPDX-License-Identifier: GPL-3.0-or-later
#include "radio/sigmf_writer.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <random>

#include "platform/error.h"
#include "radio/sigmf.h"
#include "tests/radio/failing_files.h"
#include "tests/temporary_folder.h"

namespace boresight::radio {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

constexpr double rate_hz = 2.4e6;
constexpr double rounding = 1.01;  // of float arithmetic at 16 bits
constexpr std::uint32_t seed = 20170;
constexpr std::size_t long_enough = 200'000;  // more than one chunk of every datatype

struct Kind {
    Datatype type;
    double step;  // the largest error of a sample's I or Q is half of it
};
constexpr Kind kinds[] = {
    {Datatype::ci8, 1.0 / 128}, {Datatype::cu8, 1.0 / 128}, {Datatype::ci16_le, 1.0 / 32768}, {Datatype::cf32_le, 0}};

std::vector<dsp::Sample> noise(std::size_t count) {
    std::mt19937 engine(seed);
    std::uniform_real_distribution<float> uniform(-0.98F, 0.98F);
    std::vector<dsp::Sample> samples(count);
    for (auto& sample : samples) sample = {uniform(engine), uniform(engine)};
    return samples;
}

Block block_of(dsp::IqSpan samples, std::uint64_t first_sample = 0) {
    Block block;
    block.samples = samples;
    block.sample_rate_hz = rate_hz;
    block.center_frequency_hz = 739e6;
    block.gain_db = 20;
    block.first_sample = first_sample;
    block.wall_ns =
        1772366400'000'000'000 + static_cast<std::int64_t>(static_cast<double>(first_sample) / rate_hz * 1e9);
    return block;
}

class SigmfWriterTest : public testing::Test {
protected:
    std::filesystem::path name() const { return folder.path() / "x"; }
    bool exists(const char* file) const { return std::filesystem::exists(folder.path() / file); }
    tests::TemporaryFolder folder;
};

TEST_F(SigmfWriterTest, WhatIsWrittenIsReadInEveryDatatype) {
    const auto samples = noise(long_enough);
    for (const auto& [type, step] : kinds) {
        SCOPED_TRACE(name_of(type));
        const auto path = folder.path() / std::string(name_of(type));
        SigmfWriter writer(path, {.datatype = type,
                                  .description = "noise",
                                  .hardware = "none",
                                  .recorder = "test",
                                  .antenna_model = "Yagi",
                                  .place = SigmfPlace{.latitude_deg = 45, .longitude_deg = -122, .height_m = 300}});
        writer.set_pose({.azimuth_deg = 238, .elevation_deg = 0, .polarization = "slant-45"});
        writer.write(block_of(std::span(samples).first(70'000)));
        writer.write(block_of(std::span(samples).subspan(70'000), 70'000));
        writer.finish();
        EXPECT_EQ(writer.length(), samples.size());
        EXPECT_EQ(writer.clipped_share(), 0);

        SigmfReader reader(path);
        EXPECT_THAT(reader.meta().notes, IsEmpty());
        EXPECT_EQ(reader.meta().segments.size(), 1U);
        EXPECT_EQ(reader.meta().description, "noise");
        EXPECT_EQ(reader.meta().antenna_model, "Yagi");
        EXPECT_EQ(reader.meta().segments[0].place->longitude_deg, -122);
        EXPECT_EQ(reader.sample_rate_hz(), rate_hz);
        EXPECT_EQ(reader.pose(), (SigmfPose{.azimuth_deg = 238, .elevation_deg = 0, .polarization = "slant-45"}));
        EXPECT_EQ(reader.sha512_matches(), true);
        const Block whole = reader.whole();
        EXPECT_EQ(whole.center_frequency_hz, 739e6);
        EXPECT_EQ(whole.gain_db, 20.0);
        EXPECT_EQ(whole.wall_ns, 1772366400'000'000'000);
        ASSERT_EQ(whole.samples.size(), samples.size());
        float worst = 0;
        for (std::size_t i = 0; i < samples.size(); ++i) {
            const dsp::Sample error = whole.samples[i] - samples[i];
            worst = std::max({worst, std::abs(error.real()), std::abs(error.imag())});
        }
        EXPECT_LE(worst, step / 2 * rounding);
        EXPECT_GE(worst, step / 2 / rounding);
    }
}

TEST_F(SigmfWriterTest, BeginsASegmentAtEachRetuneGainPoseAndGap) {
    const auto samples = noise(100);
    {
        SigmfWriter writer(name(), {.datatype = Datatype::cf32_le,
                                    .description = {},
                                    .hardware = {},
                                    .recorder = {},
                                    .antenna_model = {},
                                    .place = {}});
        const auto at = [&](std::uint64_t first) { return block_of(samples, first); };
        writer.write(at(0));
        writer.write(at(100));  // goes on
        Block retuned = at(200);
        retuned.center_frequency_hz = 751e6;
        writer.write(retuned);
        Block louder = at(300);
        louder.center_frequency_hz = 751e6;
        louder.gain_db = 26;
        writer.write(louder);
        writer.set_pose({.azimuth_deg = 90, .elevation_deg = {}, .polarization = {}});
        louder.first_sample = 400;
        writer.write(louder);
        louder.first_sample = 5000;  // samples are missing
        writer.write(louder);
    }
    SigmfReader reader(name());
    const auto& segments = reader.meta().segments;
    ASSERT_EQ(segments.size(), 5U);
    const std::uint64_t starts[] = {0, 200, 300, 400, 500};
    for (std::size_t i = 0; i < segments.size(); ++i) EXPECT_EQ(segments[i].sample_start, starts[i]);
    EXPECT_EQ(segments[1].frequency_hz, 751e6);
    EXPECT_EQ(segments[2].gain_db, 26.0);
    EXPECT_TRUE(segments[2].pose.empty());
    EXPECT_EQ(segments[3].pose.azimuth_deg, 90.0);
    EXPECT_EQ(segments[4].pose.azimuth_deg, 90.0);
    EXPECT_FALSE(segments[3].after_overflow);
    EXPECT_TRUE(segments[4].after_overflow);
}

TEST_F(SigmfWriterTest, IsReadableAtEveryMoment) {
    const auto samples = noise(1000);
    SigmfWriter writer(name(), {});
    for (std::uint64_t first = 0; first < 5000; first += 1000) {
        Block block = block_of(samples, first);
        if (first >= 3000) block.center_frequency_hz = 751e6;
        writer.write(block);
        const SigmfReader reader(name());
        EXPECT_EQ(reader.length(), first + 1000);
        EXPECT_EQ(reader.meta().segments.size(), first >= 3000 ? 2U : 1U);
    }
}

TEST_F(SigmfWriterTest, NeverOverwrites) {
    folder.file("x.sigmf-data", "precious");
    EXPECT_THROW(SigmfWriter(name(), {}), Error);
    folder.file("y.sigmf-meta", "precious");
    EXPECT_THROW(SigmfWriter(folder.path() / "y.sigmf-data", {}), Error);
    EXPECT_EQ(std::filesystem::file_size(folder.path() / "x.sigmf-data"), 8U);
    EXPECT_FALSE(exists("y.sigmf-data"));
}

TEST_F(SigmfWriterTest, RefusesAnotherRate) {
    const auto samples = noise(10);
    SigmfWriter writer(name(), {});
    writer.write(block_of(samples));
    Block faster = block_of(samples, 10);
    faster.sample_rate_hz = 1e7;
    EXPECT_THROW(writer.write(faster), Error);
    writer.write(block_of(samples, 10));
    EXPECT_EQ(writer.length(), 20U);
}

TEST_F(SigmfWriterTest, CountsWhatItClips) {
    std::vector<dsp::Sample> samples(100, {0.5F, 0.5F});
    samples[3] = {2, -2};
    SigmfWriter writer(name(), {});
    writer.write(block_of(samples));
    EXPECT_DOUBLE_EQ(writer.clipped_share(), 0.01);
}

// Writes three blocks, the third retuned; returns how many samples were acknowledged before a failure.
std::uint64_t record(const std::filesystem::path& path, tests::FailingFiles& files, std::string& failure) {
    const auto samples = noise(100'000);
    std::uint64_t acknowledged = 0;
    try {
        SigmfWriter writer(path, {}, files);
        for (std::uint64_t i = 0; i < 3; ++i) {
            Block block = block_of(samples, i * samples.size());
            if (i == 2) block.center_frequency_hz = 751e6;
            writer.write(block);
            acknowledged = writer.length();
        }
        writer.finish();
    } catch (const Error& error) {
        failure = error.what();
        EXPECT_EQ(error.kind(), Error::Kind::missing);
    }
    return acknowledged;
}

TEST_F(SigmfWriterTest, KeepsWhatWasWrittenWhereverTheDiskFills) {
    std::string failure;
    tests::FailingFiles sound;
    ASSERT_EQ(record(name(), sound, failure), 300'000U);
    ASSERT_EQ(failure, "");
    ASSERT_GE(sound.changes(), 15U);
    for (std::size_t k = 0; k < sound.changes(); ++k) {
        SCOPED_TRACE(k);
        const auto path = folder.path() / std::to_string(k);
        tests::FailingFiles files;
        files.failing_change = k;
        failure.clear();
        const std::uint64_t acknowledged = record(path, files, failure);
        EXPECT_THAT(failure, HasSubstr(path.string() + ".sigmf-"));
        if (acknowledged == 0) continue;
        SigmfReader reader(path);
        EXPECT_GE(reader.length(), acknowledged);
        EXPECT_EQ(reader.range(0, 1000).center_frequency_hz, 739e6);
        EXPECT_NE(reader.sha512_matches(), false);
        EXPECT_FALSE(std::filesystem::exists(path.string() + ".sigmf-meta.part"));
    }
}

TEST_F(SigmfWriterTest, WritesNothingMoreAfterAFailure) {
    const auto samples = noise(1000);
    tests::FailingFiles files;
    SigmfWriter writer(name(), {}, files);
    writer.write(block_of(samples));
    files.failing_change = files.changes();
    EXPECT_THROW(writer.write(block_of(samples, 1000)), Error);
    files.heal();
    EXPECT_THROW(writer.write(block_of(samples, 2000)), Error) << "half a block lies in the file";
    EXPECT_EQ(writer.length(), 1000U);
}

TEST_F(SigmfWriterTest, NamesTheFileOnAFullDisk) {
    if (!std::filesystem::exists("/dev/full")) GTEST_SKIP() << "no /dev/full on this machine";
    tests::TemporaryFolder elsewhere;
    const auto samples = noise(1000);
    const auto link = elsewhere.path() / "target";
    std::filesystem::create_symlink("/dev/full", link);
    const auto file = system_files().replace(link);
    try {
        file->write(std::as_bytes(std::span(samples)));
        FAIL() << "a full disk took the bytes";
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), Error::Kind::missing);
        EXPECT_THAT(error.what(), HasSubstr(link.string() + ": the disk is full"));
    }
}

}  // namespace
}  // namespace boresight::radio
