// SPDX-License-Identifier: GPL-3.0-or-later
#include "scene/lte/downlink.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>
#include <vector>

#include "platform/error.h"
#include "scene/lte/transmitter.h"

namespace boresight::scene::lte {
namespace {

using Sample = std::complex<float>;
using Complex = std::complex<double>;

constexpr double rounding = 2e-4;  // of an element of magnitude 1: single precision through one transform
// A clock wrong by 20 ppm turns subcarrier 300 against its window: its neighbours leak pi * 300 * 20e-6 / sqrt(3) of
// magnitude 1 into it, 0.011 rms, from two ports of gain 1 and 1/2 0.012; the worst of some hundreds is below 3 times
// that.
constexpr double clock_error = 0.037;
constexpr std::array rates_hz{1.92e6, 2.4e6, 3.84e6, 7.68e6, 15.36e6, 23.04e6, 30.72e6};
constexpr std::array odd_rates_hz{1.920001e6, 2.0e6, 2.048e6, 2.56e6, 3.2e6, 10e6, 20e6, 30.7e6};
constexpr double between_samples = 4e-3;    // of up to 1200 elements of magnitude 1 to 1.5: 1e-4 of their sum's rms
constexpr double power_tolerance_db = 0.1;  // prefixes repeat a part of a symbol whose power is a little off
constexpr std::array bandwidths{6, 15, 25, 50, 75, 100};

// Every port has a gain of its own, the same at all times and frequencies.
class FlatChannel final : public Channel {
public:
    static Complex gain(int port) { return std::polar(1.0 / (1 + port), 1.0 * port); }
    void response(int port, double, double, double, std::span<Sample> out) override {
        std::fill(out.begin(), out.end(), Sample(gain(port)));
    }
};

class SlopingChannel final : public Channel {  // an echo path with nothing before it
public:
    static constexpr double delay_s = 1e-6;
    void response(int port, double, double first_hz, double step_hz, std::span<Sample> out) override {
        for (std::size_t i = 0; i < out.size(); ++i)
            out[i] = Sample(std::polar(port == 0 ? 1.0 : 0.0, -2 * std::numbers::pi * delay_s *
                                                                  (first_hz + static_cast<double>(i) * step_hz)));
    }
};

std::vector<Sample> received(const Cell& cell, const View& view, std::int64_t first, std::size_t count) {
    FlatChannel channel;
    std::vector<Sample> samples(count);
    Downlink(cell, view).add(first, samples, channel);
    return samples;
}

// The subcarrier k of a symbol that begins at `start_s`, by the definition of the transform.
Complex subcarrier(const std::vector<Sample>& samples, const View& view, double start_s, int k) {
    const double rate = view.rate_hz * (1 + view.clock_ppm * 1e-6);
    const auto size = static_cast<std::size_t>(view.rate_hz / subcarrier_spacing_hz);
    const auto first = static_cast<std::size_t>(std::ceil(start_s * rate - 1e-6));
    Complex sum;
    for (std::size_t n = first; n < first + size; ++n) {
        const double t = static_cast<double>(n) / rate;
        const double cycles = view.offset_hz * t + k * subcarrier_spacing_hz * (t - start_s);
        sum += Complex(samples[n]) * std::polar(1.0, -2 * std::numbers::pi * cycles);
    }
    return sum / static_cast<double>(size);
}

double useful_start_s(int l, Prefix prefix = Prefix::normal) {
    if (prefix == Prefix::extended) return (512 + 2560.0 * l) / 30.72e6;
    return (15360.0 * (l / 7) + 160 + 2192.0 * (l % 7)) / 30.72e6;
}

// The largest error of subcarriers of subframe 0, taken here and there over the band, its empty middle among them.
double worst_error(const Cell& cell, const View& view) {
    const auto samples = received(cell, view, 0, static_cast<std::size_t>(view.rate_hz * 1.1e-3));
    std::vector<Grid> ports(static_cast<std::size_t>(cell.ports), Grid(cell.n_rb_dl));
    Transmitter(cell).write(0, 0, ports);
    const int half = cell.n_rb_dl * 6;
    const int seen = static_cast<int>(view.rate_hz / subcarrier_spacing_hz - 1) / 2;
    const int shift = static_cast<int>(std::lround(view.offset_hz / subcarrier_spacing_hz));
    double worst = 0;
    std::vector<int> looked_at{0};
    for (int k = std::max(-half, -seen - shift); k <= std::min(half, seen - shift); k += 7) looked_at.push_back(k);
    for (int l = 0; l < symbols_per_subframe(cell); ++l)
        for (const int k : looked_at) {
            Complex sent;
            for (int port = 0; port < cell.ports && k != 0; ++port)
                sent += FlatChannel::gain(port) * Complex(ports[static_cast<std::size_t>(port)].symbol(
                                                      l)[static_cast<std::size_t>(k + half - (k > 0))]);
            worst = std::max(worst, std::abs(subcarrier(samples, view, useful_start_s(l, cell.prefix), k) - sent));
        }
    return worst;
}

TEST(Downlink, CarriesEveryElementAtEveryRateBandwidthAndNumberOfPorts) {
    for (const double rate_hz : rates_hz)
        for (const int n_rb_dl : bandwidths)
            for (const int ports : {1, 2, 4})
                for (const Prefix prefix : {Prefix::normal, Prefix::extended}) {
                    Cell cell{.pci = 357, .n_rb_dl = n_rb_dl, .ports = ports, .prefix = prefix};
                    if (n_rb_dl % 2 == 0) cell.tdd = {2, 6};
                    EXPECT_LT(worst_error(cell, {.rate_hz = rate_hz}), rounding)
                        << rate_hz << " " << n_rb_dl << " " << ports << (prefix == Prefix::normal ? "" : " extended");
                }
}

TEST(Downlink, CarriesACarrierThatLiesBesideTheCenter) {
    for (const double offset_hz : {-812.4, 7600.0, 450e3, -2.7e6, 5.0e6})
        EXPECT_LT(worst_error({.pci = 12, .n_rb_dl = 25}, {.rate_hz = 7.68e6, .offset_hz = offset_hz}), rounding)
            << offset_hz;
}

TEST(Downlink, CarriesACarrierThroughAClockThatRunsWrong) {
    for (const double ppm : {-20.0, 20.0})
        EXPECT_LT(worst_error({.pci = 12, .n_rb_dl = 50}, {.rate_hz = 15.36e6, .offset_hz = 700, .clock_ppm = ppm}),
                  clock_error);
}

// The largest error of some samples of subframe 0, which TS 36.211 6.12 gives as a sum over the subcarriers.
double worst_sample(const Cell& cell, const View& view) {
    const double rate = view.rate_hz * (1 + view.clock_ppm * 1e-6);
    const auto samples = received(cell, view, 0, static_cast<std::size_t>(rate * 1e-3));
    std::vector<Grid> ports(static_cast<std::size_t>(cell.ports), Grid(cell.n_rb_dl));
    Transmitter(cell).write(0, 0, ports);
    const int half = cell.n_rb_dl * 6;
    const int seen = (static_cast<int>(view.rate_hz / subcarrier_spacing_hz) - 1) / 2;
    const int shift = static_cast<int>(std::lround(view.offset_hz / subcarrier_spacing_hz));
    double worst = 0;
    for (std::size_t n = 0; n < samples.size(); n += samples.size() / 37) {
        const double t = static_cast<double>(n) / rate;
        int l = symbols_per_subframe(cell) - 1;
        const bool normal = cell.prefix == Prefix::normal;
        while (l > 0 && t < useful_start_s(l, cell.prefix) - (!normal ? 512 : l == 7 ? 160 : 144) / 30.72e6) --l;
        Complex sent;
        for (int k = std::max(-half, -seen - shift); k <= std::min(half, seen - shift); ++k)
            for (int port = 0; port < cell.ports && k != 0; ++port)
                sent += FlatChannel::gain(port) *
                        Complex(ports[static_cast<std::size_t>(port)].symbol(
                            l)[static_cast<std::size_t>(k + half - (k > 0))]) *
                        std::polar(1.0, 2 * std::numbers::pi *
                                            (k * subcarrier_spacing_hz * (t - useful_start_s(l, cell.prefix)) +
                                             view.offset_hz * t));
        worst = std::max(worst, std::abs(Complex(samples[n]) - sent));
    }
    return worst;
}

TEST(Downlink, GivesTheSamplesOfTheStandardAtAnyRateToo) {
    for (const double rate_hz : odd_rates_hz)
        for (const int n_rb_dl : bandwidths)
            for (const Prefix prefix : {Prefix::normal, Prefix::extended})
                EXPECT_LT(worst_sample({.pci = 357, .n_rb_dl = n_rb_dl, .prefix = prefix},
                                       {.rate_hz = rate_hz, .offset_hz = -13456.7, .clock_ppm = 18}),
                          between_samples)
                    << rate_hz << " " << n_rb_dl;
}

// The prefix is the symbol's own end: from there on the signal goes on as if there were no border.
TEST(Downlink, RunsOnFromThePrefixIntoTheSymbol) {
    for (const Prefix prefix : {Prefix::normal, Prefix::extended}) {
        const auto samples = received({.n_rb_dl = 6, .prefix = prefix}, {}, 0, 1920);
        for (int l = 0; l < 2 * symbols_per_slot(prefix); ++l) {
            const auto start = static_cast<std::size_t>(std::lround(useful_start_s(l, prefix) * 1.92e6));
            const std::size_t length = prefix == Prefix::extended ? 32 : 9;
            for (std::size_t n = start - length; n < start; ++n)
                ASSERT_LT(std::abs(samples[n] - samples[n + 128]), rounding) << l << ' ' << n;
        }
    }
}

TEST(Downlink, HasThePowerOfItsElements) {
    for (const Prefix prefix : {Prefix::normal, Prefix::extended})
        for (const double load_power_db : {0.0, -6.0}) {
            const Cell cell{
                .pci = 9, .n_rb_dl = 15, .ports = 1, .prefix = prefix, .occupancy = 1, .load_power_db = load_power_db};
            std::vector<Grid> port(1, Grid(15));
            Transmitter(cell).write(0, 3, port);
            double expected = 0;
            for (int l = 0; l < symbols_per_subframe(cell); ++l)
                for (const Sample& element : port[0].symbol(l)) expected += std::norm(element);
            expected /= symbols_per_subframe(cell);
            double power = 0;
            for (const Sample& sample : received(cell, {.rate_hz = 3.84e6}, 3 * 3840, 3840))
                power += std::norm(sample) / 3840;
            EXPECT_NEAR(10 * std::log10(power / expected), 0, power_tolerance_db) << load_power_db;
        }
}

TEST(Downlink, IsSilentWhereTheCarrierLiesOutsideOfTheBand) {
    for (const Sample& sample : received({}, {.offset_hz = 20e6}, 0, 4000)) ASSERT_EQ(sample, Sample{});
}

TEST(Downlink, GivesTheSameSamplesInPiecesOfAnySizeAndInAnyOrder) {
    const Cell cell{.pci = 60};
    for (const double rate_hz : {1.92e6, 2.048e6}) {
        const View view{.rate_hz = rate_hz, .offset_hz = 1234.5, .clock_ppm = 3, .sfn_0_s = 0.0123456};
        const auto whole = received(cell, view, 0, 40000);
        FlatChannel channel;
        Downlink downlink(cell, view);
        for (const std::size_t piece : {1001U, 137U, 20000U})
            for (std::size_t end = whole.size(); end >= piece; end -= piece) {
                std::vector<Sample> part(piece);
                downlink.add(static_cast<std::int64_t>(end - piece), part, channel);
                const auto there = whole.begin() + static_cast<std::ptrdiff_t>(end - piece);
                ASSERT_TRUE(std::equal(part.begin(), part.end(), there)) << piece << " before " << end;
            }
    }
}

TEST(Downlink, GivesOtherDataAfterAnotherSeedAndTheSameAfterTheSame) {
    const auto one = received({.seed = 1}, {}, 5000, 4000);
    EXPECT_EQ(one, received({.seed = 1}, {}, 5000, 4000));
    EXPECT_NE(one, received({.seed = 2}, {}, 5000, 4000));
}

TEST(Downlink, PassesEverySubcarrierThroughTheChannel) {
    const Cell cell{.pci = 5, .n_rb_dl = 6, .ports = 1};
    SlopingChannel channel;
    std::vector<Sample> samples(2200);
    Downlink(cell, {}).add(0, samples, channel);
    std::vector<Grid> port(1, Grid(6));
    Transmitter(cell).write(0, 0, port);
    for (int k = 1; k <= 36; ++k) {
        const Complex sent = Complex(port[0].symbol(9)[static_cast<std::size_t>(k + 35)]);
        const Complex turned = sent * std::polar(1.0, -2 * std::numbers::pi * SlopingChannel::delay_s * k * 15000);
        EXPECT_LT(std::abs(subcarrier(samples, {}, useful_start_s(9), k) - turned), rounding) << k;
    }
}

TEST(Downlink, BeginsItsFrameWhenTold) {
    constexpr std::int64_t late_samples = 4321;
    const auto at_zero = received({}, {}, 0, 5000);
    const auto late = received({}, {.sfn_0_s = late_samples / 1.92e6}, late_samples, 5000);
    for (std::size_t i = 0; i < late.size(); ++i) ASSERT_LT(std::abs(late[i] - at_zero[i]), rounding) << i;
}

TEST(Downlink, RefusesAViewThatNoReceiverHas) {
    for (const View& view :
         {View{.rate_hz = 1.0e6}, View{.rate_hz = 40e6}, View{.rate_hz = 1.91e6}, View{.rate_hz = NAN},
          View{.offset_hz = INFINITY}, View{.clock_ppm = 5000}, View{.sfn_0_s = NAN}})
        EXPECT_THROW(Downlink(Cell{}, view), Error);
}

}  // namespace
}  // namespace boresight::scene::lte
