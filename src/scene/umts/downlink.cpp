// SPDX-License-Identifier: GPL-3.0-or-later
#include "scene/umts/downlink.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <optional>
#include <utility>
#include <vector>

#include "scene/fft.h"
#include "scene/phasors.h"
#include "scene/rendered.h"
#include "scene/tones.h"

namespace boresight::scene::umts {
namespace {

using Sample = std::complex<float>;

// A slot is made of tones that repeat after the slot and some chips on either side; the filters' echoes end there.
constexpr int margin_chips = 512;
constexpr int block_chips = chips_per_slot + 2 * margin_chips;
constexpr double tone_hz = chips_per_s / block_chips;
constexpr double roll_off = 0.22;
constexpr double pass_share = 0.45;  // of the receiver's rate

// From 1 at `low` to 0 at `high`, without corners.
double falling(double value, double low, double high) {
    if (value <= low) return 1;
    if (value >= high) return 0;
    return 0.5 + 0.5 * std::cos(std::numbers::pi * (value - low) / (high - low));
}

double pulse(double frequency_hz) {
    constexpr double half = chips_per_s / 2;
    return std::sqrt(falling(std::abs(frequency_hz), (1 - roll_off) * half, (1 + roll_off) * half));
}

View checked(const View& view) {
    check(view);
    return view;
}

}  // namespace

struct Downlink::State {
    State(std::shared_ptr<Transmitter> from, const View& wanted)
        : transmitter(std::move(from)),
          view(checked(wanted)),
          true_rate_hz(static_cast<long double>(view.rate_hz) * (1 + static_cast<long double>(view.clock_ppm) * 1e-6L)),
          shift(static_cast<int>(std::lround(view.offset_hz / tone_hz))),
          spectrum(block_chips, Fft::Direction::forward) {
        const int reach = static_cast<int>(half_width_hz / tone_hz);
        const int seen = static_cast<int>(view.rate_hz / 2 / tone_hz);
        lowest = std::max(-reach, -seen - shift);
        highest = std::min(reach, seen - shift);
        if (lowest > highest) return;
        tones.emplace(seen);
        for (int k = lowest; k <= highest; ++k)
            filter.push_back(static_cast<float>(
                pulse(k * tone_hz) *
                falling(std::abs(k + shift) * tone_hz, pass_share * view.rate_hz, view.rate_hz / 2) / block_chips));
        sum.resize(filter.size());
        response.resize(filter.size());
    }

    long double sample_at(std::int64_t slot) const {
        return (static_cast<long double>(slot) * chips_per_slot / static_cast<long double>(chips_per_s) +
                static_cast<long double>(view.sfn_0_s)) *
               true_rate_hz;
    }
    std::int64_t first_sample(std::int64_t slot) const {
        return static_cast<std::int64_t>(std::ceil(sample_at(slot) - 1e-6L));
    }
    std::int64_t slot_with(std::int64_t sample) const {
        const long double seconds =
            static_cast<long double>(sample) / true_rate_hz - static_cast<long double>(view.sfn_0_s);
        auto slot =
            static_cast<std::int64_t>(std::floor(seconds * static_cast<long double>(chips_per_s) / chips_per_slot));
        while (first_sample(slot) > sample) --slot;
        while (first_sample(slot + 1) <= sample) ++slot;
        return slot;
    }

    const std::vector<Sample>& chips_of(std::int64_t slot);
    void take_chips(std::int64_t slot);
    void filter_tones(double time_s, Channel& channel);
    void render(std::int64_t slot, Channel& channel);

    std::shared_ptr<Transmitter> transmitter;
    View view;
    long double true_rate_hz;
    int shift;       // of the carrier in tones; the rest of its offset turns the samples
    int lowest = 0;  // tones from the carrier's centre that the receiver sees
    int highest = -1;
    Fft spectrum;
    std::optional<Tones> tones;
    std::vector<float> filter;  // by tone, from `lowest` on
    std::vector<Sample> sum;
    std::vector<Sample> response;

    struct Slot {
        std::int64_t number = INT64_MIN;
        std::vector<Sample> chips;
    };
    std::array<Slot, 3> slots;  // the newest three, by number modulo 3

    bool rendered = false;
    std::int64_t begin = 0;  // sample number of samples[0]
    std::vector<Sample> samples;
};

const std::vector<Sample>& Downlink::State::chips_of(std::int64_t slot) {
    Slot& place = slots[static_cast<std::size_t>((slot % 3 + 3) % 3)];
    if (place.number != slot) {
        place.chips.resize(chips_per_slot);
        transmitter->write(slot, place.chips);
        place.number = slot;
    }
    return place.chips;
}

void Downlink::State::take_chips(std::int64_t slot) {
    const auto input = spectrum.input();
    const auto& before = chips_of(slot - 1);
    std::copy(before.end() - margin_chips, before.end(), input.begin());
    const auto& now = chips_of(slot);
    std::copy(now.begin(), now.end(), input.begin() + margin_chips);
    const auto& after = chips_of(slot + 1);
    std::copy(after.begin(), after.begin() + margin_chips, input.end() - margin_chips);
}

void Downlink::State::filter_tones(double time_s, Channel& channel) {
    const auto chips = spectrum.transform();
    channel.response(0, time_s, lowest * tone_hz, tone_hz, response);
    // Tones below the carrier's centre are the transform's last.
    const auto pass = [&](int from, int to, int shifted) {
        for (int k = from; k < to; ++k) {
            const auto i = static_cast<std::size_t>(k - lowest);
            sum[i] = filter[i] * chips[static_cast<std::size_t>(k + shifted)] * response[i];
        }
    };
    pass(lowest, std::min(highest + 1, 0), block_chips);
    pass(std::max(lowest, 0), highest + 1, 0);
}

void Downlink::State::render(std::int64_t slot, Channel& channel) {
    begin = first_sample(slot);
    samples.assign(static_cast<std::size_t>(first_sample(slot + 1) - begin), Sample{});
    rendered = true;
    if (lowest > highest) return;
    const long double chip = true_rate_hz / static_cast<long double>(chips_per_s);  // in samples
    const long double start = sample_at(slot) - margin_chips * chip;                // of the block
    take_chips(slot);
    filter_tones(static_cast<double>((start + block_chips / 2 * chip) / true_rate_hz), channel);
    tones->set(lowest + shift, sum);
    const long double step = 1 / (chip * block_chips);
    tones->sample((static_cast<long double>(begin) - start) * step, step, samples);
    const long double rest_step =
        (static_cast<long double>(view.offset_hz) - shift * static_cast<long double>(tone_hz)) / true_rate_hz;
    const long double carrier = static_cast<long double>(view.offset_hz) * start / true_rate_hz;
    rotate(samples, carrier + rest_step * (static_cast<long double>(begin) - start), rest_step);
}

Downlink::Downlink(const Cell& cell, const View& view) : Downlink(std::make_shared<Transmitter>(cell), view) {}
Downlink::Downlink(std::shared_ptr<Transmitter> transmitter, const View& view)
    : state_(std::make_unique<State>(std::move(transmitter), view)) {}
Downlink::~Downlink() = default;

void Downlink::begin(double sfn_0_s) {
    state_->view.sfn_0_s = sfn_0_s;
    check(state_->view);
    state_->rendered = false;
}

void Downlink::add(std::int64_t first, std::span<Sample> out, Channel& channel) {
    State& s = *state_;
    add_rendered(s, first, out, [&](std::int64_t sample) { s.render(s.slot_with(sample), channel); });
}

}  // namespace boresight::scene::umts
