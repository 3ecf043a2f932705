// SPDX-License-Identifier: GPL-3.0-or-later
#include "scene/driver.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <SoapySDR/Errors.hpp>

#include <SoapySDR/Device.hpp>
#include <cmath>
#include <complex>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <memory>

#include "dsp/lte/receiver.h"
#include "platform/error.h"
#include "scene/register.h"
#include "scene/scene_file.h"
#include "scene/umts/downlink.h"
#include "tests/temporary_folder.h"

namespace boresight::scene {
namespace {

using testing::IsEmpty;
using testing::SizeIs;

constexpr long timeout_us = 100000;
constexpr double carrier_hz = 739e6;
constexpr double azimuth_deg = 238;  // of the serving tower
constexpr std::int64_t ns_per_s = 1000000000;

struct Unmake {
    void operator()(SoapySDR::Device* device) const { SoapySDR::Device::unmake(device); }
};
using Device = std::unique_ptr<SoapySDR::Device, Unmake>;

class SceneDriver : public testing::Test {
protected:
    static void SetUpTestSuite() {
        ::setenv("SOAPY_SDR_ROOT", "/nonexistent", 1);  // no modules of the machine
        register_scene();
    }

    static Device open(SoapySDR::Kwargs arguments = {}) {
        arguments["driver"] = "scene";
        arguments.emplace("pace", "virtual");
        return Device(SoapySDR::Device::make(arguments));
    }

    static std::string farm() {
        std::ifstream stream(BORESIGHT_TREE "/data/scenes/tree-farm.toml");
        return {std::istreambuf_iterator<char>(stream), {}};
    }
    // A file of the tree farm with more at its end.
    std::string farm_with(const std::string& more) { return folder_.file("farm.toml", farm() + more).string(); }
    // A file of the tree farm with one text for another.
    std::string farm_but(const std::string& old, const std::string& text) {
        std::string all = farm();
        const auto at = all.find(old);
        EXPECT_NE(at, std::string::npos) << old;
        return folder_.file("farm.toml", all.replace(at, old.size(), text)).string();
    }

    struct Read {
        int result = 0;
        int flags = 0;
        long long time_ns = -1;
    };
    Read read(SoapySDR::Device& device, SoapySDR::Stream* stream, std::size_t count) {
        samples_.resize(count);
        void* const buffers[] = {samples_.data()};
        Read read;
        read.result = device.readStream(stream, buffers, count, read.flags, read.time_ns, timeout_us);
        return read;
    }

    std::vector<std::complex<float>> record(SoapySDR::Device& device, std::size_t count, std::size_t piece = 10000) {
        auto* stream = device.setupStream(SOAPY_SDR_RX, "CF32");
        EXPECT_EQ(device.activateStream(stream), 0);
        std::vector<std::complex<float>> all;
        while (all.size() < count) {
            const Read got = read(device, stream, std::min(piece, count - all.size()));
            if (got.result <= 0) break;
            all.insert(all.end(), samples_.begin(), samples_.begin() + got.result);
        }
        device.deactivateStream(stream);
        device.closeStream(stream);
        return all;
    }

    tests::TemporaryFolder folder_;
    std::vector<std::complex<float>> samples_;
};

class Flat final : public Channel {
public:
    void response(int, double, double, double, std::span<std::complex<float>> out) override {
        std::fill(out.begin(), out.end(), std::complex<float>(1));
    }
};

std::int64_t now_ns(SoapySDR::Device& device) {
    return device.getHardwareTime();
}

TEST_F(SceneDriver, IsFoundOnlyWhenAskedFor) {
    EXPECT_THAT(SoapySDR::Device::enumerate(), IsEmpty());
    EXPECT_THAT(SoapySDR::Device::enumerate("driver=rtlsdr"), IsEmpty());
    const auto found = SoapySDR::Device::enumerate("driver=scene");
    ASSERT_THAT(found, SizeIs(2));  // the scene has two receivers
    for (const auto& each : found) EXPECT_TRUE(each.at("label").starts_with("SIMULATED"));
    EXPECT_THAT(SoapySDR::Device::enumerate("driver=scene,radio=wide"), SizeIs(1));
    EXPECT_THAT(SoapySDR::Device::enumerate("driver=scene,serial=BAD"), IsEmpty());
}

TEST_F(SceneDriver, RefusesArgumentsThatItDoesNotHave) {
    EXPECT_THROW(open({{"serial", "BAD"}}), std::exception);
    EXPECT_THROW(open({{"scene", "nowhere"}}), std::exception);
    EXPECT_THROW(open({{"radio", "crystal set"}}), std::exception);
    EXPECT_THROW(open({{"pace", "fast"}}), std::exception);
}

TEST_F(SceneDriver, ThrowsWhateverIsAskedOfASender) {
    const Device device = open();
    constexpr int other = 1 - SOAPY_SDR_RX;
    EXPECT_EQ(device->getNumChannels(other), 0U);
    EXPECT_THROW(device->setupStream(other, "CF32"), std::logic_error);
    EXPECT_THROW(device->setFrequency(other, 0, 739e6), std::logic_error);
    EXPECT_THROW(device->setGain(other, 0, 1), std::logic_error);
    EXPECT_THROW(device->setSampleRate(other, 0, 1.92e6), std::logic_error);
    EXPECT_THROW(device->setAntenna(other, 0, "RX"), std::logic_error);
    EXPECT_THROW(device->getStreamFormats(other, 0), std::logic_error);
}

TEST_F(SceneDriver, HearsOnlyWhatItsTunerReaches) {
    const Device dongle = open();
    dongle->setFrequency(SOAPY_SDR_RX, 0, 1766e6);
    EXPECT_THROW(dongle->setFrequency(SOAPY_SDR_RX, 0, 1950e6), Error);
    EXPECT_EQ(dongle->getFrequency(SOAPY_SDR_RX, 0), 1766e6);
    EXPECT_THROW(dongle->setSampleRate(SOAPY_SDR_RX, 0, 7.68e6), Error);
    EXPECT_THROW(dongle->setSampleRate(SOAPY_SDR_RX, 0, 1.8e6), Error);
    dongle->setSampleRate(SOAPY_SDR_RX, 0, 2.048e6);
    EXPECT_EQ(dongle->getSampleRate(SOAPY_SDR_RX, 0), 2.048e6);
    const Device wide = open({{"radio", "wide"}});
    wide->setFrequency(SOAPY_SDR_RX, 0, 1950e6);
    wide->setSampleRate(SOAPY_SDR_RX, 0, 15.36e6);
}

TEST_F(SceneDriver, GivesNothingBeforeItsStreamIsActive) {
    const Device device = open();
    auto* stream = device->setupStream(SOAPY_SDR_RX, "CF32");
    const auto before = now_ns(*device);
    EXPECT_EQ(read(*device, stream, 100).result, SOAPY_SDR_TIMEOUT);
    EXPECT_EQ(now_ns(*device) - before, timeout_us * 1000);
    EXPECT_THROW(device->setupStream(SOAPY_SDR_RX, "CF32"), std::logic_error);
    device->closeStream(stream);
    EXPECT_THROW(device->setupStream(SOAPY_SDR_RX, "CF64"), std::invalid_argument);
}

TEST_F(SceneDriver, GivesAtMostWhatItSaysWithTimesThatFollowTheSamples) {
    const Device device = open();
    auto* stream = device->setupStream(SOAPY_SDR_RX, "CF32");
    device->activateStream(stream);
    const auto mtu = device->getStreamMTU(stream);
    const Read first = read(*device, stream, 2 * mtu);
    EXPECT_EQ(first.result, static_cast<int>(mtu));
    EXPECT_EQ(first.flags, SOAPY_SDR_HAS_TIME);
    const Read second = read(*device, stream, 1000);
    EXPECT_EQ(second.result, 1000);
    const double true_rate_hz = 1.92e6 * (1 + 18e-6);
    EXPECT_NEAR(static_cast<double>(second.time_ns - first.time_ns), static_cast<double>(mtu) / true_rate_hz * 1e9, 2);
}

TEST_F(SceneDriver, ItsCrystalWarmsUp) {
    const auto device = open({{"scene", farm_but("clock_ppm = 18\n", "clock_ppm = 18\nwarm_up_ppm = 50\n")}});
    auto* stream = device->setupStream(SOAPY_SDR_RX, "CF32");
    const auto clock_ppm = [&] {
        device->activateStream(stream);
        const long long before = read(*device, stream, 16000).time_ns;
        const auto passed_ns = static_cast<double>(read(*device, stream, 16000).time_ns - before);
        device->deactivateStream(stream);
        return (16000 / 1.92e6 * 1e9 / passed_ns - 1) * 1e6;
    };
    constexpr double tolerance_ppm = 0.2;  // times are whole nanoseconds, of 8 million
    EXPECT_NEAR(clock_ppm(), 68, tolerance_ppm);
    device->writeSetting("advance_ns", "300000000000");
    EXPECT_NEAR(clock_ppm(), 18 + 50 / std::exp(1.0), tolerance_ppm);
    device->writeSetting("advance_ns", "6000000000000");
    EXPECT_NEAR(clock_ppm(), 18, tolerance_ppm);
}

TEST_F(SceneDriver, MovesItsTimeByWhatIsReadByAdvancesAndByTurns) {
    const Device device = open();
    const auto start = now_ns(*device);
    device->writeSetting("advance_ns", "5000000000");
    EXPECT_EQ(now_ns(*device) - start, 5 * ns_per_s);
    const double azimuth = std::stod(device->readSetting("azimuth_deg"));
    device->writeSetting("azimuth_deg", std::to_string(azimuth - 60));  // 6 degrees a second
    EXPECT_EQ(now_ns(*device) - start, 15 * ns_per_s);
    EXPECT_EQ(std::stod(device->readSetting("azimuth_deg")), azimuth - 60);
    device->setFrequency(SOAPY_SDR_RX, 0, 750e6);
    EXPECT_EQ(now_ns(*device) - start, 15 * ns_per_s);
    auto* stream = device->setupStream(SOAPY_SDR_RX, "CF32");
    device->activateStream(stream);
    EXPECT_THROW(device->writeSetting("advance_ns", "1"), Error);
    for (const auto& [key, value] : SoapySDR::Kwargs{{"azimuth_deg", "400"},
                                                     {"azimuth_deg", "north"},
                                                     {"polarization_deg", "91"},
                                                     {"pace", "slow"},
                                                     {"colour", "grey"}})
        EXPECT_THROW(device->writeSetting(key, value), Error) << key;
}

TEST_F(SceneDriver, GivesTheSameSamplesAgainHoweverTheyAreCut) {
    const auto once = record(*open({{"scene", "tree-farm"}}), 40000);
    const auto again = record(*open({{"scene", "tree-farm"}}), 40000, 777);
    ASSERT_EQ(once.size(), 40000U);
    EXPECT_EQ(once, again);
}

TEST_F(SceneDriver, DriftsTheSameWhetherTimePassesInOneStepOrInMany) {
    const auto scene = farm_but("[drift]\ngain_db = 1\n", "[drift]\ngain_db = 10\n");
    const auto after = [&](int steps, std::int64_t seconds) {
        const Device device = open({{"scene", scene}});
        device->setGain(SOAPY_SDR_RX, 0, 40);
        for (int i = 0; i < steps; ++i) device->writeSetting("advance_ns", std::to_string(seconds * ns_per_s / steps));
        return record(*device, 40000);
    };
    const auto power = [](const std::vector<std::complex<float>>& samples) {
        double sum = 0;
        for (const auto& sample : samples) sum += std::norm(sample);
        return sum;
    };
    const auto hours = after(1, 20000);
    EXPECT_EQ(hours, after(2000, 20000));
    EXPECT_GT(std::abs(10 * std::log10(power(hours) / power(after(0, 0)))), 0.5);
}

TEST_F(SceneDriver, GivesIntegersThatAreTheSameSamples) {
    const auto floats = record(*open(), 1000);
    const Device device = open();
    auto* stream = device->setupStream(SOAPY_SDR_RX, "CS16");
    device->activateStream(stream);
    std::vector<std::int16_t> integers(2000);
    void* const buffers[] = {integers.data()};
    int flags = 0;
    long long time_ns = 0;
    ASSERT_EQ(device->readStream(stream, buffers, 1000, flags, time_ns, timeout_us), 1000);
    for (std::size_t i = 0; i < floats.size(); ++i) {
        ASSERT_EQ(integers[2 * i], std::lround(floats[i].real() * 32768));
        ASSERT_EQ(integers[2 * i + 1], std::lround(floats[i].imag() * 32768));
    }
}

TEST_F(SceneDriver, TakesRealTimeAtThePaceOfTheWall) {
    const Device device = open({{"pace", "wall"}});
    auto* stream = device->setupStream(SOAPY_SDR_RX, "CF32");
    const auto begin = std::chrono::steady_clock::now();
    device->activateStream(stream);
    std::size_t got = 0;
    while (got < 96000) got += static_cast<std::size_t>(std::max(0, read(*device, stream, 10000).result));
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
    EXPECT_GE(took.count(), 0.0499);
}

TEST_F(SceneDriver, LosesStallsAndVanishesAsTheScriptSays) {
    const auto scene = farm_with(
        "\n[[fault]]\nkind = \"overflow\"\nat_s = 0.005\nlasts_s = 0.5\n"
        "[[fault]]\nkind = \"timeout\"\nat_s = 0.51\nlasts_s = 0.25\n"
        "[[fault]]\nkind = \"stall\"\nat_s = 1.0\nlasts_s = 0.05\n[[fault]]\nkind = \"unplug\"\nat_s = 1.1\n");
    {
        const Device device = open({{"scene", scene}});
        auto* stream = device->setupStream(SOAPY_SDR_RX, "CF32");
        device->activateStream(stream);
        EXPECT_EQ(read(*device, stream, 16384).result, 9601);  // 0.005 s by a clock that is 18 ppm fast, up
        EXPECT_EQ(read(*device, stream, 16384).result, SOAPY_SDR_OVERFLOW);
        const Read after = read(*device, stream, 16384);
        EXPECT_NEAR(static_cast<double>(after.time_ns), 0.505e9, 20e3);
        EXPECT_GT(after.result, 0);
        int timeouts = 0;
        while (read(*device, stream, 16384).result == SOAPY_SDR_TIMEOUT) ++timeouts;
        EXPECT_EQ(timeouts, 3);  // of 0.1 s each
        const auto begin = std::chrono::steady_clock::now();
        int last = 0;
        while ((last = read(*device, stream, 16384).result) > 0) {
        }
        EXPECT_GE(std::chrono::steady_clock::now() - begin, std::chrono::milliseconds(50));
        EXPECT_EQ(last, SOAPY_SDR_STREAM_ERROR);
        EXPECT_EQ(read(*device, stream, 16384).result, SOAPY_SDR_STREAM_ERROR);
        EXPECT_THAT(SoapySDR::Device::enumerate(SoapySDR::Kwargs{{"driver", "scene"}, {"scene", scene}}), IsEmpty());
    }
    EXPECT_THAT(SoapySDR::Device::enumerate(SoapySDR::Kwargs{{"driver", "scene"}, {"scene", scene}}), SizeIs(2));
}

// The air's microcell by a pilot of the same code, timing and clock, and by a pilot of another code.
TEST_F(SceneDriver, HearsItsMicrocellUnderItsCodeAndAtItsLevel) {
    constexpr double rate_hz = 2.4e6;
    constexpr double clock_ppm = 18;
    constexpr double light_m_per_s = 299792458;
    const World world = load_scene("tree-farm");
    const Microcell& home = world.microcells.front();
    const Device device = open();
    device->setSampleRate(SOAPY_SDR_RX, 0, rate_hz);
    device->setGain(SOAPY_SDR_RX, 0, 40);
    device->setFrequency(SOAPY_SDR_RX, 0, home.frequency_hz);
    device->writeSetting("azimuth_deg", std::to_string(bearing_deg(home)));
    const double begin_s = static_cast<double>(now_ns(*device)) / 1e9;
    const auto samples = record(*device, 96000);  // 40 ms, four frames
    const auto heard_dbm = [&](int psc) {
        constexpr double nothing_db = -200;
        umts::Cell cell = home.cell;
        cell.psc = psc;
        cell.pccpch_db = cell.psch_db = cell.ssch_db = nothing_db;
        cell.occupancy = 0;
        const double distance_m = std::hypot(home.east_m, home.north_m, home.height_m - world.antenna.height_m);
        umts::Downlink pilot(cell, {.rate_hz = rate_hz,
                                    .offset_hz = -home.frequency_hz * clock_ppm * 1e-6,
                                    .clock_ppm = clock_ppm,
                                    .sfn_0_s = home.frame_start_s + distance_m / light_m_per_s - begin_s});
        Flat flat;
        std::vector<std::complex<float>> sent(samples.size());
        pilot.add(0, sent, flat);
        double power = 0;  // over slots, that the channel may turn in between
        constexpr std::size_t slot = 1600;
        for (std::size_t at = 0; at < samples.size(); at += slot) {
            std::complex<double> product;
            double energy = 0;
            for (std::size_t i = at; i < at + slot; ++i) {
                product += std::complex<double>(samples[i] * std::conj(sent[i]));
                energy += std::norm(sent[i]);
            }
            power += std::norm(product / energy) * slot / static_cast<double>(samples.size());
        }
        return 10 * std::log10(power) + home.cell.cpich_db + world.receivers[0].full_scale_dbm - 40;
    };
    const double wanted_dbm = received_dbm(world, home) + home.cell.cpich_db;
    const double level_dbm = heard_dbm(home.cell.psc);
    EXPECT_NEAR(level_dbm, wanted_dbm, 6);  // scattered waves, a vertical antenna, drift
    EXPECT_LT(heard_dbm(home.cell.psc + 1), level_dbm - 15);
    EXPECT_LT(heard_dbm(home.cell.psc + 8), level_dbm - 15);
}

TEST_F(SceneDriver, IsHeardByTheReceiverAsTheCellItSendsAndBestTowardsItsTower) {
    double towards_dbfs = 0;
    for (const double turned_deg : {0.0, 120.0}) {
        const Device device = open();
        device->setGain(SOAPY_SDR_RX, 0, 40);
        device->setFrequency(SOAPY_SDR_RX, 0, carrier_hz);
        device->writeSetting("azimuth_deg", std::to_string(azimuth_deg - turned_deg));
        const auto samples = record(*device, 153600);
        ASSERT_EQ(samples.size(), 153600U);
        dsp::lte::Receiver receiver(1.92e6);
        const auto found =
            receiver.search(samples, {.low_hz = -140e3, .high_hz = 140e3, .center_frequency_hz = carrier_hz});
        const auto serving =
            std::find_if(found.cells.begin(), found.cells.end(), [](const auto& c) { return c.pci == 357; });
        if (turned_deg == 0) {
            ASSERT_NE(serving, found.cells.end());
            ASSERT_TRUE(serving->mib.has_value());
            EXPECT_EQ(serving->mib->n_rb_dl, 50);
            EXPECT_EQ(serving->mib->ports, 2);
            EXPECT_NEAR(serving->cfo_hz, -carrier_hz * 18e-6, 100);
            towards_dbfs = serving->rsrp_dbfs;
        } else if (serving != found.cells.end()) {
            EXPECT_LT(serving->rsrp_dbfs, towards_dbfs - 5);
        }
    }
}

}  // namespace
}  // namespace boresight::scene
