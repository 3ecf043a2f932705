// SPDX-License-Identifier: GPL-3.0-or-later
// A grant of system information: which resource blocks carry it, how many bits it has, which redundancy version it is.
// Formats 1A and 1C of TS 36.212 5.3.3.1, resource allocation and block sizes of TS 36.213 7.1.6.3 and 7.1.7, virtual
// resource blocks of TS 36.211 6.2.3. Layouts, first bit first:
//
//   1A  1 (not format 0), distributed, allocation, MCS 5, HARQ 3 (TDD 4), new data or gap 1, version 2, power 2
//       (its last bit: 2 or 3 columns of the block sizes), TDD: index 2; filled with zeros
//   1C  gap (from 50 resource blocks on), allocation, MCS 5
//
// Pure; any thread.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "dsp/lte/cell.h"

namespace boresight::dsp::lte {

struct Grant {
    std::array<std::vector<int>, 2> resource_blocks;  // of either slot, in the order of mapping
    int transport_block_bits = 0;
    std::optional<int> redundancy_version;  // format 1C doesn't say

    bool operator==(const Grant&) const = default;
};

// The sizes of both formats and what they mean on one carrier.
class GrantFormats {
public:
    GrantFormats(int n_rb_dl, Duplex duplex);

    int size_1a() const { return size_1a_; }  // bits without the CRC
    int size_1c() const { return size_1c_; }

    // Of size_1a() or size_1c() bits, one a byte; nothing where they are no grant of system information.
    std::optional<Grant> parse_1a(std::span<const std::uint8_t> bits) const;
    std::optional<Grant> parse_1c(std::span<const std::uint8_t> bits) const;

private:
    int gap(bool second) const;
    int virtual_blocks(bool second) const;  // N_VRB
    std::optional<Grant> distribute(int first, int count, bool second_gap) const;

    int n_rb_dl_;
    Duplex duplex_;
    int allocation_bits_1a_, allocation_bits_1c_;
    int size_1a_, size_1c_;
};

// RIV of TS 36.213 7.1.6.3 in a band of `blocks`: start and length, or nothing for a value that means none.
struct BlockRun {
    int first = 0, count = 0;
};
std::optional<BlockRun> parse_riv(int value, int blocks);

}  // namespace boresight::dsp::lte
