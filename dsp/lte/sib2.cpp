// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/lte/sib_readers.h"

namespace boresight::dsp::lte {

namespace {

constexpr int first_late_earfcn = 65536, last_late_earfcn = 262143;  // ARFCN-ValueEUTRA-v9e0

AccessBarring read_barring(PerReader& in) {
    constexpr std::array<int, 16> percent{0, 5, 10, 15, 20, 25, 30, 40, 50, 60, 70, 75, 80, 85, 90, 95};
    constexpr std::array<int, 8> seconds{4, 8, 16, 32, 64, 128, 256, 512};
    AccessBarring barring;
    barring.allowed_percent = in.one_of(percent);
    barring.wait_s = in.one_of(seconds);
    in.skip(5);  // special access classes
    return barring;
}

void read_access(PerReader& in, Sib2& sib) {
    const bool has_signalling = in.flag(), has_data = in.flag();
    sib.emergency_barred = in.flag();
    if (has_signalling) sib.signalling_barring = read_barring(in);
    if (has_data) sib.data_barring = read_barring(in);
}

// RACH-ConfigCommon.
void pass_first_contact(PerReader& in) {
    const bool extended = in.flag(), has_group = in.flag();
    in.skip(4);  // numberOfRA-Preambles
    if (has_group) {
        const bool group_extended = in.flag();
        in.skip(4 + 2 + 3);
        if (group_extended) in.additions([](int, PerReader&) {});
    }
    in.skip(2 + 4 + 4 + 3 + 3 + 3);
    if (extended) in.additions([](int, PerReader&) {});
}

// RadioResourceConfigCommonSIB: of its uplink only the structure matters here.
void read_radio(PerReader& in, Sib2& sib) {
    const bool extended = in.flag();
    pass_first_contact(in);
    in.skip(2 + 2 + 3);           // BCCH and PCCH
    in.skip(10 + 6 + 1 + 4 + 7);  // PRACH
    sib.reference_signal_power_dbm = in.number(-60, 50);
    sib.p_b = in.number(0, 3);
    in.skip(2 + 1 + 7 + 1 + 1 + 5 + 1 + 3);  // PUSCH
    in.skip(2 + 7 + 3 + 11);                 // PUCCH
    if (in.flag()) in.skip(1 + 3 + 4 + 1);   // sounding; its only option takes no bits
    in.skip(8 + 3 + 5 + 5 * 2 + 3);          // uplink power
    in.skip(1);                              // uplink's cyclic prefix
    if (extended) in.additions([](int, PerReader&) {});
}

// UE-TimersAndConstants.
void pass_timers(PerReader& in) {
    const bool extended = in.flag();
    in.skip(6 * 3);
    if (extended) in.additions([](int, PerReader&) {});
}

void read_uplink(PerReader& in, Sib2& sib) {
    const bool has_carrier = in.flag(), has_width = in.flag();
    if (has_carrier) sib.ul_earfcn = static_cast<int>(in.bits(16));
    if (has_width) sib.ul_n_rb = in.one_of(bandwidths_rb);
    in.skip(5);  // additionalSpectrumEmission
}

void read_mbsfn(PerReader& in, Sib2& sib) {
    constexpr std::array<int, 6> periods{1, 2, 4, 8, 16, 32};
    const int count = in.number(1, 8);
    for (int i = 0; i < count && !in.failed(); ++i) {
        MbsfnSubframes some;
        some.period_frames = in.one_of(periods);
        some.offset_frames = in.number(0, 7);
        some.frames = in.flag() ? 4 : 1;
        some.subframes = in.bits(6 * some.frames);
        sib.mbsfn.push_back(some);
    }
}

// SystemInformationBlockType2-v8h0-IEs and, within, v9e0: an uplink carrier above 65535.
void read_late(PerReader in, Sib2& sib) {
    in.length();
    const bool has_bands = in.flag(), has_v9e0 = in.flag();
    if (has_bands) in.skip(static_cast<std::size_t>(5 * in.number(1, 8)));
    if (!has_v9e0) return;
    const bool has_carrier = in.flag();
    in.flag();  // further extensions
    const int earfcn = has_carrier ? in.number(first_late_earfcn, last_late_earfcn) : 0;
    if (has_carrier && !in.failed()) sib.ul_earfcn = earfcn;
}

}  // namespace

Sib2 read_sib2(PerReader& in) {
    Sib2 sib;
    const bool extended = in.flag(), has_access = in.flag(), has_mbsfn = in.flag();
    if (has_access) read_access(in, sib);
    read_radio(in, sib);
    pass_timers(in);
    read_uplink(in, sib);
    if (has_mbsfn) read_mbsfn(in, sib);
    in.skip(3);  // time alignment
    if (extended)
        in.additions([&sib](int i, PerReader& addition) {
            if (i == 0) read_late(addition, sib);
        });
    return sib;
}

}  // namespace boresight::dsp::lte
