// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/lte/crs_check.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "dsp/core/clones.h"
#include "dsp/core/parabola.h"

namespace boresight::dsp::lte {

namespace {

using Complex = std::complex<double>;
constexpr double two_pi = 2 * std::numbers::pi;
constexpr double normal_sigma_share = 0.8413;  // of a normal distribution below its mean plus sigma
constexpr std::size_t most_taps = 4;
constexpr double worth_comparing = 0.8;
constexpr double beyond_doubt = 3;      // times the threshold: port 0 alone will do
constexpr double offset_step_hz = 100;  // a fifth of what two subframes resolve

// Adds a value times the conjugate of what each rival sends there.
BORESIGHT_CLONES void add_rivals(Sample value, const float* __restrict sent_re, const float* __restrict sent_im,
                                 float* __restrict sum_re, float* __restrict sum_im) {
    const float re = value.real(), im = value.imag();
    for (std::size_t r = 0; r < crs_rivals; ++r) {
        sum_re[r] += re * sent_re[r] + im * sent_im[r];
        sum_im[r] += im * sent_re[r] - re * sent_im[r];
    }
}

}  // namespace

void CrsCheck::select(const CrsGrid& grid, int ports) {
    rows_.clear();
    blocks_ = 0;
    for (int port = 0; port < ports; ++port) {
        double block_start = -1e9;
        for (const CrsGridSymbol& s : grid.symbols()) {
            if (s.kind == CrsSymbol::second) continue;
            if (s.start - block_start > 2.0 * subframe_samples) {
                block_start = s.start;
                ++blocks_;
            }
            rows_.push_back({&s, crs_shift(grid.alignment().pci, port, s.kind, s.n_s), blocks_ - 1});
        }
    }
}

void CrsCheck::set_taps(std::span<const double> taps, int pci) {
    taps_.assign(taps.begin(), taps.begin() + static_cast<std::ptrdiff_t>(std::min(taps.size(), most_taps)));
    for (int half = 0; half < 2; ++half) {
        const int shift = pci % 3 + 3 * half;
        turns_[half].resize(taps_.size());
        for (std::size_t t = 0; t < taps_.size(); ++t)
            for (int m = 0; m < crs_per_symbol; ++m)
                turns_[half][t][m] =
                    Sample(std::polar(1.0, two_pi * signed_subcarrier(6 * m + shift) * taps_[t] / fft_size));
    }
}

const CrsCheck::Rivals& CrsCheck::rivals(int pci, CyclicPrefix cp) {
    std::unique_ptr<Rivals>& wanted = rivals_[cp == CyclicPrefix::normal ? 0 : 1][static_cast<std::size_t>(pci % 6)];
    if (wanted) return *wanted;
    wanted = std::make_unique<Rivals>();
    for (int n_s = 0; n_s < 20; ++n_s)
        for (const CrsSymbol kind : crs_symbols_of_first_ports)
            for (std::size_t r = 0; r < crs_rivals; ++r) {
                const CrsValues values =
                    crs_sequence(pci % 6 + 6 * static_cast<int>(r), cp, n_s, crs_symbol_index(kind, cp));
                RivalSequences& sequences = (*wanted)[n_s][kind == CrsSymbol::first ? 0 : 1];
                for (int m = 0; m < crs_per_symbol; ++m) {
                    sequences.re[m][r] = values[m].real();
                    sequences.im[m][r] = values[m].imag();
                }
            }
    return *wanted;
}

void CrsCheck::turn(const CrsGrid& grid) {
    turned_.resize(rows_.size() * taps_.size());
    energies_.assign(rows_.size(), 0);
    for (std::size_t i = 0; i < rows_.size(); ++i) {
        const int shift = rows_[i].shift;
        CrsValues y;
        for (int m = 0; m < crs_per_symbol; ++m) {
            y[m] = rows_[i].symbol->received[6 * m + shift] * grid.weight((6 * m + shift) / 3);
            energies_[i] += std::norm(y[m]);
        }
        for (std::size_t t = 0; t < taps_.size(); ++t)
            for (int m = 0; m < crs_per_symbol; ++m) turned_[i * taps_.size() + t][m] = y[m] * turns_[shift / 3][t][m];
    }
}

void CrsCheck::project(const CrsGrid& grid) {
    const Alignment& a = grid.alignment();
    sums_.resize(turned_.size());
    for (std::size_t i = 0; i < rows_.size(); ++i) {
        const CrsGridSymbol& s = *rows_[i].symbol;
        const CrsValues sequence = crs_sequence(a.pci, a.cp, s.n_s, grid.symbol_number(s));
        for (std::size_t t = 0; t < taps_.size(); ++t) {
            Sample sum{};
            for (int m = 0; m < crs_per_symbol; ++m) sum += turned_[i * taps_.size() + t][m] * std::conj(sequence[m]);
            sums_[i * taps_.size() + t] = sum;
        }
    }
}

void CrsCheck::rotate_to(double offset_hz) {
    rotations_.clear();
    for (const Row& row : rows_)
        rotations_.push_back(std::polar(1.0, -two_pi * offset_hz * row.symbol->start / base_rate_hz));
}

double CrsCheck::coherent() const {
    double total = 0;
    const std::size_t taps = taps_.size();
    std::array<Complex, most_taps> sums{};
    double energy = 0;
    for (std::size_t i = 0; i < rows_.size(); ++i) {
        for (std::size_t t = 0; t < taps; ++t) sums[t] += Complex(sums_[i * taps + t]) * rotations_[i];
        energy += energies_[i];
        if (!ends_block(i)) continue;
        for (std::size_t t = 0; t < taps && energy > 0; ++t) total += std::norm(sums[t]) / energy;
        sums = {};
        energy = 0;
    }
    return total / (std::max(blocks_, 1) * static_cast<double>(taps));
}

// The same for each rival, at the offset last rotated to.
std::vector<double> CrsCheck::coherent_of_rivals(const Alignment& alignment) {
    using Sums = std::array<float, crs_rivals>;
    const Rivals& sent = rivals(alignment.pci, alignment.cp);
    const std::size_t taps = taps_.size();
    std::vector<double> total(crs_rivals);
    std::vector<Sums> re(taps), im(taps);
    double energy = 0;
    for (std::size_t i = 0; i < rows_.size(); ++i) {
        const CrsGridSymbol& s = *rows_[i].symbol;
        const RivalSequences& sequences = sent[s.n_s][s.kind == CrsSymbol::first ? 0 : 1];
        for (std::size_t t = 0; t < taps; ++t)
            for (int m = 0; m < crs_per_symbol; ++m)
                add_rivals(turned_[i * taps + t][m] * Sample(rotations_[i]), sequences.re[m].data(),
                           sequences.im[m].data(), re[t].data(), im[t].data());
        energy += energies_[i];
        if (!ends_block(i)) continue;
        for (std::size_t t = 0; t < taps; ++t) {
            for (std::size_t r = 0; r < crs_rivals && energy > 0; ++r)
                total[r] += (re[t][r] * re[t][r] + im[t][r] * im[t][r]) / energy;
            re[t] = im[t] = Sums{};
        }
        energy = 0;
    }
    for (double& power : total) power /= std::max(blocks_, 1) * static_cast<double>(taps);
    return total;
}

double CrsCheck::best_offset(double reach_hz) {
    const int side = std::max(1, static_cast<int>(std::ceil(reach_hz / offset_step_hz)));
    rotate_to(offset_step_hz);
    const std::vector<Complex> step = rotations_;
    rotate_to(-side * offset_step_hz);
    std::vector<double> powers;
    for (int i = -side; i <= side; ++i) {
        powers.push_back(coherent());
        for (std::size_t row = 0; row < step.size(); ++row) rotations_[row] *= step[row];
    }
    const auto highest = std::max_element(powers.begin(), powers.end()) - powers.begin();
    const auto top = std::clamp<std::ptrdiff_t>(highest, 1, 2L * side - 1);
    const double fraction = vertex(powers[top - 1], powers[top], powers[top + 1]);
    return (static_cast<double>(top - side) + fraction) * offset_step_hz;
}

CrsEvidence CrsCheck::check_ports(const CrsGrid& grid, int ports, double reach_hz, const CrsDemand& demand) {
    select(grid, ports);
    const Alignment& a = grid.alignment();
    const std::size_t terms = static_cast<std::size_t>(std::max(blocks_, 1)) * taps_.size();
    CrsEvidence evidence{.ports = ports};
    evidence.threshold = PssSearch::threshold(terms, demand.false_rate);
    if (blocks_ == 0) return evidence;
    turn(grid);
    project(grid);
    const double offset_hz = best_offset(reach_hz);
    rotate_to(offset_hz);
    const double own = coherent();
    evidence.cfo_hz = a.cfo_hz + offset_hz;
    evidence.metric = own;  // 1 in white noise and never much more elsewhere: too little isn't worth the comparison
    if (own < worth_comparing * evidence.threshold) return evidence;

    std::vector<double> others = coherent_of_rivals(a);
    others.erase(others.begin() + a.pci / 6);
    const auto quantile = [&others](double share) {
        const auto at = others.begin() + static_cast<std::ptrdiff_t>(share * static_cast<double>(others.size() - 1));
        std::nth_element(others.begin(), at, others.end());
        return *at;
    };
    const double median = quantile(0.5);
    const double level = std::max(median / (1 - 1 / (3.0 * static_cast<double>(terms))), 1e-30);  // the mean, of noise
    const double spread = (quantile(normal_sigma_share) - median) / level;
    const double of_noise = 1 / std::sqrt(static_cast<double>(terms));
    const double of_cells = std::sqrt(std::max(spread * spread - of_noise * of_noise, 0.0));
    evidence.metric = own / level;
    evidence.threshold = 1 + std::hypot(evidence.threshold - 1, demand.spreads * of_cells);
    return evidence;
}

CrsEvidence CrsCheck::check(const CrsGrid& grid, std::span<const double> taps, double reach_hz,
                            const CrsDemand& demand) {
    set_taps(taps, grid.alignment().pci);
    const CrsEvidence one = check_ports(grid, 1, reach_hz, demand);
    if (one.metric > beyond_doubt * one.threshold) return one;
    const CrsEvidence two = check_ports(grid, 2, reach_hz, demand);
    return two.metric * one.threshold > one.metric * two.threshold ? two : one;
}

}  // namespace boresight::dsp::lte
