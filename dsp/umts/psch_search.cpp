// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/umts/psch_search.h"

#include <algorithm>
#include <cmath>

#include "dsp/core/clones.h"
#include "dsp/core/exponential_mean.h"
#include "dsp/umts/rotate.h"

namespace boresight::dsp::umts {

namespace {

constexpr double block_bin_hz = matched_rate_hz / 4096;
constexpr std::ptrdiff_t steps_bins = 5;  // of two steps
constexpr double step_hz = 0.5 * steps_bins * block_bin_hz;
constexpr std::size_t code_samples = samples_per_chip * sync_chips;
constexpr std::ptrdiff_t most_reach_bins = 1250;  // half a carrier's band
// Sizes of the transform back, and how much of the carrier's band to either side each of them is enough for: the
// powers that come out lie a third of the band's inverse apart, or nearer.
constexpr std::array<std::size_t, 3> grid_sizes{2048, 2560, 4096};
constexpr std::array<double, 3> grid_half_widths_hz{1.0e6, 1.25e6, 1e9};
constexpr std::size_t group_slots = 75;  // within 50 ms a hypothesis's error of clock moves a slot by a sample
constexpr double guard = 3;              // candidates nearer than this in time,
constexpr double guard_hz = 12e3;        // this in frequency
constexpr double guard_drift = 2;        // and this in what their clocks drift are one
constexpr double usual_carriers_hz[] = {2.14e9, 0.94e9};  // where the carrier's frequency isn't known
constexpr double least_energy = 1e-3;                     // of the mean
constexpr double low_false_rate = 0.01;

BORESIGHT_CLONES void multiply(const Sample* __restrict x, const Sample* __restrict p, Sample* __restrict y,
                               std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) y[i] = x[i] * p[i];
}

BORESIGHT_CLONES void scaled_powers(const Sample* __restrict c, const float* __restrict scale, float* __restrict out,
                                    std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) out[i] = std::norm(c[i]) * scale[i];
}

BORESIGHT_CLONES void add(const float* __restrict r, float* __restrict sum, std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) sum[i] += r[i];
}

double apart_in_slot(double a, double b) {
    const double d = std::fmod(std::abs(a - b), slot_samples);
    return std::min(d, slot_samples - d);
}

}  // namespace

std::ptrdiff_t PschSearch::Grid::drift(std::size_t slots, double ppm) const {
    return std::lround(static_cast<double>(slots * slot()) * ppm * 1e-6);
}

PschSearch::PschSearch()
    : forward_(block_, Fft::Direction::forward),
      inverse_{Fft(grid_sizes[0], Fft::Direction::inverse), Fft(grid_sizes[1], Fft::Direction::inverse),
               Fft(grid_sizes[2], Fft::Direction::inverse)},
      code_(block_),
      product_(block_),
      correlation_(block_),
      powers_(block_),
      folded_(slot_samples) {
    IqBuffer chips(block_);
    const SyncCode& code = primary_sync_code();
    for (std::size_t i = 0; i < sync_chips; ++i) chips[samples_per_chip * i] = code[i] / static_cast<float>(block_);
    forward_.execute(chips.data(), code_.data());
    for (Sample& s : code_) s = std::conj(s);
}

double PschSearch::threshold(const PschSettings& settings, std::size_t samples, double false_rate) {
    const double places = ((settings.high_hz - settings.low_hz) / step_hz + 1) * slot_samples * 2;
    return exponential_mean_quantile(static_cast<double>(slots(samples)), false_rate / places);
}

void PschSearch::load(IqSpan matched, double half_width_hz) {
    samples_ = matched.size();
    slots_ = slots(samples_);
    groups_ = (slots_ + group_slots - 1) / group_slots;
    nth_grid_ = 0;
    while (half_width_hz > grid_half_widths_hz[nth_grid_]) ++nth_grid_;
    grid_.size = grid_sizes[nth_grid_];
    blocks_ = (slots_ * slot_samples + grid_.new_samples() - 1) / grid_.new_samples();
    reach_bins_ = std::min(most_reach_bins, static_cast<std::ptrdiff_t>(std::ceil(half_width_hz / block_bin_hz)));
    folded_.resize(grid_.slot());
    transform_blocks(matched);
    weigh(matched);
}

// One over the energy under the code at each place of the grid.
void PschSearch::weigh(IqSpan matched) {
    inverse_energy_.assign(blocks_ * grid_.step(), 0.0F);
    double energy = 0, total = 0;
    for (const Sample& s : matched) total += std::norm(s);
    const double floor = least_energy * code_samples * total / static_cast<double>(samples_) + 1e-30;
    const double spacing = grid_.sample();
    std::size_t next = 0;  // place of the grid
    for (std::size_t n = 0; n < samples_ && next < inverse_energy_.size(); ++n) {
        energy += std::norm(matched[n]);
        if (n + 1 < code_samples) continue;
        const std::size_t first = n + 1 - code_samples;
        if (first == static_cast<std::size_t>(spacing * static_cast<double>(next)))
            inverse_energy_[next++] = static_cast<float>(1 / std::max(energy, floor));
        energy -= std::norm(matched[first]);
    }
}

void PschSearch::transform_blocks(IqSpan matched) {
    IqBuffer half_bin(block_, Sample(1));
    rotate(half_bin.data(), block_, 0, -0.5 / static_cast<double>(block_));
    for (auto& spectra : spectra_)
        if (spectra.size() < blocks_) spectra.resize(blocks_, IqBuffer(block_));
    for (std::size_t b = 0; b < blocks_; ++b) {
        const std::size_t first = b * grid_.new_samples(), count = std::min(block_, samples_ - first);
        std::copy_n(matched.begin() + static_cast<std::ptrdiff_t>(first), count, product_.begin());
        std::fill(product_.begin() + static_cast<std::ptrdiff_t>(count), product_.end(), Sample{});
        forward_.execute(product_.data(), spectra_[0][b].data());
        multiply(product_.data(), half_bin.data(), correlation_.data(), block_);
        forward_.execute(correlation_.data(), spectra_[1][b].data());
    }
}

std::vector<PschSearch::Family> PschSearch::families(double offset_hz, const ClockTie& clock) const {
    std::vector<Family> all;
    const double half_sample_ppm = 0.5e6 / static_cast<double>(samples_);
    const auto add_family = [&](double ppm, double spread_ppm) {
        for (const Family& known : all)
            if (std::abs(ppm - known.ppm) < half_sample_ppm) return;
        all.push_back({ppm, spread_ppm, std::vector<FloatBuffer>(groups_, FloatBuffer(grid_.slot()))});
    };
    if (clock.known_ppm) {
        add_family(*clock.known_ppm, 0);
        return all;
    }
    const double seen_hz = offset_hz - clock.carrier_hz;
    if (clock.crystal && clock.carrier_frequency_hz > 0) {
        const Crystal& crystal = *clock.crystal;
        const double hz_a_ppm = clock.carrier_frequency_hz * 1e-6, spread_ppm = step_hz / 2 / hz_a_ppm;
        const auto low =
            static_cast<int>(std::ceil((seen_hz + (crystal.low_ppm - spread_ppm) * hz_a_ppm) / crystal.raster_hz));
        const auto high =
            static_cast<int>(std::floor((seen_hz + (crystal.high_ppm + spread_ppm) * hz_a_ppm) / crystal.raster_hz));
        for (int point = low; point <= high; ++point)
            add_family((point * crystal.raster_hz - seen_hz) / hz_a_ppm, spread_ppm);
        return all;
    }
    const auto add_tied = [&](double carrier_hz) {
        add_family(-1e6 * seen_hz / carrier_hz, 1e6 * step_hz / 2 / carrier_hz);
    };
    if (clock.carrier_frequency_hz > 0)
        add_tied(clock.carrier_frequency_hz);
    else
        for (const double carrier_hz : usual_carriers_hz) add_tied(carrier_hz);
    add_family(0, 0);
    return all;
}

void PschSearch::correlate(std::ptrdiff_t step, std::vector<Family>& families) {
    const std::size_t odd = step % 2 != 0 ? 1 : 0;
    const std::ptrdiff_t shift = (step * steps_bins - static_cast<std::ptrdiff_t>(odd)) / 2;
    constexpr auto size = static_cast<std::ptrdiff_t>(block_);
    const auto grid_size = static_cast<std::ptrdiff_t>(grid_.size);
    const auto wrap = [](std::ptrdiff_t k, std::ptrdiff_t n) { return ((k % n) + n) % n; };
    std::fill(product_.begin(), product_.end(), Sample{});
    for (std::size_t b = 0; b < blocks_; ++b) {
        for (std::ptrdiff_t k = -reach_bins_; k < reach_bins_;) {
            const std::ptrdiff_t code = wrap(k, size), from = wrap(k + shift, size), to = wrap(k + shift, grid_size);
            const std::ptrdiff_t run = std::min({reach_bins_ - k, size - code, size - from, grid_size - to});
            multiply(spectra_[odd][b].data() + from, code_.data() + code, product_.data() + to,
                     static_cast<std::size_t>(run));
            k += run;
        }
        inverse_[nth_grid_].execute(product_.data(), correlation_.data());
        scaled_powers(correlation_.data(), inverse_energy_.data() + b * grid_.step(), powers_.data(), grid_.step());
        for (Family& family : families) add_power(b, family);
    }
}

void PschSearch::add_power(std::size_t block, Family& family) const {
    const std::size_t slot_size = grid_.slot(), first = block * grid_.step();
    const auto begin = static_cast<std::ptrdiff_t>(first), end = begin + static_cast<std::ptrdiff_t>(grid_.step());
    for (std::size_t slot = first / slot_size > 0 ? first / slot_size - 1 : 0; slot < slots_; ++slot) {
        const std::ptrdiff_t start = static_cast<std::ptrdiff_t>(slot * slot_size) + grid_.drift(slot, family.ppm);
        if (start >= end) break;
        const std::ptrdiff_t from = std::max(start, begin);
        const std::ptrdiff_t to = std::min(start + static_cast<std::ptrdiff_t>(slot_size), end);
        if (to <= from) continue;
        add(powers_.data() + (from - begin), family.sums[slot / group_slots].data() + (from - start),
            static_cast<std::size_t>(to - from));
    }
}

// All slots of a family on each other, for a clock that is that much more off.
void PschSearch::fold(const Family& family, double ppm) {
    const std::size_t slot_size = grid_.slot();
    const auto size = static_cast<std::ptrdiff_t>(slot_size);
    std::fill(folded_.begin(), folded_.end(), 0.0F);
    for (std::size_t g = 0; g < groups_; ++g) {
        const std::size_t middle = std::min(g * group_slots + group_slots / 2, slots_);
        const auto shift = static_cast<std::size_t>((grid_.drift(middle, ppm) % size + size) % size);
        const float* sum = family.sums[g].data();
        add(sum + shift, folded_.data(), slot_size - shift);
        add(sum, folded_.data() + (slot_size - shift), shift);
    }
}

double PschSearch::noise_of_folded() {
    sorted_.assign(folded_.begin(), folded_.end());
    const auto middle = sorted_.begin() + static_cast<std::ptrdiff_t>(sorted_.size() / 2);
    std::nth_element(sorted_.begin(), middle, sorted_.end());
    return std::max(*middle / (1 - 1 / (3 * static_cast<double>(slots_))), 1e-30);
}

// Peaks of a family's sums above `low`, for every clock error within its spread.
void PschSearch::collect(const Family& family, double offset_hz, double low, std::vector<SlotCandidate>& found) {
    const double sample_ppm = 1e6 / static_cast<double>(samples_);
    const int side = groups_ > 1 ? static_cast<int>(std::ceil(family.spread_ppm / sample_ppm)) : 0;
    const std::size_t size = grid_.slot();
    for (int r = -side; r <= side; ++r) {
        const double ppm = side > 0 ? family.spread_ppm * r / side : 0.0;
        fold(family, ppm);
        const double mean = noise_of_folded();
        const auto least = static_cast<float>(low * mean);
        for (std::size_t j = 0; j < size; ++j) {
            const float here = folded_[j];
            if (here <= least || here < folded_[j == 0 ? size - 1 : j - 1] ||
                here <= folded_[j + 1 == size ? 0 : j + 1])
                continue;
            found.push_back({static_cast<double>(j) * grid_.sample(), offset_hz, family.ppm + ppm, here / mean});
        }
    }
}

std::vector<SlotCandidate> PschSearch::search(IqSpan matched, const PschSettings& settings) {
    std::vector<SlotCandidate> found, kept;
    if (slots(matched.size()) < 1) return kept;
    load(matched, settings.half_width_hz);
    const auto first = static_cast<std::ptrdiff_t>(std::floor(settings.low_hz / step_hz));
    const auto last = static_cast<std::ptrdiff_t>(std::ceil(settings.high_hz / step_hz));
    const double places = static_cast<double>(last - first + 1) * slot_samples;
    const double low = exponential_mean_quantile(
        static_cast<double>(slots_), std::min(low_false_rate, 4 * static_cast<double>(settings.most) / places));
    for (std::ptrdiff_t i = first; i <= last; ++i) {
        const double offset_hz = static_cast<double>(i) * step_hz;
        std::vector<Family> all = families(offset_hz, settings.clock);
        correlate(i, all);
        for (const Family& family : all) collect(family, offset_hz, low, found);
    }
    std::sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.metric > b.metric; });
    for (const SlotCandidate& c : found) {
        const bool seen = std::any_of(kept.begin(), kept.end(), [this, &c](const SlotCandidate& k) {
            const double drift = std::abs(k.clock_ppm - c.clock_ppm) * 1e-6 * static_cast<double>(samples_);
            return apart_in_slot(k.start, c.start) < guard && std::abs(k.offset_hz - c.offset_hz) < guard_hz &&
                   drift < guard_drift;
        });
        if (!seen) kept.push_back(c);
        if (kept.size() == settings.most) break;
    }
    return kept;
}

}  // namespace boresight::dsp::umts
