// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/lte/refine.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace boresight::dsp::lte {

namespace {

using Complex = std::complex<double>;
constexpr double two_pi = 2 * std::numbers::pi;
constexpr int earliest_tap = -4, latest_tap = 8;  // echoes, in samples from the alignment's time
constexpr double least_tap_share = 0.2;
constexpr double least_coherence = 0.5;  // between half frames, for their phase to be used

// The sums over frequency of one subframe's reference signals at each echo, and over time of each subcarrier.
struct SubframeSums {
    double middle = 0;  // in samples
    int half_frame = 0;
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
            // Assured subframes 9 and 0 belong together, and 4 and 5.
            sums.back().half_frame = 2 * frame + (subframe == 9 ? 2 : subframe >= 4 ? 1 : 0);
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

// Delays whose power, taken between the slots of a subframe so that noise has no share, stands out.
std::vector<double> find_taps(const CrsGrid& grid, int ports) {
    std::vector<double> all;
    for (int t = earliest_tap; t <= latest_tap; ++t) all.push_back(t);
    std::vector<double> profile(all.size(), 0);
    for (const SubframeSums& s : sum_subframes(grid, ports, all))
        for (std::size_t i = 0; i < s.taps[0].size(); ++i)
            profile[i % all.size()] += (std::conj(s.taps[0][i]) * s.taps[1][i]).real();
    const double top = *std::max_element(profile.begin(), profile.end());
    std::vector<double> taps;
    for (std::size_t t = 0; t < all.size(); ++t) {
        const bool peak =
            (t == 0 || profile[t] >= profile[t - 1]) && (t + 1 == all.size() || profile[t] > profile[t + 1]);
        if (peak && profile[t] > least_tap_share * top) taps.push_back(all[t]);
    }
    if (taps.empty()) taps.push_back(0);
    return taps;
}

void refine_offset(const std::vector<SubframeSums>& sums, Refinement& result) {
    // Half frames as they hang together: one or two subframes, each with its sum over all its symbols.
    std::vector<Complex> slot_products, subframe_products, half_frame_products;
    const auto whole = [](const SubframeSums& s, std::size_t t) { return s.taps[0][t] + s.taps[1][t]; };
    for (std::size_t i = 0; i < sums.size(); ++i) {
        Complex slots = 0, next = 0, later = 0;
        bool has_next = false, has_later = false;
        for (std::size_t t = 0; t < sums[i].taps[0].size(); ++t) {
            slots += std::conj(sums[i].taps[0][t]) * sums[i].taps[1][t];
            if (i + 1 < sums.size() && sums[i + 1].half_frame == sums[i].half_frame) {
                next += std::conj(whole(sums[i], t)) * whole(sums[i + 1], t);
                has_next = true;
            }
            for (std::size_t k = i + 1; k < sums.size() && sums[k].half_frame <= sums[i].half_frame + 1; ++k) {
                if (std::abs(sums[k].middle - sums[i].middle - half_frame_samples) > slot_samples) continue;
                later += std::conj(whole(sums[i], t)) * whole(sums[k], t);
                has_later = true;
            }
        }
        slot_products.push_back(slots);
        if (has_next) subframe_products.push_back(next);
        if (has_later) half_frame_products.push_back(later);
    }
    const auto in_hz = [](double phase, double lag_samples) { return phase / (two_pi * lag_samples / base_rate_hz); };
    Phase phase = common_phase(slot_products);
    double offset = in_hz(phase.value, slot_samples), sigma = in_hz(phase.sigma, slot_samples);
    const auto sharpen = [&](const std::vector<Complex>& products, double lag) {
        const Phase longer = common_phase(products);
        const double period = base_rate_hz / lag;
        if (sigma > period / 8 || longer.agreement < least_coherence || longer.sigma > 0.5) return;
        const double raw = in_hz(longer.value, lag);
        offset = raw + period * std::round((offset - raw) / period);
        sigma = in_hz(longer.sigma, lag);
    };
    sharpen(subframe_products, subframe_samples);
    sharpen(half_frame_products, half_frame_samples);
    result.alignment.cfo_hz += offset;
    result.cfo_sigma_hz = sigma;
}

void refine_timing(const std::vector<SubframeSums>& sums, const CrsGrid& grid, int ports, Refinement& result) {
    // The phase step to the next reference signal, per subframe; the unused subcarrier lies between two of each row.
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
    constexpr double small_ppm = 4;
    const bool take = result.clock_sigma_ppm < small_ppm;
    result.alignment.frame_start += delay + (take ? slope * (result.alignment.frame_start - mean_time) : 0);
    if (take) result.alignment.clock_ppm += slope * 1e6;
}

}  // namespace

Refinement refine(const CrsGrid& grid, int ports) {
    Refinement result;
    result.alignment = grid.alignment();
    const std::vector<SubframeSums> sums = sum_subframes(grid, ports, find_taps(grid, ports));
    if (sums.empty()) return result;
    refine_offset(sums, result);
    refine_timing(sums, grid, ports, result);
    return result;
}

}  // namespace boresight::dsp::lte
