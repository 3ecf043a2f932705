// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/fec/terminated.h"

#include <gtest/gtest.h>

#include <random>
#include <stdexcept>

namespace boresight::dsp::fec {
namespace {

using Bits = std::vector<std::uint8_t>;

Bits encoded(const Bits& bits) {
    Bits coded(terminated_coded_bits(bits.size()));
    encode_terminated(bits, coded);
    return coded;
}

TEST(TerminatedCode, AnswersASingleOneWithItsGenerators) {
    const Bits coded = encoded({1});
    const Bits expected{1, 1, 0, 1, 1, 1, 1, 1, 1, 0, 0, 1, 0, 0, 0, 1, 1, 1};  // 561 and 753 octal, bit by bit in turn
    EXPECT_EQ(coded, expected);
}

TEST(TerminatedCode, MendsAnyFiveErrors) {  // its free distance is 12
    constexpr std::size_t size = 40;
    std::mt19937 random(3);
    TerminatedDecoder decoder;
    for (int run = 0; run < 500; ++run) {
        Bits sent(size), read(size);
        for (std::uint8_t& bit : sent) bit = random() & 1U;
        std::vector<float> soft;
        for (const std::uint8_t bit : encoded(sent)) soft.push_back(bit != 0 ? -1.0F : 1.0F);
        for (int error = 0; error < 5; ++error) soft[random() % soft.size()] *= -1;
        decoder.decode(soft, read);
        EXPECT_EQ(read, sent);
    }
}

TEST(TerminatedCode, ItsMetricIsThatOfTheWordItGives) {
    std::mt19937 random(4);
    std::normal_distribution<float> normal(0, 1);
    TerminatedDecoder decoder;
    Bits read(20);
    std::vector<float> soft(terminated_coded_bits(read.size()));
    for (float& s : soft) s = normal(random);
    const float metric = decoder.decode(soft, read);
    float sum = 0;
    const Bits coded = encoded(read);
    for (std::size_t i = 0; i < soft.size(); ++i) sum += coded[i] != 0 ? -soft[i] : soft[i];
    EXPECT_NEAR(metric, sum, 1e-4);
}

TEST(TerminatedCode, RefusesAWrongNumberOfSoftBits) {
    TerminatedDecoder decoder;
    Bits bits(10);
    EXPECT_THROW(decoder.decode(std::vector<float>(35), bits), std::invalid_argument);
}

}  // namespace
}  // namespace boresight::dsp::fec
