// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <string>

#include "dsp/lte/receiver.h"
#include "radio/sigmf.h"
#include "tests/recordings.h"

namespace boresight::dsp::lte {
namespace {

Cell only_cell(const std::string& name) {
    const radio::Block block = radio::SigmfReader(tests::shared_folder() / "captures/lte_peer" / name).whole();
    const SearchResult found = Receiver(1.92e6).search(block.samples, {.low_hz = -40e3, .high_hz = 40e3});
    EXPECT_EQ(found.cells.size(), 1U);
    return found.cells.at(0);
}

// TS 36.104 Annex B.2: RMS delay spreads of 43, 357 and 991 ns. The profile is cut at -15 dB, so that the longest one
// comes out short.
TEST(DelayProfile, TellsThePeersChannelModelsApart) {
    BORESIGHT_NEEDS_RECORDINGS();
    constexpr double error_us = 0.15, least_of_etu_us = 0.5, most_of_etu_us = 1.1;
    EXPECT_NEAR(only_cell("chan_cfo35k_pci188").delay_spread_us.value(), 0, error_us);
    EXPECT_NEAR(only_cell("chan_epa5_pci188").delay_spread_us.value(), 0.043, error_us);
    EXPECT_NEAR(only_cell("chan_eva70_pci188").delay_spread_us.value(), 0.357, error_us);
    const double etu = only_cell("chan_etu70_pci188").delay_spread_us.value();
    EXPECT_GT(etu, least_of_etu_us);
    EXPECT_LT(etu, most_of_etu_us);
}

}  // namespace
}  // namespace boresight::dsp::lte
