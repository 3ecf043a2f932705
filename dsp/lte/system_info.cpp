// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/lte/system_info.h"

#include <array>

#include "dsp/asn1/per_reader.h"

namespace boresight::dsp::lte {

namespace {

using asn1::PerReader;

constexpr int extended_band = 64;  // stands in freqBandIndicator for one above it

// plmn-IdentityList. An MCC that is left out is that of the network before.
void read_plmns(PerReader& in, Sib1& sib) {
    const int count = in.number(1, 6);
    std::string mcc;
    for (int i = 0; i < count && !in.failed(); ++i) {
        if (in.flag())
            mcc = in.digits(3);
        else if (mcc.empty())
            in.fail();
        const std::string mnc = in.digits(in.number(2, 3));
        in.flag();  // cellReservedForOperatorUse
        sib.plmns.push_back(mcc + "-" + mnc);
    }
}

void read_access(PerReader& in, Sib1& sib) {
    const bool has_csg_id = in.flag();
    read_plmns(in, sib);
    sib.tac = static_cast<int>(in.bits(16));
    sib.cell_id = in.bits(28);
    sib.barred = !in.flag();
    sib.intra_frequency_reselection = !in.flag();
    sib.csg = in.flag();
    if (has_csg_id) sib.csg_id = in.bits(27);
}

void read_selection(PerReader& in, Sib1& sib) {
    const bool has_offset = in.flag();
    sib.q_rxlevmin_dbm = 2 * in.number(-70, -22);
    if (has_offset) sib.q_rxlevmin_offset_db = 2 * in.number(1, 8);
}

// SIB-Type: sixteen values from SIB3 on, the rest behind an extension bit.
int read_sib_type(PerReader& in) {
    constexpr int first = 3, first_extended = 19;
    if (!in.flag()) return first + static_cast<int>(in.bits(4));
    if (in.flag()) in.fail();  // beyond 64 kinds
    return first_extended + static_cast<int>(in.bits(6));
}

void read_scheduling(PerReader& in, Sib1& sib) {
    const int messages = in.number(1, 32);
    for (int i = 0; i < messages && !in.failed(); ++i) {
        Sib1::Scheduling message;
        message.period_frames = 8 << in.number(0, 6);
        const int kinds = in.number(0, 31);
        for (int k = 0; k < kinds && !in.failed(); ++k) message.sibs.push_back(read_sib_type(in));
        sib.scheduling.push_back(std::move(message));
    }
}

// SystemInformationBlockType1-v9e0-IEs: bands above 64.
void read_v9e0(PerReader& in, Sib1& sib) {
    const bool has_band = in.flag(), has_list = in.flag();
    in.flag();  // further extensions
    if (has_band) sib.band = in.number(extended_band + 1, 256);
    if (!has_list) return;
    const int count = in.number(1, 8);
    for (int i = 0; i < count && !in.failed(); ++i)
        if (in.flag()) {
            const int band = in.number(extended_band + 1, 256);
            if (static_cast<std::size_t>(i) < sib.other_bands.size())
                sib.other_bands[static_cast<std::size_t>(i)] = band;
        }
}

// SystemInformationBlockType1-v890-IEs: its octet string holds those of v8h0.
void read_extensions(PerReader& in, Sib1& sib) {
    const bool has_late = in.flag();
    in.flag();  // v920 and later: nothing there says who a cell is
    if (!has_late) return;
    in.length();
    const bool has_bands = in.flag(), has_v9e0 = in.flag();
    if (has_bands) {
        const int count = in.number(1, 8);
        for (int i = 0; i < count && !in.failed(); ++i) sib.other_bands.push_back(in.number(1, 64));
    }
    if (has_v9e0) read_v9e0(in, sib);
}

}  // namespace

std::optional<Sib1> parse_sib1(std::span<const std::uint8_t> block) {
    constexpr std::array<int, 7> windows_ms{1, 2, 5, 10, 15, 20, 40};
    PerReader in(block);
    if (in.bits(2) != 0b01) return std::nullopt;
    const bool has_p_max = in.flag(), has_tdd = in.flag(), has_extensions = in.flag();
    Sib1 sib;
    read_access(in, sib);
    read_selection(in, sib);
    if (has_p_max) sib.p_max_dbm = in.number(-30, 33);
    sib.band = in.number(1, extended_band);
    read_scheduling(in, sib);
    if (has_tdd) {
        sib.tdd_config = in.number(0, 6);
        sib.tdd_special = in.number(0, 8);
    }
    sib.si_window_ms = in.one_of(windows_ms);
    sib.value_tag = static_cast<int>(in.bits(5));
    if (has_extensions) read_extensions(in, sib);
    if (in.failed()) return std::nullopt;
    return sib;
}

}  // namespace boresight::dsp::lte
