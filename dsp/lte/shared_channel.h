// SPDX-License-Identifier: GPL-3.0-or-later
// A transport block of system information on the PDSCH: its resource elements (TS 36.211 6.3, 6.4) under the identity
// that everybody listens to, and its turbo code's soft bits (TS 36.212 5.1.4.1), which add up over transmissions until
// the CRC holds. One object belongs to one thread.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "dsp/fec/turbo.h"
#include "dsp/lte/grant.h"
#include "dsp/lte/soft_subframe.h"

namespace boresight::dsp::lte {

// Soft bits as sent: in the order of the elements, descrambled. `control_symbols`: of the subframe's control region.
std::vector<float> shared_channel_bits(const SoftSubframe& received, const CarrierShape& shape, int subframe,
                                       int control_symbols, const Grant& grant);

// Soft bits of one block collected over transmissions.
class SoftBlock {
public:
    explicit SoftBlock(int transport_block_bits);

    int transport_block_bits() const { return transport_block_bits_; }
    void add(std::span<const float> bits, int redundancy_version);

    // Its bytes, or nothing while the CRC fails.
    std::optional<std::vector<std::uint8_t>> decode(fec::TurboDecoder& decoder) const;

private:
    struct Place {
        std::uint8_t stream;
        std::uint16_t index;
    };

    int transport_block_bits_;
    std::size_t coded_bits_ = 0;  // K
    std::size_t fillers_ = 0;     // zeros before the block, never sent
    std::size_t rows_ = 0;
    std::vector<std::optional<Place>> circle_;  // circular buffer; empty places aren't sent
    std::array<std::vector<float>, 3> soft_;
};

}  // namespace boresight::dsp::lte
