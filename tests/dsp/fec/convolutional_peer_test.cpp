// SPDX-License-Identifier: GPL-3.0-or-later
// The tail-biting code beside libosmocore's general coder and Viterbi decoder, where that library is installed.
#include <gtest/gtest.h>

#include "dsp/fec/convolutional.h"

#ifdef BORESIGHT_OSMOCORE
#include <bit>
#include <cmath>
#include <cstdio>
#include <random>
#include <vector>

extern "C" {
#include <osmocom/core/conv.h>
}

namespace boresight::dsp::fec {
namespace {

constexpr std::uint32_t seed = 5;
constexpr int bits = 40;

struct PeerCode {
    std::uint8_t outputs[64][2], states[64][2];
    osmo_conv_code code{};

    PeerCode() {
        for (unsigned state = 0; state < 64; ++state)
            for (unsigned bit = 0; bit < 2; ++bit) {
                unsigned window = 0;  // the newest bit at the generators' highest power
                for (unsigned i = 0; i < 7; ++i) window |= (((state << 1 | bit) >> i) & 1U) << (6 - i);
                unsigned output = 0;
                for (const unsigned generator : {0133U, 0171U, 0165U})
                    output = output << 1 | (static_cast<unsigned>(std::popcount(window & generator)) & 1U);
                outputs[state][bit] = static_cast<std::uint8_t>(output);
                states[state][bit] = (state << 1 | bit) & 63U;
            }
        code.N = 3;
        code.K = 7;
        code.len = bits;
        code.term = CONV_TERM_TAIL_BITING;
        code.next_output = outputs;
        code.next_state = states;
    }
};

TEST(TailBitingPeer, EncodesAlikeAndNeverDecodesBetter) {
    const PeerCode peer;
    std::mt19937 random(seed);
    std::normal_distribution<double> normal;
    TailBitingDecoder decoder(bits);
    int ours_lost = 0, peer_lost = 0;
    constexpr int blocks = 3000;
    for (int block = 0; block < blocks; ++block) {
        std::vector<std::uint8_t> message(bits), coded(3 * bits), peer_coded(3 * bits), peer_message(bits);
        for (auto& bit : message) bit = random() & 1U;
        encode_tail_biting(message, coded);
        osmo_conv_encode(&peer.code, message.data(), peer_coded.data());
        ASSERT_EQ(coded, peer_coded);

        // Eb/N0 = 2 dB, in whole steps of one byte for both.
        std::vector<float> soft(3 * bits);
        std::vector<std::int8_t> peer_soft(3 * bits);
        for (std::size_t i = 0; i < soft.size(); ++i) {
            const double value = 24 * ((coded[i] != 0 ? -1.028 : 1.028) + normal(random));
            peer_soft[i] = static_cast<std::int8_t>(std::lrint(std::fmin(std::fmax(value, -127), 127)));
            soft[i] = peer_soft[i];
        }
        osmo_conv_decode(&peer.code, peer_soft.data(), peer_message.data());
        decoder.start(soft, -1e30F);
        const auto word = decoder.next();
        ASSERT_TRUE(word);
        std::vector<std::uint8_t> ours;
        for (std::size_t k = 0; k < bits; ++k) ours.push_back((*word)[k]);
        float peer_metric = 0;
        encode_tail_biting(peer_message, coded);
        for (std::size_t i = 0; i < soft.size(); ++i) peer_metric += coded[i] != 0 ? -soft[i] : soft[i];
        ASSERT_GE(word->metric, peer_metric - 0.01F);
        ours_lost += ours != message;
        peer_lost += peer_message != message;
    }
    std::printf("lost of %d blocks: %d, libosmocore %d\n", blocks, ours_lost, peer_lost);
    EXPECT_LE(ours_lost, peer_lost);
}

}  // namespace
}  // namespace boresight::dsp::fec
#else
TEST(TailBitingPeer, IsNotInstalled) {
    GTEST_SKIP() << "libosmocore-dev isn't installed: the tail-biting code isn't compared with another decoder.";
}
#endif
