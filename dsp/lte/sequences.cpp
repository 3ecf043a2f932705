// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/lte/sequences.h"

#include <cmath>
#include <numbers>

#include "dsp/lte/scrambling.h"

namespace boresight::dsp::lte {

namespace {

constexpr double pi = std::numbers::pi;

// x(i+5) = sum of the taps' x(i) mod 2, starting 0 0 0 0 1, as +1 and -1.
std::array<float, 31> m_sequence(std::array<int, 4> taps, int count) {
    std::array<int, 31> x{};
    x[4] = 1;
    for (int i = 0; i + 5 < 31; ++i) {
        int sum = 0;
        for (int t = 0; t < count; ++t) sum += x[i + taps[t]];
        x[i + 5] = sum % 2;
    }
    std::array<float, 31> signs{};
    for (int i = 0; i < 31; ++i) signs[i] = static_cast<float>(1 - 2 * x[i]);
    return signs;
}

}  // namespace

PssSequence pss_sequence(int n_id_2) {
    constexpr std::array<int, 3> roots{25, 29, 34};  // Table 6.11.1.1-1
    PssSequence d{};
    for (int n = 0; n < sync_subcarriers; ++n) {
        const int product = n < 31 ? n * (n + 1) : (n + 1) * (n + 2);
        const double phase = -pi * roots[n_id_2] * product / 63.0;
        d[n] = {static_cast<float>(std::cos(phase)), static_cast<float>(std::sin(phase))};
    }
    return d;
}

std::array<Sample, fft_size> pss_waveform(int n_id_2) {
    const PssSequence d = pss_sequence(n_id_2);
    std::array<Sample, fft_size> wave{};
    const double scale = 1.0 / std::sqrt(static_cast<double>(sync_subcarriers) * fft_size);
    for (int m = 0; m < fft_size; ++m) {
        std::complex<double> sum = 0;
        for (int n = 0; n < sync_subcarriers; ++n) {
            const int k = n < 31 ? n - 31 : n - 30;
            sum += std::complex<double>(d[n]) * std::polar(1.0, 2 * pi * k * m / fft_size);
        }
        wave[m] = Sample(sum * scale);
    }
    return wave;
}

SssParts sss_parts() {
    return {.s = m_sequence({0, 2, 0, 0}, 2), .c = m_sequence({0, 3, 0, 0}, 2), .z = m_sequence({0, 1, 2, 4}, 4)};
}

SssShifts sss_shifts(int n_id_1) {
    const int q_prime = n_id_1 / 30;
    const int q = (n_id_1 + q_prime * (q_prime + 1) / 2) / 30;
    const int m_prime = n_id_1 + q * (q + 1) / 2;
    const int m0 = m_prime % 31;
    return {m0, (m0 + m_prime / 31 + 1) % 31};
}

SssSequence sss_sequence(int n_id_1, int n_id_2, int half) {
    const SssParts parts = sss_parts();
    const SssShifts shifts = sss_shifts(n_id_1);
    const int even = half == 0 ? shifts.m0 : shifts.m1;
    const int odd = half == 0 ? shifts.m1 : shifts.m0;
    SssSequence d{};
    for (int n = 0; n < 31; ++n) {
        const float c0 = parts.c[(n + n_id_2) % 31];
        const float c1 = parts.c[(n + n_id_2 + 3) % 31];
        const float z = parts.z[(n + even % 8) % 31];
        d[2 * n] = parts.s[(n + even) % 31] * c0;
        d[2 * n + 1] = parts.s[(n + odd) % 31] * c1 * z;
    }
    return d;
}

std::array<Sample, crs_per_symbol> crs_sequence(int pci, CyclicPrefix cp, int n_s, int l) {
    const std::uint32_t n_cp = cp == CyclicPrefix::normal ? 1 : 0;
    const auto id = static_cast<std::uint32_t>(pci);
    const std::uint32_t c_init =
        1024U * static_cast<std::uint32_t>(7 * (n_s + 1) + l + 1) * (2 * id + 1) + 2 * id + n_cp;
    const std::uint32_t c = middle_crs_bits(c_init);
    const auto sign = [c](int bit) { return 1 - 2 * static_cast<float>((c >> bit) & 1U); };
    std::array<Sample, crs_per_symbol> r{};
    const float a = std::numbers::sqrt2_v<float> / 2;
    for (int m = 0; m < crs_per_symbol; ++m) r[m] = {a * sign(2 * m), a * sign(2 * m + 1)};
    return r;
}

int crs_shift(int pci, int port, CrsSymbol symbol, int n_s) {
    int v = 0;
    switch (port) {
        case 0: v = symbol == CrsSymbol::first ? 0 : 3; break;
        case 1: v = symbol == CrsSymbol::first ? 3 : 0; break;
        case 2: v = 3 * (n_s % 2); break;
        default: v = 3 + 3 * (n_s % 2); break;
    }
    return (v + pci) % 6;
}

}  // namespace boresight::dsp::lte
