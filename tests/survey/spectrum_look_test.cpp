// SPDX-License-Identifier: GPL-3.0-or-later
#include "survey/spectrum_look.h"

#include <gmock/gmock.h>

#include <cmath>

#include "dsp/core/decibel.h"
#include "platform/error.h"
#include "radio/sigmf_writer.h"
#include "tests/dsp/spectrum/made_signals.h"
#include "tests/temporary_folder.h"

namespace boresight::survey {
namespace {

using dsp::spectrum::shaped_noise;
using testing::ElementsAre;
using testing::HasSubstr;

constexpr double rate_hz = 7.68e6;
constexpr double center_hz = 1852.5e6;
constexpr double noise_density = 1e-10;
constexpr double level_tolerance_db = 0.15;
constexpr std::uint32_t seed = 13;
constexpr std::size_t samples = std::size_t{1} << 17;

// 25 resource blocks 20 dB over the noise, 30 kHz above the middle.
double five_megahertz(double f) {
    return noise_density * (1 + (std::abs(f - 30e3) < 2.2575e6 ? 100 : 0));
}

class SpectrumLookTest : public testing::Test {
protected:
    void record(const dsp::IqBuffer& signal, std::optional<double> frequency_hz, std::uint64_t first = 0) {
        if (!writer) {
            radio::SigmfWriterOptions options;
            options.datatype = radio::Datatype::cf32_le;
            writer.emplace(folder.path() / "made", options);
        }
        radio::Block block;
        block.samples = signal;
        block.sample_rate_hz = rate_hz;
        block.center_frequency_hz = frequency_hz;
        block.first_sample = first;
        writer->write(block);
    }

    SpectrumLook look(const SpectrumSettings& settings = {}, const Progress& progress = {}) {
        writer.reset();
        radio::SigmfReader reader(folder.path() / "made");
        return look_at_spectrum(reader, settings, progress);
    }

    std::string refusal(const SpectrumSettings& settings) {
        try {
            look(settings);
        } catch (const Error& error) {
            EXPECT_EQ(error.kind(), Error::Kind::bad_input);
            return error.what();
        }
        return "accepted";
    }

    static std::vector<std::string> names(const SpectrumLook& look) {
        std::vector<std::string> list;
        for (const SpectrumChannel& channel : look.channels) list.push_back(channel.name);
        return list;
    }

    tests::TemporaryFolder folder;
    std::optional<radio::SigmfWriter> writer;
};

TEST_F(SpectrumLookTest, NamesAndMeasuresBandsAndCarriers) {
    record(shaped_noise(samples, rate_hz, five_megahertz, seed), center_hz);
    const SpectrumLook seen = look();
    EXPECT_THAT(names(seen), ElementsAre("LTE 3, 9; UMTS 9", "LTE 5 MHz at 1852.5 MHz"));
    EXPECT_TRUE(seen.floor_is_beside_carriers);
    EXPECT_NEAR(dsp::db_from_power(seen.floor.density), -100, level_tolerance_db);
    EXPECT_FALSE(seen.dc);

    const SpectrumChannel& band = seen.channels[0];
    EXPECT_EQ(band.kind, SpectrumChannel::Kind::band);
    EXPECT_NEAR(band.low_hz, center_hz - 0.4 * rate_hz, 1);
    EXPECT_NEAR(band.high_hz, center_hz + 0.4 * rate_hz, 1);
    EXPECT_NEAR(band.captured_share, 0.8 * rate_hz / 75e6, 1e-6);
    EXPECT_TRUE(band.cut_low && band.cut_high);

    const SpectrumChannel& carrier = seen.channels[1];
    EXPECT_EQ(carrier.kind, SpectrumChannel::Kind::carrier);
    EXPECT_EQ(carrier.shape, dsp::spectrum::Shape::lte);
    EXPECT_EQ(carrier.n_rb_dl, 25);
    EXPECT_NEAR((carrier.low_hz + carrier.high_hz) / 2, center_hz + 30e3, 10e3);
    EXPECT_NEAR(carrier.power_dbfs, dsp::db_from_power(101 * noise_density * 4.515e6), level_tolerance_db);
    EXPECT_NEAR(carrier.noise_dbfs, dsp::db_from_power(noise_density * 4.515e6), level_tolerance_db);
    ASSERT_TRUE(carrier.snr_db);
    EXPECT_NEAR(*carrier.snr_db, 20, level_tolerance_db);
    EXPECT_GT(carrier.sigma_db, 0);
    EXPECT_LT(carrier.sigma_db, level_tolerance_db);
}

TEST_F(SpectrumLookTest, TellsNoSnrWhereNoEdgeIsSeen) {
    record(shaped_noise(
               samples, rate_hz, [](double) { return noise_density; }, seed),
           center_hz);
    const SpectrumLook seen = look();
    ASSERT_EQ(seen.channels.size(), 1U);
    EXPECT_FALSE(seen.floor_is_beside_carriers);
    EXPECT_FALSE(seen.channels[0].snr_db);
}

TEST_F(SpectrumLookTest, CountsFromTheMiddleWhereTheFrequencyIsUnknown) {
    record(shaped_noise(samples, rate_hz, five_megahertz, seed), std::nullopt);
    const SpectrumLook seen = look();
    EXPECT_THAT(names(seen), ElementsAre("LTE 5 MHz at +0.03 MHz"));
    EXPECT_NEAR(seen.channels[0].low_hz, 30e3 - 2.2575e6, 20e3);
    EXPECT_EQ(look({.fft_size = {}, .center_frequency_hz = 796e6, .seconds = {}}).channels.at(0).name, "LTE 20, 28")
        << "a frequency given by the user counts";
}

TEST_F(SpectrumLookTest, TakesTheReceiversSpikeOutUnlessAsked) {
    dsp::IqBuffer signal = shaped_noise(samples, rate_hz, five_megahertz, seed);
    dsp::spectrum::add(signal, dsp::spectrum::tone(samples, rate_hz, 0, 0.3));
    record(signal, center_hz);
    const SpectrumLook seen = look();
    ASSERT_TRUE(seen.dc);
    EXPECT_NEAR(dsp::db_from_power(seen.dc->power), dsp::db_from_power(0.09), 0.1);
    const SpectrumLook kept = look({.fft_size = {}, .keep_dc = true, .center_frequency_hz = {}, .seconds = {}});
    EXPECT_FALSE(kept.dc);
    EXPECT_GT(kept.channels.back().power_dbfs, seen.channels.back().power_dbfs + 3);
}

TEST_F(SpectrumLookTest, LeavesOutWhatWasRecordedElsewhereAndSaysHowMuch) {
    const dsp::IqBuffer here = shaped_noise(samples, rate_hz, five_megahertz, seed);
    const dsp::IqBuffer there = shaped_noise(
        samples, rate_hz, [](double) { return 1e-7; }, seed);
    record(here, center_hz);
    record(there, 796e6, samples);
    record(here, center_hz, 2 * samples);
    const SpectrumLook seen = look();
    EXPECT_NEAR(seen.left_out_seconds, samples / rate_hz, 1e-9);
    EXPECT_NEAR(seen.seconds, 2 * samples / rate_hz, 1e-9);
    EXPECT_NEAR(dsp::db_from_power(seen.floor.density), -100, level_tolerance_db);
}

TEST_F(SpectrumLookTest, PutsNoFrameAcrossLostSamples) {
    const dsp::IqBuffer line = dsp::spectrum::tone(samples, rate_hz, 1.234567e6, 0.5);
    record(line, center_hz);
    record(line, center_hz, samples + 777);
    const SpectrumLook seen = look();
    EXPECT_EQ(seen.gaps, 1);
    EXPECT_EQ(seen.spectrum.frames, 2 * (samples / 2048 - 1));
    const auto weakest = std::min_element(seen.spectrum.maximum.begin(), seen.spectrum.maximum.end());
    EXPECT_LT(dsp::db_from_power(*weakest), -160) << "a jump of phase would spill everywhere";
}

TEST_F(SpectrumLookTest, ChoosesAShorterTransformForAShortRecording) {
    record(shaped_noise(1920, rate_hz, five_megahertz, seed), center_hz);
    EXPECT_EQ(look().spectrum.bins(), 128U);
    EXPECT_EQ(look({.fft_size = 1000, .center_frequency_hz = {}, .seconds = {}}).spectrum.bins(), 1000U);
    EXPECT_THAT(refusal({.fft_size = 4096, .center_frequency_hz = {}, .seconds = {}}),
                HasSubstr("the recording has 1920 samples, the transform 4096 points"));
    for (const std::size_t size : {0UL, 62UL, 65UL, std::size_t{1} << 21})
        EXPECT_THAT(refusal({.fft_size = size, .center_frequency_hz = {}, .seconds = {}}), HasSubstr("an even number"))
            << size;
}

TEST_F(SpectrumLookTest, RefusesARecordingTooShortForAny) {
    record(shaped_noise(50, rate_hz, five_megahertz, seed), center_hz);
    EXPECT_THAT(refusal({}), HasSubstr("the recording has 50 samples; expected at least 64"));
}

TEST_F(SpectrumLookTest, LooksAtNoMoreThanAskedAndStopsWhenTold) {
    record(shaped_noise(samples * 4, rate_hz, five_megahertz, seed), center_hz);
    EXPECT_NEAR(look({.fft_size = {}, .center_frequency_hz = {}, .seconds = 0.01}).seconds, 0.01, 1e-6);
    int asked = 0;
    const SpectrumLook seen = look({}, [&asked](double share) {
        EXPECT_GT(share, 0);
        EXPECT_LE(share, 1);
        return ++asked < 3;
    });
    EXPECT_TRUE(seen.stopped);
    EXPECT_EQ(asked, 3);
    EXPECT_FALSE(seen.channels.empty()) << "what was seen until then is shown";
}

TEST_F(SpectrumLookTest, OfSilenceIsNothing) {
    record(dsp::IqBuffer(samples), center_hz);
    const SpectrumLook seen = look();
    EXPECT_EQ(seen.floor.density, 0);
    for (const SpectrumChannel& channel : seen.channels) {
        EXPECT_FALSE(channel.snr_db);
        EXPECT_EQ(channel.power_dbfs, -INFINITY);
    }
}

}  // namespace
}  // namespace boresight::survey
