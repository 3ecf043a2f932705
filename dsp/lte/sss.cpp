// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/lte/sss.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "dsp/core/clones.h"

namespace boresight::dsp::lte {

namespace {

constexpr double two_pi = 2 * std::numbers::pi;
constexpr int first_sync = 5;     // of the middle 72 subcarriers, the first that sync signals use
constexpr int earliest_tap = -6;  // echoes looked for, in samples from the strongest correlation
constexpr int latest_tap = 12;
constexpr int tap_step = 2;              // what 62 subcarriers resolve
constexpr double least_tap_share = 0.2;  // of the strongest echo's power
constexpr double tap_false_rate = 1e-4;
constexpr double most_primary_error_hz = 4000;  // of the offset that the primary signal alone gives

using SyncSymbol = std::array<Sample, sync_subcarriers>;

BORESIGHT_CLONES void add_evidence(const float* __restrict re, const float* __restrict im, Sample primary,
                                   std::size_t count, float* __restrict energy, float* __restrict product_re,
                                   float* __restrict product_im) {
    const float a = primary.real(), b = primary.imag();
    for (std::size_t g = 0; g < count; ++g) {
        energy[g] += re[g] * re[g] + im[g] * im[g];
        product_re[g] += a * re[g] - b * im[g];
        product_im[g] += a * im[g] + b * re[g];
    }
}

// out[m] = sum over n of x[n] signs[n] s[n + m], real and imaginary parts.
BORESIGHT_CLONES void against_shifts(const float* __restrict re, const float* __restrict im,
                                     const float* __restrict signs, const float* __restrict s, float* __restrict out_re,
                                     float* __restrict out_im) {
    std::array<float, 32> sum_re{}, sum_im{};
    for (int n = 0; n < 31; ++n) {
        const float a = re[n] * signs[n], b = im[n] * signs[n];
        for (int m = 0; m < 32; ++m) {
            sum_re[m] += a * s[n + m];
            sum_im[m] += b * s[n + m];
        }
    }
    std::copy(sum_re.begin(), sum_re.end(), out_re);
    std::copy(sum_im.begin(), sum_im.end(), out_im);
}

}  // namespace

SssDetector::SssDetector() {
    const SssParts parts = sss_parts();
    for (int n_id_2 = 0; n_id_2 < 3; ++n_id_2)
        for (int n = 0; n < 31; ++n) {
            even_signs_[n_id_2][n] = parts.c[(n + n_id_2) % 31];
            for (int e = 0; e < 8; ++e)
                odd_signs_[n_id_2][e][n] = parts.c[(n + n_id_2 + 3) % 31] * parts.z[(n + e) % 31];
        }
    for (int g = 0; g < groups_; ++g) {
        const auto [m0, m1] = sss_shifts(g);
        even_at_[0][g] = m0;
        odd_at_[0][g] = static_cast<int>(shifts_) * (m0 % 8) + m1;
        even_at_[1][g] = m1;
        odd_at_[1][g] = static_cast<int>(shifts_) * (m1 % 8) + m0;
    }
    for (std::size_t n = 0; n < s_.size(); ++n) s_[n] = parts.s[n % 31];
    for (int delay = earliest_tap; delay <= latest_tap; ++delay) {
        turns_.emplace_back();
        for (int n = 0; n < sync_subcarriers; ++n)
            turns_.back()[n] = Sample(std::polar(1.0, two_pi * delay * signed_subcarrier(first_sync + n) / fft_size));
    }
}

// The 62 subcarriers of the synchronization signals, with the symbol's power set to 1 and `delay` undone.
SyncSymbol SssDetector::sync_part(const Subcarriers& symbol, int delay) const {
    float power = 0;
    for (int n = 0; n < sync_subcarriers; ++n) power += std::norm(symbol[first_sync + n]);
    const float scale = power > 0 ? 1 / std::sqrt(power) : 0.0F;
    const SyncSymbol& turn = turns_[static_cast<std::size_t>(delay - earliest_tap)];
    SyncSymbol part;
    for (int n = 0; n < sync_subcarriers; ++n) part[n] = scale * symbol[first_sync + n] * turn[n];
    return part;
}

void SssDetector::read_primary(SymbolReader& reader, const PssCandidate& pss) {
    const PssSequence d = pss_sequence(pss.n_id_2);
    const std::size_t count = PssSearch::half_frames(reader.samples().size());
    half_frames_.assign(count, {});
    std::vector<Subcarriers> symbols(count);
    std::array<double, latest_tap - earliest_tap + 1> profile{};
    std::size_t valid = 0;
    const auto correlate = [&d, this](const Subcarriers& symbol, int delay) {
        const SyncSymbol part = sync_part(symbol, delay);
        Sample sum{};
        for (int n = 0; n < sync_subcarriers; ++n) sum += part[n] * std::conj(d[n]);
        return sum;
    };
    for (std::size_t h = 0; h < count; ++h) {
        HalfFrame& half = half_frames_[h];
        half.start = pss.start + static_cast<double>(h) * half_frame_samples * (1 + pss.clock_ppm * 1e-6);
        half.valid = reader.read(half.start, symbols[h]);
        if (!half.valid) continue;
        ++valid;
        for (int t = earliest_tap; t <= latest_tap; ++t)
            profile[t - earliest_tap] += std::norm(correlate(symbols[h], t));
    }
    // The candidate's own place, then echoes that stand out, strongest first.
    taps_.assign(1, 0);
    const double least =
        std::max(least_tap_share * profile[-earliest_tap],
                 static_cast<double>(valid) * PssSearch::threshold(std::max<std::size_t>(valid, 1), tap_false_rate));
    std::vector<int> order;
    for (int t = earliest_tap; t <= latest_tap; ++t)
        if (profile[t - earliest_tap] > least) order.push_back(t);
    std::sort(order.begin(), order.end(),
              [&](int a, int b) { return profile[a - earliest_tap] > profile[b - earliest_tap]; });
    for (const int t : order) {
        const bool apart = std::all_of(taps_.begin(), taps_.end(), [t](int k) { return std::abs(k - t) >= tap_step; });
        if (apart && taps_.size() < most_taps_) taps_.push_back(t);
    }
    for (std::size_t h = 0; h < count; ++h)
        for (std::size_t t = 0; t < taps_.size() && half_frames_[h].valid; ++t)
            half_frames_[h].primary[t] = correlate(symbols[h], taps_[t]);
}

void SssDetector::correlate_secondary(const Subcarriers& symbol, int n_id_2, int delay) {
    const SyncSymbol y = sync_part(symbol, delay);
    std::array<std::array<float, 31>, 2> re{}, im{};  // of the even and of the odd subcarriers
    for (int n = 0; n < sync_subcarriers; ++n) {
        re[n % 2][n / 2] = y[n].real();
        im[n % 2][n / 2] = y[n].imag();
    }
    against_shifts(re[0].data(), im[0].data(), even_signs_[n_id_2].data(), s_.data(), even_re_.data(), even_im_.data());
    for (std::size_t e = 0; e < 8; ++e)
        against_shifts(re[1].data(), im[1].data(), odd_signs_[n_id_2][e].data(), s_.data(),
                       odd_re_.data() + shifts_ * e, odd_im_.data() + shifts_ * e);
}

void SssDetector::add_half_frame(std::size_t index, int tap, Sums& sums) const {
    const Sample primary = std::conj(half_frames_[index].primary[tap]);
    for (std::size_t half = 0; half < 2; ++half) {
        std::array<float, groups_> re, im;
        for (std::size_t g = 0; g < groups_; ++g) {
            re[g] = even_re_[even_at_[half][g]] + odd_re_[odd_at_[half][g]];
            im[g] = even_im_[even_at_[half][g]] + odd_im_[odd_at_[half][g]];
        }
        Evidence& e = sums[(index + half) % 2];
        add_evidence(re.data(), im.data(), primary, groups_, e.energy.data(), e.product_re.data(), e.product_im.data());
    }
}

std::vector<SssDetector::Scored> SssDetector::score_all(SymbolReader& reader, int n_id_2) {
    std::vector<Scored> scored;
    for (std::size_t p = 0; p < places_.size(); ++p) {
        sums_[p] = {};
        const double lag = sss_start(places_[p].duplex, places_[p].cp) - pss_start(places_[p].duplex, places_[p].cp);
        Subcarriers symbol;
        double read = 0;
        for (std::size_t h = 0; h < half_frames_.size(); ++h) {
            if (!half_frames_[h].valid || !reader.read(half_frames_[h].start + lag, symbol)) continue;
            for (std::size_t t = 0; t < taps_.size(); ++t) {
                correlate_secondary(symbol, n_id_2, taps_[t]);
                add_half_frame(h, static_cast<int>(t), sums_[p]);
                read += 1;
            }
        }
        if (read == 0) continue;
        for (std::size_t parity = 0; parity < 2; ++parity) {
            for (int g = 0; g < groups_; ++g) {
                const Evidence& e = sums_[p][parity];
                const double evidence = primary_energy_ + e.energy[g] + 2 * std::sqrt(std::norm(e.product(g)));
                scored.push_back({evidence / (terms_ + read), p, parity, g});
            }
        }
    }
    return scored;
}

SyncCandidate SssDetector::candidate(const Scored& scored, const PssCandidate& pss) const {
    const Place& place = places_[scored.place];
    const Sample product = sums_[scored.place][scored.parity].product(static_cast<std::size_t>(scored.group));
    const double pss_at = pss_start(place.duplex, place.cp);
    const double lag_s = (sss_start(place.duplex, place.cp) - pss_at) / base_rate_hz;
    SyncCandidate c;
    c.alignment = {.pci = 3 * scored.group + pss.n_id_2, .duplex = place.duplex, .cp = place.cp};
    c.alignment.clock_ppm = pss.clock_ppm;
    const double beyond_hz = std::arg(product) / (two_pi * lag_s);
    const double other_hz = beyond_hz - std::copysign(1 / lag_s, beyond_hz);
    c.alignment.cfo_hz = pss.offset_hz + beyond_hz;
    if (std::abs(other_hz) < most_primary_error_hz) c.other_cfo_hz = pss.offset_hz + other_hz;
    const double half_start = pss.start - pss_at * c.alignment.stretch();
    c.alignment.frame_start = half_start + (scored.parity == 0 ? 0.0 : half_frame_samples * c.alignment.stretch());
    c.metric = scored.score;
    c.coherence = std::norm(product) / primary_energy_;
    c.taps.assign(taps_.begin(), taps_.end());
    return c;
}

std::vector<SyncCandidate> SssDetector::detect(SymbolReader& reader, const PssCandidate& pss, std::size_t most) {
    read_primary(reader, pss);
    primary_energy_ = 0;
    terms_ = 0;
    for (const HalfFrame& half : half_frames_) {
        for (std::size_t t = 0; t < taps_.size() && half.valid; ++t) {
            primary_energy_ += std::norm(half.primary[t]);
            terms_ += 1;
        }
    }
    if (terms_ == 0) return {};
    std::vector<Scored> scored = score_all(reader, pss.n_id_2);
    const std::size_t keep = std::min(most, scored.size());
    const std::size_t ordered = std::min(std::max<std::size_t>(keep, 2), scored.size());
    std::partial_sort(scored.begin(), scored.begin() + static_cast<std::ptrdiff_t>(ordered), scored.end(),
                      [](const Scored& a, const Scored& b) { return a.score > b.score; });
    std::vector<SyncCandidate> found;
    for (std::size_t i = 0; i < keep; ++i) {
        found.push_back(candidate(scored[i], pss));
        if (ordered > 1) found.back().margin = scored[i].score / scored[i == 0 ? 1 : 0].score;
    }
    return found;
}

}  // namespace boresight::dsp::lte
