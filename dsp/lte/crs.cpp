// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/lte/crs.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace boresight::dsp::lte {

namespace {

using Complex = std::complex<double>;
constexpr double two_pi = 2 * std::numbers::pi;
constexpr double spoiled_above = 4;            // times the usual noise
constexpr double normal_sigma_share = 0.8413;  // of a normal distribution below its mean plus sigma
constexpr double least_spreads = 10;           // above the other identities' median; the largest ghost seen was at 7
constexpr std::size_t most_taps = 4;
constexpr double offset_step_hz = 100;  // a fifth of what two subframes resolve

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

void CrsCheck::select(const CrsGrid& grid) {
    symbols_.clear();
    block_of_.clear();
    blocks_ = 0;
    double block_start = -1e9;
    for (const CrsGridSymbol& s : grid.symbols()) {
        if (s.kind == CrsSymbol::second) continue;
        if (s.start - block_start > 2.0 * subframe_samples) {
            block_start = s.start;
            ++blocks_;
        }
        symbols_.push_back(&s);
        block_of_.push_back(blocks_ - 1);
    }
}

void CrsCheck::project(const CrsGrid& grid, int pci) {
    const CyclicPrefix cp = grid.alignment().cp;
    sums_.resize(symbols_.size() * taps_.size());
    energies_.resize(symbols_.size());
    std::array<std::array<CrsValues, 2>, 20> sequences;
    std::array<bool, 20> made{};
    for (std::size_t i = 0; i < symbols_.size(); ++i) {
        const CrsGridSymbol& s = *symbols_[i];
        if (!made[s.n_s]) {
            sequences[s.n_s] = {crs_sequence(pci, cp, s.n_s, 0),
                                crs_sequence(pci, cp, s.n_s, crs_symbol_index(CrsSymbol::third_last, cp))};
            made[s.n_s] = true;
        }
        const std::size_t kind = s.kind == CrsSymbol::first ? 0 : 1;
        const int shift = crs_shift(pci, 0, s.kind, s.n_s);
        CrsValues z = crs_values(s, sequences[s.n_s][kind], shift);
        energies_[i] = 0;
        for (int m = 0; m < crs_per_symbol; ++m) {
            z[m] *= grid.weight((6 * m + shift) / 3);
            energies_[i] += std::norm(z[m]);
        }
        for (std::size_t t = 0; t < taps_.size(); ++t) {
            Sample sum{};
            for (int m = 0; m < crs_per_symbol; ++m) sum += z[m] * turns_[kind][t][m];
            sums_[i * taps_.size() + t] = sum;
        }
    }
}

double CrsCheck::coherent(double offset_hz) const {
    double total = 0;
    const std::size_t taps = taps_.size();
    std::array<Complex, most_taps> sums{};
    double energy = 0;
    for (std::size_t i = 0; i < symbols_.size(); ++i) {
        const Complex turn = std::polar(1.0, -two_pi * offset_hz * symbols_[i]->start / base_rate_hz);
        for (std::size_t t = 0; t < taps; ++t) sums[t] += Complex(sums_[i * taps + t]) * turn;
        energy += energies_[i];
        if (i + 1 < symbols_.size() && block_of_[i + 1] == block_of_[i]) continue;
        for (std::size_t t = 0; t < taps && energy > 0; ++t) total += std::norm(sums[t]) / energy;
        sums = {};
        energy = 0;
    }
    return total / (std::max(blocks_, 1) * static_cast<double>(taps));
}

CrsEvidence CrsCheck::check(const CrsGrid& grid, std::span<const double> taps, double reach_hz) {
    select(grid);
    const Alignment& a = grid.alignment();
    taps_.assign(taps.begin(), taps.begin() + static_cast<std::ptrdiff_t>(std::min(taps.size(), most_taps)));
    for (const CrsSymbol kind : {CrsSymbol::first, CrsSymbol::third_last}) {
        auto& turns = turns_[kind == CrsSymbol::first ? 0 : 1];
        turns.resize(taps_.size());
        for (std::size_t t = 0; t < taps_.size(); ++t)
            for (int m = 0; m < crs_per_symbol; ++m) {
                const double cycles = signed_subcarrier(6 * m + crs_shift(a.pci, 0, kind, 0)) * taps_[t] / fft_size;
                turns[t][m] = Sample(std::polar(1.0, two_pi * cycles));
            }
    }
    const std::size_t terms = static_cast<std::size_t>(std::max(blocks_, 1)) * taps_.size();
    CrsEvidence evidence;
    evidence.threshold = PssSearch::threshold(terms, crs_false_rate);
    if (blocks_ == 0) return evidence;
    project(grid, a.pci);
    const int side = static_cast<int>(std::ceil(reach_hz / offset_step_hz));
    std::vector<double> powers;
    for (int i = -side; i <= side; ++i) powers.push_back(coherent(i * offset_step_hz));
    const auto top =
        std::clamp<std::ptrdiff_t>(std::max_element(powers.begin(), powers.end()) - powers.begin(), 1, 2L * side - 1);
    const double left = powers[top - 1], middle = powers[top], right = powers[top + 1];
    const double curvature = left - 2 * middle + right;
    const double fraction = curvature < 0 ? std::clamp(0.5 * (left - right) / curvature, -0.5, 0.5) : 0.0;
    const double offset_hz = (static_cast<double>(top - side) + fraction) * offset_step_hz;
    const double own = coherent(offset_hz);

    std::vector<double> others;
    for (int pci = a.pci % 6; pci < pci_count; pci += 6) {
        if (pci == a.pci) continue;
        project(grid, pci);
        others.push_back(coherent(offset_hz));
    }
    // Strong cells make the others' powers spread more than noise would; cells among them must not hide this one.
    const auto quantile = [&others](double share) {
        const auto at = others.begin() + static_cast<std::ptrdiff_t>(share * static_cast<double>(others.size() - 1));
        std::nth_element(others.begin(), at, others.end());
        return *at;
    };
    const double median = quantile(0.5);
    const double spread = quantile(normal_sigma_share) - median;
    const double level =
        std::max(median / (1 - 1 / (3.0 * static_cast<double>(terms))), 1e-30);  // the mean's, of noise
    evidence.metric = own / level;
    evidence.threshold = std::max(evidence.threshold, (median + least_spreads * spread) / level);
    evidence.cfo_hz = a.cfo_hz + offset_hz;
    return evidence;
}

}  // namespace boresight::dsp::lte
