// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/lte/sss.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace boresight::dsp::lte {

namespace {

constexpr double two_pi = 2 * std::numbers::pi;
constexpr int first_sync = 5;     // of the middle 72 subcarriers, the first that sync signals use
constexpr int earliest_tap = -6;  // echoes looked for, in samples from the strongest correlation
constexpr int latest_tap = 12;
constexpr int tap_step = 2;              // what 62 subcarriers resolve
constexpr double least_tap_share = 0.2;  // of the strongest echo's power
constexpr double tap_false_rate = 1e-4;

using SyncSymbol = std::array<Sample, sync_subcarriers>;

// The 62 subcarriers of the synchronization signals, with the symbol's power set to 1 and `delay` undone.
SyncSymbol sync_part(const Subcarriers& symbol, double delay) {
    float power = 0;
    for (int n = 0; n < sync_subcarriers; ++n) power += std::norm(symbol[first_sync + n]);
    const float scale = power > 0 ? 1 / std::sqrt(power) : 0.0F;
    SyncSymbol part;
    const double step = two_pi * delay / fft_size;
    const std::complex<double> turn = std::polar(1.0, step);
    std::complex<double> phase = std::polar(1.0, step * signed_subcarrier(first_sync));
    for (int n = 0; n < sync_subcarriers; ++n) {
        if (n == sync_subcarriers / 2) phase *= turn;  // the unused subcarrier
        part[n] = symbol[first_sync + n] * scale * Sample(phase);
        phase *= turn;
    }
    return part;
}

}  // namespace

SssDetector::SssDetector() : parts_(sss_parts()) {
    for (int g = 0; g < groups_; ++g) shifts_[g] = sss_shifts(g);
    for (int m = 0; m < 31; ++m)
        for (int n = 0; n < 31; ++n) s_[m][n] = parts_.s[(n + m) % 31];
}

void SssDetector::read_primary(SymbolReader& reader, const PssCandidate& pss) {
    const PssSequence d = pss_sequence(pss.n_id_2);
    const std::size_t count = PssSearch::half_frames(reader.samples().size());
    half_frames_.assign(count, {});
    std::vector<Subcarriers> symbols(count);
    std::array<double, latest_tap - earliest_tap + 1> profile{};
    std::size_t valid = 0;
    const auto correlate = [&d](const Subcarriers& symbol, double delay) {
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
    taps_.assign(1, 0.0);
    const double least =
        std::max(least_tap_share * profile[-earliest_tap],
                 static_cast<double>(valid) * PssSearch::threshold(std::max<std::size_t>(valid, 1), tap_false_rate));
    std::vector<int> order;
    for (int t = earliest_tap; t <= latest_tap; ++t)
        if (profile[t - earliest_tap] > least) order.push_back(t);
    std::sort(order.begin(), order.end(),
              [&](int a, int b) { return profile[a - earliest_tap] > profile[b - earliest_tap]; });
    for (const int t : order) {
        const bool apart =
            std::all_of(taps_.begin(), taps_.end(), [t](double k) { return std::abs(k - t) >= tap_step; });
        if (apart && taps_.size() < most_taps_) taps_.push_back(t);
    }
    for (std::size_t h = 0; h < count; ++h)
        for (std::size_t t = 0; t < taps_.size() && half_frames_[h].valid; ++t)
            half_frames_[h].primary[t] = correlate(symbols[h], taps_[t]);
}

void SssDetector::correlate_secondary(const Subcarriers& symbol, int n_id_2, double delay) {
    const SyncSymbol y = sync_part(symbol, delay);
    std::array<float, 31> re{}, im{};
    const auto against_shifts = [&](std::array<Sample, 31>& out) {
        for (int m = 0; m < 31; ++m) {
            float sum_re = 0, sum_im = 0;
            for (int n = 0; n < 31; ++n) {
                sum_re += re[n] * s_[m][n];
                sum_im += im[n] * s_[m][n];
            }
            out[m] = {sum_re, sum_im};
        }
    };
    for (int n = 0; n < 31; ++n) {
        const Sample even = y[2 * n] * parts_.c[(n + n_id_2) % 31];
        re[n] = even.real();
        im[n] = even.imag();
    }
    against_shifts(even_);
    for (int e = 0; e < 8; ++e) {
        for (int n = 0; n < 31; ++n) {
            const Sample odd = y[2 * n + 1] * parts_.c[(n + n_id_2 + 3) % 31] * parts_.z[(n + e) % 31];
            re[n] = odd.real();
            im[n] = odd.imag();
        }
        against_shifts(odd_[e]);
    }
}

void SssDetector::add_half_frame(std::size_t index, int tap, Sums& sums) const {
    const Sample primary = std::conj(half_frames_[index].primary[tap]);
    for (int g = 0; g < groups_; ++g) {
        const auto [m0, m1] = shifts_[g];
        const std::array<Sample, 2> halves{even_[m0] + odd_[m0 % 8][m1], even_[m1] + odd_[m1 % 8][m0]};
        for (std::size_t parity = 0; parity < 2; ++parity) {
            const Sample q = halves[(index + parity) % 2];
            sums[parity][g].energy += std::norm(q);
            sums[parity][g].product += primary * q;
        }
    }
}

std::vector<SssDetector::Scored> SssDetector::score_all(SymbolReader& reader, int n_id_2) {
    std::vector<Scored> scored;
    for (std::size_t p = 0; p < places_.size(); ++p) {
        for (auto& by_parity : sums_[p]) by_parity.fill({});
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
                const Evidence& e = sums_[p][parity][g];
                const double evidence = primary_energy_ + e.energy + 2 * std::abs(e.product);
                scored.push_back({evidence / (terms_ + read), p, parity, g});
            }
        }
    }
    return scored;
}

SyncCandidate SssDetector::candidate(const Scored& scored, const PssCandidate& pss) const {
    const Place& place = places_[scored.place];
    const Evidence& evidence = sums_[scored.place][scored.parity][static_cast<std::size_t>(scored.group)];
    const double pss_at = pss_start(place.duplex, place.cp);
    const double lag_s = (sss_start(place.duplex, place.cp) - pss_at) / base_rate_hz;
    SyncCandidate c;
    c.alignment = {.pci = 3 * scored.group + pss.n_id_2, .duplex = place.duplex, .cp = place.cp};
    c.alignment.clock_ppm = pss.clock_ppm;
    c.alignment.cfo_hz = pss.offset_hz + std::arg(evidence.product) / (two_pi * lag_s);
    const double half_start = pss.start - pss_at * c.alignment.stretch();
    c.alignment.frame_start = half_start + (scored.parity == 0 ? 0.0 : half_frame_samples * c.alignment.stretch());
    c.metric = scored.score;
    c.coherence = std::norm(evidence.product) / primary_energy_;
    c.taps = taps_;
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
