// SPDX-License-Identifier: GPL-3.0-or-later
#include "scene/lte/information.h"

#include <gtest/gtest.h>

#include <complex>
#include <string>
#include <vector>

#include "dsp/lte/receiver.h"
#include "platform/error.h"
#include "scene/gaussian.h"
#include "scene/lte/downlink.h"
#include "scene/lte/information_sender.h"
#include "scene/lte/transmitter.h"

namespace boresight::scene::lte {
namespace {

constexpr double seconds = 0.045;  // two blocks at least, whenever it begins
constexpr double amplitude = 0.01;
constexpr double noise = 1e-4;  // of a sample
constexpr std::array bandwidths{6, 15, 25, 50, 75, 100};
constexpr std::array rates_hz{1.92e6, 3.84e6, 7.68e6, 15.36e6, 23.04e6, 30.72e6};

Cell cell_with(Information information) {
    Cell cell;
    cell.information = std::move(information);
    return cell;
}

std::string refused_field(const Cell& cell) {
    try {
        check(cell);
    } catch (const Error& error) {
        return error.text().where;
    }
    return "";
}

TEST(Information, RefusesWhatNoCellCanSay) {
    EXPECT_EQ(refused_field(cell_with({})), "");
    EXPECT_EQ(refused_field(cell_with({.plmns = {"31-0410"}})), "plmn = 31-0410");
    EXPECT_EQ(refused_field(cell_with({.plmns = {}})), "plmn = 0");
    EXPECT_EQ(refused_field(cell_with({.tac = 65536})), "tac = 65536");
    EXPECT_EQ(refused_field(cell_with({.cell_id = 1 << 28})), "cell_id = 268435456");
    EXPECT_EQ(refused_field(cell_with({.q_rxlevmin_dbm = -121})), "q_rxlevmin_dbm = -121");
    EXPECT_EQ(refused_field(cell_with({.band = 66})), "band = 66");
    EXPECT_EQ(refused_field(cell_with({.si_window_ms = 30})), "si_window_ms = 30");
    const std::vector<Information::Message> many(32, {.period_frames = 8, .blocks = {3, 4, 5}});
    EXPECT_EQ(refused_field(cell_with({.messages = many})), "plmn = 1");
}

// TS 36.321 5.3.1: 0, 2, 3, 1 over the 80 ms that begin with a frame number that divides by eight.
TEST(InformationSender, SendsTheFourVersionsInEvenFramesOnly) {
    const Cell cell = cell_with({});
    InformationSender sender(cell);
    const auto shared = shared_places(cell, 5, cell.sending.sib1);
    const auto what = [&](std::int64_t frame, int subframe) {
        std::vector<Grid> ports(2, Grid(cell.n_rb_dl));
        sender.write(frame, subframe, ports);
        std::vector<std::complex<float>> seen;
        for (const Place& place : shared)
            seen.push_back(ports[0].symbol(place.symbol)[static_cast<std::size_t>(place.subcarrier)]);
        return seen;
    };
    const std::vector<std::complex<float>> silence(shared.size());
    for (int frame = 0; frame < 16; ++frame)
        for (int subframe = 0; subframe < 10; ++subframe)
            if (subframe != 5 || frame % 2 != 0) {
                EXPECT_EQ(what(frame, subframe), silence) << frame << ' ' << subframe;
            }
    for (int a = 0; a < 8; a += 2)
        for (int b = 8; b < 16; b += 2) EXPECT_EQ(what(a, 5) == what(b, 5), a + 8 == b) << a << ' ' << b;
    EXPECT_EQ(what(0, 5), what(1024, 5));
    EXPECT_EQ(what(6, 5), what(-2, 5));
}

class FlatChannel final : public Channel {
public:
    void response(int port, double, double, double, std::span<std::complex<float>> out) override {
        std::fill(out.begin(), out.end(), std::complex<float>(std::polar(amplitude, 0.7 * port)));
    }
};

class EveryWidthAndPorts : public testing::TestWithParam<std::tuple<std::size_t, int>> {};

TEST_P(EveryWidthAndPorts, IsReadByTheReceiver) {
    const auto [width, ports] = GetParam();
    Cell cell = cell_with({.plmns = {"310-410", "001-01"}, .tac = 6699, .cell_id = 11259361, .q_rxlevmin_dbm = -124});
    cell.information->band = 12;
    cell.pci = 101 + static_cast<int>(width);
    cell.n_rb_dl = bandwidths[width];
    cell.ports = ports;
    cell.occupancy = 0.7;
    const double rate_hz = rates_hz[width];
    Downlink downlink(cell, {.rate_hz = rate_hz, .offset_hz = 400, .sfn_0_s = -0.0231});
    std::vector<std::complex<float>> samples(static_cast<std::size_t>(seconds * rate_hz));
    Gaussian gaussian(7);
    for (auto& sample : samples)
        sample = {static_cast<float>(noise) * gaussian.next(), static_cast<float>(noise) * gaussian.next()};
    FlatChannel channel;
    downlink.add(0, samples, channel);
    const auto found = dsp::lte::Receiver(rate_hz).search(samples, {.low_hz = -10e3, .high_hz = 10e3});
    ASSERT_EQ(found.cells.size(), 1U);
    ASSERT_TRUE(found.cells[0].system_info);
    const dsp::lte::Sib1& sib1 = found.cells[0].system_info->sib1;
    EXPECT_EQ(sib1.plmns, cell.information->plmns);
    EXPECT_EQ(sib1.tac, 6699);
    EXPECT_EQ(sib1.cell_id, 11259361U);
    EXPECT_EQ(sib1.band, 12);
    EXPECT_EQ(sib1.q_rxlevmin_dbm, -124);
    EXPECT_FALSE(sib1.barred);
}

INSTANTIATE_TEST_SUITE_P(InformationSender, EveryWidthAndPorts,
                         testing::Combine(testing::Range(std::size_t{0}, bandwidths.size()), testing::Values(1, 2, 4)));

}  // namespace
}  // namespace boresight::scene::lte
