// SPDX-License-Identifier: GPL-3.0-or-later
// The physical broadcast channel from soft bits to MIB. TS 36.212 5.3.1 (CRC16 with the antenna mask, tail-biting
// convolutional code, rate matching), TS 36.211 6.6 (scrambling over four frames). Soft bits of all frames of a
// capture are combined: over the four frames of a TTI at each of its four phases, and over TTIs, whose MIBs differ
// only in the eight upper SFN bits, by flipping the soft bits with the codeword of the difference (the code is linear).
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "dsp/lte/cell.h"

namespace boresight::dsp::lte {

constexpr int pbch_bits_normal = 480;  // per frame; 4 frames carry 1920 bits
constexpr int pbch_bits_extended = 432;

// One frame's PBCH under the three hypotheses of 1, 2 and 4 ports (index 0, 1, 2): log-likelihood ratios, positive
// for bit 0, still scrambled, in the order of the bits b(i). An empty vector: hypothesis not offered.
struct PbchFrame {
    int frame_index = 0;  // consecutive whole frames count up; gaps are allowed
    std::array<std::vector<float>, 3> soft;
};

struct PbchResult {
    Mib mib;  // sfn is that of frame_index 0
    int frames_used = 0;
    double agreement = 0;  // correlation of the soft bits with the codeword sent again, 0..1
};

// The MIB common to these frames, or none. Fields must be plausible (bandwidth, SFN phase and steps consistent with
// the frames), and the soft bits must agree with the codeword better than chance.
std::optional<PbchResult> decode_pbch(std::span<const PbchFrame> frames, int pci, CyclicPrefix cp);

// The 24 bits of a MIB from its fields, and its fields from the bits (sfn's two lower bits 0). Bits that name no
// bandwidth give none.
std::uint32_t pack_mib(const Mib& mib);
std::optional<Mib> unpack_mib(std::uint32_t bits);

// The 1920 (1728) coded, scrambled bits of one TTI, one a byte: what a transmitter sends.
std::vector<std::uint8_t> encode_pbch(std::uint32_t mib_bits, int ports, int pci, CyclicPrefix cp);

}  // namespace boresight::dsp::lte
