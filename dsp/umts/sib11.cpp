// SPDX-License-Identifier: GPL-3.0-or-later
// System information block 11: the neighbours that phones are to measure, on the same frequency and on others.
// TS 25.331 10.2.48.8.13 and 10.3.7; those of GSM, which come after, aren't read.
#include "dsp/asn1/per_reader.h"
#include "dsp/umts/codes.h"
#include "dsp/umts/sib_octets.h"
#include "dsp/umts/system_info.h"

namespace boresight::dsp::umts {

namespace {

using asn1::PerReader;

constexpr int most_cells = 32;

// What levels a list of neighbours is given in decides how many offsets each has.
enum class Measure { rscp, ecno };

void pass_occasions(PerReader& in) {
    const bool coefficient = in.flag(), systems = in.flag();
    if (coefficient) in.number(1, 12);
    in.bits(2);
    if (systems) in.skip(static_cast<std::size_t>(in.number(1, 15)));
}

void pass_removed(PerReader& in) {
    enum Removed { all, some, no };
    if (in.number(all, no) != some) return;
    in.skip(5 * static_cast<std::size_t>(in.number(1, most_cells)));
}

void pass_reference_time(PerReader& in) {
    enum Accuracy { chips_40, chips_256, chips_2560 };
    switch (in.number(chips_40, chips_2560)) {
        case chips_40: in.number(0, 960); break;
        case chips_256: in.number(0, 150); break;
        default: in.number(0, 15); break;
    }
}

void pass_selection(PerReader& in, Measure measure, bool hierarchical) {
    const bool first = in.flag(), second = measure == Measure::ecno && in.flag(), power = in.flag(),
               layers = hierarchical && in.flag();
    if (first) in.number(-50, 50);
    if (second) in.number(-50, 50);
    if (power) in.number(-50, 33);
    if (layers) in.fail();
    enum Mode { fdd, tdd, gsm };
    const int mode = in.number(fdd, gsm);
    const bool quality = mode == fdd && in.flag(), level = in.flag();
    if (quality) in.number(-24, 0);
    if (level) in.number(-58, -13);
}

// CellInfoSI: its primary scrambling code, or -1 where it has none.
int read_cell(PerReader& in, Measure measure, bool hierarchical) {
    const bool offset = in.flag(), time = in.flag(), selection = in.flag();
    if (offset) in.number(-20, 20);
    if (time) pass_reference_time(in);
    if (in.flag()) in.fail();  // TDD
    const bool named = in.flag(), power = in.flag();
    const int psc = named ? in.number(0, psc_count - 1) : -1;
    if (power) in.number(-10, 50);
    in.bits(2);
    if (selection) pass_selection(in, measure, hierarchical);
    return psc;
}

void read_intra(PerReader& in, Measure measure, bool hierarchical, std::vector<int>& psc) {
    if (in.flag()) pass_removed(in);
    const int count = in.number(1, most_cells);
    for (int i = 0; i < count && !in.failed(); ++i) {
        if (in.flag()) in.bits(5);
        const int cell = read_cell(in, measure, hierarchical);
        if (cell >= 0 && !in.failed()) psc.push_back(cell);
    }
}

// IntraFreqMeasurementSysInfo. What a phone reports of these cells in its calls isn't passed over.
void read_intra_measurement(PerReader& in, Measure measure, bool hierarchical, std::vector<int>& psc) {
    const bool identity = in.flag(), cells = in.flag(), quantity = in.flag(), report = in.flag(), most = in.flag(),
               calls = in.flag();
    if (identity) in.bits(4);
    if (cells) read_intra(in, measure, hierarchical, psc);
    if (in.failed()) return psc.clear();
    if (quantity) {
        if (in.flag()) in.bits(4);
        if (in.flag()) in.fail();  // TDD
        in.bits(2);
    }
    if (report) {
        in.number(0, 2);
        if (in.flag()) in.fail();  // TDD
        in.bits(2);
    }
    if (most) in.bits(3);
    if (calls) in.fail();
}

// InterFreqMeasurementSysInfo: a cell without a frequency has that of the one before.
std::vector<Sib11::InterFrequency> read_inter(PerReader& in, Measure measure, bool hierarchical) {
    std::vector<Sib11::InterFrequency> list;
    if (!in.flag()) return list;
    const bool removed = in.flag(), added = in.flag();
    if (removed) pass_removed(in);
    if (!added) return list;
    const int count = in.number(1, most_cells);
    int uarfcn = -1;
    for (int i = 0; i < count && !in.failed(); ++i) {
        const bool identity = in.flag(), frequency = in.flag();
        if (identity) in.bits(5);
        if (frequency) {
            if (in.flag()) in.fail();  // TDD
            if (in.flag()) in.bits(14);
            uarfcn = static_cast<int>(in.bits(14));
        }
        const int psc = read_cell(in, measure, hierarchical);
        if (psc >= 0 && uarfcn >= 0) list.push_back({.uarfcn = uarfcn, .psc = psc});
    }
    return list;
}

}  // namespace

std::optional<Sib11> read_sib11(const Bits& bits) {
    const auto octets = octets_of(bits);
    PerReader in(octets);
    const bool occasions = in.flag();
    in.flag();  // extensions
    in.flag();  // sib12indicator
    if (occasions) pass_occasions(in);
    in.bits(2);  // of traffic volume, which comes after
    const bool hierarchical = in.flag();
    in.flag();  // of other systems, which come after
    const Measure measure = in.flag() ? Measure::ecno : Measure::rscp;
    const bool intra = in.flag(), inter = in.flag();
    if (in.failed()) return std::nullopt;
    Sib11 sib;
    if (intra) read_intra_measurement(in, measure, hierarchical, sib.intra_psc);
    if (intra && in.failed() && sib.intra_psc.empty()) return std::nullopt;
    if (!inter || in.failed()) return sib;
    auto others = read_inter(in, measure, hierarchical);
    if (!in.failed()) sib.inter = std::move(others);
    return sib;
}

}  // namespace boresight::dsp::umts
