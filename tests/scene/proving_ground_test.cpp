// SPDX-License-Identifier: GPL-3.0-or-later
// Every cell of the proving ground as its two receivers hear it through SoapySDR: found with its MIB, and with SIB1
// where the receiver takes in the whole carrier.
#include <fmt/core.h>
#include <gtest/gtest.h>

#include <SoapySDR/Constants.h>

#include <algorithm>
#include <set>
#include <vector>

#include "dsp/lte/receiver.h"
#include "scene/air.h"
#include "scene/driver.h"
#include "scene/scene_file.h"

namespace boresight::scene {
namespace {

constexpr double seconds = 0.1;
constexpr double window_ppm = 40;
constexpr double weak_db = 8;  // a cell this much below another on its carrier may keep its SIB1 to itself
constexpr std::array rates_hz{1.92e6, 3.84e6, 7.68e6, 15.36e6, 23.04e6, 30.72e6};

double whole_rate_hz(int n_rb_dl) {
    return *std::find_if(rates_hz.begin(), rates_hz.end(), [n_rb_dl](double hz) { return hz > n_rb_dl * 200e3; });
}

std::vector<std::complex<float>> heard(const World& world, const Receiver& receiver, double frequency_hz,
                                       double rate_hz, double azimuth_deg) {
    Driver driver("proving-ground", world, receiver, Driver::Pace::simulated);
    driver.setSampleRate(SOAPY_SDR_RX, 0, rate_hz);
    driver.setGain(SOAPY_SDR_RX, 0, receiver.name == "wide" ? 60 : 40);
    driver.writeSetting("azimuth_deg", fmt::format("{}", azimuth_deg));
    driver.setFrequency(SOAPY_SDR_RX, 0, frequency_hz, {});
    auto* const stream = driver.setupStream(SOAPY_SDR_RX, "CF32", {}, {});
    driver.activateStream(stream, 0, 0, 0);
    std::vector<std::complex<float>> samples(static_cast<std::size_t>(seconds * rate_hz));
    for (std::size_t at = 0; at < samples.size();) {
        void* const buffers[] = {samples.data() + at};
        int flags = 0;
        long long time_ns = 0;
        at += static_cast<std::size_t>(driver.readStream(stream, buffers, samples.size() - at, flags, time_ns, 100000));
    }
    return samples;
}

TEST(ProvingGround, HoldsEveryKindOfCell) {
    const World world = load_scene("proving-ground");
    std::set<int> widths, ports;
    std::set<bool> tdd, extended, multicast, uplink;
    std::set<std::pair<lte::Format, bool>> messages;
    for (const Tower& tower : world.towers)
        for (const Carrier& carrier : tower.sectors[0].carriers) {
            widths.insert(carrier.cell.n_rb_dl);
            ports.insert(carrier.cell.ports);
            tdd.insert(carrier.cell.tdd.has_value());
            extended.insert(carrier.cell.prefix == lte::Prefix::extended);
            multicast.insert(!carrier.cell.mbsfn.empty());
            uplink.insert(carrier.uplink.has_value());
            messages.insert({carrier.cell.sending.messages.format, carrier.cell.sending.messages.distributed});
        }
    EXPECT_EQ(widths.size(), 6U);
    EXPECT_EQ(ports.size(), 3U);
    EXPECT_EQ(messages.size(), 3U);
    for (const auto& both : {tdd, extended, multicast, uplink}) EXPECT_EQ(both.size(), 2U);
}

TEST(ProvingGround, HasItsCellsHeardByEveryReceiverThatReachesThem) {
    const World world = load_scene("proving-ground");
    for (const Receiver& receiver : world.receivers)
        for (const Tower& tower : world.towers)
            for (const Carrier& carrier : tower.sectors[0].carriers) {
                if (carrier.frequency_hz > receiver.tuner_high_hz) continue;
                const lte::Cell& cell = carrier.cell;
                const double rate_hz = std::min(whole_rate_hz(cell.n_rb_dl), receiver.rate_high_hz);
                SCOPED_TRACE(fmt::format("{} with {} at {:.2f} MS/s", carrier.earfcn, receiver.name, rate_hz / 1e6));
                const auto samples = heard(world, receiver, carrier.frequency_hz, rate_hz, bearing_deg(tower));
                const double reach_hz = window_ppm * 1e-6 * carrier.frequency_hz;
                const auto found = dsp::lte::Receiver(rate_hz).search(
                    samples, {.low_hz = -reach_hz, .high_hz = reach_hz, .center_frequency_hz = carrier.frequency_hz});
                const auto at = std::find_if(found.cells.begin(), found.cells.end(),
                                             [&](const dsp::lte::Cell& seen) { return seen.pci == cell.pci; });
                ASSERT_NE(at, found.cells.end()) << "PCI " << cell.pci;
                EXPECT_EQ(at->duplex == dsp::lte::Duplex::tdd, cell.tdd.has_value());
                EXPECT_EQ(at->cp == dsp::lte::CyclicPrefix::extended, cell.prefix == lte::Prefix::extended);
                ASSERT_TRUE(at->mib);
                EXPECT_EQ(at->mib->n_rb_dl, cell.n_rb_dl);
                EXPECT_EQ(at->mib->ports, cell.ports);
                const bool is_covered = found.cells[0].rsrp_dbfs - at->rsrp_dbfs > weak_db;
                if (rate_hz < whole_rate_hz(cell.n_rb_dl) || is_covered) continue;
                ASSERT_TRUE(at->system_info);
                EXPECT_EQ(at->system_info->sib1.cell_id, static_cast<std::uint32_t>(cell.information->cell_id));
            }
}

}  // namespace
}  // namespace boresight::scene
