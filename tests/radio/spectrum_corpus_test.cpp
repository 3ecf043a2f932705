// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "dsp/spectrum/carriers.h"
#include "dsp/spectrum/dc_notch.h"
#include "radio/sigmf.h"
#include "tests/recordings.h"

namespace boresight::radio {
namespace {

using dsp::spectrum::FoundCarrier;
using dsp::spectrum::Shape;

constexpr std::size_t fft_size = 4096;
constexpr double middle_tolerance_hz =
    30e3;  // two subcarriers; seen: 15.5 kHz where the edges stand out by 4 dB, else 3.1
constexpr double umts_tolerance_hz = 50e3;

std::vector<FoundCarrier> carriers_in(const std::string& recording) {
    SigmfReader reader(tests::shared_folder() / "captures" / recording);
    dsp::spectrum::Welch welch(reader.sample_rate_hz(), fft_size);
    for (Block block; reader.read(block) == ReadOutcome::samples;) welch.add(block.samples);
    dsp::spectrum::Spectrum spectrum = welch.result();
    notch_dc(spectrum);
    return find_carriers(spectrum, estimate_noise_floor(spectrum));
}

struct Truth {
    const char* recording;
    Shape shape;
    int n_rb_dl;
    double cfo_hz;  // of the strongest cell, from the truth file
};

// Every recording that holds a whole carrier with room beside it, but for fdd_b20_806.0M_hackrf_9.6M, whose edges lie
// where the filter of that capture falls.
constexpr Truth truths[] = {
    {"lte_real/fdd_b3_1852.5M_hackrf_6.4M", Shape::lte, 25, 24872.8},
    {"lte_real/fdd_b20_796.0M_hackrf_19.2M", Shape::lte, 50, 6249.1},
    {"lte_real/fdd_b3_1815.3M_hackrf_19.2M", Shape::lte, 100, 14272.9},
    {"lte_peer/lte_enb_n6_p1_pci274", Shape::lte, 6, 310},
    {"lte_peer/lte_enb_n15_p1_pci91", Shape::lte, 15, -1700},
    {"lte_peer/lte_enb_n25_p2_pci437", Shape::lte, 25, 2300},
    {"lte_peer/lte_lib_sib1_n6_p1_pci223", Shape::lte, 6, 250},
    {"lte_peer/lte_lib_sib1_n15_p2_ext_pci47", Shape::lte, 15, 1200},
    {"lte_peer/lte_lib_sib1_n25_p2_pci404", Shape::lte, 25, -900},
    {"lte_peer/lte_lib_sib1_n50_p2_tdd2_pci143", Shape::lte, 50, 3000},
    {"lte_peer/lte_lib_sib1_n100_p4_pci266", Shape::lte, 100, -400},
    {"umts/umts_std_sc000_7m68", Shape::umts, 0, 0},
};

TEST(SpectrumCorpus, SeesEveryWholeCarrierWithItsWidthAndPlace) {
    BORESIGHT_NEEDS_RECORDINGS();
    for (const Truth& truth : truths) {
        SCOPED_TRACE(truth.recording);
        int seen = 0;
        for (const FoundCarrier& carrier : carriers_in(truth.recording)) {
            if (carrier.shape == Shape::unknown) continue;
            ++seen;
            EXPECT_EQ(carrier.shape, truth.shape);
            EXPECT_EQ(carrier.n_rb_dl, truth.n_rb_dl);
            EXPECT_NEAR((carrier.low_hz + carrier.high_hz) / 2, truth.cfo_hz,
                        truth.shape == Shape::umts ? umts_tolerance_hz : middle_tolerance_hz);
        }
        EXPECT_EQ(seen, 1);
    }
}

TEST(SpectrumCorpus, SeesNothingWhereThereIsNothing) {
    BORESIGHT_NEEDS_RECORDINGS();
    for (const char* recording :
         {"lte_real/neg_2646.0M_hackrf_noise", "lte_real/neg_1860.0M_rtl_noise", "lte_peer/neg_noise",
          "lte_peer/neg_dc", "umts/umts_neg_noise_2m4", "umts/umts_neg_cw_2m4"})
        EXPECT_TRUE(carriers_in(recording).empty()) << recording;
}

TEST(SpectrumCorpus, SeesTwoNeighboursAndNoCarrierBetweenThem) {
    BORESIGHT_NEEDS_RECORDINGS();
    const auto carriers = carriers_in("lte_real/neg_811.0M_rtl_between_carriers");
    ASSERT_EQ(carriers.size(), 2U);
    EXPECT_EQ(carriers[0].low_edge_db, 0) << "cut by the capture";
    EXPECT_EQ(carriers[1].high_edge_db, 0) << "cut by the capture";
    EXPECT_LT(carriers[0].high_hz, -400e3);
    EXPECT_GT(carriers[1].low_hz, 400e3);
}

}  // namespace
}  // namespace boresight::radio
