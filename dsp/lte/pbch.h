// SPDX-License-Identifier: GPL-3.0-or-later
// The physical broadcast channel from soft bits to MIB and back. TS 36.212 5.3.1 (CRC16 with the antenna mask,
// tail-biting convolutional code, rate matching), TS 36.211 6.6 (scrambling over four frames). Soft bits of all frames
// of a capture are combined: over the four frames of a TTI at each of its four phases, and over TTIs, whose MIBs
// differ only in the eight upper SFN bits, by flipping the soft bits with the codeword of the difference (the code is
// linear).
//
// What is accepted: of all words with the right CRC, the one that agrees best with the soft bits, if so good an
// agreement would come from noise alone less than the allowed rate of times per call, all MIBs that a cell could send
// and all phases counted. MIBs with bits set that are usually spare are rarer, so they must agree a little better.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "dsp/lte/cell.h"
#include "dsp/lte/mib.h"

namespace boresight::dsp::lte {

constexpr int pbch_bits_normal = 480;  // per frame; 4 frames carry 1920 bits
constexpr int pbch_bits_extended = 432;

constexpr double wrong_mib_rate = 1e-7;  // per call; 1e-6 would gain 0.45 dB and take three times as long

// One frame's PBCH under the three hypotheses of 1, 2 and 4 ports (index 0, 1, 2): log-likelihood ratios, positive
// for bit 0, still scrambled, in the order of the bits b(i). A vector of any other size than the frame's bits, or with
// a value that isn't finite: hypothesis not offered. The scale of all of them together doesn't matter.
struct PbchFrame {
    int frame_index = 0;  // consecutive whole frames count up from 0; gaps are allowed
    std::array<std::vector<float>, 3> soft;
};

struct PbchResult {
    Mib mib;  // bits and sfn are those of frame_index 0
    int frames_used = 0;
    double agreement = 0;          // correlation of the combined soft bits with the codeword, 0..1
    double expected_by_noise = 0;  // MIBs per call that noise alone would have made agree as well: an upper bound
};

// Keeps its tables and scratch memory (about 1 MB): in steady state decode() doesn't allocate. Belongs to one thread.
class PbchDecoder {
public:
    explicit PbchDecoder(double allowed_wrong_rate = wrong_mib_rate);
    ~PbchDecoder();
    PbchDecoder(PbchDecoder&&) noexcept;
    PbchDecoder& operator=(PbchDecoder&&) noexcept;

    // The MIB common to these frames of the cell `pci`, in any order, or none.
    std::optional<PbchResult> decode(std::span<const PbchFrame> frames, int pci, CyclicPrefix cp);

private:
    struct State;
    std::unique_ptr<State> state_;
};

// The 1920 (1728) coded, scrambled bits of one TTI, one a byte: what a transmitter sends. Throws std::invalid_argument
// unless ports is 1, 2 or 4.
std::vector<std::uint8_t> encode_pbch(std::uint32_t mib_bits, int ports, int pci, CyclicPrefix cp);

}  // namespace boresight::dsp::lte
