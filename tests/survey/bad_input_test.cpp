// SPDX-License-Identifier: GPL-3.0-or-later
// Recordings that hold nothing a receiver could like, scanned by the real one: no crash, no invented cell, and a reason
// each.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <string>
#include <vector>

#include "survey/spectrum_look.h"
#include "tests/survey/bad_recording.h"

namespace boresight::survey {
namespace {

using Kind = Finding::Kind;

class BadInput : public BadRecording {};

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
