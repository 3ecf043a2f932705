// SPDX-License-Identifier: GPL-3.0-or-later
// Recordings without a cell of UMTS, searched for it by the real receiver: no crash, no invented cell, and the right
// reason each.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <complex>
#include <functional>
#include <numbers>

#include "scene/lte/downlink.h"
#include "tests/dsp/umts/made_cell.h"
#include "tests/survey/bad_recording.h"

namespace boresight::survey {
namespace {

using Kind = Finding::Kind;
using testing::HasSubstr;

constexpr std::size_t shaping_chips = 6;       // to either side
constexpr std::size_t frame_and_slot = 20480;  // at 1.92 MS/s

Samples tone(double cycles_a_sample) {
    Samples samples = noise(whole, 1e-3F);
    for (std::size_t n = 0; n < samples.size(); ++n)
        samples[n] += dsp::Sample(
            std::polar(0.3, 2 * std::numbers::pi * std::remainder(cycles_a_sample * static_cast<double>(n), 1)));
    return samples;
}

// As wide as UMTS and with its slopes, at two samples a chip.
Samples shaped_noise() {
    const Samples white = noise(whole);
    Samples samples(whole);
    std::vector<float> taps;
    for (std::size_t k = 0; k <= 4 * shaping_chips; ++k)
        taps.push_back(
            static_cast<float>(tests::root_raised_cosine((static_cast<double>(k) - 2.0 * shaping_chips) / 2)));
    for (std::size_t n = taps.size(); n < whole; ++n)
        for (std::size_t k = 0; k < taps.size(); ++k) samples[n] += taps[k] * white[n - k];
    return samples;
}

class Flat final : public scene::Channel {
public:
    void response(int, double, double, double, std::span<std::complex<float>> out) override {
        std::fill(out.begin(), out.end(), 0.01F);
    }
};

Samples lte_alone() {
    Samples samples = noise(whole, 1e-3F);
    scene::lte::Downlink downlink({.pci = 357, .n_rb_dl = 6, .ports = 2, .seed = seed},
                                  {.rate_hz = 1.92e6, .offset_hz = 300, .clock_ppm = 0, .sfn_0_s = 0.0031});
    Flat channel;
    downlink.add(0, samples, channel);
    return samples;
}

struct BadSamples {
    const char* what;
    std::function<Samples()> make;
    std::vector<Kind> first;  // of the reasons, any of these
    const char* rate = "1920000";
};

const std::vector<BadSamples>& bad_samples() {
    static const std::vector<BadSamples> all{
        {"zero", [] { return constant(whole, 0); }, {Kind::silence}},
        {"a constant",
         [] {
             return constant(whole, {0.3F, -0.2F});
         },
         {Kind::silence}},
        {"a constant at full scale",
         [] {
             return constant(whole, {1, 1});
         },
         {Kind::overload}},
        {"far beyond full scale",
         [] {
             return spoiled(7, {1e30F, 1e30F});
         },
         {Kind::overload}},
        {"noise", [] { return noise(whole); }, {Kind::no_better_than_noise}},
        {"clipped noise", clipped, {Kind::overload}},
        {"pulses", pulses, {Kind::no_better_than_noise, Kind::no_pilot}},
        {"a tone at the middle", [] { return tone(0.0001); }, {Kind::no_better_than_noise, Kind::no_pilot}},
        {"a tone beside it", [] { return tone(0.11); }, {Kind::no_better_than_noise, Kind::no_pilot}},
        {"shaped noise", shaped_noise, {Kind::no_better_than_noise, Kind::umts_unreadable}, "7680000"},
        {"LTE alone", lte_alone, {Kind::other_systems, Kind::no_better_than_noise}},
        {"10 ms of noise", [] { return noise(19200); }, {Kind::too_short}},
        {"a frame and a slot less some", [] { return noise(frame_and_slot - 200); }, {Kind::too_short}},
        {"one sample", [] { return noise(1); }, {Kind::too_short}},
    };
    return all;
}

class UmtsBadInput : public BadRecording {
protected:
    UmtsBadInput() { searches = {.lte = {}, .umts = make_umts_search}; }

    static std::string umts_meta(const std::string& rate) {
        return meta(rate, R"([{"core:sample_start":0,"core:frequency":2142600000}])");
    }
};

TEST_F(UmtsBadInput, SamplesWithoutACellGiveNoneAndTheRightReason) {
    for (const BadSamples& bad : bad_samples()) {
        const ScanResult result = scan(umts_meta(bad.rate), bytes_of(bad.make()));
        EXPECT_FALSE(result.found_a_cell()) << bad.what;
        ASSERT_FALSE(result.findings.empty()) << bad.what;
        EXPECT_THAT(bad.first, testing::Contains(result.findings.front().kind)) << bad.what;
        for (const Undecoded& what : result.undecoded) EXPECT_TRUE(std::isfinite(what.power_dbfs)) << bad.what;
    }
}

TEST_F(UmtsBadInput, BesideLteNoneIsInventedEither) {
    searches = all_searches();
    for (const BadSamples& bad : bad_samples())
        EXPECT_TRUE(scan(umts_meta(bad.rate), bytes_of(bad.make())).umts_cells.empty()) << bad.what;
    EXPECT_EQ(scan(umts_meta("1920000"), bytes_of(lte_alone())).cells.size(), 1u) << "and LTE's own is found";
}

TEST_F(UmtsBadInput, SamplesThatAreNoNumbersAreRefusedWithTheirPlace) {
    for (const std::size_t every : {std::size_t{1}, std::size_t{100000}})
        EXPECT_THAT(refusal(umts_meta("1920000"), bytes_of(spoiled(every, {not_a_number, 0}))),
                    HasSubstr("not a finite number"));
}

TEST_F(UmtsBadInput, FilesCutAnywhereAreReadUpToTheirLastWholeSample) {
    const std::string data = bytes_of(noise(frame_and_slot + 100));
    for (const std::size_t length : {std::size_t{9}, std::size_t{1001}, data.size() / 2 + 3, data.size() - 1}) {
        const ScanResult result = scan(umts_meta("1920000"), data.substr(0, length));
        EXPECT_FALSE(result.found_a_cell()) << length;
        EXPECT_FALSE(result.findings.empty()) << length;
    }
    for (const std::size_t length : {std::size_t{0}, std::size_t{7}})
        EXPECT_NE(refusal(umts_meta("1920000"), data.substr(0, length)), "") << length;
}

TEST_F(UmtsBadInput, ARateThatIsTooLowIsRefusedByName) {
    for (const char* rate : {"1000000", "1919999", "0", "-1920000"})
        EXPECT_THAT(refusal(umts_meta(rate), bytes_of(noise(frame_and_slot))), HasSubstr("sample_rate")) << rate;
}

}  // namespace
}  // namespace boresight::survey
