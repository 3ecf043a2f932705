// SPDX-License-Identifier: GPL-3.0-or-later
// The tone as it is heard: levels over time are rendered to a WAV file, which is read back and measured.
#include "sound/tone.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdint>
#include <fstream>
#include <vector>

#include "dsp/core/fft.h"
#include "sound/relative_level.h"
#include "tests/temporary_folder.h"

namespace boresight::sound {
namespace {

constexpr int rate_hz = 48'000;
constexpr double look_s = 0.1;
constexpr double pitch_share = 0.01;    // of a pitch that it may be off by: a sixth of a semitone
constexpr double silence = 1e-3;        // of full scale: 60 dB below it
constexpr double least_loudness = 0.2;  // of a tone
constexpr std::size_t window = 8192;

struct Part {
    double seconds;
    std::optional<double> level_db;  // nothing: unusable
};

// As the command does: a level every tenth of a second, its pitch against the running mean.
std::vector<float> rendered(const std::vector<Part>& parts) {
    ToneGenerator tone(rate_hz);
    RelativeLevel relative;
    std::vector<float> all;
    double now_s = 0;
    for (const Part& part : parts)
        for (double end_s = now_s + part.seconds; now_s < end_s - look_s / 2; now_s += look_s) {
            if (part.level_db) relative.add(now_s, *part.level_db);
            const auto over_db = part.level_db ? relative.over_mean_db(now_s) : std::nullopt;
            tone.set(over_db ? std::optional(pitch_hz(*over_db)) : std::nullopt);
            std::vector<float> block(static_cast<std::size_t>(look_s * rate_hz));
            tone.render(block);
            all.insert(all.end(), block.begin(), block.end());
        }
    return all;
}

template <class T>
void put(std::ofstream& file, T value) {
    file.write(reinterpret_cast<const char*>(&value), sizeof value);
}

// RIFF WAVE, 16 bit PCM, one channel; read back as anybody would.
std::vector<double> through_a_wav_file(const std::vector<float>& samples) {
    const tests::TemporaryFolder folder;
    const auto path = folder.path() / "tone.wav";
    const auto bytes = static_cast<std::uint32_t>(2 * samples.size());
    {
        std::ofstream file(path, std::ios::binary);
        file << "RIFF";
        put<std::uint32_t>(file, 36 + bytes);
        file << "WAVEfmt ";
        put<std::uint32_t>(file, 16);
        put<std::uint16_t>(file, 1);
        put<std::uint16_t>(file, 1);
        put<std::uint32_t>(file, rate_hz);
        put<std::uint32_t>(file, 2 * rate_hz);
        put<std::uint16_t>(file, 2);
        put<std::uint16_t>(file, 16);
        file << "data";
        put<std::uint32_t>(file, bytes);
        for (const float sample : samples) put(file, static_cast<std::int16_t>(std::lround(32767 * sample)));
    }
    std::ifstream file(path, std::ios::binary);
    file.seekg(44);
    std::vector<double> out;
    for (std::int16_t value = 0; file.read(reinterpret_cast<char*>(&value), sizeof value);)
        out.push_back(value / 32767.0);
    EXPECT_EQ(out.size(), samples.size());
    return out;
}

// The pitch in the window that begins at that time: the middle of the FFT's highest peak.
double measured_hz(const std::vector<double>& samples, double at_s) {
    const auto first = static_cast<std::size_t>(at_s * rate_hz);
    dsp::IqBuffer in(window), out(window);
    for (std::size_t i = 0; i < window; ++i) {
        const double hann = 0.5 - 0.5 * std::cos(2 * M_PI * static_cast<double>(i) / window);
        in[i] = {static_cast<float>(hann * samples.at(first + i)), 0};
    }
    dsp::Fft(window, dsp::Fft::Direction::forward).execute(in.data(), out.data());
    std::size_t peak = 1;
    for (std::size_t i = 1; i < window / 2; ++i)
        if (std::abs(out[i]) > std::abs(out[peak])) peak = i;
    const double below = std::log(std::abs(out[peak - 1])), at = std::log(std::abs(out[peak])),
                 above = std::log(std::abs(out[peak + 1]));
    return (static_cast<double>(peak) + 0.5 * (below - above) / (below - 2 * at + above)) * rate_hz / window;
}

double loudest(const std::vector<double>& samples, double from_s, double to_s) {
    double most = 0;
    for (auto i = static_cast<std::size_t>(from_s * rate_hz); i < static_cast<std::size_t>(to_s * rate_hz); ++i)
        most = std::max(most, std::abs(samples.at(i)));
    return most;
}

TEST(Tone, IsAsHighAsTheLevelIsOverTheRunningMean) {
    // A minute at the mean fixes it; what follows moves it a little, and is short.
    const auto samples = through_a_wav_file(rendered({{60, -80.0}, {2, -74.0}, {20, -80.0}, {2, -86.0}}));
    const double mean_hz = measured_hz(samples, 59), better_hz = measured_hz(samples, 61.8),
                 worse_hz = measured_hz(samples, 83.8);
    std::printf("%.1f Hz at the mean, %.1f Hz 6 dB better, %.1f Hz 6 dB worse\n", mean_hz, better_hz, worse_hz);
    EXPECT_NEAR(mean_hz, 440, 440 * pitch_share);
    // An octave is 12 dB; in two seconds of 6 dB the mean of a minute goes along by 0.2 dB.
    EXPECT_NEAR(better_hz, 440 * std::exp2((6 - 0.2) / 12), better_hz * pitch_share);
    EXPECT_NEAR(worse_hz, 440 * std::exp2((-6 + 0.1) / 12), worse_hz * pitch_share);
}

TEST(Tone, FallsSilentWhereTheLevelIsUnusableAndComesBack) {
    const auto samples = through_a_wav_file(rendered({{2, -80.0}, {2, std::nullopt}, {2, -80.0}}));
    EXPECT_GT(loudest(samples, 1, 2), least_loudness);
    EXPECT_LT(loudest(samples, 2.2, 4), silence);
    EXPECT_GT(loudest(samples, 4.5, 6), least_loudness);
    EXPECT_NEAR(measured_hz(samples, 5), 440, 440 * pitch_share);
    EXPECT_LT(loudest(through_a_wav_file(rendered({{1, std::nullopt}})), 0, 1), silence);
}

TEST(Tone, NeverClicksWhateverTheLevelDoes) {
    std::vector<Part> parts;
    for (int i = 0; i < 60; ++i) {
        parts.push_back({look_s, -80.0 + 11 * ((i * 7) % 5 - 2)});
        if (i % 4 == 3) parts.push_back({look_s, std::nullopt});
    }
    const std::vector<float> samples = rendered(parts);
    const double steepest = 0.3 * 2 * M_PI * pitch_hz(100) / rate_hz;  // of the highest pitch at full loudness
    double step = 0, bend = 0;
    for (std::size_t i = 2; i < samples.size(); ++i) {
        step = std::max<double>(step, std::abs(samples[i] - samples[i - 1]));
        bend = std::max<double>(bend, std::abs(samples[i] - 2 * samples[i - 1] + samples[i - 2]));
    }
    std::printf("steepest step %.4f of %.4f, sharpest bend %.5f\n", step, steepest, bend);
    EXPECT_LE(step, steepest);
    EXPECT_LE(bend, steepest * 2 * M_PI * pitch_hz(100) / rate_hz);
    EXPECT_EQ(pitch_hz(1000), 1760);
    EXPECT_EQ(pitch_hz(-1000), 110);
}

TEST(RelativeLevel, LastsFromStopToStopAndIsNothingWhileNothingIsHeard) {
    RelativeLevel level;
    EXPECT_FALSE(level.over_mean_db(0));
    double now_s = 0;
    for (int i = 0; i < 80; ++i) level.add(now_s += look_s, -80);
    EXPECT_NEAR(*level.over_mean_db(now_s), 0, 1e-9);
    EXPECT_FALSE(level.over_mean_db(now_s + 1));
    now_s += 100;  // the antenna is turned
    level.add(now_s, -70);
    EXPECT_NEAR(*level.over_mean_db(now_s), 10, 0.5) << "at once, not smoothed from what was at the stop before";
    EXPECT_NEAR(*level.mean_db(), -80, 0.5);
}

}  // namespace
}  // namespace boresight::sound
