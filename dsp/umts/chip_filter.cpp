// SPDX-License-Identifier: GPL-3.0-or-later
// The capture is cut into overlapping blocks of N samples; M matched samples last as long as such a block, so that bin
// k is the same frequency in both transforms. Each block is transformed once, and each carrier costs an inverse
// transform a block.
#include "dsp/umts/chip_filter.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <numbers>
#include <optional>
#include <vector>

#include "dsp/umts/alignment.h"
#include "dsp/umts/rotate.h"

namespace boresight::dsp::umts {
namespace {

constexpr double roll_off = 0.22;
constexpr double pass_edge = 0.43;         // of the capture's rate: as far as radios are flat
constexpr std::size_t guard = 256;         // matched samples until the filter's ringing has died away
constexpr std::size_t least_block = 8192;  // matched samples
constexpr std::size_t most_block = 24576;
constexpr double clock_error = 0.01;  // matched samples, over a block
constexpr std::size_t most_unit = 1024;

struct Sizes {
    std::size_t capture = 0, matched = 0;
};

double block_cost(std::size_t size) {
    return static_cast<double>(size) * (next_fast_size(size) == size ? 1.0 : 4.0);
}

// The cheapest pair of sizes, by the time for a matched sample. `ratio`: capture samples a matched sample.
Sizes choose_sizes(double ratio) {
    Sizes best;
    double best_cost = std::numeric_limits<double>::infinity();
    for (auto n = static_cast<std::size_t>(least_block * ratio); n < static_cast<std::size_t>(most_block * ratio);
         ++n) {
        const double exact = static_cast<double>(n) / ratio;
        const auto m = static_cast<std::size_t>(std::llround(exact));
        if (m < least_block || std::abs(exact - static_cast<double>(m)) > clock_error) continue;
        const double kept = static_cast<double>(m - 2 * guard);
        if (static_cast<double>(n + m) / kept >= best_cost) continue;  // before what takes longer
        const double cost = (block_cost(n) + block_cost(m)) / kept;
        if (cost < best_cost) best = {n, m}, best_cost = cost;
    }
    return best;
}

// The fewest matched samples that last a whole number of capture samples; 1 where there are no such few.
std::size_t whole_unit(double ratio) {
    for (std::size_t unit = 1; unit <= most_unit; ++unit) {
        const double samples = static_cast<double>(unit) * ratio;
        if (std::abs(samples - std::round(samples)) < 1e-9 * samples) return unit;
    }
    return 1;
}

// Towards the capture's edges, half a cosine; `place` in shares of the rate.
double edge_gain(double place) {
    const double t = std::clamp((std::abs(place) - pass_edge) / (0.5 - pass_edge), 0.0, 1.0);
    return 0.5 * (1 + std::cos(std::numbers::pi * t));
}

// The root raised cosine.
double chip_pulse_gain(double hz) {
    const double place = std::abs(hz) / chip_rate_hz;
    const double t = std::clamp((place - (1 - roll_off) / 2) / roll_off, 0.0, 1.0);
    return std::cos(std::numbers::pi / 2 * t);
}

}  // namespace

struct ChipFilter::State {
    explicit State(double rate_hz);

    // Of the first sample of a block in the capture, whole and rest.
    struct Place {
        std::ptrdiff_t whole;
        double rest;
    };
    Place place(std::size_t block) const;
    void set_gains(double carrier_hz);
    void take_bins(const IqBuffer& spectrum, double rest);

    double rate;
    double ratio;  // capture samples a matched sample
    Sizes sizes;
    std::size_t margin = 0, hop = 0;  // matched samples before those of a block that are kept, and those
    std::optional<Fft> forward, inverse;
    std::size_t capture_size = 0, blocks = 0;
    std::vector<IqBuffer> spectra;
    IqBuffer padded, bins, matched;
    std::ptrdiff_t shift = 0;  // bins from the capture's middle to the carrier's
    std::ptrdiff_t reach = 0;  // bins to either side of the carrier
    std::vector<float> gains;  // from -reach to reach
};

ChipFilter::State::State(double rate_hz) : rate(rate_hz), ratio(rate_hz / matched_rate_hz), sizes(choose_sizes(ratio)) {
    const std::size_t unit = whole_unit(ratio);
    margin = (guard + unit - 1) / unit * unit;
    hop = (sizes.matched - margin - guard) / unit * unit;
    forward.emplace(sizes.capture, Fft::Direction::forward);
    inverse.emplace(sizes.matched, Fft::Direction::inverse);
    padded.resize(sizes.capture);
    bins.resize(sizes.matched);
    matched.resize(sizes.matched);
}

ChipFilter::State::Place ChipFilter::State::place(std::size_t block) const {
    const double exact = (static_cast<double>(block * hop) - static_cast<double>(margin)) * ratio;
    const double nearest = std::round(exact);
    const double whole = std::abs(exact - nearest) < 1e-6 ? nearest : std::floor(exact);
    return {static_cast<std::ptrdiff_t>(whole), exact - whole};
}

void ChipFilter::State::set_gains(double carrier_hz) {
    const double bin_hz = rate / static_cast<double>(sizes.capture);
    shift = static_cast<std::ptrdiff_t>(std::lround(carrier_hz / bin_hz));
    const double beside_hz = carrier_hz - static_cast<double>(shift) * bin_hz;
    reach = static_cast<std::ptrdiff_t>((1 + roll_off) / 2 * chip_rate_hz / bin_hz);
    reach = std::min(reach, static_cast<std::ptrdiff_t>(sizes.matched / 2) - 1);
    gains.resize(static_cast<std::size_t>(2 * reach + 1));
    for (std::ptrdiff_t k = -reach; k <= reach; ++k) {
        const double place = static_cast<double>(k + shift) / static_cast<double>(sizes.capture);
        gains[static_cast<std::size_t>(k + reach)] =
            static_cast<float>(chip_pulse_gain(static_cast<double>(k) * bin_hz - beside_hz) * edge_gain(place) /
                               static_cast<double>(sizes.capture));
    }
}

// The bins around the carrier, through the filter; `rest`: capture samples that the matched samples lie later.
void ChipFilter::State::take_bins(const IqBuffer& spectrum, double rest) {
    const auto capture = static_cast<std::ptrdiff_t>(sizes.capture);
    const auto size = static_cast<std::ptrdiff_t>(sizes.matched);
    std::fill(bins.begin(), bins.end(), Sample{});
    const std::ptrdiff_t first = std::max(-reach, -(capture / 2) - shift);
    const std::ptrdiff_t last = std::min(reach, (capture - 1) / 2 - shift);
    for (std::ptrdiff_t k = first; k <= last; ++k) {
        const std::ptrdiff_t from = k + shift;
        bins[static_cast<std::size_t>(k < 0 ? k + size : k)] =
            spectrum[static_cast<std::size_t>(from < 0 ? from + capture : from)] *
            gains[static_cast<std::size_t>(k + reach)];
    }
    if (rest == 0) return;
    const double step = rest / static_cast<double>(sizes.capture);
    const auto turn = [&](std::ptrdiff_t low, std::ptrdiff_t high) {
        if (high < low) return;
        rotate(bins.data() + (low < 0 ? low + size : low), static_cast<std::size_t>(high - low + 1),
               step * static_cast<double>(low + shift), step);
    };
    turn(first, std::min<std::ptrdiff_t>(last, -1));
    turn(std::max<std::ptrdiff_t>(first, 0), last);
}

ChipFilter::ChipFilter(double rate_hz) : state_(std::make_unique<State>(rate_hz)) {}
ChipFilter::~ChipFilter() = default;
ChipFilter::ChipFilter(ChipFilter&&) noexcept = default;
ChipFilter& ChipFilter::operator=(ChipFilter&&) noexcept = default;

void ChipFilter::load(IqSpan capture) {
    State& s = *state_;
    s.capture_size = capture.size();
    s.blocks = (matched_size() + s.hop - 1) / s.hop;
    if (s.spectra.size() < s.blocks) s.spectra.resize(s.blocks, IqBuffer(s.sizes.capture));
    const auto finite = [](const Sample& x) { return std::isfinite(x.real()) && std::isfinite(x.imag()); };
    std::complex<double> sum = 0;
    for (const Sample& x : capture)
        if (finite(x)) sum += std::complex<double>(x);
    const Sample mean(sum / static_cast<double>(std::max<std::size_t>(capture.size(), 1)));
    for (std::size_t b = 0; b < s.blocks; ++b) {
        const std::ptrdiff_t start = s.place(b).whole;
        for (std::size_t i = 0; i < s.sizes.capture; ++i) {
            const std::ptrdiff_t at = start + static_cast<std::ptrdiff_t>(i);
            const bool inside = at >= 0 && at < static_cast<std::ptrdiff_t>(capture.size());
            const Sample x = inside ? capture[static_cast<std::size_t>(at)] : mean;
            s.padded[i] = finite(x) ? x - mean : Sample{};
        }
        s.forward->execute(s.padded.data(), s.spectra[b].data());
    }
}

std::size_t ChipFilter::matched_size() const {
    return static_cast<std::size_t>(static_cast<double>(state_->capture_size) / state_->ratio);
}

void ChipFilter::extract(double carrier_hz, IqBuffer& out) {
    State& s = *state_;
    out.resize(matched_size());
    s.set_gains(carrier_hz);
    const double bin_hz = s.rate / static_cast<double>(s.sizes.capture);
    const double whole_hz = static_cast<double>(s.shift) * bin_hz;
    for (std::size_t b = 0; b < s.blocks; ++b) {
        s.take_bins(s.spectra[b], s.place(b).rest);
        s.inverse->execute(s.bins.data(), s.matched.data());
        const std::size_t first = b * s.hop, count = std::min(s.hop, out.size() - first);
        std::copy_n(s.matched.begin() + static_cast<std::ptrdiff_t>(s.margin), count,
                    out.begin() + static_cast<std::ptrdiff_t>(first));
        if (carrier_hz == 0) continue;
        // What whole bins turned since the block's own beginning is done; the rest of carrier_hz * time is left.
        const double begin = (static_cast<double>(first) - static_cast<double>(s.margin)) / matched_rate_hz;
        const double turned_margin = (carrier_hz - whole_hz) * static_cast<double>(s.margin) / matched_rate_hz;
        rotate(out.data() + first, count, -std::remainder(carrier_hz * begin, 1.0) - turned_margin,
               -(carrier_hz - whole_hz) / matched_rate_hz);
    }
}

}  // namespace boresight::dsp::umts
