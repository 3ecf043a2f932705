// SPDX-License-Identifier: GPL-3.0-or-later
// The capture, padded with zeros to N samples, and a channel of M samples last equally long when M / N is the ratio of
// their rates. Then bin k is the same frequency in both transforms, and a channel is M of the N bins.
#include "dsp/core/resample.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <limits>
#include <numbers>
#include <numeric>
#include <optional>
#include <stdexcept>
#include <vector>

namespace boresight::dsp {
namespace {

constexpr double pass_edge = 0.40;      // of the channel's rate; the taper falls from here to one half
constexpr std::uint64_t guard = 64;     // samples of a channel until the taper's ringing has died away
constexpr double clock_error = 0.005;   // samples of a channel, over its whole length
constexpr double work_per_capture = 4;  // inverse transforms to one forward transform, to weigh the sizes' speed
constexpr std::size_t rotate_block = 64;

struct Sizes {
    std::uint64_t capture = 0;
    std::uint64_t channel = 0;
};

// How long FFTW takes for a size, in arbitrary units and never below the size. It has quick code for factors up to 13;
// larger primes go through a general way.
double transform_cost(std::uint64_t size) {
    std::uint64_t rest = size;
    double slowness = 1.0;
    for (const auto& [prime, slow] : {std::pair{2U, 1.0}, {3U, 1.0}, {5U, 1.0}, {7U, 1.1}, {11U, 1.6}, {13U, 1.6}})
        while (rest % prime == 0) rest /= prime, slowness = std::max(slowness, slow);
    return static_cast<double>(size) * (rest > 1 ? 8.0 : slowness);
}

// The quickest pair of sizes that holds `samples` and the guard, in the ratio channel / capture = p / q.
Sizes choose_sizes(std::uint64_t samples, std::uint64_t p, std::uint64_t q) {
    const std::uint64_t least = samples + (guard * q + p - 1) / p;
    const double least_per_n = 1 + work_per_capture * static_cast<double>(p) / static_cast<double>(q);
    Sizes best;
    double best_cost = std::numeric_limits<double>::infinity();
    // Multiples of q always fit, so there is a best one, and no larger size than its cost can beat it.
    for (std::uint64_t n = least; static_cast<double>(n) * least_per_n < best_cost; ++n) {
        const std::uint64_t m = (n * p + q / 2) / q;
        const double error = std::abs(static_cast<double>(n * p) - static_cast<double>(m * q)) / static_cast<double>(q);
        if (error * static_cast<double>(samples) > clock_error * static_cast<double>(n)) continue;
        const double cost = transform_cost(n) + work_per_capture * transform_cost(m);
        if (cost < best_cost) best = {n, m}, best_cost = cost;
    }
    return best;
}

// The channel's gain at each of its bins: the integral of a Hann window over the transition, whose ringing falls by
// 24 dB for each doubling of the distance.
std::vector<float> make_taper(std::size_t channel, std::size_t capture) {
    std::vector<float> taper(channel);
    for (std::size_t i = 0; i < channel; ++i) {
        const double place = static_cast<double>(std::min(i, channel - i)) / static_cast<double>(channel);
        const double t = std::clamp((0.5 - place) / (0.5 - pass_edge), 0.0, 1.0);
        const double gain = t - std::sin(2 * std::numbers::pi * t) / (2 * std::numbers::pi);
        taper[i] = static_cast<float>(gain / static_cast<double>(capture));
    }
    return taper;
}

// to[i] = from[i] * exp(-j * step * i)
void rotate(const Sample* from, std::size_t count, double step, Sample* to) {
    std::array<Sample, rotate_block> fine;
    for (std::size_t i = 0; i < rotate_block; ++i) fine[i] = Sample(std::polar(1.0, -step * static_cast<double>(i)));
    for (std::size_t start = 0; start < count; start += rotate_block) {
        const Sample coarse(std::polar(1.0, std::remainder(-step * static_cast<double>(start), 2 * std::numbers::pi)));
        const std::size_t n = std::min(rotate_block, count - start);
        for (std::size_t i = 0; i < n; ++i) to[start + i] = from[start + i] * (coarse * fine[i]);
    }
}

}  // namespace

struct Channelizer::State {
    std::uint64_t p = 1, q = 1;  // channel rate / rate, in lowest terms
    double rate_hz = 0;
    std::uint64_t samples = 0;
    Sizes sizes;
    IqBuffer padded, spectrum, bins, channel;
    std::vector<float> taper;
    std::optional<Fft> forward, inverse;

    void plan(std::uint64_t count);
    void take_bins(std::int64_t centre);
};

void Channelizer::State::plan(std::uint64_t count) {
    const Sizes wanted = choose_sizes(count, p, q);
    padded.assign(wanted.capture, Sample{});
    samples = count;
    if (wanted.capture == sizes.capture) return;
    sizes = wanted;
    spectrum.resize(sizes.capture);
    bins.resize(sizes.channel);
    channel.resize(sizes.channel);
    taper = make_taper(sizes.channel, sizes.capture);
    forward.emplace(sizes.capture, Fft::Direction::forward);
    inverse.emplace(sizes.channel, Fft::Direction::inverse);
}

// The bins around `centre` (counted from 0 Hz, may be negative) of the capture's spectrum become the channel's. Both
// arrays hold the positive frequencies first, so there are two runs in each and four overlaps of runs.
void Channelizer::State::take_bins(std::int64_t centre) {
    struct Run {
        std::int64_t first, end, place;  // frequencies first <= k < end lie at index k + place
    };
    const auto runs = [](std::uint64_t size) {
        const auto n = static_cast<std::int64_t>(size);
        return std::array<Run, 2>{{{0, n - n / 2, 0}, {-(n / 2), 0, n}}};
    };
    std::fill(bins.begin(), bins.end(), Sample{});
    for (const Run& to : runs(sizes.channel))
        for (const Run& from : runs(sizes.capture)) {
            const std::int64_t end = std::min(to.end, from.end - centre);
            for (std::int64_t k = std::max(to.first, from.first - centre); k < end; ++k)
                bins[static_cast<std::size_t>(k + to.place)] =
                    spectrum[static_cast<std::size_t>(k + centre + from.place)] *
                    taper[static_cast<std::size_t>(k + to.place)];
        }
}

Channelizer::Channelizer(double rate_hz, double channel_rate_hz) : state_(std::make_unique<State>()) {
    if (!(channel_rate_hz >= 1 && channel_rate_hz <= rate_hz && rate_hz < 1e10))
        throw std::invalid_argument("Channelizer: the channel's rate must be above 0 and at most the capture's");
    const auto rate = static_cast<std::uint64_t>(std::llround(rate_hz));
    const auto channel_rate = static_cast<std::uint64_t>(std::llround(channel_rate_hz));
    const std::uint64_t divisor = std::gcd(rate, channel_rate);
    state_->p = channel_rate / divisor;
    state_->q = rate / divisor;
    state_->rate_hz = static_cast<double>(rate);
}

Channelizer::~Channelizer() = default;
Channelizer::Channelizer(Channelizer&&) noexcept = default;
Channelizer& Channelizer::operator=(Channelizer&&) noexcept = default;

void Channelizer::load(IqSpan capture) {
    State& s = *state_;
    if (capture.size() != s.samples) s.plan(capture.size());
    if (capture.empty()) return;
    std::copy(capture.begin(), capture.end(), s.padded.begin());
    s.forward->execute(s.padded.data(), s.spectrum.data());
}

std::size_t Channelizer::channel_size() const {
    return state_->samples * state_->p / state_->q;
}

void Channelizer::extract(double offset_hz, IqBuffer& out) {
    State& s = *state_;
    out.resize(channel_size());
    if (out.empty()) return;
    // Beyond one rate from the centre nothing overlaps: all channels there are alike, zero.
    const double bins = std::clamp(offset_hz / s.rate_hz, -2.0, 2.0) * static_cast<double>(s.sizes.capture);
    const double whole = std::round(bins);
    s.take_bins(static_cast<std::int64_t>(whole));
    s.inverse->execute(s.bins.data(), s.channel.data());
    // One bin is one turn over the channel's length.
    const double step = 2 * std::numbers::pi * (bins - whole) / static_cast<double>(s.sizes.channel);
    rotate(s.channel.data(), out.size(), step, out.data());
}

}  // namespace boresight::dsp
