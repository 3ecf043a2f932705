// SPDX-License-Identifier: GPL-3.0-or-later
#include "scene/lte/sync.h"

#include <initializer_list>
#include <numbers>

namespace boresight::scene::lte {
namespace {

constexpr int length = 31;
using Signs = std::array<int, length>;

// An m-sequence of 31 signs from x(i + 5) = the sum of x(i + tap) modulo 2, begun with 0, 0, 0, 0, 1.
// TS 36.211 6.11.2.1
Signs m_sequence(std::initializer_list<int> taps) {
    std::array<int, length> bit{0, 0, 0, 0, 1};
    for (int i = 0; i + 5 < length; ++i) {
        int sum = 0;
        for (const int tap : taps) sum += bit[static_cast<std::size_t>(i + tap)];
        bit[static_cast<std::size_t>(i + 5)] = sum % 2;
    }
    Signs signs{};
    for (std::size_t i = 0; i < bit.size(); ++i) signs[i] = 1 - 2 * bit[i];
    return signs;
}

int shifted(const Signs& signs, int n, int by) {
    return signs[static_cast<std::size_t>((n + by) % length)];
}

}  // namespace

SyncSignal primary_sync(int pci) {
    constexpr std::array roots{25, 29, 34};
    const int root = roots[static_cast<std::size_t>(pci % 3)];
    SyncSignal signal;
    for (int n = 0; n < sync_subcarriers; ++n) {
        const int m = n < length ? n : n + 1;  // the element in the middle would fall on the carrier's centre
        const int phase = root * m * (m + 1) % (2 * 63);
        signal[static_cast<std::size_t>(n)] = std::complex<float>(std::polar(1.0, -std::numbers::pi * phase / 63));
    }
    return signal;
}

SyncSignal secondary_sync(int pci, int subframe) {
    const Signs s = m_sequence({2, 0});
    const Signs c = m_sequence({3, 0});
    const Signs z = m_sequence({4, 2, 1, 0});
    const int n_id_1 = pci / 3;
    const int n_id_2 = pci % 3;
    const int q_prime = n_id_1 / (length - 1);
    const int q = (n_id_1 + q_prime * (q_prime + 1) / 2) / (length - 1);
    const int m_prime = n_id_1 + q * (q + 1) / 2;
    const int m0 = m_prime % length;
    const int m1 = (m0 + m_prime / length + 1) % length;
    const int even = subframe == 0 ? m0 : m1;
    const int odd = subframe == 0 ? m1 : m0;
    SyncSignal signal;
    for (int n = 0; n < length; ++n) {
        const auto at = static_cast<std::size_t>(2 * n);
        signal[at] = static_cast<float>(shifted(s, n, even) * shifted(c, n, n_id_2));
        signal[at + 1] = static_cast<float>(shifted(s, n, odd) * shifted(c, n, n_id_2 + 3) * shifted(z, n, even % 8));
    }
    return signal;
}

}  // namespace boresight::scene::lte
