// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/lte/refine.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "dsp/core/parabola.h"
#include "dsp/lte/offset_fit.h"

namespace boresight::dsp::lte {

namespace {

using Complex = std::complex<double>;
constexpr double two_pi = 2 * std::numbers::pi;
constexpr int earliest_tap = -4, latest_tap = 8;  // echoes, in samples from the alignment's time
constexpr double least_tap_share = 0.2;
constexpr double tap_spreads = 4;           // of what noise makes of places without an echo
constexpr double most_step_sigma = 0.17;    // samples; worse than that noise rules the step from one place to the next
constexpr double most_clock_sigma_ppm = 4;  // of a slope that is taken over
constexpr double most_drift_sigma = 0.6;    // samples, over all

// The sums over frequency of one subframe's reference signals at each echo, and over time of each subcarrier.
struct SubframeSums {
    double middle = 0;                         // in samples
    std::array<std::vector<Complex>, 2> taps;  // by slot; port by port
    // By slot; a row for each port and kind of symbol.
    std::array<std::array<std::array<Complex, crs_per_symbol>, 4>, 2> carriers{};
};

// By how much each place of six resource blocks turns for each delay.
std::vector<std::vector<Complex>> tap_turns(const std::vector<double>& delays) {
    std::vector<std::vector<Complex>> turns(center_subcarriers);
    for (int k = 0; k < center_subcarriers; ++k)
        for (const double delay : delays)
            turns[k].push_back(std::polar(1.0, two_pi * signed_subcarrier(k) * delay / fft_size));
    return turns;
}

// A mean of products that share one phase: the phase, its standard error, and how well they agree (0..1).
struct Phase {
    double value = 0, sigma = 1e9, agreement = 0;
};

Phase common_phase(const std::vector<Complex>& products) {
    Complex sum = 0;
    double length = 0;
    for (const Complex& p : products) {
        sum += p;
        length += std::abs(p);
    }
    if (products.size() < 2 || length == 0) return {};
    const Complex turn = std::conj(sum) / std::abs(sum);
    double across = 0;
    for (const Complex& p : products) across += std::norm((p * turn).imag());
    return {std::arg(sum), std::sqrt(across) / std::abs(sum), std::abs(sum) / length};
}

int row_of(int port, CrsSymbol kind) {
    return 2 * port + (kind == CrsSymbol::first ? 0 : 1);
}

std::vector<SubframeSums> sum_subframes(const CrsGrid& grid, int ports, const std::vector<double>& delays) {
    const Alignment& a = grid.alignment();
    const std::vector<std::vector<Complex>> turns = tap_turns(delays);
    std::vector<SubframeSums> sums;
    int frame = -1000, subframe = -1;
    for (const CrsGridSymbol& s : grid.symbols()) {
        if (s.kind == CrsSymbol::second) continue;
        if (s.frame != frame || s.subframe != subframe) {
            frame = s.frame;
            subframe = s.subframe;
            sums.emplace_back();
            sums.back().middle = a.at(frame * frame_samples + subframe * subframe_samples + slot_samples);
            for (auto& taps : sums.back().taps) taps.assign(delays.size() * static_cast<std::size_t>(ports), 0);
        }
        const CrsValues sequence = crs_sequence(a.pci, a.cp, s.n_s, grid.symbol_number(s));
        const int slot = s.n_s % 2;
        for (int port = 0; port < ports; ++port) {
            const int shift = crs_shift(a.pci, port, s.kind, s.n_s);
            const CrsValues z = crs_values(s, sequence, shift);
            Complex* taps = sums.back().taps[slot].data() + static_cast<std::size_t>(port) * delays.size();
            for (int m = 0; m < crs_per_symbol; ++m) {
                const Complex value = Complex(z[m]) * static_cast<double>(grid.weight((6 * m + shift) / 3));
                sums.back().carriers[slot][row_of(port, s.kind)][m] += value;
                const std::vector<Complex>& turn = turns[6 * m + shift];
                for (std::size_t t = 0; t < delays.size(); ++t) taps[t] += value * turn[t];
            }
        }
    }
    return sums;
}

// The sums over frequency of each symbol's reference signals at each echo. In TDD the first symbol of the subframe
// after an assured one carries them as well, whatever that subframe is.
std::vector<SymbolSum> sum_symbols(SymbolReader& reader, const CrsGrid& grid, int ports,
                                   const std::vector<double>& delays) {
    const Alignment& a = grid.alignment();
    const std::vector<std::vector<Complex>> turns = tap_turns(delays);
    std::vector<SymbolSum> sums;
    const auto add = [&](const CrsGridSymbol& s) {
        const int number = grid.symbol_number(s);
        const CrsValues sequence = crs_sequence(a.pci, a.cp, s.n_s, number);
        SymbolSum sum{.nominal = s.frame * frame_samples + s.n_s * slot_samples + useful_start(a.cp, number),
                      .values = std::vector<Complex>(delays.size() * static_cast<std::size_t>(ports))};
        for (int port = 0; port < ports; ++port) {
            const int shift = crs_shift(a.pci, port, s.kind, s.n_s);
            const CrsValues z = crs_values(s, sequence, shift);
            Complex* values = sum.values.data() + static_cast<std::size_t>(port) * delays.size();
            for (int m = 0; m < crs_per_symbol; ++m) {
                const Complex value = Complex(z[m]) * static_cast<double>(grid.weight((6 * m + shift) / 3));
                for (std::size_t t = 0; t < delays.size(); ++t) values[t] += value * turns[6 * m + shift][t];
            }
        }
        sums.push_back(std::move(sum));
    };
    for (const CrsGridSymbol& s : grid.symbols()) {
        if (s.kind == CrsSymbol::second) continue;
        add(s);
        if (a.duplex == Duplex::fdd || s.kind == CrsSymbol::first || s.n_s % 2 == 0) continue;
        CrsGridSymbol next{.frame = s.frame, .subframe = s.subframe + 1, .n_s = s.n_s + 1, .kind = CrsSymbol::first};
        next.start = a.at(next.frame * frame_samples + next.n_s * slot_samples + useful_start(a.cp, 0));
        if (reader.read(next.start, next.received)) add(next);
    }
    return sums;
}

// Power at each delay, taken between the slots of a subframe so that noise has no share on average.
std::vector<double> delay_profile_of(const std::vector<SubframeSums>& sums, std::size_t delays, double& spread) {
    std::vector<Complex> products(delays);
    Complex all = 0;
    for (const SubframeSums& s : sums)
        for (std::size_t i = 0; i < s.taps[0].size(); ++i) {
            const Complex product = std::conj(s.taps[0][i]) * s.taps[1][i];
            products[i % delays] += product;
            all += product;
        }
    const Complex turn = std::abs(all) > 0 ? std::conj(all) / std::abs(all) : Complex(1);
    std::vector<double> profile;
    double across = 0;
    for (const Complex& p : products) {
        profile.push_back((p * turn).real());
        across += std::norm((p * turn).imag());
    }
    spread = std::sqrt(across / static_cast<double>(delays));
    return profile;
}

// Delays whose power stands out, of the others and of noise.
std::vector<double> find_taps(const std::vector<double>& all, const std::vector<double>& profile, double spread) {
    const auto top = std::max_element(profile.begin(), profile.end());
    std::vector<double> taps;
    for (std::size_t t = 0; t < all.size(); ++t) {
        const bool peak =
            (t == 0 || profile[t] >= profile[t - 1]) && (t + 1 == all.size() || profile[t] > profile[t + 1]);
        if (peak && profile[t] > std::max(least_tap_share * *top, tap_spreads * spread)) taps.push_back(all[t]);
    }
    if (taps.empty()) taps.push_back(all[static_cast<std::size_t>(top - profile.begin())]);
    return taps;
}

// From the phase step to the next reference signal. False where noise rules it.
bool refine_timing(const std::vector<SubframeSums>& sums, const CrsGrid& grid, int ports, Refinement& result) {
    // Per subframe; the unused subcarrier lies between two of each row.
    const Alignment& a = grid.alignment();
    std::vector<Complex> steps;
    for (const SubframeSums& s : sums) {
        Complex step = 0;
        for (int port = 0; port < ports; ++port) {
            for (const CrsSymbol kind : {CrsSymbol::first, CrsSymbol::third_last}) {
                const int shift = crs_shift(a.pci, port, kind, 0), row = row_of(port, kind);
                const auto at = [&](int m) { return s.carriers[0][row][m] + s.carriers[1][row][m]; };
                for (int m = 0; m + 1 < crs_per_symbol; ++m)
                    if (signed_subcarrier(6 * m + 6 + shift) - signed_subcarrier(6 * m + shift) == 6)
                        step += std::conj(at(m)) * at(m + 1);
            }
        }
        steps.push_back(step);
    }
    const double samples_per_radian = -fft_size / (two_pi * 6);
    const Phase phase = common_phase(steps);
    const double delay = phase.value * samples_per_radian;
    result.timing_sigma_samples = std::abs(phase.sigma * samples_per_radian);
    if (result.timing_sigma_samples > most_step_sigma) return false;

    // The slope over time, of sums over a quarter each, so that a single noisy subframe can't wrap.
    constexpr int parts = 4;
    const double span = sums.back().middle - sums.front().middle;
    std::array<Complex, parts> sum{};
    std::array<double, parts> time{}, count{};
    for (std::size_t i = 0; i < sums.size(); ++i) {
        const double place = span > 0 ? (sums[i].middle - sums.front().middle) / span : 0;
        const auto part = static_cast<std::size_t>(std::min<double>(parts - 1, place * parts));
        sum[part] += steps[i] * std::polar(1.0, -phase.value);
        time[part] += sums[i].middle;
        count[part] += 1;
    }
    double weight = 0, mean_time = 0, mean_delay = 0;
    for (int p = 0; p < parts; ++p) {
        if (count[p] == 0) continue;
        time[p] /= count[p];
        weight += count[p];
        mean_time += count[p] * time[p];
        mean_delay += count[p] * std::arg(sum[p]) * samples_per_radian;
    }
    mean_time /= weight;
    mean_delay /= weight;
    double xx = 0, xy = 0;
    for (int p = 0; p < parts; ++p) {
        if (count[p] == 0) continue;
        xx += count[p] * (time[p] - mean_time) * (time[p] - mean_time);
        xy += count[p] * (time[p] - mean_time) * (std::arg(sum[p]) * samples_per_radian - mean_delay);
    }
    const double slope = xx > 0 ? xy / xx : 0;
    const double slope_sigma = xx > 0 ? result.timing_sigma_samples * std::sqrt(weight / xx) : 1.0;
    result.clock_sigma_ppm = slope_sigma * 1e6;
    const bool take = result.clock_sigma_ppm < std::min(most_clock_sigma_ppm, 1e6 * most_drift_sigma / span);
    result.alignment.frame_start += delay + (take ? slope * (result.alignment.frame_start - mean_time) : 0);
    if (take) result.alignment.clock_ppm += slope * 1e6;
    return true;
}

// Where noise rules the phase from one reference signal to the next: the place of the most power.
void place_at_most_power(const std::vector<double>& all, const std::vector<SubframeSums>& sums, Refinement& result) {
    std::vector<double> power(all.size(), 0);
    for (const SubframeSums& s : sums)
        for (std::size_t i = 0; i < s.taps[0].size(); ++i)
            power[i % all.size()] += std::norm(s.taps[0][i] + s.taps[1][i]);
    const auto highest = std::max_element(power.begin() + 1, power.end() - 1);
    result.alignment.frame_start +=
        all[static_cast<std::size_t>(highest - power.begin())] + vertex(highest[-1], highest[0], highest[1]);
}

}  // namespace

Refinement refine(SymbolReader& reader, const CrsGrid& grid, int ports) {
    Refinement result;
    result.alignment = grid.alignment();
    std::vector<double> all;
    for (int t = earliest_tap; t <= latest_tap; ++t) all.push_back(t);
    const std::vector<SubframeSums> sums = sum_subframes(grid, ports, all);
    if (sums.empty()) return result;
    double spread = 0;
    const std::vector<double> profile = delay_profile_of(sums, all.size(), spread);
    const OffsetFit fit = fit_offset(sum_symbols(reader, grid, ports, find_taps(all, profile, spread)));
    result.alignment.cfo_hz += fit.offset_hz;
    result.cfo_sigma_hz = fit.sigma_hz;
    if (!refine_timing(sums, grid, ports, result)) place_at_most_power(all, sums, result);
    return result;
}

}  // namespace boresight::dsp::lte
