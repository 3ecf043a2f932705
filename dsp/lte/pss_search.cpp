// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/lte/pss_search.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "dsp/lte/sequences.h"

namespace boresight::dsp::lte {

namespace {

constexpr double bin_hz = base_rate_hz / 4096;
constexpr int step_bins = 8;            // 3.75 kHz: a quarter of the inverse of the sequence's length
constexpr std::ptrdiff_t reach = 1056;  // bins either side of the carrier that hold the sequence and its nearest skirts
constexpr int guard_samples = 12;       // candidates nearer than this in time
constexpr double guard_hz = 12e3;       // and this in frequency are one; the sequences repeat themselves from 30 kHz on
constexpr int close_guard_samples = 3;

std::size_t distance_in_half_frame(double a, double b) {
    const double d = std::fmod(std::abs(a - b), half_frame_samples);
    return static_cast<std::size_t>(std::lround(std::min(d, half_frame_samples - d)));
}

// The vertex of the parabola through three equidistant values, in steps from the middle one, at most half a step.
double vertex(double left, double middle, double right) {
    const double curvature = left - 2 * middle + right;
    return curvature < 0 ? std::clamp(0.5 * (left - right) / curvature, -0.5, 0.5) : 0.0;
}

// Multiplies the spectrum by the template moved up by `shift` bins; outside its reach the product stays 0.
void multiply_shifted(const IqBuffer& spectrum, const IqBuffer& pattern, std::ptrdiff_t shift, IqBuffer& product) {
    const auto size = static_cast<std::ptrdiff_t>(spectrum.size());
    const auto wrap = [size](std::ptrdiff_t k) { return ((k % size) + size) % size; };
    for (std::ptrdiff_t k = -reach; k < reach;) {
        const std::ptrdiff_t from = wrap(k), to = wrap(k + shift);
        const std::ptrdiff_t run = std::min({reach - k, size - from, size - to});
        const Sample* p = pattern.data() + from;
        const Sample* x = spectrum.data() + to;
        Sample* y = product.data() + to;
        for (std::ptrdiff_t i = 0; i < run; ++i) y[i] = x[i] * p[i];
        k += run;
    }
}

}  // namespace

PssSearch::PssSearch()
    : forward_(block_, Fft::Direction::forward),
      inverse_(block_, Fft::Direction::inverse),
      product_(block_),
      correlation_(block_),
      sum_(half_frame_samples),
      best_(half_frame_samples),
      best_ppm_(half_frame_samples) {
    for (int n_id_2 = 0; n_id_2 < 3; ++n_id_2) {
        IqBuffer wave(block_);
        const auto pss = pss_waveform(n_id_2);
        for (int m = 0; m < fft_size; ++m) wave[m] = pss[m] / static_cast<float>(block_);
        templates_[n_id_2].resize(block_);
        forward_.execute(wave.data(), templates_[n_id_2].data());
        for (Sample& s : templates_[n_id_2]) s = std::conj(s);
    }
}

std::size_t PssSearch::half_frames(std::size_t sample_count) {
    return (sample_count + fft_size) / half_frame_samples;
}

double PssSearch::threshold(std::size_t half_frames, double p) {
    // Quantile of a mean of exponentials (chi-square with 2 h degrees of freedom) after Wilson and Hilferty, the normal
    // quantile after Abramowitz and Stegun 26.2.23.
    const double h = static_cast<double>(half_frames);
    const double t = std::sqrt(-2 * std::log(p));
    const double z =
        t - (2.515517 + 0.802853 * t + 0.010328 * t * t) / (1 + 1.432788 * t + 0.189269 * t * t + 0.001308 * t * t * t);
    return std::pow(1 - 1 / (9 * h) + z / (3 * std::sqrt(h)), 3);
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
    power_.assign(std::max(blocks_ * step_, half_frames_ * half_frame_samples), 0.0F);
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
    std::fill(product_.begin(), product_.end(), Sample{});
    for (std::size_t b = 0; b < blocks_; ++b) {
        multiply_shifted(spectra_[b], templates_[n_id_2], shift, product_);
        inverse_.execute(product_.data(), correlation_.data());
        const Sample* c = correlation_.data();
        const float* e = inverse_energy_.data() + b * step_;
        float* r = power_.data() + b * step_;
        for (std::size_t n = 0; n < step_; ++n) r[n] = std::norm(c[n]) * e[n];
    }
}

void PssSearch::sum_half_frames() {
    groups_ = (half_frames_ + group_size_ - 1) / group_size_;
    if (group_sums_.size() < groups_) group_sums_.resize(groups_, std::vector<float>(half_frame_samples));
    for (std::size_t g = 0; g < groups_; ++g) {
        float* sum = group_sums_[g].data();
        std::copy_n(power_.data() + g * group_size_ * half_frame_samples, half_frame_samples, sum);
        for (std::size_t h = g * group_size_ + 1; h < std::min((g + 1) * group_size_, half_frames_); ++h) {
            const float* r = power_.data() + h * half_frame_samples;
            for (int j = 0; j < half_frame_samples; ++j) sum[j] += r[j];
        }
    }
}

void PssSearch::combine(double clock_ppm, std::vector<float>& sum) const {
    std::fill(sum.begin(), sum.end(), 0.0F);
    for (std::size_t g = 0; g < groups_; ++g) {
        const double middle = static_cast<double>(g * group_size_) + 0.5 * static_cast<double>(group_size_ - 1);
        const long drift = std::lround(middle * half_frame_samples * clock_ppm * 1e-6);
        const long shift = ((drift % half_frame_samples) + half_frame_samples) % half_frame_samples;
        const float* r = group_sums_[g].data();
        float* s = sum.data();
        for (long j = 0; j < half_frame_samples - shift; ++j) s[j] += r[j + shift];
        for (long j = half_frame_samples - shift; j < half_frame_samples; ++j)
            s[j] += r[j + shift - half_frame_samples];
    }
}

double PssSearch::level() const {
    constexpr std::size_t every = 8;
    quantile_scratch_.clear();
    for (std::size_t j = 0; j < sum_.size(); j += every) quantile_scratch_.push_back(sum_[j]);
    const auto middle = quantile_scratch_.begin() + static_cast<std::ptrdiff_t>(quantile_scratch_.size() / 2);
    std::nth_element(quantile_scratch_.begin(), middle, quantile_scratch_.end());
    return *middle / (1 - 1 / (3 * static_cast<double>(half_frames_)));  // from the median to the mean
}

std::vector<double> PssSearch::clock_grid(double offset_hz, const ClockHypotheses& clock) const {
    const double sample_ppm = 1e6 / static_cast<double>(samples_);  // drifts one sample over all
    std::vector<double> grid{0.0};
    const auto add = [&grid, sample_ppm](double ppm) {
        for (const double known : grid)
            if (std::abs(ppm - known) < sample_ppm) return;
        grid.push_back(ppm);
    };
    if (clock.center_frequency_hz > 0) add(-1e6 * offset_hz / clock.center_frequency_hz);
    for (double ppm = 2 * sample_ppm; ppm <= clock.free_ppm; ppm += 2 * sample_ppm) {
        add(ppm);
        add(-ppm);
    }
    return grid;
}

void PssSearch::collect(int n_id_2, double offset_hz, double low, std::vector<PssCandidate>& found) {
    for (int j = 0; j < half_frame_samples; ++j) {
        if (best_[j] <= low) continue;
        bool peak = true;
        for (int d = 1; d < close_guard_samples && peak; ++d)
            peak = best_[j] >= best_[(j + half_frame_samples - d) % half_frame_samples] &&
                   best_[j] > best_[(j + d) % half_frame_samples];
        if (peak) found.push_back({static_cast<double>(j), offset_hz, n_id_2, best_ppm_[j], best_[j]});
    }
}

std::vector<PssCandidate> PssSearch::search(IqSpan samples, const PssSettings& settings) {
    load(samples);
    group_size_ = 2;
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
            sum_half_frames();
            float scale = 0;
            std::fill(best_.begin(), best_.end(), 0.0F);
            for (const double ppm : clock_grid(offset_hz, settings.clock)) {
                combine(ppm, sum_);
                if (scale == 0) scale = static_cast<float>(1 / std::max(level(), 1e-30));
                for (int j = 0; j < half_frame_samples; ++j) {
                    const bool better = sum_[j] * scale > best_[j];
                    best_[j] = better ? sum_[j] * scale : best_[j];
                    best_ppm_[j] = better ? static_cast<float>(ppm) : best_ppm_[j];
                }
            }
            collect(n_id_2, offset_hz, low, found);
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
    for (PssCandidate& c : kept) c = refined(samples, c);
    return kept;
}

std::vector<PssCandidate> PssSearch::search_at(IqSpan samples, double offset_hz, double clock_ppm, std::size_t most) {
    load(samples);
    group_size_ = 1;
    const double low = threshold(half_frames_, 2.0 * static_cast<double>(most) / (3.0 * half_frame_samples));
    std::vector<PssCandidate> found;
    for (int n_id_2 = 0; n_id_2 < 3; ++n_id_2) {
        correlate(n_id_2, offset_hz);
        sum_half_frames();
        combine(clock_ppm, sum_);
        const float scale = static_cast<float>(1 / std::max(level(), 1e-30));
        for (int j = 0; j < half_frame_samples; ++j) best_[j] = sum_[j] * scale;
        std::fill(best_ppm_.begin(), best_ppm_.end(), static_cast<float>(clock_ppm));
        collect(n_id_2, offset_hz, low, found);
    }
    std::sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.metric > b.metric; });
    if (found.size() > most) found.resize(most);
    return found;
}

PssCandidate PssSearch::refined(IqSpan samples, const PssCandidate& coarse) const {
    constexpr double fine_hz = 1250;
    constexpr int side = 2;
    const auto pss = pss_waveform(coarse.n_id_2);
    // Summed power at a carrier offset and a delay from the coarse place.
    const auto power_at = [&](double offset_hz, long delay) {
        std::array<Sample, fft_size> wave;
        for (int m = 0; m < fft_size; ++m)
            wave[m] = std::conj(pss[m]) * Sample(std::polar(1.0, -2 * std::numbers::pi * offset_hz * m / base_rate_hz));
        double sum = 0;
        for (std::size_t h = 0; h < half_frames_; ++h) {
            const double place =
                coarse.start + static_cast<double>(h) * half_frame_samples * (1 + coarse.clock_ppm * 1e-6);
            const long first = std::lround(place) + delay;
            if (first < 0 || static_cast<std::size_t>(first) + fft_size > samples.size()) continue;
            Sample c{};
            for (int m = 0; m < fft_size; ++m) c += samples[static_cast<std::size_t>(first + m)] * wave[m];
            sum += std::norm(c) * inverse_energy_[static_cast<std::size_t>(first)];
        }
        return sum;
    };
    std::array<double, 2 * side + 1> powers{};
    for (int i = -side; i <= side; ++i) powers[i + side] = power_at(coarse.offset_hz + i * fine_hz, 0);
    const long top = std::clamp<long>(std::max_element(powers.begin(), powers.end()) - powers.begin(), 1, 2 * side - 1);
    PssCandidate fine = coarse;
    fine.offset_hz +=
        fine_hz * (static_cast<double>(top - side) + vertex(powers[top - 1], powers[top], powers[top + 1]));
    const auto amplitude = [&](long delay) { return std::sqrt(power_at(fine.offset_hz, delay)); };
    fine.start += vertex(amplitude(-1), amplitude(0), amplitude(1));
    return fine;
}

}  // namespace boresight::dsp::lte
