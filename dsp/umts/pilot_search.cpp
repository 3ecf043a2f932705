// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/umts/pilot_search.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "dsp/core/clones.h"
#include "dsp/core/exponential_mean.h"
#include "dsp/umts/psch_search.h"
#include "dsp/umts/rotate.h"

namespace boresight::dsp::umts {

namespace {

constexpr double frame_bin_hz = matched_rate_hz / static_cast<double>(frame_samples);
constexpr double most_half_width_hz = 2.34e6;
constexpr double oversampling = 1.02;  // of the correlation, over the least
// With so many frames, or a tenth of them, all codes are looked at; with all frames the better ones.
constexpr std::size_t fewest_screening_frames = 4, frames_a_screening_frame = 10;
constexpr std::size_t fewest_kept = 16, most_kept = 96, controls = 48;
constexpr double kept_above = 4;     // in scales of the maxima's distribution
constexpr double beside_hz = 50;     // two base stations differ by some ten Hz, seldom by a hundred
constexpr double false_rate = 1e-5;  // of all codes of a capture

BORESIGHT_CLONES void multiply_conjugate(const Sample* __restrict x, const Sample* __restrict c, Sample* __restrict y,
                                         std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) y[i] = x[i] * std::conj(c[i]);
}

BORESIGHT_CLONES void add_powers(const Sample* __restrict c, float* __restrict sum, std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) sum[i] += std::norm(c[i]);
}

BORESIGHT_CLONES void set_powers(const Sample* __restrict c, float* __restrict sum, std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) sum[i] = std::norm(c[i]);
}

BORESIGHT_CLONES float mean_of(const float* __restrict values, std::size_t count) {
    float sum = 0;
    for (std::size_t i = 0; i < count; ++i) sum += values[i];
    return sum / static_cast<float>(count);
}

// How the best timings of wrong codes are distributed: extreme values (Gumbel), whatever they are made of. Noise alone
// makes them narrow; what a strong cell sends alike in every frame makes them wide.
struct Maxima {
    double median = 0, scale = 0;
    double passed_with(double probability) const {
        return median + scale * (std::log(1 / probability) + std::log(std::numbers::ln2));
    }
};

Maxima maxima_of(std::vector<double> values) {
    const auto quantile = [&values](double p) {
        const auto at = values.begin() + static_cast<std::ptrdiff_t>(p * static_cast<double>(values.size() - 1));
        std::nth_element(values.begin(), at, values.end());
        return *at;
    };
    const double low = quantile(0.25), high = quantile(0.75);
    // Quartiles of the Gumbel distribution lie 1.5725 scales apart.
    return {quantile(0.5), (high - low) / 1.5725};
}

}  // namespace

PilotSearch::PilotSearch()
    : frame_transform_(frame_samples, Fft::Direction::forward),
      code_transform_(frame_chips, Fft::Direction::forward),
      turned_(frame_samples),
      spectrum_(frame_samples),
      code_spectrum_(frame_chips) {}

// Frames of the samples, with a carrier that far above 0 Hz brought to it.
void PilotSearch::load(IqSpan steady, double offset_hz, std::span<const std::size_t> frames) {
    loaded_ = frames.size();
    if (spectra_.size() < loaded_) spectra_.resize(loaded_);
    for (std::size_t f = 0; f < loaded_; ++f) {
        const IqSpan frame = steady.subspan(frames[f] * frame_samples, frame_samples);
        std::copy(frame.begin(), frame.end(), turned_.begin());
        if (offset_hz != 0) rotate(turned_.data(), turned_.size(), 0, -offset_hz / matched_rate_hz);
        frame_transform_.execute(turned_.data(), spectrum_.data());
        spectra_[f].resize(2 * half_);
        std::copy_n(spectrum_.begin(), half_, spectra_[f].begin());
        std::copy_n(spectrum_.end() - static_cast<std::ptrdiff_t>(half_), half_,
                    spectra_[f].begin() + static_cast<std::ptrdiff_t>(half_));
    }
}

// The timings at which a known cell's paths lie.
void PilotSearch::leave_out(const Alignment& known) {
    const double ratio = static_cast<double>(size_) / static_cast<double>(frame_samples);
    const auto reach = static_cast<std::ptrdiff_t>(std::ceil(one_cell_samples * ratio));
    const auto middle = static_cast<std::ptrdiff_t>(std::lround(known.frame_start * ratio));
    const auto size = static_cast<std::ptrdiff_t>(size_);
    for (std::ptrdiff_t i = middle - reach; i <= middle + reach; ++i)
        sum_[static_cast<std::size_t>((i % size + size) % size)] = 0;
}

PilotSearch::Peak PilotSearch::peak(int psc) {
    const IqBuffer code = scrambling_code(psc);
    code_transform_.execute(code.data(), code_spectrum_.data());
    for (std::size_t f = 0; f < loaded_; ++f) {
        multiply_conjugate(spectra_[f].data(), code_spectrum_.data(), product_.data(), half_);
        multiply_conjugate(spectra_[f].data() + half_, code_spectrum_.data() + frame_chips - half_,
                           product_.data() + size_ - half_, half_);
        inverse_->execute(product_.data(), correlation_.data());
        f == 0 ? set_powers(correlation_.data(), sum_.data(), size_)
               : add_powers(correlation_.data(), sum_.data(), size_);
    }
    const double mean = mean_of(sum_.data(), size_);
    if (!(mean > 0)) return {};
    for (const Alignment& known : known_)
        if (known.psc == psc) leave_out(known);
    const auto top = std::max_element(sum_.begin(), sum_.end());
    return {*top / mean * static_cast<double>(loaded_),
            static_cast<double>(top - sum_.begin()) * static_cast<double>(frame_samples) / static_cast<double>(size_)};
}

// Those that are higher at that offset than they were before.
void PilotSearch::take_more(std::vector<Scored>& scored, IqSpan steady, std::span<const std::size_t> frames,
                            double offset_hz) {
    load(steady, offset_hz, frames);
    for (Scored& s : scored) {
        const Peak p = peak(s.psc);
        if (p.metric > s.peak.metric) s = {s.psc, p, offset_hz};
    }
}

std::vector<PilotFind> PilotSearch::search(IqSpan steady, double half_width_hz, std::span<const Alignment> known,
                                           const Progress& progress) {
    std::vector<PilotFind> found;
    known_ = known;
    const std::size_t frames = steady.size() / frame_samples;
    half_ = static_cast<std::size_t>(std::min(half_width_hz, most_half_width_hz) / frame_bin_hz);
    if (frames == 0 || half_ == 0) return found;
    const std::size_t size = next_fast_size(static_cast<std::size_t>(oversampling * 2 * static_cast<double>(half_)));
    if (size != size_) {
        size_ = size;
        inverse_.emplace(size_, Fft::Direction::inverse);
        product_.assign(size_, Sample{});
        correlation_.resize(size_);
        sum_.resize(size_);
    }
    std::fill(product_.begin(), product_.end(), Sample{});

    std::vector<std::size_t> all(frames), some;
    std::iota(all.begin(), all.end(), std::size_t{0});
    const std::size_t screened = std::min(frames, std::max(fewest_screening_frames, frames / frames_a_screening_frame));
    for (std::size_t i = 0; i < screened; ++i) some.push_back(i * frames / screened);
    load(steady, 0, some);
    std::vector<Scored> scored;
    std::vector<double> maxima;
    for (int psc = 0; psc < psc_count; ++psc) {
        if (progress && !progress(static_cast<double>(psc) / psc_count)) return found;
        scored.push_back({psc, peak(psc), 0});
        maxima.push_back(scored.back().peak.metric);
    }
    Maxima wrong = maxima_of(maxima);
    std::sort(scored.begin(), scored.end(), [](const auto& a, const auto& b) { return a.peak.metric > b.peak.metric; });
    std::size_t kept = 0;
    while (kept < std::min(most_kept, scored.size()) &&
           (kept < fewest_kept || scored[kept].peak.metric > wrong.median + kept_above * wrong.scale))
        ++kept;
    if (screened < frames) {
        load(steady, 0, all);
        maxima.clear();
        for (std::size_t i = 0; i < controls; ++i) {
            const std::size_t at = kept + i * (scored.size() - kept) / controls;
            maxima.push_back(peak(scored[at].psc).metric);
        }
        wrong = maxima_of(maxima);
    }
    scored.resize(kept);
    if (screened < frames)
        for (Scored& s : scored) s.peak = peak(s.psc);
    for (const double offset_hz : {-beside_hz, beside_hz}) take_more(scored, steady, all, offset_hz);

    const double noise_alone = static_cast<double>(frames) *
                               exponential_mean_quantile(static_cast<double>(frames),
                                                         false_rate / (psc_count * 3.0 * static_cast<double>(size_)));
    const double threshold = std::max(noise_alone, wrong.passed_with(false_rate / psc_count));
    for (const Scored& s : scored)
        if (s.peak.metric > threshold) found.push_back({s.psc, s.peak.place, s.offset_hz, s.peak.metric, threshold});
    std::sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.metric > b.metric; });
    return found;
}

}  // namespace boresight::dsp::umts
