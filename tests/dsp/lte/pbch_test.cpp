// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/lte/pbch.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdio>
#include <limits>
#include <random>
#include <stdexcept>
#include <vector>

namespace boresight::dsp::lte {
namespace {

constexpr std::uint32_t seed = 7;

struct Sent {
    Mib mib;  // sfn is that of frame 0, with its lower bits
    int pci = 0;
    CyclicPrefix cp = CyclicPrefix::normal;
};

std::size_t index_of(int ports) {
    return ports == 1 ? 0 : ports == 2 ? 1 : 2;
}

// A transmitter and a channel of white noise.
class Air {
public:
    Sent any_cell() {
        static constexpr int bandwidths[] = {6, 15, 25, 50, 75, 100};
        Sent sent;
        sent.mib.n_rb_dl = bandwidths[any(6)];
        sent.mib.phich_duration = static_cast<PhichDuration>(any(2));
        sent.mib.phich_ng = static_cast<PhichNg>(any(4));
        sent.mib.sfn = any(1024);
        sent.mib.ports = 1 << any(3);
        sent.pci = any(504);
        return sent;
    }

    // Soft bits of amplitude `amplitude` in noise of variance `noise`, for the frames named; the hypotheses that the
    // cell doesn't use hold noise alone.
    std::vector<PbchFrame> receive(const Sent& sent, const std::vector<int>& indices, double amplitude, double noise) {
        std::vector<PbchFrame> frames;
        for (const int index : indices) {
            Mib mib = sent.mib;
            mib.sfn = (sent.mib.sfn + index) % 1024;
            const auto bits = encode_pbch(pack_mib(mib), mib.ports, sent.pci, sent.cp);
            const std::size_t each = bits.size() / 4;
            PbchFrame frame;
            frame.frame_index = index;
            for (std::size_t hypothesis = 0; hypothesis < 3; ++hypothesis)
                for (std::size_t i = 0; i < each; ++i) {
                    const double level = hypothesis == index_of(mib.ports) ? amplitude : 0;
                    const bool one = bits[static_cast<std::size_t>(mib.sfn % 4) * each + i] != 0;
                    frame.soft[hypothesis].push_back(
                        static_cast<float>((one ? -level : level) + noise * normal_(random_)));
                }
            frames.push_back(std::move(frame));
        }
        return frames;
    }

    int any(int below) { return static_cast<int>(random_() % static_cast<unsigned>(below)); }

private:
    std::mt19937 random_{seed};
    std::normal_distribution<double> normal_;
};

std::vector<int> first(int count) {
    std::vector<int> indices(static_cast<std::size_t>(count));
    for (int i = 0; i < count; ++i) indices[static_cast<std::size_t>(i)] = i;
    return indices;
}

bool right(const std::optional<PbchResult>& result, const Sent& sent) {
    return result && result->mib.bits == pack_mib(sent.mib) && result->mib.sfn == sent.mib.sfn &&
           result->mib.ports == sent.mib.ports;
}

// Amplitude in noise of variance 1 that gives the 40 bits this much energy over all the frames.
double amplitude_of(double ebn0_db, int frames) {
    return std::sqrt(2 * std::pow(10, ebn0_db / 10) / 3 / (4 * frames));
}

TEST(PbchDecoder, ReadsEveryMibFromOneFrame) {
    Air air;
    PbchDecoder decoder;
    Sent sent;
    for (const int n_rb_dl : {6, 15, 25, 50, 75, 100})
        for (const int ports : {1, 2, 4})
            for (int phich = 0; phich < 8; ++phich)
                for (const int sfn : {0, 1, 2, 3, 518, 1023})
                    for (const auto cp : {CyclicPrefix::normal, CyclicPrefix::extended}) {
                        sent.mib.n_rb_dl = n_rb_dl;
                        sent.mib.ports = ports;
                        sent.mib.phich_duration = static_cast<PhichDuration>(phich / 4);
                        sent.mib.phich_ng = static_cast<PhichNg>(phich % 4);
                        sent.mib.sfn = sfn;
                        sent.pci = air.any(504);
                        sent.cp = cp;
                        const auto result = decoder.decode(air.receive(sent, {0}, 1, 0.3), sent.pci, cp);
                        ASSERT_TRUE(right(result, sent)) << n_rb_dl << " " << ports << " " << phich << " " << sfn;
                        ASSERT_EQ(result->mib.n_rb_dl, n_rb_dl);
                        ASSERT_EQ(result->frames_used, 1);
                        ASSERT_GT(result->agreement, 0.9);
                        ASSERT_LT(result->expected_by_noise, 1e-20);
                    }
}

TEST(PbchDecoder, CombinesEightFramesFromEveryFrameNumber) {
    Air air;
    PbchDecoder decoder;
    Sent sent = air.any_cell();
    for (sent.mib.sfn = 0; sent.mib.sfn < 1024; ++sent.mib.sfn) {
        sent.mib.ports = 1 << (sent.mib.sfn % 3);
        sent.cp = sent.mib.sfn % 5 == 0 ? CyclicPrefix::extended : CyclicPrefix::normal;
        const auto frames = air.receive(sent, first(8), amplitude_of(7, 8), 1);
        const auto result = decoder.decode(frames, sent.pci, sent.cp);
        ASSERT_TRUE(right(result, sent)) << sent.mib.sfn;
        ASSERT_EQ(result->frames_used, 8);
    }
}

TEST(PbchDecoder, CombinesASecondAndLongerFromAnyFrameNumber) {
    Air air;
    PbchDecoder decoder;
    for (const int frames : {100, 130, 1100}) {
        Sent sent = air.any_cell();
        for (int i = 0; i < 3; ++i) {
            sent.mib.sfn = air.any(1024);
            const auto result =
                decoder.decode(air.receive(sent, first(frames), amplitude_of(7, frames), 1), sent.pci, sent.cp);
            ASSERT_TRUE(right(result, sent)) << frames << " " << sent.mib.sfn;
        }
    }
}

TEST(PbchDecoder, TellsTheFrameNumberOfFrameZeroAcrossGapsInAnyOrder) {
    Air air;
    PbchDecoder decoder;
    for (const std::vector<int>& indices :
         std::vector<std::vector<int>>{{5}, {3, 9}, {7, 2, 30}, {101}, {400, 0}, {1023}})
        for (int i = 0; i < 50; ++i) {
            const Sent sent = air.any_cell();
            const auto frames = air.receive(sent, indices, 1, 0.5);
            ASSERT_TRUE(right(decoder.decode(frames, sent.pci, sent.cp), sent)) << sent.mib.sfn;
        }
}

TEST(PbchDecoder, ReadsSpareBitsThatLaterReleasesSet) {
    Air air;
    PbchDecoder decoder;
    for (int spare = 0; spare < 1024; ++spare) {
        Sent sent = air.any_cell();
        sent.mib.spare_bits = spare;
        ASSERT_TRUE(right(decoder.decode(air.receive(sent, {0}, 1, 0.3), sent.pci, sent.cp), sent)) << spare;
    }
}

TEST(PbchDecoder, GivesNothingForAnotherIdentityOrPrefix) {
    Air air;
    PbchDecoder decoder;
    Sent sent = air.any_cell();
    const auto frames = air.receive(sent, first(4), 1, 0.1);
    for (int pci = 0; pci < 504; ++pci)
        ASSERT_EQ(decoder.decode(frames, pci, sent.cp).has_value(), pci == sent.pci) << pci;
    EXPECT_FALSE(decoder.decode(frames, sent.pci, CyclicPrefix::extended)) << "432 bits a frame, not 480";
}

// With one port's demodulator on a cell of two ports and the like, soft bits look right but the CRC's mask doesn't.
TEST(PbchDecoder, TellsThePortsByTheMaskAndNotByWhoHeardIt) {
    Air air;
    PbchDecoder decoder;
    for (const int ports : {1, 2, 4}) {
        Sent sent = air.any_cell();
        sent.mib.ports = ports;
        auto frames = air.receive(sent, first(8), 1, 0.5);
        for (PbchFrame& frame : frames) frame.soft.fill(frame.soft[index_of(ports)]);
        EXPECT_TRUE(right(decoder.decode(frames, sent.pci, sent.cp), sent));
        for (PbchFrame& frame : frames) frame.soft[index_of(ports)].clear();
        EXPECT_FALSE(decoder.decode(frames, sent.pci, sent.cp));
    }
}

TEST(PbchDecoder, IgnoresFramesThatItCannotUse) {
    Air air;
    PbchDecoder decoder;
    const Sent sent = air.any_cell();
    auto frames = air.receive(sent, first(6), 1, 0.5);
    frames[0].soft[index_of(sent.mib.ports)].resize(479);
    frames[1].soft[index_of(sent.mib.ports)].push_back(0);
    frames[2].soft[index_of(sent.mib.ports)][5] = std::numeric_limits<float>::quiet_NaN();
    frames[3].soft[index_of(sent.mib.ports)][479] = std::numeric_limits<float>::infinity();
    const auto result = decoder.decode(frames, sent.pci, sent.cp);
    ASSERT_TRUE(right(result, sent));
    EXPECT_EQ(result->frames_used, 2);
    EXPECT_FALSE(decoder.decode({}, sent.pci, sent.cp));
    EXPECT_FALSE(decoder.decode(std::vector<PbchFrame>(3), sent.pci, sent.cp));
    for (PbchFrame& frame : frames)
        for (auto& soft : frame.soft) soft.assign(480, 0.0F);
    EXPECT_FALSE(decoder.decode(frames, sent.pci, sent.cp)) << "silence";
}

TEST(PbchDecoder, DoesNotMindTheScaleOfItsSoftBits) {
    Air air;
    PbchDecoder decoder;
    for (const double scale : {1e-9, 1e-3, 1e6, 1e11}) {
        const Sent sent = air.any_cell();
        EXPECT_TRUE(right(decoder.decode(air.receive(sent, first(8), scale, scale), sent.pci, sent.cp), sent)) << scale;
    }
}

// Shares of calls that gave the right MIB; the bounds lie six standard deviations off what 4000 calls gave.
TEST(PbchDecoder, ReadsWeakCellsAtItsKnownRateAndNeverWrongly) {
    struct Point {
        double ebn0_db, expected, allowed;  // shares without a MIB
    };
    constexpr int calls = 600;
    Air air;
    PbchDecoder decoder;
    for (const int frames : {1, 8})
        for (const Point& point : {Point{0, 0.22, 0.33}, {1, 0.045, 0.105}, {1.5, 0.013, 0.045}, {2.5, 0.001, 0.015}}) {
            int none = 0, wrong = 0;
            for (int i = 0; i < calls; ++i) {
                const Sent sent = air.any_cell();
                const auto result = decoder.decode(
                    air.receive(sent, first(frames), amplitude_of(point.ebn0_db, frames), 1), sent.pci, sent.cp);
                none += !result;
                wrong += result && !right(result, sent);
            }
            const double share = static_cast<double>(none) / calls;
            std::printf("%d frames, Eb/N0 %.1f dB (%.1f dB per soft bit): no MIB in %.4f of %d calls (allowed %.3f)\n",
                        frames, point.ebn0_db, 20 * std::log10(amplitude_of(point.ebn0_db, frames)), share, calls,
                        point.allowed);
            EXPECT_EQ(wrong, 0);
            EXPECT_LE(share, point.allowed);
            EXPECT_GE(share, point.expected / 3 - 0.01) << "too good to be true";
        }
}

TEST(PbchDecoder, ReadsNothingFromNoise) {
    constexpr int calls = 1000;
    Air air;
    PbchDecoder decoder;
    for (int i = 0; i < calls; ++i)
        ASSERT_FALSE(
            decoder.decode(air.receive(air.any_cell(), first(1 + i % 4 * 3), 0, 1), i % 504, CyclicPrefix::normal));
}

// The allowed rate of wrong MIBs is no guess: made so large that they can be counted, fewer come than are allowed, but
// not by orders of magnitude. (0.3 of those allowed here, where the decoder's patience ends its lists; 0.5 to 0.8 of
// them at 1e-2 to 1e-4.)
TEST(PbchDecoder, KeepsTheRateOfWrongMibsThatItIsAllowed) {
    constexpr int calls = 400;
    constexpr double allowed = 0.1;
    Air air;
    PbchDecoder decoder(allowed);
    int wrong = 0;
    for (int i = 0; i < calls; ++i) {
        auto frames = air.receive(air.any_cell(), {0}, 0, 1);
        frames[0].soft[1].clear();
        frames[0].soft[2].clear();
        const auto result = decoder.decode(frames, i, CyclicPrefix::normal);
        wrong += result.has_value();
        EXPECT_LE(result ? result->expected_by_noise : 0, allowed);
    }
    std::printf("%d wrong MIBs from %d calls with noise, %.0f allowed\n", wrong, calls, calls * allowed);
    EXPECT_LE(wrong, calls * allowed);
    EXPECT_GE(wrong, calls * allowed / 20);
}

TEST(EncodePbch, RefusesOtherNumbersOfPorts) {
    EXPECT_THROW(encode_pbch(0, 3, 0, CyclicPrefix::normal), std::invalid_argument);
    EXPECT_EQ(encode_pbch(0, 4, 503, CyclicPrefix::normal).size(), 1920U);
    EXPECT_EQ(encode_pbch(0, 4, 503, CyclicPrefix::extended).size(), 1728U);
}

}  // namespace
}  // namespace boresight::dsp::lte
