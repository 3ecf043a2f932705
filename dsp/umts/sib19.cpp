// SPDX-License-Identifier: GPL-3.0-or-later
// System information block 19: which LTE carriers phones are to go to, and how gladly. TS 25.331 10.2.48.8.22 and
// 10.3.7.115. Lists of other UTRA and GSM carriers, where a cell sends them, stand before and aren't passed over.
#include <array>

#include "dsp/asn1/per_reader.h"
#include "dsp/umts/sib_octets.h"
#include "dsp/umts/system_info.h"

namespace boresight::dsp::umts {

namespace {

using asn1::PerReader;

Sib19::Eutra read_carrier(PerReader& in) {
    constexpr std::array<int, 6> widths{6, 15, 25, 50, 75, 100};
    const bool width = in.flag(), excluded = in.flag();
    if (!width) in.fail();
    Sib19::Eutra carrier;
    carrier.earfcn = static_cast<int>(in.bits(16));
    carrier.n_rb = in.one_of(widths);
    carrier.priority = in.number(0, 7);
    carrier.q_rxlev_min_dbm = 2 * in.number(-70, -22);
    in.bits(5 + 5);  // thresholds
    if (excluded) {
        const int count = in.number(1, 16);
        for (int i = 0; i < count && !in.failed(); ++i) in.number(0, 503);
    }
    in.flag();  // whether cells may be looked for
    return carrier;
}

}  // namespace

std::optional<Sib19> read_sib19(const Bits& bits) {
    const auto octets = octets_of(bits);
    PerReader in(octets);
    const bool gsm = in.flag(), eutra = in.flag();
    in.flag();  // extensions
    const bool fdd = in.flag(), tdd = in.flag();
    if (gsm || fdd || tdd) return std::nullopt;
    const bool search = in.flag();
    Sib19 sib{.priority = in.number(0, 7), .eutra = {}};
    in.bits(5);
    if (search) in.bits(3);
    in.bits(5);
    const int count = eutra ? in.number(1, 8) : 0;
    for (int i = 0; i < count && !in.failed(); ++i) sib.eutra.push_back(read_carrier(in));
    if (in.failed()) return std::nullopt;
    return sib;
}

}  // namespace boresight::dsp::umts
