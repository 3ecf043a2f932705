// SPDX-License-Identifier: GPL-3.0-or-later
#include "scene/lte/uplink.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <numbers>
#include <optional>
#include <vector>

#include "scene/draws.h"
#include "scene/fft.h"
#include "scene/floor_divide.h"
#include "scene/lte/grid.h"
#include "scene/lte/symbol_sampler.h"
#include "scene/rendered.h"

namespace boresight::scene::lte {
namespace {

using Sample = std::complex<float>;

constexpr std::uint64_t bursts_stream = 0x5550;
constexpr std::uint64_t symbols_stream = 0x5551;
constexpr int reference_root = 25;

// TS 36.211 5.3.3: blocks in numbers that the transform likes.
bool is_quick(int blocks) {
    for (const int factor : {2, 3, 5})
        while (blocks % factor == 0) blocks /= factor;
    return blocks == 1;
}

// The uplink's subcarriers lie half a spacing above the downlink's.
View shifted(View view) {
    view.offset_hz += subcarrier_spacing_hz / 2;
    return view;
}

}  // namespace

struct Uplink::State {
    State(const Cell& of, double share_of_subframes, const View& view)
        : cell(of), share(share_of_subframes), sampler(shifted(view), of.prefix) {}

    struct Burst {
        int first = 0;  // resource block
        int blocks = 0;
    };
    std::optional<Burst> burst_of(std::int64_t subframe) const;
    std::vector<Sample> elements_of(std::int64_t symbol, const Burst& burst);
    void render(std::int64_t symbol, Channel& channel);

    Cell cell;
    double share;
    SymbolSampler sampler;
    std::map<std::size_t, Fft> transforms;  // by size

    bool rendered = false;
    std::int64_t begin = 0;  // sample number of samples[0]
    std::vector<Sample> samples;
};

std::optional<Uplink::State::Burst> Uplink::State::burst_of(std::int64_t subframe) const {
    const int in_frame = static_cast<int>(floor_remainder(subframe, 10));
    if (cell.tdd && use_of(cell, in_frame) != Use::uplink) return std::nullopt;
    Draws draws(cell.seed, bursts_stream, static_cast<std::uint64_t>(subframe));
    if (draws.share() >= share) return std::nullopt;
    Burst burst;
    burst.blocks = 1 + static_cast<int>(draws.share() * cell.n_rb_dl);
    while (!is_quick(burst.blocks)) --burst.blocks;
    burst.first = static_cast<int>(draws.share() * (cell.n_rb_dl - burst.blocks + 1));
    return burst;
}

std::vector<Sample> Uplink::State::elements_of(std::int64_t symbol, const Burst& burst) {
    const auto size = static_cast<std::size_t>(burst.blocks * subcarriers_per_block);
    std::vector<Sample> elements(size);
    const int per_slot = symbols_per_slot(cell.prefix);
    const bool is_reference = floor_remainder(symbol, per_slot) == per_slot / 2;
    if (is_reference) {
        const auto length = static_cast<long>(size - 1) | 1;
        for (std::size_t n = 0; n < size; ++n) {
            const long phase = reference_root * static_cast<long>(n) * (static_cast<long>(n) + 1) % (2 * length);
            elements[n] =
                Sample(std::polar(1 / std::sqrt(static_cast<double>(size)),
                                  -std::numbers::pi * static_cast<double>(phase) / static_cast<double>(length)));
        }
        return elements;
    }
    Fft& transform = transforms.try_emplace(size, static_cast<int>(size), Fft::Direction::forward).first->second;
    Draws draws(cell.seed, symbols_stream, static_cast<std::uint64_t>(symbol));
    constexpr auto half = static_cast<float>(std::numbers::sqrt2 / 2);
    constexpr std::array<Sample, 4> symbols{{{half, half}, {half, -half}, {-half, half}, {-half, -half}}};
    for (Sample& value : transform.input()) value = symbols[draws.word() >> 62];
    const auto spread = transform.transform();
    for (std::size_t n = 0; n < size; ++n) elements[n] = spread[n] / static_cast<float>(size);
    return elements;
}

void Uplink::State::render(std::int64_t symbol, Channel& channel) {
    begin = sampler.first_sample(symbol);
    samples.assign(static_cast<std::size_t>(sampler.first_sample(symbol + 1) - begin), Sample{});
    rendered = true;
    const auto burst = burst_of(floor_divide(symbol, symbols_per_subframe(cell)));
    if (!burst) return;
    std::vector<Sample> elements = elements_of(symbol, *burst);
    int lowest = (burst->first * 2 - cell.n_rb_dl) * subcarriers_per_block / 2;
    const int before = std::clamp(sampler.least() - lowest, 0, static_cast<int>(elements.size()));
    const int seen = std::clamp(sampler.most() - lowest + 1, before, static_cast<int>(elements.size())) - before;
    if (seen == 0) return;
    lowest += before;
    const auto in_band = std::span(elements).subspan(static_cast<std::size_t>(before), static_cast<std::size_t>(seen));
    std::vector<Sample> response(in_band.size());
    channel.response(0, sampler.middle_s(symbol), lowest * subcarrier_spacing_hz, subcarrier_spacing_hz, response);
    for (std::size_t i = 0; i < in_band.size(); ++i) in_band[i] *= response[i];
    sampler.sample(symbol, lowest, in_band, begin, samples);
}

Uplink::Uplink(const Cell& cell, double share, const View& view) : state_(std::make_unique<State>(cell, share, view)) {}
Uplink::~Uplink() = default;

void Uplink::begin(double sfn_0_s) {
    state_->sampler.begin(sfn_0_s);
    state_->rendered = false;
}

void Uplink::add(std::int64_t first, std::span<std::complex<float>> samples, Channel& channel) {
    State& s = *state_;
    add_rendered(s, first, samples, [&](std::int64_t sample) { s.render(s.sampler.symbol_with(sample), channel); });
}

}  // namespace boresight::scene::lte
