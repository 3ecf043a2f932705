// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>
#include <gmock/gmock.h>

#include <array>
#include <cmath>
#include <cstring>
#include <limits>

#include "platform/error.h"
#include "radio/sigmf.h"
#include "tests/radio/failing_files.h"
#include "tests/temporary_folder.h"

namespace boresight::radio {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class SigmfReaderTest : public testing::Test {
protected:
    std::filesystem::path recording(const std::string& data, const std::string& captures, const std::string& more = "",
                                    const std::string& datatype = "ci8") {
        folder.file("r.1M.sigmf-data", data);
        return folder.file(
            "r.1M.sigmf-meta",
            fmt::format(R"({{"global":{{"core:datatype":"{}","core:sample_rate":1e6{}}},"captures":{}}})", datatype,
                        more, captures));
    }

    // ci8 samples whose I counts up from 0.
    static std::string counting(int samples) {
        std::string data;
        for (int i = 0; i < samples; ++i) data += {static_cast<char>(i), '\0'};
        return data;
    }

    static std::string refusal(const std::filesystem::path& path) {
        try {
            const SigmfReader reader(path);
        } catch (const Error& error) {
            EXPECT_EQ(error.kind(), Error::Kind::bad_input);
            return error.what();
        }
        return "accepted";
    }

    static int first_value(const Block& block) {
        return static_cast<int>(std::lround(block.samples.front().real() * 128));
    }

    tests::TemporaryFolder folder;
};

constexpr const char* one_segment = R"([{"core:sample_start":0,"core:frequency":739e6}])";

TEST_F(SigmfReaderTest, TakesEitherFileOrTheBareName) {
    recording(counting(10), one_segment);
    for (const char* name : {"r.1M", "r.1M.sigmf-meta", "r.1M.sigmf-data"}) {
        SigmfReader reader(folder.path() / name);
        EXPECT_EQ(reader.name(), "r.1M");
        EXPECT_EQ(reader.length(), 10U);
        EXPECT_EQ(reader.sample_rate_hz(), 1e6);
        EXPECT_EQ(reader.center_frequency_hz(), 739e6);
        EXPECT_DOUBLE_EQ(reader.seconds(), 1e-5);
    }
}

TEST_F(SigmfReaderTest, ReadsInBlocksWithTheirTimes) {
    SigmfReader reader(recording(counting(10), R"([{"core:sample_start":0,"core:datetime":"2026-03-01T12:00:00Z"}])"),
                       4);
    Block block;
    for (const std::size_t first : {0U, 4U, 8U}) {
        ASSERT_EQ(reader.read(block), ReadOutcome::samples);
        EXPECT_EQ(block.samples.size(), first == 8 ? 2U : 4U);
        EXPECT_EQ(block.first_sample, first);
        EXPECT_EQ(first_value(block), static_cast<int>(first));
        EXPECT_EQ(block.monotonic_ns, static_cast<std::int64_t>(first) * 1000);
        EXPECT_EQ(block.wall_ns, 1772366400'000'000'000 + static_cast<std::int64_t>(first) * 1000);
    }
    EXPECT_EQ(reader.read(block), ReadOutcome::end);
    EXPECT_TRUE(block.samples.empty());
    EXPECT_EQ(reader.read(block), ReadOutcome::end);
    reader.rewind();
    ASSERT_EQ(reader.read(block), ReadOutcome::samples);
    EXPECT_EQ(first_value(block), 0);
}

TEST_F(SigmfReaderTest, EndsABlockWhereTheRadioWasRetuned) {
    SigmfReader reader(recording(counting(20), R"([{"core:sample_start":0,"core:frequency":739e6},
        {"core:sample_start":7,"core:frequency":751e6}])"),
                       5);
    std::vector<std::size_t> sizes;
    std::vector<double> frequencies;
    for (Block block; reader.read(block) == ReadOutcome::samples;) {
        sizes.push_back(block.samples.size());
        frequencies.push_back(block.center_frequency_hz.value());
    }
    EXPECT_THAT(sizes, ElementsAre(5U, 2U, 5U, 5U, 3U));
    EXPECT_THAT(frequencies, ElementsAre(739e6, 739e6, 751e6, 751e6, 751e6));
    EXPECT_EQ(first_value(reader.range(7, 13)), 7);
    EXPECT_THROW(reader.range(6, 2), Error) << "crosses the border";
    EXPECT_THROW(reader.range(19, 2), Error);
    EXPECT_THROW(reader.range(20, 1), Error);
    EXPECT_THROW(reader.range(0, 0), Error);
    EXPECT_THROW(reader.whole(), Error);
}

TEST_F(SigmfReaderTest, TellsWhereSamplesWereLost) {
    SigmfReader reader(
        recording(counting(8), R"([{"core:sample_start":0},{"core:sample_start":4,"boresight:after_overflow":true}])"));
    Block block;
    EXPECT_EQ(reader.read(block), ReadOutcome::samples);
    EXPECT_FALSE(block.after_overflow);
    EXPECT_EQ(reader.read(block), ReadOutcome::overflow);
    EXPECT_TRUE(block.samples.empty());
    EXPECT_EQ(reader.read(block), ReadOutcome::samples);
    EXPECT_TRUE(block.after_overflow);
    EXPECT_EQ(first_value(block), 4);
    EXPECT_EQ(reader.read(block), ReadOutcome::end);
}

TEST_F(SigmfReaderTest, SkipsHeadersAndTrailer) {
    SigmfReader reader(
        recording("HHH" + counting(4) + "hhhhh" + counting(3) + "TT",
                  R"([{"core:sample_start":0,"core:header_bytes":3},{"core:sample_start":4,"core:header_bytes":5}])",
                  R"(,"core:trailing_bytes":2)"));
    EXPECT_EQ(reader.length(), 7U);
    EXPECT_THAT(reader.meta().notes, IsEmpty());
    Block block;
    for (const std::size_t size : {4U, 3U}) {
        ASSERT_EQ(reader.read(block), ReadOutcome::samples);
        EXPECT_EQ(block.samples.size(), size);
        EXPECT_EQ(first_value(block), 0);
        EXPECT_EQ(block.samples.back(), dsp::Sample(static_cast<float>(size - 1) / 128, 0));
    }
}

TEST_F(SigmfReaderTest, ReadsTheDataFileThatTheMetadataName) {
    recording(counting(1), one_segment, R"(,"core:dataset":"other.bin")");
    folder.file("other.bin", counting(6));
    EXPECT_EQ(SigmfReader(folder.path() / "r.1M").length(), 6U);
}

TEST_F(SigmfReaderTest, UsesTheWholeSamplesOfACutFile) {
    SigmfReader reader(recording(counting(5) + "x", one_segment));
    EXPECT_EQ(reader.length(), 5U);
    EXPECT_THAT(reader.meta().notes,
                ElementsAre(AllOf(HasSubstr("r.1M.sigmf-data"), HasSubstr("its 5 whole samples"))));
    EXPECT_EQ(reader.whole().samples.size(), 5U);
}

TEST_F(SigmfReaderTest, LeavesOutSegmentsBeyondTheEndOfACutFile) {
    const SigmfReader reader(recording(counting(5), R"([{"core:sample_start":0,"core:frequency":7e8},
        {"core:sample_start":5,"core:frequency":8e8},{"core:sample_start":9,"core:frequency":9e8}])"));
    EXPECT_EQ(reader.meta().segments.size(), 1U);
    EXPECT_THAT(reader.meta().notes, ElementsAre(HasSubstr("from sample 5 on lie beyond the end")));
}

TEST_F(SigmfReaderTest, MeasuresTheShareOfClippedSamples) {
    std::string data(200, '\1');
    data[0] = '\x7f';
    data[101] = '\x80';
    EXPECT_DOUBLE_EQ(SigmfReader(recording(data, one_segment)).whole().clipped_share, 0.01);
}

TEST_F(SigmfReaderTest, ChecksTheHashWhenAsked) {
    recording("abc!", one_segment);
    EXPECT_EQ(SigmfReader(folder.path() / "r.1M").sha512_matches(), std::nullopt);
    const std::string of_abcd =
        "d8022f2060ad6efd297ab73dcc5355c9b214054b0d1776a136a669d26a7d3b14f73aa0d0ebff19ee333368f0164b6419"
        "a96da49e3e481753e7e96b716bdccb6f";
    recording("abcd", one_segment, ",\"core:sha512\":\"" + of_abcd + '"');
    EXPECT_EQ(SigmfReader(folder.path() / "r.1M").sha512_matches(), true);
    recording("abcD", one_segment, ",\"core:sha512\":\"" + of_abcd + '"');
    EXPECT_EQ(SigmfReader(folder.path() / "r.1M").sha512_matches(), false);
}

TEST_F(SigmfReaderTest, SaysWhatIsMissing) {
    EXPECT_THAT(refusal(folder.path() / "absent"),
                AllOf(HasSubstr("absent.sigmf-meta"), HasSubstr("there is no such recording")));
    folder.file("lone.sigmf-data", "1234");
    EXPECT_THAT(refusal(folder.path() / "lone"), HasSubstr("the metadata of this recording are missing"));
    recording(counting(1), one_segment);
    std::filesystem::remove(folder.path() / "r.1M.sigmf-data");
    EXPECT_THAT(refusal(folder.path() / "r.1M"),
                AllOf(HasSubstr("r.1M.sigmf-data"), HasSubstr("the samples of this recording are missing")));
    EXPECT_THAT(refusal("archive.sigmf"), HasSubstr("archive"));
    EXPECT_THAT(refusal(""), HasSubstr("empty"));
    std::filesystem::create_directory(folder.path() / "r.1M.sigmf-data");
    EXPECT_THAT(refusal(folder.path() / "r.1M"), HasSubstr("this is a folder"));
}

TEST_F(SigmfReaderTest, RefusesDataThatDoNotFitTheMetadata) {
    EXPECT_THAT(refusal(recording("", one_segment)), HasSubstr("r.1M.sigmf-data: the file is empty"));
    EXPECT_THAT(refusal(recording("x", one_segment)),
                AllOf(HasSubstr("the file has 1 bytes"), HasSubstr("at least one sample of ci8 (2 bytes)")));
    EXPECT_THAT(refusal(recording("12345678", one_segment, "", "cf32_le") / ""), HasSubstr("r.1M"));
    EXPECT_THAT(refusal(recording("1234567", one_segment, "", "cf32_le")), HasSubstr("of cf32_le (8 bytes)"));
    EXPECT_THAT(refusal(recording("1234", R"([{"core:sample_start":0,"core:header_bytes":4}])")),
                HasSubstr("Check core:datatype, core:header_bytes"));
    EXPECT_THAT(refusal(recording("1234", one_segment, R"(,"core:trailing_bytes":18446744073709551615)")),
                HasSubstr("core:trailing_bytes"));
    EXPECT_THAT(refusal(recording(counting(5), R"([{"core:sample_start":5,"core:frequency":7e8}])")),
                AllOf(HasSubstr("the file has 5 samples"), HasSubstr("more than 5")));
    EXPECT_THAT(refusal(recording(counting(5), R"([{"core:sample_start":18446744073709551615,"core:frequency":7e8}])")),
                HasSubstr("more than 18446744073709551615"));
}

TEST_F(SigmfReaderTest, RefusesFloatsThatAreNoNumbers) {
    std::array<float, 8> values{};
    values[5] = std::numeric_limits<float>::quiet_NaN();
    SigmfReader reader(recording(std::string(reinterpret_cast<const char*>(values.data()), sizeof values), one_segment,
                                 "", "cf32_le"));
    try {
        reader.whole();
        FAIL() << "accepted";
    } catch (const Error& error) {
        EXPECT_THAT(error.what(), HasSubstr("sample 2 is not a finite number"));
    }
}

TEST_F(SigmfReaderTest, NoticesThatTheFileShrinks) {
    SigmfReader reader(recording(counting(100), one_segment), 50);
    Block block;
    ASSERT_EQ(reader.read(block), ReadOutcome::samples);
    std::filesystem::resize_file(folder.path() / "r.1M.sigmf-data", 120);
    EXPECT_THROW(reader.read(block), Error);
}

TEST_F(SigmfReaderTest, PassesOnEveryFailingRead) {
    const auto path = recording(counting(100), one_segment);
    const auto read_all = [&path](tests::FailingFiles& files) {
        SigmfReader reader(path, 30, files);
        Block block;
        while (reader.read(block) == ReadOutcome::samples) continue;
    };
    tests::FailingFiles sound;
    read_all(sound);
    ASSERT_EQ(sound.reads(), 1U + 4U);
    for (std::size_t k = 0; k < sound.reads(); ++k) {
        tests::FailingFiles files;
        files.failing_read = k;
        EXPECT_THROW(read_all(files), Error) << k;
    }
}

}  // namespace
}  // namespace boresight::radio
