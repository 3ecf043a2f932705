// SPDX-License-Identifier: GPL-3.0-or-later
// The broadcast channel of UMTS against blocks of others, coded and as received on the air.
#include "dsp/umts/bch.h"

#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>

#include "tests/dsp/umts/hex_bits.h"
#include "tests/recordings.h"

namespace boresight::dsp::umts {
namespace {

template <std::size_t size>
std::string text(const std::array<std::uint8_t, size>& bits) {
    std::string out;
    for (const std::uint8_t bit : bits) out += static_cast<char>('0' + bit);
    return out;
}

SoftFrame soft_of(const std::string& bits) {
    SoftFrame soft{};
    for (std::size_t i = 0; i < bch_frame_bits; ++i) soft[i] = bits[i] == '0' ? 1.0F : -1.0F;
    return soft;
}

TEST(BchCorpus, CodesBlocksAsOthersDo) {
    BORESIGHT_NEEDS_RECORDINGS();
    std::ifstream file(tests::shared_folder() / "truth/umts/bch_coding.json");
    const auto examples = nlohmann::json::parse(file).at("examples");
    ASSERT_GE(examples.size(), 8U);
    for (const auto& example : examples) {
        const auto frames = bch_frames(bits_of_hex(example.at("hex")));
        EXPECT_EQ(text(frames[0]), example.at("frame0_270").get<std::string>()) << example.at("origin");
        EXPECT_EQ(text(frames[1]), example.at("frame1_270").get<std::string>()) << example.at("origin");
    }
}

TEST(BchCorpus, ReadsBlocksAsReceivedOnTheAirThoseWithBitErrorsToo) {
    BORESIGHT_NEEDS_RECORDINGS();
    std::ifstream file(tests::shared_folder() / "truth/umts/pccpch_onair_sc271.csv");
    BchDecoder decoder;
    int read = 0, with_errors = 0;
    for (std::string line; std::getline(file, line);) {
        std::istringstream fields(line);
        std::string sfn, first, second, hex, errors;
        for (std::string* field : {&sfn, &first, &second, &hex, &errors}) std::getline(fields, *field, ',');
        if (first.size() != bch_frame_bits) continue;
        const auto block = decoder.decode(soft_of(first), soft_of(second));
        ASSERT_TRUE(block) << "SFN " << sfn;
        EXPECT_EQ(text(block->bits), text(bits_of_hex(hex)));
        EXPECT_EQ(block->sfn(), std::stoi(sfn));
        EXPECT_NEAR(block->agreement, 1 - std::stod(errors) / (2.0 * bch_frame_bits), 1e-6);
        with_errors += errors != "0";
        ++read;
    }
    EXPECT_GE(read, 60);
    EXPECT_GE(with_errors, 6);
}

}  // namespace
}  // namespace boresight::dsp::umts
