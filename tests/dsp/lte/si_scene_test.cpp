// SPDX-License-Identifier: GPL-3.0-or-later
// System information as the made world sends it, which shares no code with the receiver: every way to grant it, every
// width, number of ports, duplex and prefix.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <complex>
#include <optional>
#include <string>
#include <vector>

#include "dsp/lte/receiver.h"
#include "dsp/lte/slice_collector.h"
#include "scene/gaussian.h"
#include "scene/lte/downlink.h"

namespace boresight::dsp::lte {
namespace {

constexpr double seconds = 0.11;  // one window of each message at least, whenever it begins
constexpr double amplitude = 0.01;
constexpr double noise = 2e-4;  // of a sample
constexpr std::array bandwidths{6, 15, 25, 50, 75, 100};
constexpr std::array rates_hz{1.92e6, 3.84e6, 7.68e6, 15.36e6, 23.04e6, 30.72e6};

class FlatChannel final : public scene::Channel {
public:
    void response(int port, double, double, double, std::span<std::complex<float>> out) override {
        std::fill(out.begin(), out.end(), std::complex<float>(std::polar(amplitude, 0.7 * port)));
    }
};

scene::lte::Cell announcing_cell(std::size_t width) {
    scene::lte::Cell cell{.pci = 101 + static_cast<int>(width), .n_rb_dl = bandwidths[width]};
    cell.occupancy = 0.7;
    cell.information = scene::lte::Information{.plmns = {"310-410"}, .tac = 6699, .cell_id = 11259361, .band = 12};
    cell.information->messages = {{.period_frames = 8, .blocks = {3}}, {.period_frames = 8, .blocks = {5}}};
    cell.information->si_window_ms = 10;
    cell.information->radio = {.reference_power_dbm = 18, .p_b = 1, .uplink_earfcn = 23060};
    cell.information->neighbors = {{.earfcn = 5230, .q_rxlevmin_dbm = -120, .n_rb_dl = 50},
                                   {.earfcn = 675, .q_rxlevmin_dbm = -126, .n_rb_dl = 100}};
    return cell;
}

void expect_read(const scene::lte::Cell& cell, double rate_hz, const std::string& what) {
    scene::lte::Downlink downlink(cell, {.rate_hz = rate_hz, .offset_hz = 400, .sfn_0_s = -0.0231});
    std::vector<std::complex<float>> samples(static_cast<std::size_t>(seconds * rate_hz));
    scene::Gaussian gaussian(7);
    for (auto& sample : samples)
        sample = {static_cast<float>(noise) * gaussian.next(), static_cast<float>(noise) * gaussian.next()};
    FlatChannel channel;
    downlink.add(0, samples, channel);
    const auto found = Receiver(rate_hz).search(samples, {.low_hz = -10e3, .high_hz = 10e3});
    ASSERT_EQ(found.cells.size(), 1U) << what;
    ASSERT_TRUE(found.cells[0].system_info) << what;
    const SystemInfo& info = *found.cells[0].system_info;
    EXPECT_EQ(info.sib1.cell_id, 11259361U) << what;
    ASSERT_TRUE(info.sib2) << what;
    EXPECT_EQ(info.sib2->reference_signal_power_dbm, 18) << what;
    EXPECT_EQ(info.sib2->p_b, 1) << what;
    EXPECT_EQ(info.sib2->ul_earfcn, 23060) << what;
    EXPECT_EQ(info.sib2->ul_n_rb, std::nullopt) << what;
    EXPECT_EQ(info.sib2->mbsfn.size(), cell.mbsfn.size()) << what;
    ASSERT_TRUE(info.sib5) << what;
    ASSERT_EQ(info.sib5->size(), 2U) << what;
    EXPECT_EQ(info.sib5->front().earfcn, 5230) << what;
    EXPECT_EQ(info.sib5->front().q_rxlevmin_dbm, -120) << what;
    EXPECT_EQ(info.sib5->back().earfcn, 675) << what;
    EXPECT_EQ(info.sib5->back().n_rb, 100) << what;
    EXPECT_EQ(info.si_blocks.size(), 2U) << what;
}

struct Way {
    scene::lte::Format format = scene::lte::Format::a;
    bool distributed = false, second_gap = false;
};
constexpr std::array<Way, 5> ways{{{},
                                   {.distributed = true},
                                   {.distributed = true, .second_gap = true},
                                   {.format = scene::lte::Format::c, .distributed = true},
                                   {.format = scene::lte::Format::c, .distributed = true, .second_gap = true}}};

class EveryGrant : public testing::TestWithParam<std::tuple<std::size_t, std::size_t>> {};

TEST_P(EveryGrant, IsReadFromTheMadeWorld) {
    const auto [width, n] = GetParam();
    const Way& way = ways[n];
    if (way.second_gap && bandwidths[width] < 50) return;  // there is one only
    scene::lte::Cell cell = announcing_cell(width);
    const int step = bandwidths[width] < 50 ? 2 : 4;
    const scene::lte::Allocation allocation{.format = way.format,
                                            .distributed = way.distributed,
                                            .second_gap = way.second_gap,
                                            .first_block = width == 0 ? 0 : step,
                                            .blocks = width == 0 ? 6 : 2 * step};
    cell.sending.sib1 = allocation;
    cell.sending.messages = allocation;
    expect_read(cell, rates_hz[width], std::to_string(n));
}

INSTANTIATE_TEST_SUITE_P(SystemInformation, EveryGrant,
                         testing::Combine(testing::Range(std::size_t{0}, bandwidths.size()),
                                          testing::Range(std::size_t{0}, ways.size())));

TEST(SystemInformation, IsReadWithEveryNumberOfPortsDuplexAndPrefix) {
    for (const int ports : {1, 2, 4})
        for (const bool tdd : {false, true})
            for (const bool extended : {false, true}) {
                scene::lte::Cell cell = announcing_cell(2);
                cell.ports = ports;
                if (extended) cell.prefix = scene::lte::Prefix::extended;
                if (tdd) cell.tdd = scene::lte::Tdd{.config = 2, .special = extended ? 5 : 7};
                expect_read(cell, rates_hz[2],
                            std::to_string(ports) + (tdd ? " ports, TDD" : " ports") + (extended ? ", extended" : ""));
            }
}

// A radio that hears the whole carrier stays until the messages came, which is at most as long as they take.
TEST(SystemInformation, IsGatheredOverLooksThatFollowOneAnother) {
    constexpr double look_s = 0.1, settling_s = 0.013;
    constexpr std::size_t width = 2;
    scene::lte::Cell cell = announcing_cell(width);
    cell.information->messages = {{.period_frames = 16, .blocks = {3}}, {.period_frames = 32, .blocks = {5}}};
    const double rate_hz = rates_hz[width];
    const CarrierShape shape{
        .pci = cell.pci, .n_rb_dl = cell.n_rb_dl, .ports = cell.ports, .phich_ng = PhichNg::one_sixth};
    SliceCollector collector(shape, rate_hz);
    ASSERT_EQ(collector.slices(), 1);
    FlatChannel channel;
    std::vector<std::complex<float>> samples(static_cast<std::size_t>(look_s * rate_hz));
    std::optional<SystemInfo> info;
    double now_s = 3.3217;
    int looks = 0;
    for (; looks < 10 && !collector.complete(); ++looks, now_s += look_s + settling_s) {
        std::fill(samples.begin(), samples.end(), 0);
        scene::lte::Downlink downlink(cell, {.rate_hz = rate_hz, .offset_hz = 400, .sfn_0_s = -now_s});
        downlink.add(0, samples, channel);
        const double frames = std::ceil(now_s / 0.010);
        const auto more = collector.take({.samples = samples,
                                          .carrier_hz = 400,
                                          .frame_start_sample = (frames * 0.010 - now_s) * rate_hz,
                                          .sfn = static_cast<int>(frames) % 1024,
                                          .most_off_s = 0.002});
        if (more) info = more;
        EXPECT_TRUE(info) << "SIB1 comes in every look";
    }
    EXPECT_TRUE(collector.complete());
    ASSERT_TRUE(info && info->sib2 && info->sib5);
    EXPECT_EQ(info->sib2->reference_signal_power_dbm, 18);
    EXPECT_EQ(info->sib5->front().earfcn, 5230);
    EXPECT_GT(looks, 1);
    // Whoever hears a slice only has nothing to wait for once it knows whose the cell is.
    EXPECT_GT(SliceCollector(shape, 2.4e6).slices(), 1);
}

TEST(SystemInformation, IsReadBesideSubframesOfMulticast) {
    scene::lte::Cell cell = announcing_cell(2);
    cell.mbsfn = {{.period_frames = 1, .offset_frames = 0, .subframes = {"111111"}}};
    expect_read(cell, rates_hz[2], "multicast");
}

}  // namespace
}  // namespace boresight::dsp::lte
