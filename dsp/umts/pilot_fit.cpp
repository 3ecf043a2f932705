// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/umts/pilot_fit.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <vector>

#include "dsp/core/parabola.h"
#include "dsp/umts/rotate.h"

namespace boresight::dsp::umts {

namespace {

constexpr int reach = 5;                // samples to either side
constexpr std::size_t piece_slots = 8;  // that give one timing
constexpr double slot_rate_hz = chip_rate_hz / slot_chips;
constexpr std::array<std::size_t, 3> phase_lags{1, 5,
                                                15};  // slots; each tells the offset to a third of the next's range
constexpr std::size_t least_pieces = 3;
constexpr double most_clock_sigma_ppm = 0.5;
constexpr int rounds = 2;

std::vector<Sample> slot_sums(std::span<const Sample> symbols) {
    std::vector<Sample> sums(symbols.size() / symbols_per_slot);
    for (std::size_t s = 0; s < sums.size(); ++s)
        for (std::size_t i = 0; i < symbols_per_slot; ++i) sums[s] += symbols[s * symbols_per_slot + i];
    return sums;
}

struct OffsetLeft {
    double hz = 0, sigma_hz = 0;
};

// How far the carrier still is off, from the turn between slots.
OffsetLeft offset_left(std::vector<Sample> slots) {
    OffsetLeft offset;
    for (const std::size_t lag : phase_lags) {
        if (slots.size() < 2 * lag) break;
        std::complex<double> sum = 0;
        double power = 0;
        for (std::size_t s = lag; s < slots.size(); ++s) {
            sum += std::complex<double>(slots[s] * std::conj(slots[s - lag]));
            power += (std::norm(slots[s]) + std::norm(slots[s - lag])) / 2;
        }
        const double hz_a_radian = slot_rate_hz / static_cast<double>(lag) / (2 * std::numbers::pi);
        const double more = std::arg(sum) * hz_a_radian;
        offset.hz += more;
        const double alike = std::norm(sum) / std::max(power * power, 1e-30);
        const double tries = static_cast<double>(slots.size() - lag);
        offset.sigma_hz = std::sqrt((1 - std::min(alike, 1.0)) / (2 * std::max(alike, 1e-6) * tries)) * hz_a_radian;
        rotate(slots.data(), slots.size(), 0, -more / slot_rate_hz);
    }
    return offset;
}

// By lag, the power of slots in each piece.
using Profile = std::array<std::vector<double>, 2 * reach + 1>;

Profile profile(PilotSymbols& symbols, const IqBuffer& code, std::size_t pieces) {
    Profile powers;
    for (int lag = -reach; lag <= reach; ++lag) {
        const std::vector<Sample> slots = slot_sums(symbols.despread(code, lag));
        auto& of_lag = powers[lag + reach];
        of_lag.assign(pieces, 0.0);
        for (std::size_t p = 0; p < pieces; ++p)
            for (std::size_t s = p * slots.size() / pieces; s < (p + 1) * slots.size() / pieces; ++s)
                of_lag[p] += std::norm(slots[s]);
    }
    return powers;
}

// Where the strongest path lies, in samples from the alignment; near `middle`.
double peak(const Profile& powers, std::size_t piece, int middle, int side) {
    int best = std::clamp(middle, -reach + 1, reach - 1);
    for (int lag = std::max(middle - side, -reach + 1); lag <= std::min(middle + side, reach - 1); ++lag)
        if (powers[lag + reach][piece] > powers[best + reach][piece]) best = lag;
    const auto amplitude = [&](int lag) { return std::sqrt(powers[lag + reach][piece]); };
    return best + vertex(amplitude(best - 1), amplitude(best), amplitude(best + 1));
}

struct Line {
    double at_start = 0, slope = 0, slope_sigma = 0;
};

// Through points in the middle of equal pieces of 0..1.
Line fit_line(const std::vector<double>& y) {
    const auto n = static_cast<double>(y.size());
    double mean = 0, spread = 0, slope = 0;
    for (const double v : y) mean += v / n;
    const auto x = [n](std::size_t i) { return (static_cast<double>(i) + 0.5) / n - 0.5; };
    for (std::size_t i = 0; i < y.size(); ++i) {
        spread += x(i) * x(i);
        slope += x(i) * (y[i] - mean);
    }
    slope /= spread;
    double rest = 0;
    for (std::size_t i = 0; i < y.size(); ++i) rest += std::pow(y[i] - mean - slope * x(i), 2);
    return {mean - slope / 2, slope, std::sqrt(rest / std::max(n - 2, 1.0) / spread)};
}

}  // namespace

PilotFit fit_pilot(IqSpan matched, const Alignment& near, const IqBuffer& code, Clock clock, PilotSymbols& symbols) {
    PilotFit fit{near};
    Alignment& alignment = fit.alignment;
    for (int round = 0; round < rounds; ++round) {
        symbols.load(matched, alignment);
        if (symbols.count() < symbols_per_slot) return fit;
        const int first_lag = static_cast<int>(std::lround(peak(profile(symbols, code, 1), 0, 0, reach)));
        const OffsetLeft offset = offset_left(slot_sums(symbols.despread(code, first_lag)));
        alignment.cfo_hz += offset.hz;
        fit.cfo_sigma_hz = offset.sigma_hz;
        symbols.load(matched, alignment);
        const double whole = peak(profile(symbols, code, 1), 0, 0, reach);
        const std::size_t pieces = symbols.count() / symbols_per_slot / piece_slots;
        if (clock == Clock::measured && pieces >= least_pieces) {
            const Profile powers = profile(symbols, code, pieces);
            std::vector<double> places;
            for (std::size_t p = 0; p < pieces; ++p)
                places.push_back(peak(powers, p, static_cast<int>(std::lround(whole)), 2));
            const Line line = fit_line(places);
            const double length = static_cast<double>(symbols.count() * pilot_chips * samples_per_chip);
            const double sigma_ppm = 1e6 * line.slope_sigma / length;
            if (sigma_ppm < most_clock_sigma_ppm) {
                fit.clock_sigma_ppm = sigma_ppm;
                // The line's place where frames begin, kept while the clock turns about it.
                const double at = (alignment.frame_start - symbols.first_place()) / length;
                alignment.frame_start += line.at_start + line.slope * at;
                alignment.clock_ppm += 1e6 * line.slope / length;
                continue;
            }
        }
        alignment.frame_start += whole;
    }
    return fit;
}

}  // namespace boresight::dsp::umts
