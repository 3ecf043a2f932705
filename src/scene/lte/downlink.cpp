// SPDX-License-Identifier: GPL-3.0-or-later
#include "scene/lte/downlink.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <vector>

#include "scene/fft.h"
#include "scene/lte/transmitter.h"
#include "scene/phasors.h"
#include "scene/rendered.h"
#include "scene/tones.h"

namespace boresight::scene::lte {
namespace {

using Sample = std::complex<float>;

// Times of a cell are counted in units of 1 / 30.72 MHz, TS 36.211 4.
constexpr long double unit_hz = 30.72e6L;
constexpr std::int64_t units_per_subframe = 30720;
constexpr std::int64_t units_per_slot = units_per_subframe / 2;
constexpr std::int64_t useful_units = 2048;
constexpr std::int64_t prefix_units = 144;
constexpr std::int64_t first_prefix_units = 160;  // of a slot's first symbol

// Symbols are numbered from the one at SFN 0, also backwards.
std::int64_t useful_start(std::int64_t symbol) {
    std::int64_t slot = symbol / symbols_per_slot;
    std::int64_t in_slot = symbol % symbols_per_slot;
    if (in_slot < 0) {
        in_slot += symbols_per_slot;
        --slot;
    }
    return slot * units_per_slot + first_prefix_units + in_slot * (useful_units + prefix_units);
}

std::int64_t prefix_start(std::int64_t symbol) {
    return useful_start(symbol) - (symbol % symbols_per_slot == 0 ? first_prefix_units : prefix_units);
}

std::int64_t floor_divide(std::int64_t a, std::int64_t b) {
    return a / b - (a % b != 0 && (a < 0) != (b < 0));
}

View checked(const View& view) {
    check(view);
    return view;
}

}  // namespace

struct Downlink::State {
    State(const Cell& cell, const View& wanted)
        : transmitter(cell),
          view(checked(wanted)),
          bins(static_cast<int>(view.rate_hz / subcarrier_spacing_hz)),
          shift(static_cast<int>(std::lround(view.offset_hz / subcarrier_spacing_hz))),
          true_rate_hz(static_cast<long double>(view.rate_hz) * (1 + static_cast<long double>(view.clock_ppm) * 1e-6L)),
          grids(static_cast<std::size_t>(cell.ports), Grid(cell.n_rb_dl)) {
        const int half = cell.n_rb_dl * subcarriers_per_block / 2;
        lowest = std::max(-half, -(bins - 1) / 2 - shift);
        highest = std::min(half, (bins - 1) / 2 - shift);
        if (lowest > highest) return;
        response.resize(static_cast<std::size_t>(highest - lowest + 1));
        sum.resize(response.size());
        blocks = {index_of(lowest) / subcarriers_per_block,
                  std::min(cell.n_rb_dl, index_of(highest) / subcarriers_per_block + 1)};
        if (bins * subcarrier_spacing_hz == view.rate_hz) {
            fft.emplace(bins, Fft::Direction::inverse);
        } else {
            tones.emplace((bins - 1) / 2);
        }
    }

    // Subcarriers are numbered from the carrier's centre, which itself is empty; the grid leaves it out.
    int index_of(int subcarrier) const {
        const int half = transmitter.cell().n_rb_dl * subcarriers_per_block / 2;
        return std::clamp(subcarrier + half - (subcarrier > 0), 0, 2 * half - 1);
    }

    long double sample_at(std::int64_t units) const {
        return (static_cast<long double>(units) / unit_hz + static_cast<long double>(view.sfn_0_s)) * true_rate_hz;
    }
    // The first sample that belongs to a symbol; a hair of tolerance keeps rounding from moving exact borders.
    std::int64_t first_sample(std::int64_t symbol) const {
        return static_cast<std::int64_t>(std::ceil(sample_at(prefix_start(symbol)) - 1e-6L));
    }
    std::int64_t symbol_with(std::int64_t sample) const {
        const long double units =
            (static_cast<long double>(sample) / true_rate_hz - static_cast<long double>(view.sfn_0_s)) * unit_hz;
        auto symbol = static_cast<std::int64_t>(std::floor(units * symbols_per_slot / units_per_slot));
        while (first_sample(symbol) > sample) --symbol;
        while (first_sample(symbol + 1) <= sample) ++symbol;
        return symbol;
    }

    void render(std::int64_t symbol, Channel& channel);
    void mix_ports(int in_subframe, double time_s, Channel& channel);
    void sample_by_transform(long double start);
    void sample_between(long double start);

    Transmitter transmitter;
    View view;
    int bins;   // whole subcarrier spacings in the rate
    int shift;  // of the carrier in bins; the rest of its offset turns the samples
    long double true_rate_hz;
    int lowest = 0;  // subcarriers in the receiver's band
    int highest = -1;
    Blocks blocks;
    std::vector<Grid> grids;
    std::int64_t subframe = INT64_MIN;  // that `grids` hold
    std::optional<Fft> fft;             // where the rate is a multiple of the subcarrier spacing
    std::optional<Tones> tones;         // at other rates
    std::vector<Sample> response;
    std::vector<Sample> sum;  // over ports, by subcarrier from `lowest`

    bool rendered = false;
    std::int64_t begin = 0;  // sample number of samples[0]
    std::vector<Sample> samples;
};

void Downlink::State::mix_ports(int in_subframe, double time_s, Channel& channel) {
    std::fill(sum.begin(), sum.end(), Sample{});
    for (std::size_t port = 0; port < grids.size(); ++port) {
        channel.response(static_cast<int>(port), time_s, lowest * subcarrier_spacing_hz, subcarrier_spacing_hz,
                         response);
        const auto elements = grids[port].symbol(in_subframe);
        const auto mix = [&](int from, int to) {
            if (from > to) return;
            const Sample* const x = elements.data() + index_of(from);
            const Sample* const h = response.data() + (from - lowest);
            Sample* const total = sum.data() + (from - lowest);
            const auto count = static_cast<std::size_t>(to - from + 1);
            for (std::size_t i = 0; i < count; ++i)
                total[i] += Sample(h[i].real() * x[i].real() - h[i].imag() * x[i].imag(),
                                   h[i].real() * x[i].imag() + h[i].imag() * x[i].real());
        };
        mix(lowest, std::min(highest, -1));
        mix(std::max(lowest, 1), highest);
    }
}

// The transform's own samples, moved to where the receiver's lie. `start` is of the symbol's useful part.
void Downlink::State::sample_by_transform(long double start) {
    const auto whole = static_cast<std::int64_t>(std::ceil(start));
    const long double middle = static_cast<long double>(bins) / 2;
    const long double clock = static_cast<long double>(view.clock_ppm) * 1e-6L;
    const long double late = static_cast<long double>(whole) - start + middle * (1 / (1 + clock) - 1);
    const int first = lowest + shift;
    rotate(sum, late * first / bins, late / bins);
    const auto input = fft->input();
    std::fill(input.begin(), input.end(), Sample{});
    for (std::size_t i = 0; i < sum.size(); ++i) {
        const int bin = first + static_cast<int>(i);
        input[static_cast<std::size_t>(bin < 0 ? bin + bins : bin)] = sum[i];
    }
    const auto useful = fft->transform();
    auto at = static_cast<std::size_t>(((begin - whole) % bins + bins) % bins);
    for (Sample& sample : samples) {
        sample = useful[at];
        if (++at == useful.size()) at = 0;
    }
}

void Downlink::State::sample_between(long double start) {
    const long double step = static_cast<long double>(subcarrier_spacing_hz) / true_rate_hz;
    tones->set(lowest + shift, sum);
    tones->sample((static_cast<long double>(begin) - start) * step, step, samples);
}

void Downlink::State::render(std::int64_t symbol, Channel& channel) {
    begin = first_sample(symbol);
    samples.assign(static_cast<std::size_t>(first_sample(symbol + 1) - begin), Sample{});
    rendered = true;
    if (lowest > highest) return;
    const std::int64_t wanted = floor_divide(symbol, symbols_per_subframe);
    if (wanted != subframe) {
        const std::int64_t frame = floor_divide(wanted, 10);
        transmitter.write(frame, static_cast<int>(wanted - frame * 10), grids, blocks);
        subframe = wanted;
    }
    const long double start = sample_at(useful_start(symbol));  // of the useful part, in samples
    mix_ports(static_cast<int>(symbol - wanted * symbols_per_subframe),
              static_cast<double>((start + static_cast<long double>(bins) / 2) / true_rate_hz), channel);
    if (fft) {
        sample_by_transform(start);
    } else {
        sample_between(start);
    }
    const long double rest_hz =
        static_cast<long double>(view.offset_hz) - shift * static_cast<long double>(subcarrier_spacing_hz);
    const long double rest_step = rest_hz / true_rate_hz;
    const long double carrier = static_cast<long double>(view.offset_hz) * start / true_rate_hz;
    rotate(samples, carrier + rest_step * (static_cast<long double>(begin) - start), rest_step);
}

Downlink::Downlink(const Cell& cell, const View& view) : state_(std::make_unique<State>(cell, view)) {}
Downlink::~Downlink() = default;

void Downlink::begin(double sfn_0_s) {
    state_->view.sfn_0_s = sfn_0_s;
    check(state_->view);
    state_->rendered = false;
}

void Downlink::add(std::int64_t first, std::span<std::complex<float>> samples, Channel& channel) {
    State& s = *state_;
    add_rendered(s, first, samples, [&](std::int64_t sample) { s.render(s.symbol_with(sample), channel); });
}

}  // namespace boresight::scene::lte
