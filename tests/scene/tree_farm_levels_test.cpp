// SPDX-License-Identifier: GPL-3.0-or-later
// What the tree farm's dongle hears in which direction, by our receiver: the figures of the story. Looks of 80 ms, half
// a second apart, so that scattered waves move in between; powers are added in watts over the looks of three stops. The
// world repeats itself, so these figures do; the spread of such a mean from seed to seed is about 0.7 dB.
#include <SoapySDR/Constants.h>
#include <fmt/core.h>
#include <gtest/gtest.h>

#include <cmath>
#include <complex>
#include <map>
#include <string>
#include <vector>

#include "dsp/lte/receiver.h"
#include "scene/driver.h"
#include "scene/scene_file.h"

namespace boresight::scene {
namespace {

constexpr double rate_hz = 1.92e6;
constexpr std::size_t look_samples = 153600;
constexpr double gain_db = 49.6;
constexpr int looks = 4;
constexpr int stops = 3;
constexpr double tower_deg = 238;
constexpr double beside_deg = 90;      // a stop in between, so that the next is set anew
constexpr double operator_hz = 739e6;  // band 12
constexpr double band_5_hz = 874e6;
constexpr int serving = 357;

struct Heard {
    int looks = 0;
    double power = 0;  // per element and port, full scale 1
    double noise = 0;
    double sinr_db() const { return 10 * std::log10(power / noise); }
};
using Cells = std::map<int, Heard>;

class Dongle {
public:
    explicit Dongle(double carrier_hz)
        : world_(load_scene("tree-farm")),
          driver_("tree-farm", world_, world_.receivers.front(), Driver::Pace::simulated),
          receiver_(rate_hz),
          carrier_hz_(carrier_hz) {
        driver_.setSampleRate(SOAPY_SDR_RX, 0, rate_hz);
        driver_.setFrequency(SOAPY_SDR_RX, 0, carrier_hz, {});
        driver_.setGain(SOAPY_SDR_RX, 0, gain_db);
        stream_ = driver_.setupStream(SOAPY_SDR_RX, "CF32", {}, {});
    }

    double first_deg() const { return world_.antenna.azimuth_deg; }

    void listen(double azimuth_deg, Cells& cells) {
        driver_.writeSetting("azimuth_deg", fmt::format("{}", azimuth_deg));
        for (int i = 0; i < looks; ++i) {
            driver_.writeSetting("advance_ns", "500000000");
            const auto found =
                receiver_.search(look(), {.low_hz = -140e3, .high_hz = 140e3, .center_frequency_hz = carrier_hz_});
            for (const auto& cell : found.cells) {
                Heard& heard = cells[cell.pci];
                ++heard.looks;
                for (const double port_dbfs : cell.rsrp_ports_dbfs)
                    heard.power += std::pow(10.0, port_dbfs / 10) / static_cast<double>(cell.rsrp_ports_dbfs.size());
                heard.noise += std::pow(10.0, cell.noise_dbfs_re / 10);
            }
        }
    }

private:
    std::vector<std::complex<float>> look() {
        std::vector<std::complex<float>> samples(look_samples);
        driver_.activateStream(stream_, 0, 0, 0);
        for (std::size_t got = 0; got < samples.size();) {
            void* const buffers[] = {samples.data() + got};
            int flags = 0;
            long long time_ns = 0;
            const int result = driver_.readStream(stream_, buffers, samples.size() - got, flags, time_ns, 100000);
            if (result <= 0) break;
            got += static_cast<std::size_t>(result);
        }
        driver_.deactivateStream(stream_, 0, 0);
        return samples;
    }

    World world_;
    Driver driver_;
    dsp::lte::Receiver receiver_;
    double carrier_hz_;
    SoapySDR::Stream* stream_ = nullptr;
};

void print(double carrier_hz, double azimuth_deg, const Cells& cells) {
    std::string line = fmt::format("{:.1f} MHz at {:3.0f} deg:", carrier_hz / 1e6, azimuth_deg);
    for (const auto& [pci, heard] : cells)
        line += fmt::format("  PCI {} {:5.1f} dBFS, SINR {:5.1f} dB, {} looks;", pci,
                            10 * std::log10(heard.power / heard.looks), heard.sinr_db(), heard.looks);
    fmt::print("{}\n", line);
}

Cells visited(Dongle& dongle, double carrier_hz, double azimuth_deg) {
    Cells cells;
    for (int stop = 0; stop < stops; ++stop) {
        Cells beside;
        dongle.listen(azimuth_deg, cells);
        if (stop + 1 < stops) dongle.listen(azimuth_deg + beside_deg - 180, beside);
    }
    print(carrier_hz, azimuth_deg, cells);
    return cells;
}

TEST(TreeFarm, GivesTheSinrOfTheStoryTowardsItsTower) {
    Dongle dongle(operator_hz);
    const double now_db = visited(dongle, operator_hz, dongle.first_deg())[serving].sinr_db();
    const double best_db = visited(dongle, operator_hz, tower_deg)[serving].sinr_db();
    Dongle other(band_5_hz);
    const double band_5_db = visited(other, band_5_hz, tower_deg)[serving].sinr_db();
    EXPECT_NEAR(best_db, 11, 1.5);
    EXPECT_NEAR(best_db - now_db, 6, 1.5);
    EXPECT_NEAR(best_db - band_5_db, 3, 1.5);
}

TEST(TreeFarm, HasItsBestPointingAtItsTowerAndNeighboursThatAreMissedThere) {
    Dongle dongle(operator_hz);
    std::map<double, Cells> ring;
    for (double azimuth_deg = tower_deg - 360; azimuth_deg < tower_deg; azimuth_deg += 45) {
        dongle.listen(azimuth_deg, ring[azimuth_deg]);
        print(operator_hz, azimuth_deg, ring[azimuth_deg]);
    }
    double best_db = -100;
    double best_deg = 0;
    double best_other_db = -100;
    std::map<int, int> missed;  // of the looks
    for (auto& [azimuth_deg, cells] : ring) {
        if (cells[serving].looks > 0 && cells[serving].sinr_db() > best_db) {
            best_db = cells[serving].sinr_db();
            best_deg = azimuth_deg;
        }
        for (const int pci : {86, 121}) {
            missed[pci] += looks - cells[pci].looks;
            if (cells[pci].looks > 0) best_other_db = std::max(best_other_db, cells[pci].sinr_db());
        }
    }
    EXPECT_EQ(best_deg, tower_deg - 360);
    EXPECT_GT(best_db, best_other_db + 3);
    for (const auto& [pci, times] : missed) EXPECT_GT(times, looks) << pci;
}

}  // namespace
}  // namespace boresight::scene
