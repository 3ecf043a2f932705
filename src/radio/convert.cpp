// SPDX-License-Identifier: GPL-3.0-or-later
#include "radio/convert.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <limits>

namespace boresight::radio {

namespace {

static_assert(std::endian::native == std::endian::little, "recordings are read and written without swapping bytes");

// What the stored integers mean: amplitude = (value - center) / scale, and the two ends of the scale.
template <class Integer>
struct Scale;
template <>
struct Scale<std::int8_t> {
    static constexpr float scale = 128, center = 0;
    static constexpr std::int8_t low = -127, high = 127;  // a symmetric converter clips at -127
};
template <>
struct Scale<std::uint8_t> {
    static constexpr float scale = 128, center = 127.5F;
    static constexpr std::uint8_t low = 0, high = 255;
};
template <>
struct Scale<std::int16_t> {
    static constexpr float scale = 32768, center = 0;
    static constexpr std::int16_t low = -32767, high = 32767;
};

template <class Integer>
bool at_the_end(Integer value) {
    return value <= Scale<Integer>::low || value >= Scale<Integer>::high;
}

template <class Integer>
std::size_t count_ends(const Integer* values, std::size_t n) {
    // Mostly there is none, and whether there is one is found out quickest in the integers' own width.
    Integer any = 0;
    for (std::size_t i = 0; i < n; ++i)
        any |= static_cast<Integer>((values[i] <= Scale<Integer>::low) | (values[i] >= Scale<Integer>::high));
    return any == 0 ? 0 : static_cast<std::size_t>(std::count_if(values, values + n, at_the_end<Integer>));
}

template <class Integer>
std::size_t integers_to_floats(const std::byte* stored, std::size_t n, float* out) {
    if (n == 0) return 0;
    const auto* in = reinterpret_cast<const Integer*>(stored);
    constexpr float step = 1 / Scale<Integer>::scale;
    constexpr float shift = -Scale<Integer>::center * step;
    for (std::size_t i = 0; i < n; ++i) out[i] = static_cast<float>(in[i]) * step + shift;
    return count_ends(in, n);
}

template <class Integer>
std::size_t floats_to_integers(const float* in, std::size_t n, std::byte* stored) {
    if (n == 0) return 0;
    auto* out = reinterpret_cast<Integer*>(stored);
    constexpr float lowest = std::numeric_limits<Integer>::min(), highest = std::numeric_limits<Integer>::max();
    // Half a step up and truncation towards 0 of a value made positive: a rounding that vectorizes.
    constexpr float lift = Scale<Integer>::center + 0.5F - lowest;
    for (std::size_t i = 0; i < n; ++i) {
        const float lifted = std::min(highest - lowest + 0.5F, std::max(0.0F, in[i] * Scale<Integer>::scale + lift));
        out[i] = static_cast<Integer>(static_cast<int>(lifted) + std::numeric_limits<Integer>::min());
    }
    return count_ends(out, n);
}

constexpr std::uint32_t magnitude_bits = 0x7fffffff, infinity_bits = 0x7f800000, one_bits = 0x3f800000;

// For magnitudes, the order of the floats is the order of their bits.
std::uint32_t largest_magnitude(const float* values, std::size_t n) {
    std::uint32_t largest = 0;
    for (std::size_t i = 0; i < n; ++i) {
        std::uint32_t bits;
        std::memcpy(&bits, values + i, sizeof bits);
        largest = std::max(largest, bits & magnitude_bits);
    }
    return largest;
}

std::size_t count_full_scale(const float* values, std::size_t n) {
    if (largest_magnitude(values, n) < one_bits) return 0;
    return static_cast<std::size_t>(std::count_if(values, values + n, [](float v) { return std::abs(v) >= 1; }));
}

}  // namespace

std::size_t from_stored(Datatype type, std::span<const std::byte> stored, std::span<dsp::Sample> samples) {
    auto* out = reinterpret_cast<float*>(samples.data());
    const std::size_t values = stored.size() / bytes_per_sample(type) * 2;
    switch (type) {
        case Datatype::ci8: return integers_to_floats<std::int8_t>(stored.data(), values, out);
        case Datatype::cu8: return integers_to_floats<std::uint8_t>(stored.data(), values, out);
        case Datatype::ci16_le: return integers_to_floats<std::int16_t>(stored.data(), values, out);
        case Datatype::cf32_le:
            if (values == 0) return 0;
            std::memcpy(out, stored.data(), values * sizeof(float));
            return count_full_scale(out, values);
    }
    return 0;
}

std::size_t to_stored(Datatype type, dsp::IqSpan samples, std::span<std::byte> stored) {
    const auto* in = reinterpret_cast<const float*>(samples.data());
    const std::size_t values = samples.size() * 2;
    switch (type) {
        case Datatype::ci8: return floats_to_integers<std::int8_t>(in, values, stored.data());
        case Datatype::cu8: return floats_to_integers<std::uint8_t>(in, values, stored.data());
        case Datatype::ci16_le: return floats_to_integers<std::int16_t>(in, values, stored.data());
        case Datatype::cf32_le:
            if (values == 0) return 0;
            std::memcpy(stored.data(), in, values * sizeof(float));
            return count_full_scale(in, values);
    }
    return 0;
}

std::optional<std::size_t> first_not_finite(dsp::IqSpan samples) {
    const auto* values = reinterpret_cast<const float*>(samples.data());
    const std::size_t n = samples.size() * 2;
    if (largest_magnitude(values, n) < infinity_bits) return std::nullopt;
    const auto* bad = std::find_if(values, values + n, [](float v) { return !std::isfinite(v); });
    return static_cast<std::size_t>(bad - values) / 2;
}

}  // namespace boresight::radio
