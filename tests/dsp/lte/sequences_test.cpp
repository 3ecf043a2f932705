// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/lte/sequences.h"

#include <gtest/gtest.h>

#include <cmath>
#include <set>
#include <vector>

namespace boresight::dsp::lte {
namespace {

constexpr float rounding = 1e-5F;

TEST(PssSequence, HasUnitModulusAndTheWaveformUnitEnergy) {
    for (int n_id_2 = 0; n_id_2 < 3; ++n_id_2) {
        for (const Sample& d : pss_sequence(n_id_2)) EXPECT_NEAR(std::abs(d), 1, rounding);
        float energy = 0;
        for (const Sample& s : pss_waveform(n_id_2)) energy += std::norm(s);
        EXPECT_NEAR(energy, 1, rounding);
    }
}

TEST(PssSequence, SecondAndThirdAreConjugates) {
    const PssSequence a = pss_sequence(1), b = pss_sequence(2);
    for (int n = 0; n < sync_subcarriers; ++n) EXPECT_NEAR(std::abs(a[n] - std::conj(b[n])), 0, rounding);
}

// Rows of TS 36.211 Table 6.11.2.1-1.
TEST(SssShifts, AreThoseOfTheStandardsTable) {
    const std::vector<std::array<int, 3>> rows{{0, 0, 1},    {29, 29, 30}, {30, 0, 2},
                                               {58, 28, 30}, {59, 0, 3},   {167, 2, 9}};
    for (const auto& [n_id_1, m0, m1] : rows) {
        EXPECT_EQ(sss_shifts(n_id_1).m0, m0) << n_id_1;
        EXPECT_EQ(sss_shifts(n_id_1).m1, m1) << n_id_1;
    }
}

TEST(SssSequence, IsDifferentForEveryIdentityAndHalfFrame) {
    std::set<std::vector<float>> seen;
    for (int pci = 0; pci < pci_count; ++pci)
        for (int half = 0; half < 2; ++half) {
            const SssSequence d = sss_sequence(pci / 3, pci % 3, half);
            seen.insert({d.begin(), d.end()});
        }
    EXPECT_EQ(seen.size(), 2U * pci_count);
}

TEST(CrsShift, KeepsPortsApartWithinASymbol) {
    for (int pci = 0; pci < pci_count; ++pci)
        for (int n_s = 0; n_s < 20; ++n_s) {
            EXPECT_NE(crs_shift(pci, 0, CrsSymbol::first, n_s), crs_shift(pci, 1, CrsSymbol::first, n_s));
            EXPECT_NE(crs_shift(pci, 2, CrsSymbol::second, n_s), crs_shift(pci, 3, CrsSymbol::second, n_s));
            for (const CrsSymbol kind : {CrsSymbol::first, CrsSymbol::third_last})
                for (int port = 0; port < 2; ++port) EXPECT_EQ(crs_shift(pci, port, kind, n_s) % 3, pci % 3);
        }
}

TEST(CrsSequence, IsQpskAndDiffersBetweenSlotsSymbolsAndPrefixes) {
    std::set<std::vector<std::pair<float, float>>> seen;
    for (const CyclicPrefix cp : {CyclicPrefix::normal, CyclicPrefix::extended})
        for (int n_s = 0; n_s < 20; ++n_s)
            for (const int l : {0, 1, crs_symbol_index(CrsSymbol::third_last, cp)}) {
                std::vector<std::pair<float, float>> key;
                for (const Sample& r : crs_sequence(357, cp, n_s, l)) {
                    EXPECT_NEAR(std::norm(r), 1, rounding);
                    key.emplace_back(r.real(), r.imag());
                }
                seen.insert(key);
            }
    EXPECT_EQ(seen.size(), 120U);
}

}  // namespace
}  // namespace boresight::dsp::lte
