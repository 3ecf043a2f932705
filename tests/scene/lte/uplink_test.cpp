// SPDX-License-Identifier: GPL-3.0-or-later
#include "scene/lte/uplink.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <vector>

#include "scene/lte/frame.h"

namespace boresight::scene::lte {
namespace {

constexpr double rate_hz = 7.68e6;
constexpr std::size_t per_subframe = 7680;
constexpr int frames = 40;
// Mean power of a burst of 168 symbols or more, whose own powers differ by a tenth: QPSK through transforms of cyclic
// prefixes.
constexpr double power_tolerance = 0.1;

class OpenAir final : public Channel {
public:
    void response(int, double, double, double, std::span<std::complex<float>> out) override {
        std::fill(out.begin(), out.end(), std::complex<float>(1));
    }
};

std::vector<std::complex<float>> sent(const Cell& cell, double share) {
    std::vector<std::complex<float>> samples(10 * frames * per_subframe);
    OpenAir channel;
    Uplink(cell, share, {.rate_hz = rate_hz}).add(0, samples, channel);
    return samples;
}

double power(std::span<const std::complex<float>> samples) {
    double sum = 0;
    for (const auto& sample : samples) sum += std::norm(sample);
    return sum / static_cast<double>(samples.size());
}

TEST(Uplink, FillsTheUplinkSubframesOfTddAndNothingElse) {
    for (int config = 0; config < 7; ++config) {
        Cell cell{.n_rb_dl = 25, .tdd = Tdd{config, 7}};
        const auto samples = sent(cell, 1);
        for (std::size_t subframe = 0; subframe < 10 * frames; ++subframe) {
            const double there = power(std::span(samples).subspan(subframe * per_subframe, per_subframe));
            const bool is_uplink = use_of(cell, static_cast<int>(subframe % 10)) == Use::uplink;
            EXPECT_NEAR(there, is_uplink ? 1 : 0, is_uplink ? power_tolerance : 0) << config << ' ' << subframe;
        }
    }
}

TEST(Uplink, SendsInTheShareOfSubframesThatIsAsked) {
    constexpr double deviations = 5;  // a false failure in 1.7 million runs; the seed is fixed besides
    for (const double share : {0.0, 0.25, 1.0}) {
        const auto samples = sent({.n_rb_dl = 25}, share);
        int bursts = 0;
        for (std::size_t subframe = 0; subframe < 10 * frames; ++subframe)
            bursts += power(std::span(samples).subspan(subframe * per_subframe, per_subframe)) > 0;
        EXPECT_NEAR(bursts, 10 * frames * share, deviations * std::sqrt(10 * frames * share * (1 - share))) << share;
    }
}

// Its subcarriers lie between those of the downlink: half a spacing beside each other.
TEST(Uplink, PutsItsSubcarriersHalfASpacingAside) {
    const auto samples = sent({.n_rb_dl = 25}, 1);
    const auto element = [&](double subcarrier) {
        constexpr std::size_t size = 512,
                              start = 3 * 548 + 40 - 20;  // inside the fourth symbol, where the reference is
        std::complex<double> sum;
        for (std::size_t n = 0; n < size; ++n)
            sum += std::complex<double>(samples[start + n]) *
                   std::polar(1.0, -2 * std::numbers::pi * subcarrier * static_cast<double>(n) / size);
        return std::abs(sum) / size;
    };
    std::vector<double> on;
    for (int k = -150; k < 150; ++k) on.push_back(element(k + 0.5));
    const double peak = *std::max_element(on.begin(), on.end());
    int full = 0;
    for (const double value : on) {
        const bool is_full = std::abs(value - peak) < 1e-3 * peak;
        full += is_full;
        EXPECT_TRUE(is_full || value < 1e-3 * peak) << value;
    }
    EXPECT_EQ(full % 12, 0);
    EXPECT_NEAR(full * peak * peak, 1, 1e-3);
}

TEST(Uplink, GivesTheSameSamplesInPiecesOfAnySize) {
    const Cell cell{.n_rb_dl = 50, .tdd = Tdd{1, 7}};
    const View view{.rate_hz = 1.92e6, .offset_hz = 1234.5, .clock_ppm = 3, .sfn_0_s = 0.0123456};
    OpenAir channel;
    std::vector<std::complex<float>> whole(40000), pieces(40000);
    Uplink(cell, 0.5, view).add(0, whole, channel);
    Uplink uplink(cell, 0.5, view);
    for (std::size_t at = 0; at < pieces.size(); at += 800)
        uplink.add(static_cast<std::int64_t>(at), std::span(pieces).subspan(at, 800), channel);
    EXPECT_EQ(whole, pieces);
}

}  // namespace
}  // namespace boresight::scene::lte
