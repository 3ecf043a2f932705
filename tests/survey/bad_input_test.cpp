// SPDX-License-Identifier: GPL-3.0-or-later
// Recordings that hold nothing a receiver could like, scanned by the real one: no crash, no invented cell, and a reason
// each.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <fstream>
#include <functional>
#include <limits>
#include <random>
#include <string>
#include <vector>

#include "platform/error.h"
#include "survey/recording_scan.h"
#include "survey/spectrum_look.h"
#include "tests/temporary_folder.h"

namespace boresight::survey {
namespace {

using Kind = Finding::Kind;

constexpr std::size_t whole = 153600;  // 80 ms
constexpr std::uint32_t seed = 17;
constexpr float not_a_number = std::numeric_limits<float>::quiet_NaN();
constexpr float infinite = std::numeric_limits<float>::infinity();

using Samples = std::vector<dsp::Sample>;

Samples noise(std::size_t count, float level = 0.05F) {
    std::mt19937 engine(seed);
    std::normal_distribution<float> normal(0, level);
    Samples samples(count);
    for (dsp::Sample& sample : samples) sample = {normal(engine), normal(engine)};
    return samples;
}

Samples constant(std::size_t count, dsp::Sample value) {
    return Samples(count, value);
}

Samples spoiled(std::size_t every, dsp::Sample by) {
    Samples samples = noise(whole);
    for (std::size_t n = 0; n < samples.size(); n += every) samples[n] = by;
    return samples;
}

Samples clipped() {
    Samples samples = noise(whole, 3);
    for (dsp::Sample& sample : samples)
        sample = {std::clamp(sample.real(), -1.0F, 1.0F), std::clamp(sample.imag(), -1.0F, 1.0F)};
    return samples;
}

Samples pulses() {  // at LTE's own half frames
    Samples samples = noise(whole, 1e-4F);
    for (std::size_t n = 100; n < samples.size(); n += 9600) samples[n] = 0.5F;
    return samples;
}

std::string meta(const std::string& rate = "1920000",
                 const std::string& captures = R"([{"core:sample_start":0,"core:frequency":739000000}])",
                 const std::string& datatype = "cf32_le") {
    return R"({"global":{"core:datatype":")" + datatype + R"(","core:version":"1.0.0","core:sample_rate":)" + rate +
           R"(},"captures":)" + captures + R"(,"annotations":[]})";
}

std::string bytes_of(const Samples& samples) {
    std::string bytes(samples.size() * sizeof(dsp::Sample), '\0');
    std::memcpy(bytes.data(), samples.data(), bytes.size());
    return bytes;
}

class BadInput : public testing::Test {
protected:
    std::filesystem::path write(const std::string& meta_text, const std::string& data) const {
        std::ofstream(folder_.path() / "bad.sigmf-meta") << meta_text;
        std::ofstream(folder_.path() / "bad.sigmf-data", std::ios::binary) << data;
        return folder_.path() / "bad.sigmf-meta";
    }

    ScanResult scan(const std::string& meta_text, const std::string& data) const {
        radio::SigmfReader recording(write(meta_text, data));
        return scan_recording(recording, {.lte = make_lte_search}, {}, {});
    }

    // Of scan and spectrum alike; empty where neither refuses.
    std::string refusal(const std::string& meta_text, const std::string& data) const {
        try {
            scan(meta_text, data);
        } catch (const Error& error) {
            return error.what();
        }
        return "";
    }

    tests::TemporaryFolder folder_;
};

struct BadSamples {
    const char* what;
    std::function<Samples()> make;
    Kind first;  // of the reasons
};

const std::vector<BadSamples>& bad_samples() {
    static const std::vector<BadSamples> all{
        {"zero", [] { return constant(whole, 0); }, Kind::silence},
        {"constant",
         [] {
             return constant(whole, {0.3F, -0.2F});
         },
         Kind::silence},
        {"constant at full scale",
         [] {
             return constant(whole, {1, 1});
         },
         Kind::overload},
        {"far beyond full scale",
         [] {
             return spoiled(7, {1e30F, 1e30F});
         },
         Kind::overload},
        {"smallest numbers",
         [] {
             return constant(whole, {1e-42F, 1e-42F});
         },
         Kind::silence},
        {"noise", [] { return noise(whole); }, Kind::no_better_than_noise},
        {"clipped noise", clipped, Kind::overload},
        {"pulses", pulses, Kind::no_reference_signals},
        {"1 ms of noise", [] { return noise(1920); }, Kind::too_short},
        {"one sample", [] { return noise(1); }, Kind::too_short},
        {"5 ms less a sample", [] { return noise(9599); }, Kind::too_short},
    };
    return all;
}

TEST_F(BadInput, SamplesWithoutACellGiveNoneAndAReason) {
    for (const BadSamples& bad : bad_samples()) {
        const ScanResult result = scan(meta(), bytes_of(bad.make()));
        EXPECT_TRUE(result.cells.empty()) << bad.what;
        ASSERT_FALSE(result.findings.empty()) << bad.what;
        EXPECT_EQ(result.findings.front().kind, bad.first) << bad.what;
        for (const Undecoded& what : result.undecoded)
            EXPECT_TRUE(std::isfinite(what.power_dbfs) && what.kind != Undecoded::Kind::lte) << bad.what;
    }
}

TEST_F(BadInput, SamplesThatAreNoNumbersAreRefusedWithTheirPlace) {
    for (const dsp::Sample& by :
         {dsp::Sample(not_a_number, 0), dsp::Sample(0, -infinite), dsp::Sample(infinite, not_a_number)})
        for (const std::size_t every : {std::size_t{1}, std::size_t{1000}, std::size_t{100000}})
            EXPECT_THAT(refusal(meta(), bytes_of(spoiled(every, by))), testing::HasSubstr("not a finite number"));
}

TEST_F(BadInput, TheSpectrumOfTheSameEndsToo) {
    for (const BadSamples& bad : bad_samples()) {
        radio::SigmfReader recording(write(meta(), bytes_of(bad.make())));
        try {
            look_at_spectrum(recording, {}, {});
        } catch (const Error& error) {
            EXPECT_NE(std::string(error.what()), "") << bad.what;  // too short for one
        }
    }
}

TEST_F(BadInput, FilesCutAnywhereAreReadUpToTheirLastWholeSample) {
    const std::string data = bytes_of(noise(19200));
    for (const std::size_t length : {std::size_t{9}, std::size_t{1001}, data.size() / 2 + 3, data.size() - 1}) {
        const ScanResult result = scan(meta(), data.substr(0, length));
        EXPECT_TRUE(result.cells.empty()) << length;
        EXPECT_FALSE(result.findings.empty()) << length;
    }
    for (const std::size_t length : {std::size_t{0}, std::size_t{1}, std::size_t{7}})
        EXPECT_NE(refusal(meta(), data.substr(0, length)), "") << length;
}

TEST_F(BadInput, HostileMetadataAreRefusedByNameOrUsedAsTheyAre) {
    const std::string data = bytes_of(noise(19200));
    struct Hostile {
        std::string meta;
        const char* named;  // in the refusal
    };
    const std::vector<Hostile> refused{
        {meta("0"), "sample_rate"},
        {meta("-1920000"), "sample_rate"},
        {meta("1e999"), ""},
        {meta("\"fast\""), "sample_rate"},
        {meta("1000000"), "sample_rate"},
        {meta("null"), "sample_rate"},
        {meta("1920000", R"([{"core:sample_start":0,"core:frequency":-5}])"), "frequency"},
        {meta("1920000", R"([{"core:sample_start":0,"core:frequency":739}])"), "frequency"},
        {meta("1920000", R"([{"core:sample_start":-1}])"), "sample_start"},
        {meta("1920000", R"([{"core:sample_start":100},{"core:sample_start":50}])"), "sample_start"},
        {meta("1920000", R"({"core:sample_start":0})"), "captures"},
        {meta("1920000", R"("none")"), "captures"},
        {meta("1920000", "[]", "cf64_le"), "datatype"},
        {meta("1920000", "[]", "../../etc"), "datatype"},
        {"", ""},
        {"[]", ""},
        {"{\"global\":", ""},
        {std::string(100000, '['), ""},
    };
    for (const Hostile& hostile : refused) {
        const std::string words = refusal(hostile.meta, data);
        EXPECT_NE(words, "") << hostile.meta.substr(0, 200);
        EXPECT_NE(words.find(hostile.named), std::string::npos) << words << "\n" << hostile.meta.substr(0, 200);
    }
}

}  // namespace
}  // namespace boresight::survey
