// SPDX-License-Identifier: GPL-3.0-or-later
#include "radio/sigmf_meta.h"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "platform/error.h"

namespace boresight::radio {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr const char* file = "x.sigmf-meta";

SigmfMeta parse(const std::string& global, const std::string& captures = R"([{"core:sample_start":0}])",
                const std::string& annotations = "[]") {
    return parse_sigmf_meta(
        fmt::format(R"({{"global":{{{}}},"captures":{},"annotations":{}}})", global, captures, annotations), file);
}

const std::string good = R"("core:datatype":"ci8","core:sample_rate":1.92e6)";

SigmfMeta parse_captures(const std::string& captures) {
    return parse(good, captures);
}

std::string refusal(const std::string& json) {
    try {
        parse_sigmf_meta(json, file);
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), Error::Kind::bad_input);
        return error.what();
    }
    return "accepted";
}

std::string refusal_of_global(const std::string& global) {
    return refusal(fmt::format(R"({{"global":{{{}}},"captures":[]}})", global));
}

std::string refusal_of_captures(const std::string& captures) {
    return refusal(fmt::format(R"({{"global":{{{}}},"captures":{}}})", good, captures));
}

TEST(SigmfMeta, ReadsWhatOthersWrite) {
    const SigmfMeta meta = parse(R"("core:datatype":"cu8","core:sample_rate":2400000,"core:version":"1.0.0",
        "core:hw":"RTL-SDR","core:description":"attic","core:sha512":"ABCDEF01","antenna:model":"Yagi",
        "core:num_channels":1,"other:thing":{"deep":[1,2,{"a":null}]})",
                                 R"([{"core:sample_start":0,"core:frequency":739e6,
        "core:datetime":"2026-03-01T12:00:00.25Z",
        "core:geolocation":{"type":"Point","coordinates":[-122.5,45.25,310]}}])",
                                 R"([{"core:sample_start":0,"core:sample_count":100,
        "antenna:azimuth_angle":238,"antenna:elevation_angle":-1.5,"antenna:polarization":"slant-45"}])");
    EXPECT_EQ(meta.datatype, Datatype::cu8);
    EXPECT_EQ(meta.sample_rate_hz, 2.4e6);
    EXPECT_EQ(meta.hardware, "RTL-SDR");
    EXPECT_EQ(meta.description, "attic");
    EXPECT_EQ(meta.sha512, "abcdef01");
    EXPECT_EQ(meta.antenna_model, "Yagi");
    EXPECT_THAT(meta.notes, IsEmpty());
    ASSERT_EQ(meta.segments.size(), 1U);
    const SigmfSegment& segment = meta.segments[0];
    EXPECT_EQ(segment.frequency_hz, 739e6);
    EXPECT_EQ(segment.wall_ns, 1772366400'250'000'000);
    EXPECT_EQ(segment.place, (SigmfPlace{.latitude_deg = 45.25, .longitude_deg = -122.5, .height_m = 310}));
    EXPECT_EQ(segment.pose, (SigmfPose{.azimuth_deg = 238, .elevation_deg = -1.5, .polarization = "slant-45"}));
}

TEST(SigmfMeta, NeedsNeitherFrequencyNorCaptures) {
    EXPECT_EQ(parse(good).segments.at(0).frequency_hz, std::nullopt);
    EXPECT_EQ(parse_captures(R"([{"core:sample_start":0,"core:frequency":0}])").segments.at(0).frequency_hz,
              std::nullopt);
    const SigmfMeta bare = parse_sigmf_meta("{\"global\":{" + good + "}}", file);
    EXPECT_EQ(bare.segments.size(), 1U);
    EXPECT_THAT(bare.notes, ElementsAre(HasSubstr("no capture segment")));
}

TEST(SigmfMeta, KeepsSegmentsThatDifferAndJoinsThoseThatGoOn) {
    const SigmfMeta retuned = parse_captures(R"([{"core:sample_start":0,"core:frequency":739e6},
        {"core:sample_start":1000,"core:frequency":751e6},{"core:sample_start":2000,"core:frequency":751e6}])");
    ASSERT_EQ(retuned.segments.size(), 2U);
    EXPECT_EQ(retuned.segments[1].sample_start, 1000U);
    EXPECT_EQ(retuned.segments[1].frequency_hz, 751e6);

    const auto timed = [](const char* second) {
        return parse_captures(fmt::format(R"([{{"core:sample_start":0,"core:datetime":"2026-03-01T00:00:00Z"}},
            {{"core:sample_start":1920000,"core:datetime":"{}"}}])",
                                          second))
            .segments.size();
    };
    EXPECT_EQ(timed("2026-03-01T00:00:01Z"), 1U);
    EXPECT_EQ(timed("2026-03-01T00:00:02Z"), 2U) << "a second is missing between the two";
}

TEST(SigmfMeta, ATimeBeforeTheFirstSegmentHasNoFrequency) {
    const SigmfMeta meta = parse_captures(R"([{"core:sample_start":50,"core:frequency":739e6}])");
    ASSERT_EQ(meta.segments.size(), 2U);
    EXPECT_EQ(meta.segments[0], SigmfSegment{});
    EXPECT_EQ(meta.segments[1].sample_start, 50U);
}

TEST(SigmfMeta, CountsFromTheOffsetOfASplitRecording) {
    const SigmfMeta meta = parse(good + R"(,"core:offset":5000)", R"([{"core:sample_start":5000},
        {"core:sample_start":6000,"core:frequency":9e8}])",
                                 R"([{"core:sample_start":6000,"core:sample_count":10,"antenna:azimuth_angle":10}])");
    ASSERT_EQ(meta.segments.size(), 2U);
    EXPECT_EQ(meta.segments[1].sample_start, 1000U);
    EXPECT_TRUE(meta.segments[0].pose.empty());
    EXPECT_EQ(meta.segments[1].pose.azimuth_deg, 10.0);
}

TEST(SigmfMeta, LeavesOutWrongDecorationsWithANote) {
    const SigmfMeta meta = parse(good + R"(,"core:hw":7)", R"([{"core:sample_start":0,"core:datetime":"yesterday",
        "core:geolocation":{"type":"Point","coordinates":[10,95]}}])",
                                 R"([{"core:sample_start":0,"antenna:azimuth_angle":"NE"},"text"])");
    EXPECT_EQ(meta.segments[0].wall_ns, std::nullopt);
    EXPECT_EQ(meta.segments[0].place, std::nullopt);
    EXPECT_TRUE(meta.segments[0].pose.empty());
    EXPECT_THAT(meta.notes, testing::UnorderedElementsAre(HasSubstr("core:hw: the value is 7"),
                                                          HasSubstr("core:datetime yesterday: this isn't a time"),
                                                          HasSubstr("core:geolocation"), HasSubstr("\"NE\""),
                                                          HasSubstr("annotations[1]")));
}

TEST(SigmfMeta, WondersAboutAFrequencyInMegahertz) {
    const SigmfMeta meta = parse_captures(R"([{"core:sample_start":0,"core:frequency":739}])");
    EXPECT_EQ(meta.segments[0].frequency_hz, 739.0);
    EXPECT_THAT(meta.notes, ElementsAre(AllOf(HasSubstr("739 Hz"), HasSubstr("MHz"))));
}

TEST(SigmfMeta, RefusesWhatIsNoMetadata) {
    EXPECT_THAT(refusal(""), HasSubstr("x.sigmf-meta: the file is empty"));
    EXPECT_THAT(refusal(" \n\t"), HasSubstr("the file is empty"));
    EXPECT_THAT(refusal("{\n  \"global\": nope"), HasSubstr("line 2, column 14 is not valid JSON"));
    EXPECT_THAT(refusal("{\"global\":{\"core:hw\":\"\xff\xfe\"}}"), HasSubstr("is not UTF-8"));
    EXPECT_THAT(refusal("[1,2]"), HasSubstr("the whole is of type array; expected an object"));
    EXPECT_THAT(refusal("17"), HasSubstr("the whole is of type number"));
    EXPECT_THAT(refusal("{}"), HasSubstr("global: the object is absent"));
    EXPECT_THAT(refusal(R"({"global":[]})"), HasSubstr("global is of type array"));
    EXPECT_THAT(refusal(R"({"global":{"core:sample_rate":1e999}})"), HasSubstr("a number is too large"));
    EXPECT_THAT(refusal(R"({"global":{"core:sample_rate":NaN}})"), HasSubstr("is not valid JSON"));
}

TEST(SigmfMeta, RefusesToNestDeeply) {
    for (const char* opening : {"[", "{\"a\":"}) {
        std::string deep;
        for (int i = 0; i < 200'000; ++i) deep += opening;
        EXPECT_THAT(refusal(deep), HasSubstr("nested deeper than 64 levels"));
        EXPECT_THAT(refusal("{\"global\":" + deep), HasSubstr("nested deeper than 64 levels"));
    }
}

TEST(SigmfMeta, RefusesOtherDatatypesByName) {
    for (const char* other : {"cf32_be", "ci16_be", "ci32_le", "cu16_le", "cf64_le", "\\u001b[31m"})
        EXPECT_THAT(refusal_of_global(fmt::format(R"("core:datatype":"{}","core:sample_rate":1e6)", other)),
                    AllOf(HasSubstr("global core:datatype: the samples are \"" + std::string(other) + '"'),
                          HasSubstr("expected ci8, cu8, ci16_le or cf32_le")));
    EXPECT_THAT(refusal_of_global(R"("core:datatype":"rf32_le","core:sample_rate":1e6)"),
                HasSubstr("real not complex"));
    EXPECT_THAT(refusal_of_global(R"("core:datatype":8,"core:sample_rate":1e6)"), HasSubstr("the value is 8"));
    EXPECT_THAT(refusal_of_global(R"("core:sample_rate":1e6)"), HasSubstr("core:datatype: the field is absent"));
    EXPECT_THAT(refusal_of_global("\"core:datatype\":\"" + std::string(100'000, 'x') + '"'),
                testing::SizeIs(testing::Lt(400U)));
}

TEST(SigmfMeta, RefusesRatesThatAreNone) {
    for (const char* rate : {"0", "-1.92e6", "2e10", "1e300", "\"1920000\"", "true", "[1]", "18446744073709551616"})
        EXPECT_THAT(refusal_of_global(fmt::format(R"("core:datatype":"ci8","core:sample_rate":{})", rate)),
                    AllOf(HasSubstr("global core:sample_rate: the value is"), HasSubstr("above 0 and at most 1e10")))
            << rate;
    EXPECT_THAT(refusal_of_global(R"("core:datatype":"ci8")"), HasSubstr("core:sample_rate: the field is absent"));
    EXPECT_THAT(refusal_of_global(R"("core:datatype":"ci8","core:sample_rate":null)"), HasSubstr("absent"));
}

TEST(SigmfMeta, RefusesWhatItCannotRead) {
    EXPECT_THAT(refusal_of_global(good + R"(,"core:num_channels":2)"), HasSubstr("the recording has 2 channels"));
    EXPECT_THAT(refusal_of_global(good + R"(,"core:metadata_only":true)"), HasSubstr("no samples"));
    EXPECT_THAT(refusal_of_global(good + R"(,"core:trailing_bytes":-4)"), HasSubstr("the value is -4"));
    EXPECT_THAT(refusal_of_global(good + R"(,"core:trailing_bytes":0.5)"), HasSubstr("a whole number"));
    EXPECT_THAT(refusal_of_global(good + R"(,"core:dataset":"../secret")"), HasSubstr("in the folder of the metadata"));
}

TEST(SigmfMeta, RefusesSegmentsThatMakeNoSense) {
    EXPECT_THAT(refusal_of_captures("7"), HasSubstr("captures: the value is 7"));
    EXPECT_THAT(refusal_of_captures("[7]"), HasSubstr("captures[0] is of type number"));
    EXPECT_THAT(refusal_of_captures("[{}]"), HasSubstr("captures[0] core:sample_start: the field is absent"));
    EXPECT_THAT(refusal_of_captures(R"([{"core:sample_start":-1}])"), HasSubstr("the value is -1"));
    EXPECT_THAT(refusal_of_captures(R"([{"core:sample_start":1e300}])"), HasSubstr("a whole number"));
    EXPECT_THAT(refusal_of_captures(R"([{"core:sample_start":9},{"core:sample_start":3}])"),
                HasSubstr("captures[1] core:sample_start: the value is 3; expected at least 9"));
    EXPECT_THAT(refusal_of_captures(R"([{"core:sample_start":0,"core:frequency":-739e6}])"),
                HasSubstr("captures[0] core:frequency: the value is -739000000.0"));
    EXPECT_THAT(refusal_of_captures(R"([{"core:sample_start":0,"core:frequency":"739M"}])"), HasSubstr("\"739M\""));
    EXPECT_THAT(refusal_of_captures(R"([{"core:sample_start":0,"core:header_bytes":-3}])"), HasSubstr("-3"));
}

TEST(SigmfMeta, WritesWhatItReads) {
    SigmfMeta meta;
    meta.datatype = Datatype::cf32_le;
    meta.sample_rate_hz = 1234567.5;
    meta.description = "a \"quoted\" mast, 30\xc2\xb0";
    meta.hardware = "HackRF";
    meta.recorder = "boresight 0.1.0";
    meta.sha512 = "00ff";
    meta.segments = {{.sample_start = 0,
                      .header_bytes = 0,
                      .frequency_hz = 739.0001e6,
                      .wall_ns = 1772366400'123'456'789,
                      .gain_db = 29.5,
                      .place = SigmfPlace{.latitude_deg = 45, .longitude_deg = -122.123456789, .height_m = {}},
                      .pose = {.azimuth_deg = 238, .elevation_deg = {}, .polarization = "vertical"}},
                     {.sample_start = 500,
                      .header_bytes = 0,
                      .frequency_hz = 751e6,
                      .wall_ns = {},
                      .gain_db = 29.5,
                      .place = {},
                      .pose = {.azimuth_deg = 238, .elevation_deg = {}, .polarization = "vertical"}},
                     {.sample_start = 900,
                      .header_bytes = 0,
                      .frequency_hz = 751e6,
                      .wall_ns = {},
                      .gain_db = {},
                      .place = {},
                      .pose = {.azimuth_deg = 10, .elevation_deg = 2, .polarization = ""},
                      .after_overflow = true}};
    const SigmfMeta again = parse_sigmf_meta(format_sigmf_meta(meta, 1000), file);
    EXPECT_THAT(again.notes, IsEmpty());
    EXPECT_EQ(again.datatype, meta.datatype);
    EXPECT_EQ(again.sample_rate_hz, meta.sample_rate_hz);
    EXPECT_EQ(again.description, meta.description);
    EXPECT_EQ(again.hardware, meta.hardware);
    EXPECT_EQ(again.recorder, meta.recorder);
    EXPECT_EQ(again.sha512, meta.sha512);
    EXPECT_EQ(again.antenna_model, "unknown");
    EXPECT_EQ(again.segments, meta.segments);
}

}  // namespace
}  // namespace boresight::radio
