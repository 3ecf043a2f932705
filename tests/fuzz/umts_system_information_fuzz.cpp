// SPDX-License-Identifier: GPL-3.0-or-later
// Blocks of a UMTS broadcast channel with any content, one after the other: segments, whole blocks, what they say; and
// each reader with any bits.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "dsp/umts/si_reader.h"

using namespace boresight::dsp::umts;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    Bits bits;
    for (std::size_t i = 0; i < 8 * size; ++i) bits.push_back(data[i / 8] >> (7 - i % 8) & 1U);
    std::vector<BchBlock> blocks;
    for (std::size_t first = 0; first < bits.size(); first += bch_bits) {
        BchBlock& block = blocks.emplace_back();
        std::copy_n(bits.begin() + static_cast<std::ptrdiff_t>(first), std::min(bch_bits, bits.size() - first),
                    block.bits.begin());
    }
    read_system_info(blocks);
    read_mib(bits);
    read_sb1(bits);
    read_sib1(bits);
    read_sib3(bits);
    read_sib5(bits);
    read_sib11(bits);
    read_sib19(bits);
    return 0;
}
