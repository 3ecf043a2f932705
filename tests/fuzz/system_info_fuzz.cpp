// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes as system information, any bits as grants: nothing but a sound block or none.
#include <cstdlib>

#include "dsp/lte/grant.h"
#include "dsp/lte/system_info.h"

namespace {

using namespace boresight::dsp::lte;

void check_grants(std::span<const std::uint8_t> bytes) {
    constexpr std::array<int, 6> bandwidths{6, 15, 25, 50, 75, 100};
    const int n_rb = bandwidths[bytes[0] % bandwidths.size()];
    const GrantFormats formats(n_rb, bytes[1] % 2 == 0 ? Duplex::fdd : Duplex::tdd);
    std::vector<std::uint8_t> bits;
    for (int i = 0; i < formats.size_1a(); ++i) bits.push_back(bytes[2 + static_cast<std::size_t>(i) / 8] >> i % 8 & 1);
    const std::span<const std::uint8_t> all(bits);
    for (const auto& grant :
         {formats.parse_1a(all), formats.parse_1c(all.first(static_cast<std::size_t>(formats.size_1c())))}) {
        if (!grant) continue;
        for (const auto& slot : grant->resource_blocks)
            for (const int block : slot)
                if (block < 0 || block >= n_rb) std::abort();
        if (grant->transport_block_bits % 8 != 0) std::abort();
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::span<const std::uint8_t> bytes(data, size);
    if (const auto sib = parse_sib1(bytes)) {
        const bool sound = !sib->plmns.empty() && sib->plmns.size() <= 6 && sib->cell_id < 1U << 28 && sib->band >= 1 &&
                           sib->band <= 256 && sib->q_rxlevmin_dbm >= -140 && sib->q_rxlevmin_dbm <= -44 &&
                           !sib->scheduling.empty() && sib->si_window_ms >= 1;
        if (!sound) std::abort();
    }
    if (size >= 8) check_grants(bytes);
    return 0;
}
