// SPDX-License-Identifier: GPL-3.0-or-later
#include "radio/convert.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <cstring>
#include <limits>
#include <vector>

namespace boresight::radio {
namespace {

using dsp::Sample;

template <class Integer>
std::vector<std::byte> every_value() {
    std::vector<std::byte> bytes;
    for (int v = std::numeric_limits<Integer>::min(); v <= std::numeric_limits<Integer>::max(); ++v) {
        const auto value = static_cast<Integer>(v);
        bytes.resize(bytes.size() + sizeof value);
        std::memcpy(bytes.data() + bytes.size() - sizeof value, &value, sizeof value);
    }
    return bytes;
}

template <class Integer>
void expect_every_value_returns(Datatype type, double scale, double center, std::size_t at_the_ends) {
    const auto stored = every_value<Integer>();
    std::vector<Sample> samples(stored.size() / bytes_per_sample(type));
    EXPECT_EQ(from_stored(type, stored, samples), at_the_ends);
    const auto* values = reinterpret_cast<const float*>(samples.data());
    int v = std::numeric_limits<Integer>::min();
    for (std::size_t i = 0; i < 2 * samples.size(); ++i, ++v)
        ASSERT_FLOAT_EQ(values[i], static_cast<float>((v - center) / scale)) << v;
    std::vector<std::byte> again(stored.size());
    to_stored(type, samples, again);
    EXPECT_EQ(again, stored);
}

TEST(Convert, EveryIntegerIsItsAmplitudeAndComesBack) {
    expect_every_value_returns<std::int8_t>(Datatype::ci8, 128, 0, 3);  // -128, -127 and 127
    expect_every_value_returns<std::uint8_t>(Datatype::cu8, 128, 127.5, 2);
    expect_every_value_returns<std::int16_t>(Datatype::ci16_le, 32768, 0, 3);
}

TEST(Convert, RoundsToTheNearestStepAndClipsAtTheEnds) {
    const auto stored_i = [](Datatype type, float i) {
        const Sample sample(i, 0);
        std::vector<std::byte> bytes(bytes_per_sample(type));
        const std::size_t ends = to_stored(type, {&sample, 1}, bytes);
        return std::pair(std::to_integer<int>(bytes[0]), ends);
    };
    EXPECT_EQ(stored_i(Datatype::ci8, 10.4F / 128).first, 10);
    EXPECT_EQ(stored_i(Datatype::ci8, 10.6F / 128).first, 11);
    EXPECT_EQ(stored_i(Datatype::ci8, -10.6F / 128).first, 256 - 11);
    EXPECT_EQ(stored_i(Datatype::ci8, 0.9F), std::pair(115, std::size_t{0}));
    EXPECT_EQ(stored_i(Datatype::ci8, 3), std::pair(127, std::size_t{1}));
    EXPECT_EQ(stored_i(Datatype::ci8, -3), std::pair(128, std::size_t{1}));
    EXPECT_EQ(stored_i(Datatype::cu8, std::numeric_limits<float>::infinity()), std::pair(255, std::size_t{1}));
    EXPECT_EQ(stored_i(Datatype::cu8, -std::numeric_limits<float>::infinity()), std::pair(0, std::size_t{1}));
    EXPECT_EQ(stored_i(Datatype::cu8, std::numeric_limits<float>::quiet_NaN()).first, 0);
}

TEST(Convert, FloatsPassUnchangedAndFullScaleIsCounted) {
    const std::vector<Sample> in{{0.25F, -0.5F}, {1.0F, 0.0F}, {0.0F, -1.5F}, {1e-30F, 0.9999F}};
    std::vector<std::byte> stored(in.size() * 8);
    EXPECT_EQ(to_stored(Datatype::cf32_le, in, stored), 2U);
    std::vector<Sample> out(in.size());
    EXPECT_EQ(from_stored(Datatype::cf32_le, stored, out), 2U);
    EXPECT_EQ(out, in);
    for (const auto type : {Datatype::ci8, Datatype::cu8, Datatype::ci16_le, Datatype::cf32_le})
        EXPECT_EQ(from_stored(type, {}, {}), 0U);
}

TEST(Convert, FindsTheFirstValueThatIsNoNumber) {
    constexpr float inf = std::numeric_limits<float>::infinity(), nan = std::numeric_limits<float>::quiet_NaN();
    std::vector<Sample> samples(100, Sample(3e38F, -1));
    EXPECT_EQ(first_not_finite(samples), std::nullopt);
    samples[70] = {nan, 0};
    EXPECT_EQ(first_not_finite(samples), 70U);
    samples[33] = {0, -inf};
    EXPECT_EQ(first_not_finite(samples), 33U);
    EXPECT_EQ(first_not_finite({}), std::nullopt);
}

}  // namespace
}  // namespace boresight::radio
