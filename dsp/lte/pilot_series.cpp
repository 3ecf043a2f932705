// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/lte/pilot_series.h"

#include <algorithm>
#include <cmath>

#include "dsp/lte/delay_kernel.h"
#include "dsp/lte/numerology.h"

namespace boresight::dsp::lte {

namespace {

constexpr double millisecond = subframe_samples;
constexpr std::array<double, 6> reaches{0.6 * millisecond,  1.6 * millisecond,  5.6 * millisecond,
                                        10.6 * millisecond, 30.6 * millisecond, 100.6 * millisecond};
constexpr double at_once = 1.6 * millisecond;  // from one subframe to the next
constexpr double noise_rules_below = 4;        // ratio of signal to noise
constexpr double worthwhile = 0.85;            // share of an error that is left
constexpr double decay_sigmas = 3;             // less than that is no decay
constexpr double seen_sigmas = 1;              // what a longer mean must show at least
constexpr double perhaps_moved_sigmas = 1;     // from then on noise is asked in a way that movement is no part of
constexpr double moved_sigmas = 2.5;           // from then on the channel moves within a subframe
constexpr double surely_moved_sigmas = 4;      // where noise rules that is rather chance
constexpr std::size_t least_of_moved = 6;      // pairs of subframes that tell it
constexpr double slot_ms = 0.5;
constexpr double second_independent = 2 / (1 + 4.0 / 9);  // second differences overlap: so many are independent of two
constexpr double spoiled_sigmas = 3.5;                    // of a subcarrier above those beside it
constexpr double not_noise = 0.002;  // share of a level that filters and what is taken out at 0 Hz take: 0.009 dB

double real_product(const Sample* a, const Sample* b, std::size_t width) {
    float sum = 0;
    for (std::size_t i = 0; i < width; ++i) sum += a[i].real() * b[i].real() + a[i].imag() * b[i].imag();
    return sum;
}

double middle_of(std::array<double, 4> values) {
    std::sort(values.begin(), values.end());
    return 0.5 * (values[1] + values[2]);
}

}  // namespace

// Sums over pairs of slots, of unit channel and noise.
struct PilotSeries::Pairs {
    double sum = 0, norm = 0;     // of products; what they are of for a power of 1
    std::vector<double> linear;   // of each slot: how often its noise meets the signal
    double square = 0, same = 0;  // noise meeting noise: its variance; between the slots of a subframe
    double lag_square = 0;        // in milliseconds, times the norm
};

void PilotSeries::clear(const PilotPlaces& first_slot, const PilotPlaces& second_slot) {
    twice_ = first_slot.subcarriers == second_slot.subcarriers;
    const std::array<const PilotPlaces*, 2> slots{&first_slot, &second_slot};
    subcarriers_ = first_slot.subcarriers;
    subcarriers_.insert(subcarriers_.end(), second_slot.subcarriers.begin(), second_slot.subcarriers.end());
    std::sort(subcarriers_.begin(), subcarriers_.end());
    subcarriers_.erase(std::unique(subcarriers_.begin(), subcarriers_.end()), subcarriers_.end());
    width_ = subcarriers_.size();
    for (std::size_t s = 0; s < 2; ++s) {
        rows_[s].clear();
        roots_[s].assign(width_, 0);
        trust_[s] = 0;
        for (std::size_t i = 0; i < slots[s]->subcarriers.size(); ++i) {
            const auto at = std::lower_bound(subcarriers_.begin(), subcarriers_.end(), slots[s]->subcarriers[i]);
            rows_[s].push_back(static_cast<std::uint32_t>(at - subcarriers_.begin()));
            roots_[s][rows_[s].back()] = std::sqrt(slots[s]->trust[i]);
            trust_[s] += slots[s]->trust[i];
        }
    }
    times_.clear();
    values_.clear();
}

void PilotSeries::add(double time, std::span<const Sample> first_slot, std::span<const Sample> second_slot) {
    times_.push_back(time);
    const std::array<std::span<const Sample>, 2> slots{first_slot, second_slot};
    for (std::size_t s = 0; s < 2; ++s) {
        const std::size_t begin = values_.size();
        values_.resize(begin + width_);
        for (std::size_t i = 0; i < rows_[s].size(); ++i)
            values_[begin + rows_[s][i]] = roots_[s][rows_[s][i]] * slots[s][i];
    }
}

double PilotSeries::slot_time(std::size_t n) const {
    return times_[n / 2] + static_cast<double>(n % 2) * slot_samples;
}

bool PilotSeries::contiguous(std::size_t subframe) const {
    return subframe + 1 < times_.size() && times_[subframe + 1] - times_[subframe] < at_once;
}

// Power of each subframe by what its two slots share.
std::vector<double> PilotSeries::products() const {
    std::vector<double> powers;
    for (std::size_t s = 0; s < times_.size(); ++s)
        powers.push_back(real_product(slot(2 * s), slot(2 * s + 1), width_) / trust_[0]);
    return powers;
}

// How much less the channel shares with itself after a millisecond than at once, as far as that is more than chance.
double PilotSeries::moved(double sigmas) const {
    if (!twice_) return 0;
    std::vector<double> less;
    for (std::size_t s = 0; s < times_.size(); ++s) {
        if (!contiguous(s)) continue;
        const Sample* a = slot(2 * s);
        const double slots = real_product(a, a + width_, width_) + real_product(a + 2 * width_, a + 3 * width_, width_);
        const double later = real_product(a, a + 2 * width_, width_) + real_product(a + width_, a + 3 * width_, width_);
        less.push_back(0.5 * (slots - later) / trust_[0]);
    }
    if (less.size() < least_of_moved) return 0;
    const Spread spread = spread_of(less);
    const double error = std::sqrt(spread.variance / static_cast<double>(less.size()));
    return spread.mean > sigmas * error ? spread.mean / (1 - slot_ms * slot_ms) : 0;
}

Level PilotSeries::noise() const {
    const bool second = moved(perhaps_moved_sigmas) > 0;
    std::vector<double> by_row(width_, 0);
    std::vector<std::vector<float>> seen;
    for (std::size_t s = 0; s < times_.size(); ++s) {
        if (second && !contiguous(s)) continue;
        std::vector<float>& now = seen.emplace_back(width_);
        const Sample* a = slot(2 * s);
        const Sample *b = a + width_, *c = b + width_, *d = c + width_;
        for (std::size_t i = 0; i < width_; ++i) {
            now[i] = second ? (std::norm(a[i] - 2.0F * b[i] + c[i]) + std::norm(b[i] - 2.0F * c[i] + d[i])) / 12
                            : std::norm(a[i] - b[i]) / 2;
            by_row[i] += now[i];
        }
    }
    const auto n = static_cast<double>(seen.size());
    // What takes out the radio's own part around 0 Hz leaves a hole in one subcarrier: that is not noise.
    std::vector<bool> kept(width_, true);
    double trust = 0;
    for (std::size_t i = 0; i < width_; ++i) {
        const std::size_t from = std::min(i < 2 ? 0 : i - 2, width_ - 5);
        std::array<double, 4> beside{};
        for (std::size_t j = from, k = 0; j < from + 5; ++j)
            if (j != i) beside[k++] = by_row[j];
        kept[i] = by_row[i] <= (1 + spoiled_sigmas / std::sqrt(n)) * middle_of(beside);
        if (kept[i]) trust += roots_[0][i] * roots_[0][i];
    }
    std::vector<double> series;
    for (const std::vector<float>& now : seen) {
        double sum = 0;
        for (std::size_t i = 0; i < width_; ++i) sum += kept[i] ? now[i] : 0;
        series.push_back(sum / trust);
    }
    return mean_level(series, 1 / (trust * (second ? second_independent : 1)));
}

PilotSeries::Power PilotSeries::direct(double noise) const {
    const std::vector<double> powers = products();
    const auto n = static_cast<double>(powers.size());
    const double moved_ms2 = moved(moved_sigmas), power = spread_of(powers).mean + moved_ms2 * slot_ms * slot_ms;
    const double own = (std::max(power, 0.0) * noise + noise * noise / 2) / trust_[0];
    const double variance = own / n + sampling_variance(times_, powers, own);
    const double shared = noise / (2 * std::max(power, least_power) * trust_[0] * n);
    return {level(power, std::sqrt(variance + not_noise * not_noise * power * power)), shared};
}

// The values spread over their neighbours in frequency, and what sums of products are worth then.
struct PilotSeries::Smoothed {
    std::vector<Sample> values;
    std::array<std::array<double, 2>, 2> norm{}, square{}, same{};  // by which slot meets which
};

PilotSeries::Smoothed PilotSeries::smoothed() const {
    const DelayKernel kernel(subcarriers_);
    Smoothed all;
    all.values.resize(values_.size());
    for (std::size_t n = 0; n < 2 * times_.size(); ++n) kernel.apply(slot(n), all.values.data() + n * width_);
    for (std::size_t a = 0; a < 2; ++a)
        for (std::size_t b = 0; b < 2; ++b)
            kernel.for_each_pair([&](std::size_t i, std::size_t j, Sample alike) {
                const double trust = roots_[a][i] * roots_[b][j];
                all.norm[a][b] += trust * alike.real();
                all.square[a][b] += trust * trust * std::norm(alike);
                if (i == j) all.same[a][b] += trust * alike.real();
            });
    return all;
}

PilotSeries::Pairs PilotSeries::pairs_within(double reach, const Smoothed& smoothed) const {
    Pairs pairs;
    const std::size_t slots = 2 * times_.size();
    pairs.linear.assign(slots, 0);
    for (std::size_t n = 0; n < slots; ++n)
        for (std::size_t m = n + 1; m < slots && slot_time(m) - slot_time(n) < reach; ++m) {
            const double norm = smoothed.norm[n % 2][m % 2], lag_ms = (slot_time(m) - slot_time(n)) / millisecond;
            pairs.sum += real_product(slot(n), smoothed.values.data() + m * width_, width_);
            pairs.norm += norm;
            pairs.linear[n] += norm;
            pairs.linear[m] += norm;
            pairs.square += smoothed.square[n % 2][m % 2];
            pairs.lag_square += norm * lag_ms * lag_ms;
            if (n / 2 == m / 2) pairs.same += smoothed.same[n % 2][m % 2];
        }
    return pairs;
}

PilotSeries::Power PilotSeries::power_of(const Pairs& pairs, double noise, double moved_ms2) const {
    const double power = (pairs.sum + moved_ms2 * pairs.lag_square) / pairs.norm;
    double linear = 0;
    for (std::size_t n = 0; n < pairs.linear.size(); ++n)
        linear += pairs.linear[n] * pairs.linear[n] / (2 * trust_[n % 2]);
    const double variance =
        (std::max(power, 0.0) * noise * linear + noise * noise / 2 * pairs.square) / (pairs.norm * pairs.norm);
    const double values = trust_[0] * static_cast<double>(times_.size());
    return {.level = level(power, std::sqrt(variance)),
            .shared = noise / (2 * std::max(power, least_power)) * pairs.same / (pairs.norm * values)};
}

// Where noise rules: over the slots next to each other, and over more as long as that says no less.
PilotSeries::Power PilotSeries::smooth(double noise) const {
    const Smoothed spread = smoothed();
    const auto error = [](const Power& p) { return p.level.power * p.level.sigma_db / db_per_relative; };
    std::vector<Power> nearer;
    for (const double reach : reaches) {
        if (!twice_ && reach < at_once) continue;  // neighbours in frequency alone stand for each other badly
        const Power longer =
            power_of(pairs_within(reach, spread), noise, reach <= at_once ? moved(surely_moved_sigmas) : 0);
        if (!nearer.empty()) {
            if (error(longer) > worthwhile * error(nearer.back())) continue;
            // The longer one has part of the nearer one's error: what sets them apart is the rest (Hausman 1978).
            const bool less = std::any_of(nearer.begin(), nearer.end(), [&](const Power& p) {
                const double rest = std::sqrt(error(p) * error(p) - error(longer) * error(longer));
                return longer.level.power < p.level.power - decay_sigmas * rest;
            });
            if (less) break;
            if (longer.level.power < seen_sigmas * error(longer)) continue;
        }
        nearer.push_back(longer);
    }
    Power result = nearer.back();
    // By how much the one taken is less than the nearest, beyond chance, it may be wrong.
    const double decay = std::max(nearer.front().level.power - result.level.power, 0.0);
    const double own_error = error(result), nearest = error(nearer.front());
    const double lost = std::max(decay * decay - nearest * nearest + own_error * own_error, 0.0);
    result.level = level(result.level.power, std::sqrt(own_error * own_error + lost));
    if (!twice_) return result;
    const double own = (result.level.power * noise + noise * noise / 2) / trust_[0];
    result.level =
        level(result.level.power, std::sqrt(std::pow(error(result), 2) + sampling_variance(times_, products(), own)));
    return result;
}

PilotSeries::Power PilotSeries::power(double noise) const {
    if (!twice_) return smooth(noise);
    const Power plain = direct(noise);
    return plain.level.power > noise_rules_below * noise ? plain : smooth(noise);
}

// A mean over slots whose time lies `slots` slots apart.
PilotSeries::Shared PilotSeries::shared_after(int slots) const {
    Shared shared;
    std::complex<double> sum = 0;
    const double lag = slots * static_cast<double>(slot_samples);
    std::size_t later = 0;
    for (std::size_t n = 0; n < 2 * times_.size(); ++n) {
        while (later < 2 * times_.size() && slot_time(later) < slot_time(n) + lag - slot_samples / 2) ++later;
        if (later == 2 * times_.size()) break;
        if (slot_time(later) > slot_time(n) + lag + slot_samples / 2) continue;
        const Sample *a = slot(n), *b = slot(later);
        std::complex<float> product = 0;
        for (std::size_t i = 0; i < width_; ++i) product += std::conj(a[i]) * b[i];
        sum += std::complex<double>(product);
        ++shared.pairs;
    }
    if (shared.pairs > 0) shared.product = sum / (trust_[0] * shared.pairs);
    return shared;
}

}  // namespace boresight::dsp::lte
