// SPDX-License-Identifier: GPL-3.0-or-later
// The receiver beside cells of every kind that the made world sends: duplex, cyclic prefix, ports, bandwidth, and every
// rate that radios have. Each gives exactly its cell, its MIB, and SIB1 where the whole carrier is seen.
#include <fmt/core.h>
#include <gtest/gtest.h>

#include <cmath>
#include <random>
#include <string>
#include <vector>

#include "dsp/lte/receiver.h"
#include "scene/gaussian.h"
#include "scene/lte/bch.h"
#include "scene/lte/downlink.h"
#include "scene/lte/transmitter.h"

namespace boresight::scene::lte {
namespace {

constexpr double seconds = 0.045;  // two blocks of SIB1 at least, whenever it begins
constexpr double amplitude = 0.005;
constexpr double snr_db = 20;
constexpr double most_level_error_db = 0.3;  // of 45 ms, DwPTS and short bandwidths included
constexpr double most_sinr_error_db = 1;
constexpr double most_cfo_error_hz = 30;
constexpr double window_hz = 20e3;
constexpr std::uint64_t first_seed = 100;
constexpr std::array bandwidths{6, 15, 25, 50, 75, 100};
constexpr std::array whole_rates_hz{1.92e6, 3.84e6, 7.68e6, 15.36e6, 23.04e6, 30.72e6};
constexpr std::array odd_rates_hz{2.0e6, 2.048e6, 2.4e6, 2.56e6, 10e6, 19.2e6, 20e6};

struct Row {
    bool tdd = false;
    Prefix prefix = Prefix::normal;
    int ports = 1;
    int n_rb_dl = 6;
    double rate_hz = least_rate_hz;
};

std::string name_of(const Row& row) {
    return fmt::format("{} {} CP {} ports {} RB at {:.3f} MS/s", row.tdd ? "TDD" : "FDD",
                       row.prefix == Prefix::normal ? "normal" : "extended", row.ports, row.n_rb_dl, row.rate_hz / 1e6);
}

class FlatChannel final : public Channel {
public:
    void response(int port, double, double, double, std::span<std::complex<float>> out) override {
        std::fill(out.begin(), out.end(), std::complex<float>(std::polar(amplitude, 0.7 * port)));
    }
};

Cell cell_of(const Row& row, std::mt19937_64& random) {
    const auto pick = [&](int low, int high) { return std::uniform_int_distribution<int>(low, high)(random); };
    Cell cell{.pci = pick(0, 503), .n_rb_dl = row.n_rb_dl, .ports = row.ports, .prefix = row.prefix, .occupancy = 0.6};
    if (row.tdd) cell.tdd = {pick(0, 6), pick(0, row.prefix == Prefix::normal ? 8 : 6)};
    cell.phich_duration = static_cast<PhichDuration>(pick(0, 1));
    cell.phich_resource = static_cast<PhichResource>(pick(0, 3));
    cell.sending.control_symbols = pick(1, 3);
    cell.information = Information{
        .plmns = {"310-410", "001-01"}, .tac = 6699, .cell_id = 11259361, .q_rxlevmin_dbm = -124, .band = 12};
    return cell;
}

std::vector<std::complex<float>> received(const Cell& cell, const View& view) {
    std::vector<std::complex<float>> samples(static_cast<std::size_t>(seconds * view.rate_hz));
    const double noise = amplitude * std::pow(10.0, -snr_db / 20) * std::sqrt(view.rate_hz / subcarrier_spacing_hz / 2);
    Gaussian gaussian(7);
    for (auto& sample : samples)
        sample = {static_cast<float>(noise) * gaussian.next(), static_cast<float>(noise) * gaussian.next()};
    FlatChannel channel;
    Downlink(cell, view).add(0, samples, channel);
    return samples;
}

std::uint32_t mib_bits(const Cell& cell, int sfn) {
    std::uint32_t bits = 0;
    for (const std::uint8_t bit : mib(cell, sfn)) bits = bits << 1 | bit;
    return bits;
}

void expect_found(const Row& row, std::uint64_t seed) {
    SCOPED_TRACE(name_of(row));
    std::mt19937_64 random(seed);
    const Cell cell = cell_of(row, random);
    std::uniform_real_distribution<double> offset_hz(-window_hz * 0.8, window_hz * 0.8), start_s(0, 10.24);
    const View view{
        .rate_hz = row.rate_hz, .offset_hz = offset_hz(random), .clock_ppm = 0, .sfn_0_s = -start_s(random)};
    const auto samples = received(cell, view);
    const auto found = dsp::lte::Receiver(row.rate_hz).search(samples, {.low_hz = -window_hz, .high_hz = window_hz});
    ASSERT_EQ(found.cells.size(), 1U) << "PCI " << cell.pci;
    const dsp::lte::Cell& seen = found.cells[0];
    EXPECT_EQ(seen.pci, cell.pci);
    EXPECT_EQ(seen.duplex == dsp::lte::Duplex::tdd, row.tdd);
    EXPECT_EQ(seen.cp == dsp::lte::CyclicPrefix::extended, row.prefix == Prefix::extended);
    EXPECT_NEAR(seen.cfo_hz, view.offset_hz, most_cfo_error_hz);
    EXPECT_NEAR(seen.rsrp_dbfs, 20 * std::log10(amplitude), most_level_error_db);
    ASSERT_TRUE(seen.mib);
    EXPECT_EQ(seen.mib->bits, mib_bits(cell, seen.mib->sfn));
    EXPECT_EQ(seen.mib->ports, row.ports);
    const double first_s = seen.frame_start_sample / row.rate_hz - view.sfn_0_s;
    EXPECT_EQ(seen.mib->sfn, static_cast<int>(std::lround(first_s * 100)) & 1023);
    if (row.rate_hz < row.n_rb_dl * 180e3 + 0.5e6) return;
    ASSERT_TRUE(seen.system_info);
    const dsp::lte::Sib1& sib1 = seen.system_info->sib1;
    EXPECT_EQ(sib1.plmns, cell.information->plmns);
    EXPECT_EQ(sib1.tac, cell.information->tac);
    EXPECT_EQ(sib1.cell_id, static_cast<std::uint32_t>(cell.information->cell_id));
    EXPECT_EQ(sib1.band, 12);
    EXPECT_EQ(sib1.q_rxlevmin_dbm, -124);
}

class ReceiverTable : public testing::TestWithParam<std::tuple<bool, Prefix, int>> {};

TEST_P(ReceiverTable, FindsEveryCellOfThisKindAtEveryRate) {
    const auto [tdd, prefix, ports] = GetParam();
    std::uint64_t seed = first_seed + static_cast<std::uint64_t>(ports);
    for (std::size_t i = 0; i < bandwidths.size(); ++i) {
        expect_found({tdd, prefix, ports, bandwidths[i], whole_rates_hz[i]}, ++seed);
        if (i > 0) expect_found({tdd, prefix, ports, bandwidths[i], least_rate_hz}, ++seed);
    }
    for (const double rate_hz : odd_rates_hz)
        for (const int n_rb_dl : {6, 50}) expect_found({tdd, prefix, ports, n_rb_dl, rate_hz}, ++seed);
}

// A receiver that counts on references beyond the control region there finds less of them.
TEST(MulticastSubframes, ChangeNothingThatTheReceiverSays) {
    for (const bool tdd : {false, true})
        for (const double rate_hz : {1.92e6, 7.68e6}) {
            Cell cell{.pci = 101, .n_rb_dl = 25, .ports = 2, .occupancy = 1};
            if (tdd) cell.tdd = {5, 7};
            cell.mbsfn = {{.period_frames = 1, .offset_frames = 0, .subframes = {"111111"}}};
            cell.information = Information{};
            const auto samples = received(cell, {.rate_hz = rate_hz, .sfn_0_s = -0.0231});
            const auto found =
                dsp::lte::Receiver(rate_hz).search(samples, {.low_hz = -window_hz, .high_hz = window_hz});
            ASSERT_EQ(found.cells.size(), 1U) << tdd << rate_hz;
            EXPECT_NEAR(found.cells[0].rsrp_dbfs, 20 * std::log10(amplitude), most_level_error_db) << tdd << rate_hz;
            EXPECT_NEAR(found.cells[0].sinr_db, snr_db, most_sinr_error_db) << tdd << rate_hz;
            EXPECT_EQ(found.cells[0].system_info.has_value(), rate_hz > 2e6) << tdd << rate_hz;
        }
}

INSTANTIATE_TEST_SUITE_P(Scene, ReceiverTable,
                         testing::Combine(testing::Bool(), testing::Values(Prefix::normal, Prefix::extended),
                                          testing::Values(1, 2, 4)));

}  // namespace
}  // namespace boresight::scene::lte
