// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/lte/pss_search.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "dsp/core/clones.h"
#include "dsp/core/exponential_mean.h"
#include "dsp/core/parabola.h"
#include "dsp/lte/sequences.h"

namespace boresight::dsp::lte {

namespace {

constexpr double bin_hz = base_rate_hz / 2048;
constexpr int step_bins = 4;           // 3.75 kHz: a quarter of the inverse of the sequence's length
constexpr std::ptrdiff_t reach = 528;  // bins either side of the carrier that hold the sequence and its nearest skirts
constexpr int guard_samples = 12;      // candidates nearer than this in time
constexpr double guard_hz = 12e3;      // and this in frequency are one; the sequences repeat themselves from 30 kHz on
constexpr int close_guard_samples = 3;

BORESIGHT_CLONES void multiply(const Sample* __restrict x, const Sample* __restrict p, Sample* __restrict y,
                               std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) y[i] = x[i] * p[i];
}

BORESIGHT_CLONES void set_scaled_power(const Sample* __restrict c, const float* __restrict scale, float* __restrict sum,
                                       std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) sum[i] = std::norm(c[i]) * scale[i];
}

BORESIGHT_CLONES void add_scaled_power(const Sample* __restrict c, const float* __restrict scale, float* __restrict sum,
                                       std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) sum[i] += std::norm(c[i]) * scale[i];
}

BORESIGHT_CLONES void add(const float* __restrict r, float* __restrict sum, std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) sum[i] += r[i];
}

BORESIGHT_CLONES void keep_larger(const float* __restrict r, float* __restrict best, std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) best[i] = std::max(best[i], r[i]);
}

std::size_t distance_in_half_frame(double a, double b) {
    const double d = std::fmod(std::abs(a - b), half_frame_samples);
    return static_cast<std::size_t>(std::lround(std::min(d, half_frame_samples - d)));
}

// The clock error furthest from none that one crystal would have within the window.
double tied_ppm(const PssSettings& settings) {
    const ClockHypotheses& clock = settings.clock;
    if (clock.known_ppm) return std::abs(*clock.known_ppm);
    if (clock.center_frequency_hz <= 0) return 0;
    return 1e6 * std::max(std::abs(settings.low_hz - clock.carrier_hz), std::abs(settings.high_hz - clock.carrier_hz)) /
           clock.center_frequency_hz;
}

// Multiplies the spectrum by the template moved up by `shift` bins; outside its reach the product stays 0.
void multiply_shifted(const IqBuffer& spectrum, const IqBuffer& pattern, std::ptrdiff_t shift, IqBuffer& product) {
    const auto size = static_cast<std::ptrdiff_t>(spectrum.size());
    const auto wrap = [size](std::ptrdiff_t k) { return ((k % size) + size) % size; };
    for (std::ptrdiff_t k = -reach; k < reach;) {
        const std::ptrdiff_t from = wrap(k), to = wrap(k + shift);
        const std::ptrdiff_t run = std::min({reach - k, size - from, size - to});
        multiply(spectrum.data() + to, pattern.data() + from, product.data() + to, static_cast<std::size_t>(run));
        k += run;
    }
}

}  // namespace

PssSearch::PssSearch()
    : forward_(block_, Fft::Direction::forward),
      inverse_(block_, Fft::Direction::inverse),
      product_(block_),
      correlation_(block_),
      best_(half_frame_samples) {
    for (int n_id_2 = 0; n_id_2 < 3; ++n_id_2) {
        IqBuffer wave(block_);
        waveforms_[n_id_2] = pss_waveform(n_id_2);
        for (int m = 0; m < fft_size; ++m) wave[m] = waveforms_[n_id_2][m] / static_cast<float>(block_);
        templates_[n_id_2].resize(block_);
        forward_.execute(wave.data(), templates_[n_id_2].data());
        for (Sample& s : templates_[n_id_2]) s = std::conj(s);
    }
}

std::size_t PssSearch::half_frames(std::size_t sample_count) {
    return (sample_count + fft_size) / half_frame_samples;
}

double PssSearch::tries(const PssSettings& settings, std::size_t sample_count) {
    const double offsets = (settings.high_hz - settings.low_hz) / (step_bins * bin_hz) + 1;
    const double clocks = 2 + settings.clock.free_ppm * 1e-6 * static_cast<double>(sample_count);
    return 3 * offsets * half_frame_samples * clocks;
}

double PssSearch::threshold(std::size_t half_frames, double p) {
    return exponential_mean_quantile(static_cast<double>(half_frames), p);
}

void PssSearch::load(IqSpan samples) {
    samples_ = samples.size();
    half_frames_ = half_frames(samples_);
    blocks_ = (samples_ + step_ - 1) / step_;
    if (spectra_.size() < blocks_) spectra_.resize(blocks_, IqBuffer(block_));
    IqBuffer& padded = product_;
    for (std::size_t b = 0; b < blocks_; ++b) {
        const std::size_t first = b * step_, count = std::min(block_, samples_ - first);
        std::copy_n(samples.begin() + static_cast<std::ptrdiff_t>(first), count, padded.begin());
        std::fill(padded.begin() + static_cast<std::ptrdiff_t>(count), padded.end(), Sample{});
        forward_.execute(padded.data(), spectra_[b].data());
    }
    inverse_energy_.assign(blocks_ * step_, 0.0F);
    double energy = 0, total = 0;
    for (const Sample& s : samples) total += std::norm(s);
    const double floor = 1e-3 * fft_size * total / static_cast<double>(samples_) + 1e-20;
    for (std::size_t n = 0; n < samples_; ++n) {
        energy += std::norm(samples[n]);
        if (n + 1 < fft_size) continue;
        const std::size_t first = n + 1 - fft_size;
        inverse_energy_[first] = static_cast<float>(1.0 / std::max(energy, floor));
        energy -= std::norm(samples[first]);
    }
}

void PssSearch::correlate(int n_id_2, double offset_hz) {
    const auto shift = static_cast<std::ptrdiff_t>(std::lround(offset_hz / bin_hz));
    groups_ = (half_frames_ + group_size_ - 1) / group_size_;
    if (group_sums_.size() < groups_) group_sums_.resize(groups_);
    for (std::size_t g = 0; g < groups_; ++g) group_sums_[g].resize(half_frame_samples + 2 * wrap_);
    // The last half frame's end may lie beyond the samples.
    std::fill(group_sums_[groups_ - 1].begin(), group_sums_[groups_ - 1].end(), 0.0F);
    std::fill(product_.begin(), product_.end(), Sample{});
    for (std::size_t b = 0; b < blocks_; ++b) {
        multiply_shifted(spectra_[b], templates_[n_id_2], shift, product_);
        inverse_.execute(product_.data(), correlation_.data());
        add_power(b);
    }
    for (std::size_t g = 0; g < groups_; ++g) {
        float* sum = group_sums_[g].data() + wrap_;
        std::copy_n(sum, wrap_, sum + half_frame_samples);
        std::copy_n(sum + half_frame_samples - wrap_, wrap_, sum - wrap_);
    }
}

// Adds a block of correlations to the sums of the groups; the first half frame of a group overwrites what was there.
void PssSearch::add_power(std::size_t block) {
    const std::size_t end = std::min((block + 1) * step_, half_frames_ * std::size_t{half_frame_samples});
    for (std::size_t at = block * step_; at < end;) {
        const std::size_t half_frame = at / half_frame_samples, place = at % half_frame_samples;
        const std::size_t run = std::min<std::size_t>(half_frame_samples - place, end - at);
        float* sum = group_sums_[half_frame / group_size_].data() + wrap_ + place;
        const Sample* c = correlation_.data() + (at - block * step_);
        const float* scale = inverse_energy_.data() + at;
        if (half_frame % group_size_ == 0)
            set_scaled_power(c, scale, sum, run);
        else
            add_scaled_power(c, scale, sum, run);
        at += run;
    }
}

// The best sum of all hypotheses at every place, in pieces that stay in the nearest cache.
void PssSearch::fold(std::span<const double> clocks_ppm) {
    constexpr std::size_t piece = 960;
    static_assert(half_frame_samples % piece == 0);
    std::array<float, piece> sum;
    for (std::size_t first = 0; first < half_frame_samples; first += piece) {
        float* best = best_.data() + first;
        std::fill_n(best, piece, 0.0F);
        for (const double ppm : clocks_ppm) {
            sum.fill(0.0F);
            for (std::size_t g = 0; g < groups_; ++g) {
                const double middle = static_cast<double>(g * group_size_) + 0.5 * static_cast<double>(group_size_ - 1);
                const long drift = std::lround(middle * half_frame_samples * ppm * 1e-6);
                add(group_sums_[g].data() + static_cast<std::ptrdiff_t>(wrap_ + first) + drift, sum.data(), piece);
            }
            keep_larger(sum.data(), best, piece);
        }
    }
}

double PssSearch::level() {
    constexpr int every = 24;
    quantile_scratch_.clear();
    for (std::size_t j = wrap_; j < wrap_ + half_frame_samples; j += every) {
        float sum = 0;
        for (std::size_t g = 0; g < groups_; ++g) sum += group_sums_[g][j];
        quantile_scratch_.push_back(sum);
    }
    const auto middle = quantile_scratch_.begin() + static_cast<std::ptrdiff_t>(quantile_scratch_.size() / 2);
    std::nth_element(quantile_scratch_.begin(), middle, quantile_scratch_.end());
    const double mean = *middle / (1 - 1 / (3 * static_cast<double>(half_frames_)));
    return std::max(mean, 1e-30);
}

std::vector<double> PssSearch::clock_grid(double offset_hz, const ClockHypotheses& clock) const {
    const double sample_ppm = 1e6 / static_cast<double>(samples_);  // drifts one sample over all
    if (clock.known_ppm) return {*clock.known_ppm};
    std::vector<double> grid{0.0};
    const auto add = [&grid, sample_ppm](double ppm) {
        for (const double known : grid)
            if (std::abs(ppm - known) < sample_ppm) return;
        grid.push_back(ppm);
    };
    if (clock.center_frequency_hz > 0) add(-1e6 * (offset_hz - clock.carrier_hz) / clock.center_frequency_hz);
    for (double ppm = 2 * sample_ppm; ppm <= clock.free_ppm; ppm += 2 * sample_ppm) {
        add(ppm);
        add(-ppm);
    }
    return grid;
}

void PssSearch::collect(int n_id_2, double offset_hz, double low, std::vector<PssCandidate>& found) const {
    for (int j = 0; j < half_frame_samples; ++j) {
        if (best_[j] <= low) continue;
        bool peak = true;
        for (int d = 1; d < close_guard_samples && peak; ++d)
            peak = best_[j] >= best_[(j + half_frame_samples - d) % half_frame_samples] &&
                   best_[j] > best_[(j + d) % half_frame_samples];
        if (peak) found.push_back({static_cast<double>(j), offset_hz, n_id_2, 0.0, best_[j]});
    }
}

std::vector<PssCandidate> PssSearch::search(IqSpan samples, const PssSettings& settings) {
    load(samples);
    group_size_ = 2;
    const double most_ppm = std::max(settings.clock.free_ppm, tied_ppm(settings));
    wrap_ = static_cast<std::size_t>(static_cast<double>(samples_) * most_ppm * 1e-6) + 2;
    const double step = step_bins * bin_hz;
    const long first = static_cast<long>(std::floor(settings.low_hz / step));
    const long last = static_cast<long>(std::ceil(settings.high_hz / step));
    const double places = 3.0 * static_cast<double>(last - first + 1) * half_frame_samples;
    const double low = threshold(half_frames_, std::min(0.01, 4.0 * static_cast<double>(settings.most) / places));

    std::vector<PssCandidate> found;
    for (int n_id_2 = 0; n_id_2 < 3; ++n_id_2) {
        for (long i = first; i <= last; ++i) {
            const double offset_hz = static_cast<double>(i) * step;
            correlate(n_id_2, offset_hz);
            fold(clock_grid(offset_hz, settings.clock));
            const double scale = level();
            const std::size_t before = found.size();
            collect(n_id_2, offset_hz, low * scale, found);
            for (std::size_t k = before; k < found.size(); ++k) found[k].metric /= scale;
        }
    }

    std::sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.metric > b.metric; });
    std::vector<PssCandidate> kept;
    for (const PssCandidate& c : found) {
        const bool seen = std::any_of(kept.begin(), kept.end(), [&c](const PssCandidate& k) {
            return distance_in_half_frame(k.start, c.start) < guard_samples &&
                   std::abs(k.offset_hz - c.offset_hz) < guard_hz;
        });
        if (!seen) kept.push_back(c);
        if (kept.size() == settings.most) break;
    }
    for (PssCandidate& c : kept) c = refined(samples, c, settings.clock);
    return kept;
}

std::vector<PssCandidate> PssSearch::search_at(IqSpan samples, double offset_hz, double clock_ppm, std::size_t most) {
    load(samples);
    group_size_ = 1;
    wrap_ = static_cast<std::size_t>(static_cast<double>(samples_) * std::abs(clock_ppm) * 1e-6) + 2;
    const double low = threshold(half_frames_, 2.0 * static_cast<double>(most) / (3.0 * half_frame_samples));
    std::vector<PssCandidate> found;
    for (int n_id_2 = 0; n_id_2 < 3; ++n_id_2) {
        correlate(n_id_2, offset_hz);
        fold({&clock_ppm, 1});
        const double scale = level();
        const std::size_t before = found.size();
        collect(n_id_2, offset_hz, low * scale, found);
        for (std::size_t k = before; k < found.size(); ++k) {
            found[k].metric /= scale;
            found[k].clock_ppm = clock_ppm;
        }
    }
    std::sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.metric > b.metric; });
    if (found.size() > most) found.resize(most);
    return found;
}

PssSearch::Waveform PssSearch::matched(int n_id_2, double offset_hz) const {
    Waveform wave;
    std::complex<double> turn = 1;
    const std::complex<double> step = std::polar(1.0, -2 * std::numbers::pi * offset_hz / base_rate_hz);
    for (int m = 0; m < fft_size; ++m, turn *= step) wave[m] = std::conj(waveforms_[n_id_2][m]) * Sample(turn);
    return wave;
}

// Correlation power at one place, summed over the half frames, as correlate() and fold() have it but at any offset.
double PssSearch::power_at(IqSpan samples, const Waveform& wave, double start, double clock_ppm) const {
    double sum = 0;
    for (std::size_t h = 0; h < half_frames_; ++h) {
        const double place = start + static_cast<double>(h) * half_frame_samples * (1 + clock_ppm * 1e-6);
        const long first = std::lround(place);
        if (first < 0 || static_cast<std::size_t>(first) + fft_size > samples.size()) continue;
        Sample c{};
        for (int m = 0; m < fft_size; ++m) c += samples[static_cast<std::size_t>(first + m)] * wave[m];
        sum += std::norm(c) * inverse_energy_[static_cast<std::size_t>(first)];
    }
    return sum;
}

PssCandidate PssSearch::refined(IqSpan samples, const PssCandidate& coarse, const ClockHypotheses& clock) const {
    PssCandidate fine = coarse;
    const Waveform coarse_wave = matched(coarse.n_id_2, coarse.offset_hz);
    double best = -1;
    for (const double ppm : clock_grid(coarse.offset_hz, clock)) {
        const double power = power_at(samples, coarse_wave, coarse.start, ppm);
        if (power > best) fine.clock_ppm = ppm;
        best = std::max(best, power);
    }
    constexpr double fine_hz = 1250;
    constexpr int side = 2;
    std::array<double, 2 * side + 1> powers{};
    for (int i = -side; i <= side; ++i) {
        const Waveform wave = matched(fine.n_id_2, coarse.offset_hz + i * fine_hz);
        powers[i + side] = power_at(samples, wave, fine.start, fine.clock_ppm);
    }
    const long top = std::clamp<long>(std::max_element(powers.begin(), powers.end()) - powers.begin(), 1, 2 * side - 1);
    fine.offset_hz +=
        fine_hz * (static_cast<double>(top - side) + vertex(powers[top - 1], powers[top], powers[top + 1]));
    const Waveform wave = matched(fine.n_id_2, fine.offset_hz);
    const auto amplitude = [&](double later) {
        return std::sqrt(power_at(samples, wave, coarse.start + later, fine.clock_ppm));
    };
    fine.start += vertex(amplitude(-1), amplitude(0), amplitude(1));
    return fine;
}

}  // namespace boresight::dsp::lte
