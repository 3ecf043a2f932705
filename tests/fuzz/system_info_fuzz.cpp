// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes as system information, any bits as grants: nothing but a sound block or none.
#include <cstdlib>

#include "dsp/lte/grant.h"
#include "dsp/lte/si_schedule.h"
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

void check_schedule(const Sib1& sib) {
    for (int sfn = 0; sfn < 1024; sfn += 7)
        for (int subframe = 0; subframe < 10; ++subframe) {
            const auto place = si_place(sib, sfn, subframe);
            if (!place) continue;
            const bool sound = place->message >= 0 && place->message < static_cast<int>(sib.scheduling.size()) &&
                               place->in_window >= 0 && place->in_window < sib.si_window_ms &&
                               phich_factor(sib.tdd_config, subframe) <= 2;
            if (!sound) std::abort();
            holds_kept_block(sib, place->message);
        }
}

bool sound(const Sib2& sib) {
    bool good = sib.reference_signal_power_dbm >= -60 && sib.reference_signal_power_dbm <= 50 && sib.p_b >= 0 &&
                sib.p_b <= 3 && sib.mbsfn.size() <= 8 && sib.ul_earfcn.value_or(0) >= 0 &&
                sib.ul_earfcn.value_or(0) < 1 << 18 && sib.ul_n_rb.value_or(6) >= 6 && sib.ul_n_rb.value_or(6) <= 100;
    for (const MbsfnSubframes& some : sib.mbsfn)
        good = good && some.period_frames >= 1 && some.period_frames <= 32 && some.offset_frames <= 7 &&
               (some.frames == 1 || some.frames == 4) && some.subframes < 1U << 6 * some.frames;
    return good;
}

bool sound(const std::vector<NeighbourCarrier>& carriers) {
    bool good = !carriers.empty() && carriers.size() <= 16;
    for (const NeighbourCarrier& carrier : carriers)
        good = good && carrier.earfcn >= 0 && carrier.earfcn < 1 << 18 && carrier.n_rb >= 6 && carrier.n_rb <= 100 &&
               carrier.q_rxlevmin_dbm >= -140 && carrier.q_rxlevmin_dbm <= -44 && carrier.priority.value_or(0) <= 7 &&
               carrier.threshold_high_db <= 62 && carrier.q_offset_db >= -24 && carrier.q_offset_db <= 24;
    return good;
}

void check_message(std::span<const std::uint8_t> bytes) {
    const auto message = parse_si_message(bytes);
    if (!message) return;
    const bool good = message->sibs.size() <= 32 && (!message->sib2 || sound(*message->sib2)) &&
                      (!message->sib5 || sound(*message->sib5));
    if (!good) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::span<const std::uint8_t> bytes(data, size);
    if (const auto sib = parse_sib1(bytes)) {
        const bool sound = !sib->plmns.empty() && sib->plmns.size() <= 6 && sib->cell_id < 1U << 28 && sib->band >= 1 &&
                           sib->band <= 256 && sib->q_rxlevmin_dbm >= -140 && sib->q_rxlevmin_dbm <= -44 &&
                           !sib->scheduling.empty() && sib->si_window_ms >= 1;
        if (!sound) std::abort();
        check_schedule(*sib);
    }
    check_message(bytes);
    if (size >= 8) check_grants(bytes);
    return 0;
}
