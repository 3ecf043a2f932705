// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/lte/crs.h"

#include <algorithm>
#include <cmath>

namespace boresight::dsp::lte {

namespace {

using Complex = std::complex<double>;
constexpr double spoiled_above = 4;  // times the usual noise

}  // namespace

void CrsGrid::read(SymbolReader& reader, const Alignment& alignment) {
    alignment_ = alignment;
    symbols_.clear();
    subframes_ = 0;
    const double period = frame_samples * alignment.stretch();
    const int first = static_cast<int>(std::floor(-alignment.frame_start / period)) - 1;
    const int last =
        static_cast<int>((static_cast<double>(reader.samples().size()) - alignment.frame_start) / period) + 1;
    constexpr std::array<CrsSymbol, 3> kinds{CrsSymbol::first, CrsSymbol::second, CrsSymbol::third_last};
    for (int frame = first; frame <= last; ++frame) {
        for (const int subframe : assured_subframes(alignment.duplex)) {
            const std::size_t before = symbols_.size();
            bool whole = true;
            for (int slot = 0; slot < 2 && whole; ++slot) {
                const double slot_start = frame * frame_samples + subframe * subframe_samples + slot * slot_samples;
                for (const CrsSymbol kind : kinds) {
                    CrsGridSymbol s{.frame = frame, .subframe = subframe, .n_s = 2 * subframe + slot, .kind = kind};
                    const int l = crs_symbol_index(kind, alignment.cp);
                    s.start = alignment.at(slot_start + useful_start(alignment.cp, l));
                    whole = whole && reader.read(s.start, s.received);
                    symbols_.push_back(s);
                }
            }
            if (whole)
                ++subframes_;
            else
                symbols_.resize(before);
        }
    }
    weigh();
}

CrsGrid CrsGrid::between(double from, double to) const {
    CrsGrid part;
    part.alignment_ = alignment_;
    part.weights_ = weights_;
    for (const CrsGridSymbol& s : symbols_)
        if (s.start >= from && s.start < to) part.symbols_.push_back(s);
    part.subframes_ = static_cast<int>(part.symbols_.size()) / crs_symbols_per_subframe;
    return part;
}

void CrsGrid::weigh() {
    std::array<Complex, crs_places> product{};
    std::array<double, crs_places> energy{}, noise{};
    constexpr std::size_t next_slot = 3;
    for (std::size_t i = 0; i + next_slot < symbols_.size(); ++i) {
        const CrsGridSymbol& a = symbols_[i];
        const CrsGridSymbol& b = symbols_[i + next_slot];
        if (a.kind == CrsSymbol::second || a.n_s % 2 != 0) continue;
        const int shift = crs_shift(alignment_.pci, 0, a.kind, a.n_s);
        const CrsValues za = crs_values(a, crs_sequence(alignment_.pci, alignment_.cp, a.n_s, symbol_number(a)), shift);
        const CrsValues zb = crs_values(b, crs_sequence(alignment_.pci, alignment_.cp, b.n_s, symbol_number(b)), shift);
        for (int m = 0; m < crs_per_symbol; ++m) {
            const auto place = static_cast<std::size_t>((6 * m + shift) / 3);
            product[place] += Complex(std::conj(za[m]) * zb[m]);
            energy[place] += 0.5 * (std::norm(za[m]) + std::norm(zb[m]));
        }
    }
    for (std::size_t p = 0; p < crs_places; ++p) noise[p] = energy[p] - std::abs(product[p]);
    std::array<double, crs_places> sorted = noise;
    std::nth_element(sorted.begin(), sorted.begin() + crs_places / 2, sorted.end());
    const double usual = sorted[crs_places / 2];
    for (std::size_t p = 0; p < crs_places; ++p) {
        const bool spoiled = noise[p] > spoiled_above * usual && noise[p] > std::abs(product[p]);
        weights_[p] = spoiled ? static_cast<float>(usual / noise[p]) : 1.0F;
    }
}

CrsValues crs_values(const CrsGridSymbol& symbol, const CrsValues& sequence, int shift) {
    CrsValues z;
    for (int m = 0; m < crs_per_symbol; ++m) z[m] = symbol.received[6 * m + shift] * std::conj(sequence[m]);
    return z;
}

}  // namespace boresight::dsp::lte
