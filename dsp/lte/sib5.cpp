// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/lte/sib_readers.h"

namespace boresight::dsp::lte {

namespace {

constexpr int most_carriers = 8;                                     // maxFreq
constexpr int first_late_earfcn = 65536, last_late_earfcn = 262143;  // ARFCN-ValueEUTRA-v9e0
constexpr std::array<int, 31> offsets_db{-24, -22, -20, -18, -16, -14, -12, -10, -8, -6, -5, -4, -3, -2, -1, 0,
                                         1,   2,   3,   4,   5,   6,   8,   10,  12, 14, 16, 18, 20, 22, 24};

// What the elements of Release 8 and 12 have in common, in the same order.
struct Options {
    bool p_max = false, scale_factors = false, priority = false, offset = false, cells = false, excluded = false;
};

Options read_options(PerReader& in) {
    Options has;
    for (bool* option : {&has.p_max, &has.scale_factors, &has.priority, &has.offset, &has.cells, &has.excluded})
        *option = in.flag();
    return has;
}

NeighbourCarrier read_carrier(PerReader& in, const Options& has, int earfcn_bits) {
    NeighbourCarrier carrier;
    carrier.earfcn = static_cast<int>(in.bits(earfcn_bits));
    carrier.q_rxlevmin_dbm = 2 * in.number(-70, -22);
    if (has.p_max) carrier.p_max_dbm = in.number(-30, 33);
    in.skip(3);  // t-Reselection
    if (has.scale_factors) pass_scale_factors(in);
    carrier.threshold_high_db = 2 * in.number(0, 31);
    carrier.threshold_low_db = 2 * in.number(0, 31);
    carrier.n_rb = in.one_of(bandwidths_rb);
    in.skip(1);  // presenceAntennaPort1
    if (has.priority) carrier.priority = in.number(0, 7);
    in.skip(2);  // neighCellConfig
    if (has.offset) carrier.q_offset_db = in.one_of(offsets_db);
    if (has.cells) in.skip(static_cast<std::size_t>((cell_bits + offset_bits) * in.number(1, 16)));
    if (has.excluded) pass_cell_ranges(in);
    return carrier;
}

// InterFreqCarrierFreqList.
std::vector<NeighbourCarrier> read_list(PerReader& in) {
    std::vector<NeighbourCarrier> carriers;
    const int count = in.number(1, most_carriers);
    for (int i = 0; i < count && !in.failed(); ++i) {
        const bool extended = in.flag();
        const Options has = read_options(in);
        carriers.push_back(read_carrier(in, has, 16));
        if (extended) in.additions([](int, PerReader&) {});
    }
    return carriers;
}

// SystemInformationBlockType5-v8h0-IEs, whose bands have no place in a NeighbourCarrier, and within v9e0: carriers
// above 65535, for which 65535 stands in the list.
void read_late(PerReader in, std::vector<NeighbourCarrier>& carriers) {
    in.length();
    const bool has_bands = in.flag(), has_v9e0 = in.flag();
    if (has_bands) {
        const int count = in.number(1, most_carriers);
        for (int i = 0; i < count && !in.failed(); ++i)
            if (in.flag()) in.skip(static_cast<std::size_t>(6 * in.number(1, 8)));
    }
    if (!has_v9e0) return;
    const bool has_list = in.flag();
    in.flag();  // further extensions
    if (!has_list) return;
    std::vector<NeighbourCarrier> changed = carriers;
    const auto count = static_cast<std::size_t>(in.number(1, most_carriers));
    for (std::size_t i = 0; i < count && !in.failed(); ++i) {
        const bool has_carrier = in.flag(), has_names = in.flag();
        const int earfcn = has_carrier ? in.number(first_late_earfcn, last_late_earfcn) : 0;
        if (has_carrier && i < changed.size()) changed[i].earfcn = earfcn;
        const int names = has_names ? in.number(1, 8) : 0;
        for (int k = 0; k < names; ++k)
            if (in.flag()) in.number(65, 256);
    }
    if (!in.failed()) carriers = changed;
}

// The second addition: InterFreqCarrierFreqList-v1250 and, after it, InterFreqCarrierFreqListExt-r12, further carriers.
void read_further(PerReader in, std::vector<NeighbourCarrier>& carriers) {
    const bool has_v1250 = in.flag(), has_more = in.flag();
    if (has_v1250) {
        const int count = in.number(1, most_carriers);
        for (int i = 0; i < count && !in.failed(); ++i) {
            in.flag();  // reducedMeasPerformance takes no bits
            if (in.flag()) in.skip(5);
        }
    }
    if (!has_more) return;
    std::vector<NeighbourCarrier> more;
    const int count = in.number(1, most_carriers);
    for (int i = 0; i < count && !in.failed(); ++i) {
        const bool extended = in.flag();
        const Options has = read_options(in);
        const bool has_quality = in.flag(), has_quality_thresholds = in.flag(), has_wide_quality = in.flag(),
                   has_bands = in.flag();
        in.flag();  // reducedMeasPerformance takes no bits
        const bool has_symbol_quality = in.flag();
        more.push_back(read_carrier(in, has, 18));
        in.skip(5U * has_quality + 10U * has_quality_thresholds + 5U * has_wide_quality);
        if (has_bands) in.skip(static_cast<std::size_t>(8 * in.number(1, 8)));
        if (has_symbol_quality) in.skip(5);
        if (extended) in.additions([](int, PerReader&) {});
    }
    if (!in.failed()) carriers.insert(carriers.end(), more.begin(), more.end());
}

}  // namespace

std::vector<NeighbourCarrier> read_sib5(PerReader& in) {
    const bool extended = in.flag();
    std::vector<NeighbourCarrier> carriers = read_list(in);
    if (extended)
        in.additions([&carriers](int i, PerReader& addition) {
            if (i == 0) read_late(addition, carriers);
            if (i == 1) read_further(addition, carriers);
        });
    return carriers;
}

}  // namespace boresight::dsp::lte
