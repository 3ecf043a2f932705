// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/lte/sib_readers.h"

namespace boresight::dsp::lte {

namespace {

void pass_additions(PerReader& in, bool extended) {
    if (extended) in.additions([](int, PerReader&) {});
}

// Cell reselection.
void pass_sib3(PerReader& in) {
    const bool extended = in.flag();
    const bool has_speed = in.flag();
    in.skip(4);                                     // q-Hyst
    if (has_speed) in.skip(3 + 3 + 4 + 4 + 2 + 2);  // mobility states and q-HystSF
    const bool has_search = in.flag();
    in.skip(5U * has_search + 5 + 3);
    const bool has_p_max = in.flag(), has_intra_search = in.flag(), has_width = in.flag(), has_scale = in.flag();
    in.skip(6 + 6U * has_p_max + 5U * has_intra_search + 3U * has_width + 1 + 2 + 3);
    if (has_scale) pass_scale_factors(in);
    pass_additions(in, extended);
}

// Neighbours of the same carrier.
void pass_sib4(PerReader& in) {
    const bool extended = in.flag(), has_cells = in.flag(), has_excluded = in.flag(), has_csg = in.flag();
    const int cells = has_cells ? in.number(1, 16) : 0;
    for (int i = 0; i < cells && !in.failed(); ++i) {
        const bool cell_extended = in.flag();
        in.skip(cell_bits + offset_bits);
        pass_additions(in, cell_extended);
    }
    if (has_excluded) pass_cell_ranges(in);
    if (has_csg) {
        const bool has_range = in.flag();
        in.skip(cell_bits + 4U * has_range);
    }
    pass_additions(in, extended);
}

// A list of CarrierFreqUTRA-FDD or -TDD; the second has no quality.
void pass_utra(PerReader& in, bool fdd) {
    const int count = in.number(1, 16);
    for (int i = 0; i < count && !in.failed(); ++i) {
        const bool extended = in.flag(), has_priority = in.flag();
        in.skip(14 + 3U * has_priority + 5 + 5 + 6 + 7 + 5U * fdd);
        pass_additions(in, extended);
    }
}

// 3G.
void pass_sib6(PerReader& in) {
    const bool extended = in.flag(), has_fdd = in.flag(), has_tdd = in.flag(), has_scale = in.flag();
    if (has_fdd) pass_utra(in, true);
    if (has_tdd) pass_utra(in, false);
    in.skip(3);  // t-Reselection
    if (has_scale) pass_scale_factors(in);
    pass_additions(in, extended);
}

// CarrierFreqsGERAN: followingARFCNs are a list, equally spaced or a map of bits.
void pass_gsm_carriers(PerReader& in) {
    in.skip(10 + 1);
    switch (in.number(0, 2)) {
        case 0: in.skip(10 * in.bits(5)); break;
        case 1: in.skip(3 + 5); break;
        default: in.skip(8 * static_cast<std::size_t>(in.number(1, 16))); break;
    }
}

// 2G.
void pass_sib7(PerReader& in) {
    const bool extended = in.flag(), has_scale = in.flag(), has_list = in.flag();
    in.skip(3);  // t-Reselection
    if (has_scale) pass_scale_factors(in);
    const int count = has_list ? in.number(1, 16) : 0;
    for (int i = 0; i < count && !in.failed(); ++i) {
        const bool carrier_extended = in.flag();
        pass_gsm_carriers(in);
        const bool has_priority = in.flag(), has_p_max = in.flag();
        in.skip(3U * has_priority + 8 + 6 + 6U * has_p_max + 5 + 5);
        pass_additions(in, carrier_extended);
    }
    pass_additions(in, extended);
}

// The name of a home cell.
void pass_sib9(PerReader& in) {
    const bool extended = in.flag(), has_name = in.flag();
    if (has_name) in.skip(8 * static_cast<std::size_t>(in.number(1, 48)));
    pass_additions(in, extended);
}

}  // namespace

void pass_scale_factors(PerReader& in) {
    in.skip(2 + 2);
}

void pass_cell_ranges(PerReader& in) {
    const int count = in.number(1, 16);
    for (int i = 0; i < count && !in.failed(); ++i) {
        const bool has_range = in.flag();
        in.skip(cell_bits + 4U * has_range);
    }
}

bool pass_sib(PerReader& in, int kind) {
    switch (kind) {
        case 3: pass_sib3(in); return true;
        case 4: pass_sib4(in); return true;
        case 6: pass_sib6(in); return true;
        case 7: pass_sib7(in); return true;
        case 9: pass_sib9(in); return true;
        default: return false;
    }
}

}  // namespace boresight::dsp::lte
