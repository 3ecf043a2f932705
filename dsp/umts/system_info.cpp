// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/umts/system_info.h"

#include "dsp/asn1/per_reader.h"
#include "dsp/umts/sib_octets.h"

namespace boresight::dsp::umts {

namespace {

using asn1::PerReader;

// NAS-SystemInformationGSM-MAP: up to eight octets, of which the first two matter here.
struct NasOctets {
    int count = 0;
    int first = 0, second = 0;
};
NasOctets read_nas(PerReader& in) {
    NasOctets out{.count = in.number(1, 8)};
    for (int i = 0; i < out.count; ++i) {
        const int octet = static_cast<int>(in.bits(8));
        if (i == 0) out.first = octet;
        if (i == 1) out.second = octet;
    }
    return out;
}

// MappingInfo: at most maxRAT lists of functions; cells that send it are rare, and it can't be passed over blindly.
void refuse_mapping(PerReader& in, bool present) {
    if (present) in.fail();
}

// RAT-FDD-InfoList.
void pass_other_systems(PerReader& in) {
    const int count = in.number(1, 15);
    for (int i = 0; i < count && !in.failed(); ++i) {
        const bool hierarchical = in.flag();
        in.number(0, 1);     // rat-Identifier
        in.number(-16, 10);  // s-SearchRAT
        if (hierarchical) in.number(-53, 45);
        in.number(-16, 10);  // s-Limit-SearchRAT
    }
}

// CellSelectReselectInfoSIB-3-4, as far as the levels.
void read_selection(PerReader& in, Sib3& sib) {
    refuse_mapping(in, in.flag());
    const bool hierarchical = in.flag();
    const bool by_rscp = in.flag();
    if (!by_rscp && in.flag()) in.number(0, 20);  // q-HYST-2-S
    if (in.flag()) in.fail();                     // TDD
    const bool intra = in.flag(), inter = in.flag(), layers = in.flag(), others = in.flag();
    if (intra) in.number(-16, 10);
    if (inter) in.number(-16, 10);
    if (layers) in.number(-53, 45);
    if (others) pass_other_systems(in);
    sib.q_qual_min_db = in.number(-24, 0);
    sib.q_rxlev_min_dbm = 2 * in.number(-58, -13) + 1;
    in.number(0, 20);  // q-Hyst-l-S
    in.number(0, 31);  // t-Reselection-S
    if (hierarchical) {
        const bool priority = in.flag(), quality = in.flag(), crossing = in.flag();
        if (priority) in.number(0, 7);
        if (quality) in.number(0, 99);
        if (crossing) in.fail();
    }
    in.number(-50, 33);  // maxAllowedUL-TX-Power
}

}  // namespace

std::optional<Sib1> read_sib1(const Bits& bits) {
    const auto octets = octets_of(bits);
    PerReader in(octets);
    in.bits(3);  // timers of two kinds and extensions, which come after
    const NasOctets area = read_nas(in);
    if (area.count < 2) return std::nullopt;
    Sib1 sib{.lac = area.first << 8 | area.second, .rac = {}};
    const int domains = in.number(1, 4);
    for (int i = 0; i < domains && !in.failed(); ++i) {
        const bool packets = in.flag();
        if (in.flag()) return std::nullopt;  // ANSI-41
        const NasOctets domain = read_nas(in);
        in.number(6, 9);  // cn-DRX-CycleLengthCoeff
        if (packets) sib.rac = domain.first;
    }
    if (in.failed()) return std::nullopt;
    return sib;
}

std::optional<Sib3> read_sib3(const Bits& bits) {
    const auto octets = octets_of(bits);
    PerReader in(octets);
    Sib3 sib;
    in.flag();  // extensions
    in.flag();  // sib4indicator
    sib.cell_id = in.bits(28);
    read_selection(in, sib);
    in.flag();  // access classes, which come last
    sib.barred = !in.flag();
    if (in.failed()) return std::nullopt;
    return sib;
}

}  // namespace boresight::dsp::umts
