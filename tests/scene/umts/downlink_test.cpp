// SPDX-License-Identifier: GPL-3.0-or-later
#include "scene/umts/downlink.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <complex>
#include <limits>
#include <numbers>
#include <vector>

#include "platform/error.h"
#include "scene/umts/transmitter.h"

namespace boresight::scene::umts {
namespace {

using Sample = std::complex<float>;
using Complex = std::complex<double>;

constexpr double cut_pulse = 0.005;  // of full amplitude: what this test leaves of a pulse beyond its 24 chips
constexpr int pulse_chips = 24;
constexpr std::int64_t slots = 6;
constexpr double roll_off = 0.22;

class FlatChannel final : public Channel {
public:
    void response(int, double, double, double, std::span<Sample> out) override {
        std::fill(out.begin(), out.end(), Sample(0.6F, 0.8F));
    }
};
constexpr Complex flat_gain(0.6, 0.8);

std::vector<Sample> received(const Cell& cell, const View& view, std::int64_t first, std::size_t count) {
    FlatChannel channel;
    std::vector<Sample> samples(count);
    Downlink(cell, view).add(first, samples, channel);
    return samples;
}

double power(const std::vector<Sample>& samples) {
    double sum = 0;
    for (const Sample& sample : samples) sum += std::norm(sample);
    return sum / static_cast<double>(samples.size());
}

// The root raised cosine of TS 25.104 6.8.1 at a distance in chips.
double pulse(double t) {
    if (std::abs(t) < 1e-9) return 1 - roll_off + 4 * roll_off / std::numbers::pi;
    const double pole = 4 * roll_off * t;
    if (std::abs(std::abs(pole) - 1) < 1e-6) return pulse(t + 1e-5);
    const double pi_t = std::numbers::pi * t;
    return (std::sin(pi_t * (1 - roll_off)) + pole * std::cos(pi_t * (1 + roll_off))) / (pi_t * (1 - pole * pole));
}

TEST(UmtsDownlink, SendsItsChipsThroughTheirPulse) {
    const Cell cell{.psc = 271, .occupancy = 0.7};
    for (const View& view : {View{.rate_hz = 15.36e6}, View{.rate_hz = 10e6, .offset_hz = -712345.6, .clock_ppm = 18},
                             View{.rate_hz = 20e6, .offset_hz = 5e6, .sfn_0_s = -0.01234567}}) {
        const auto samples = received(cell, view, 0, static_cast<std::size_t>(view.rate_hz * 2.5e-3));
        const double rate = view.rate_hz * (1 + view.clock_ppm * 1e-6);
        Transmitter transmitter(cell);
        std::vector<Sample> chips(slots * chips_per_slot);
        const auto first_slot = static_cast<std::int64_t>(std::floor(-view.sfn_0_s * chips_per_s / chips_per_slot)) - 1;
        for (std::int64_t slot = 0; slot < slots; ++slot)
            transmitter.write(first_slot + slot, std::span(chips).subspan(
                                                     static_cast<std::size_t>(slot * chips_per_slot), chips_per_slot));
        double worst = 0;
        for (std::size_t n = 0; n < samples.size(); n += samples.size() / 211) {
            const double seconds = static_cast<double>(n) / rate;
            const double at = (seconds - view.sfn_0_s) * chips_per_s - static_cast<double>(first_slot * chips_per_slot);
            Complex sent;
            for (int chip = static_cast<int>(at) - pulse_chips; chip <= static_cast<int>(at) + pulse_chips; ++chip)
                sent += Complex(chips[static_cast<std::size_t>(chip)]) * pulse(at - chip);
            sent *= flat_gain * std::polar(1.0, 2 * std::numbers::pi * view.offset_hz * seconds);
            worst = std::max(worst, std::abs(Complex(samples[n]) - sent));
        }
        EXPECT_LT(worst, cut_pulse) << view.rate_hz;
    }
}

TEST(UmtsDownlink, HasItsFullPowerUnderFullLoadAndLessWhereTheBandEnds) {
    constexpr std::size_t samples = 200000;
    EXPECT_NEAR(power(received({.occupancy = 1}, {.rate_hz = 7.68e6}, 0, samples)), 1, 0.02);
    // The CPICH, nine tenths of the P-CCPCH and a tenth of both synchronization codes, in decibels -10, -12, -15, -15.
    EXPECT_NEAR(power(received({.occupancy = 0}, {.rate_hz = 7.68e6}, 0, samples)), 0.1 + 0.9 * 0.0631 + 0.2 * 0.0316,
                0.004);
    // A band of 0.95 of 1.92 MHz holds flat spectrum alone: that share of 3.84 MHz.
    EXPECT_NEAR(power(received({.occupancy = 1}, {.rate_hz = 1.92e6}, 0, samples)), 0.475, 0.02);
}

TEST(UmtsDownlink, IsSilentWhereTheCarrierLiesOutsideOfTheBand) {
    for (const Sample& sample : received({}, {.offset_hz = 5e6}, 0, 4000)) ASSERT_EQ(sample, Sample{});
}

TEST(UmtsDownlink, GivesTheSameSamplesInPiecesOfAnySizeAndInAnyOrder) {
    const Cell cell{.psc = 60};
    const View view{.rate_hz = 2.4e6, .offset_hz = 1234.5, .clock_ppm = 3, .sfn_0_s = 0.0123456};
    const auto whole = received(cell, view, 0, 20000);
    FlatChannel channel;
    Downlink downlink(cell, view);
    for (const std::size_t piece : {1001U, 137U})
        for (std::size_t end = whole.size(); end >= piece; end -= piece) {
            std::vector<Sample> part(piece);
            downlink.add(static_cast<std::int64_t>(end - piece), part, channel);
            const auto there = whole.begin() + static_cast<std::ptrdiff_t>(end - piece);
            ASSERT_TRUE(std::equal(part.begin(), part.end(), there)) << piece << " before " << end;
        }
}

TEST(UmtsDownlink, BeginsItsFramesWhenTold) {
    FlatChannel channel;
    Downlink downlink(Cell{}, {.sfn_0_s = 0.5});
    std::vector<Sample> moved(5000);
    downlink.add(0, moved, channel);
    std::fill(moved.begin(), moved.end(), Sample{});
    downlink.begin(-2.0);
    downlink.add(0, moved, channel);
    EXPECT_EQ(moved, received({}, {.sfn_0_s = -2.0}, 0, 5000));
    EXPECT_THROW(downlink.begin(std::numeric_limits<double>::quiet_NaN()), Error);
}

TEST(UmtsTransmitter, RefusesACellThatCannotBe) {
    for (const Cell& cell :
         {Cell{.psc = 512}, Cell{.psc = -1}, Cell{.plmn = "31041"}, Cell{.plmn = "310-4100"}, Cell{.plmn = "310-4x"},
          Cell{.lac = 70000}, Cell{.cell_id = -1}, Cell{.cpich_db = 0}, Cell{.occupancy = 1.1}, Cell{.cpich_dbm = 51},
          Cell{.cpich_dbm = -11}, Cell{.neighbor_pscs = {512}}, Cell{.neighbor_pscs = std::vector<int>(33)},
          Cell{.far_neighbors = {{16384, 0}}}, Cell{.far_neighbors = {{0, -1}}},
          Cell{.far_neighbors = std::vector<FarNeighbor>(33)}})
        EXPECT_THROW(Transmitter{cell}, Error);
}

}  // namespace
}  // namespace boresight::scene::umts
