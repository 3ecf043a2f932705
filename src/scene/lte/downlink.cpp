// SPDX-License-Identifier: GPL-3.0-or-later
#include "scene/lte/downlink.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "scene/floor_divide.h"
#include "scene/lte/symbol_sampler.h"
#include "scene/rendered.h"

namespace boresight::scene::lte {
namespace {

using Sample = std::complex<float>;

}  // namespace

struct Downlink::State {
    State(std::shared_ptr<Transmitter> from, const View& view)
        : transmitter(std::move(from)),
          sampler(view, transmitter->cell().prefix),
          grids(static_cast<std::size_t>(transmitter->cell().ports), Grid(transmitter->cell().n_rb_dl)) {
        const Cell& cell = transmitter->cell();
        const int half = cell.n_rb_dl * subcarriers_per_block / 2;
        lowest = std::max(-half, sampler.least());
        highest = std::min(half, sampler.most());
        if (lowest > highest) return;
        response.resize(static_cast<std::size_t>(highest - lowest + 1));
        sum.resize(response.size());
        blocks = {index_of(lowest) / subcarriers_per_block,
                  std::min(cell.n_rb_dl, index_of(highest) / subcarriers_per_block + 1)};
    }

    // Subcarriers are numbered from the carrier's centre, which itself is empty; the grid leaves it out.
    int index_of(int subcarrier) const {
        const int half = transmitter->cell().n_rb_dl * subcarriers_per_block / 2;
        return std::clamp(subcarrier + half - (subcarrier > 0), 0, 2 * half - 1);
    }

    void render(std::int64_t symbol, Channel& channel);
    void mix_ports(int in_subframe, double time_s, Channel& channel);

    std::shared_ptr<Transmitter> transmitter;
    SymbolSampler sampler;
    int lowest = 0;  // subcarriers in the receiver's band
    int highest = -1;
    Blocks blocks;
    std::vector<Grid> grids;
    std::int64_t subframe = INT64_MIN;  // that `grids` hold
    int sent_symbols = 0;               // of it
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

void Downlink::State::render(std::int64_t symbol, Channel& channel) {
    begin = sampler.first_sample(symbol);
    samples.assign(static_cast<std::size_t>(sampler.first_sample(symbol + 1) - begin), Sample{});
    rendered = true;
    if (lowest > highest) return;
    const int per_subframe = symbols_per_subframe(transmitter->cell());
    const std::int64_t wanted = floor_divide(symbol, per_subframe);
    if (wanted != subframe) {
        const std::int64_t frame = floor_divide(wanted, 10);
        const int in_frame = static_cast<int>(floor_remainder(wanted, 10));
        transmitter->write(frame, in_frame, grids, blocks);
        subframe = wanted;
        sent_symbols = downlink_symbols(transmitter->cell(), in_frame);
    }
    const int in_subframe = static_cast<int>(floor_remainder(symbol, per_subframe));
    if (in_subframe >= sent_symbols) return;
    mix_ports(in_subframe, sampler.middle_s(symbol), channel);
    sampler.sample(symbol, lowest, sum, begin, samples);
}

Downlink::Downlink(const Cell& cell, const View& view) : Downlink(std::make_shared<Transmitter>(cell), view) {}
Downlink::Downlink(std::shared_ptr<Transmitter> transmitter, const View& view)
    : state_(std::make_unique<State>(std::move(transmitter), view)) {}
Downlink::~Downlink() = default;

void Downlink::begin(double sfn_0_s) {
    state_->sampler.begin(sfn_0_s);
    state_->rendered = false;
}

void Downlink::add(std::int64_t first, std::span<std::complex<float>> samples, Channel& channel) {
    State& s = *state_;
    add_rendered(s, first, samples, [&](std::int64_t sample) { s.render(s.sampler.symbol_with(sample), channel); });
}

}  // namespace boresight::scene::lte
