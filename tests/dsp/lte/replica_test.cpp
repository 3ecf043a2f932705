// SPDX-License-Identifier: GPL-3.0-or-later
// Cells made by the scene, which shares no code with the receiver, taken out of the samples again.
#include "dsp/lte/replica.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>
#include <random>

#include "dsp/lte/receiver.h"
#include "scene/lte/downlink.h"

namespace boresight::dsp::lte {
namespace {

constexpr double rate_hz = 1.92e6;
constexpr std::size_t samples_80ms = 153600;
constexpr double cfo_hz = 700;

class Still final : public scene::Channel {
public:
    Still(double amplitude, double phase) : amplitude_(amplitude), phase_(phase) {}
    void response(int port, double, double, double, std::span<std::complex<float>> out) override {
        for (auto& h : out) h = std::complex<float>(std::polar(amplitude_, phase_ + 2.1 * port));
    }

private:
    double amplitude_, phase_;
};

// Adds a cell of two ports whose frame with SFN 0 begins at `begin_s`.
void add_cell(std::vector<Sample>& samples, int pci, double level_db, double begin_s, double occupancy,
              int n_rb_dl = 50) {
    const scene::lte::Cell cell{.pci = pci, .n_rb_dl = n_rb_dl, .ports = 2, .occupancy = occupancy, .seed = 5};
    scene::lte::Downlink downlink(cell, {.rate_hz = rate_hz, .offset_hz = cfo_hz, .clock_ppm = 0, .sfn_0_s = begin_s});
    Still still(std::pow(10, level_db / 20), pci);
    downlink.add(0, samples, still);
}

void add_noise(std::vector<Sample>& samples, double level_db, unsigned seed) {
    std::mt19937 random(seed);
    std::normal_distribution<float> normal(0, static_cast<float>(std::sqrt(64 * std::pow(10, level_db / 10))));
    for (Sample& s : samples) s += Sample(normal(random), normal(random));
}

double power_db(std::span<const Sample> samples) {
    double sum = 0;
    for (const Sample& s : samples) sum += std::norm(s) / static_cast<double>(samples.size());
    return 10 * std::log10(sum);
}

TEST(Replica, HoldsNearlyAllOfACellWithoutTraffic) {
    constexpr double level_db = -40, noise_db = -60, least_suppression_db = 20, begin_s = 0.0031;
    std::vector<Sample> samples(samples_80ms);
    add_cell(samples, 128, level_db, begin_s, 0, 6);
    const double before_db = power_db(samples);
    add_noise(samples, noise_db, 1);
    const KnownSignal known{.alignment = {.pci = 128, .frame_start = begin_s * rate_hz, .cfo_hz = cfo_hz},
                            .ports = 2,
                            .mib = Mib{.n_rb_dl = 6, .phich_ng = PhichNg::one_sixth, .sfn = 0, .ports = 2}};
    SymbolReader reader;
    ReplicaMaker maker;
    IqBuffer replica;
    maker.make(reader, samples, known, replica);
    std::vector<Sample> clean(samples_80ms);
    add_cell(clean, 128, level_db, begin_s, 0, 6);
    for (std::size_t n = 0; n < clean.size(); ++n) clean[n] -= replica[n];
    std::printf("cell %.1f dB, left %.1f dB\n", before_db, power_db(clean));
    EXPECT_LT(power_db(clean), before_db - least_suppression_db);
}

TEST(Replica, LeavesOutWhatIsNotSent) {
    constexpr double noise_db = -50;
    std::vector<Sample> samples(samples_80ms);
    add_noise(samples, noise_db, 2);
    SymbolReader reader;
    ReplicaMaker maker;
    IqBuffer replica;
    maker.make(reader, samples, {.alignment = {.pci = 7, .frame_start = 1000}, .ports = 2, .mib = {}}, replica);
    EXPECT_LT(power_db(replica), power_db(samples) - 20);
}

// The weaker cell's reference signals lie on those of the stronger one, slot for slot.
TEST(LteReceiver, MeasuresACellUnderAnotherOnesReferenceSignals) {
    constexpr double strong_db = -40, weak_db = -53, noise_db = -62, most_error_db = 1.0;
    std::vector<Sample> samples(samples_80ms);
    add_cell(samples, 130, strong_db, 0.0031, 0.2);
    add_cell(samples, 331, weak_db, 0.0031 + 2e-6, 0.2);  // both leave 1 when divided by three
    add_noise(samples, noise_db, 3);
    const SearchResult found = Receiver(rate_hz).search(samples, {.low_hz = -20e3, .high_hz = 20e3});
    ASSERT_EQ(found.cells.size(), 2U);
    EXPECT_EQ(found.cells[0].pci, 130);
    EXPECT_NEAR(found.cells[0].rsrp_dbfs, strong_db, 0.5);
    EXPECT_EQ(found.cells[1].pci, 331);
    EXPECT_NEAR(found.cells[1].rsrp_dbfs, weak_db, most_error_db);
    EXPECT_TRUE(found.cells[1].mib);
}

}  // namespace
}  // namespace boresight::dsp::lte
