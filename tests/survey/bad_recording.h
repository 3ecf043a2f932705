// SPDX-License-Identifier: GPL-3.0-or-later
// Recordings that hold nothing a receiver could like: samples, metadata, and a fixture that writes and scans them.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <limits>
#include <random>
#include <string>
#include <vector>

#include "platform/error.h"
#include "survey/recording_scan.h"
#include "tests/temporary_folder.h"

namespace boresight::survey {

constexpr std::size_t whole = 153600;  // 80 ms
constexpr std::uint32_t seed = 17;
constexpr float not_a_number = std::numeric_limits<float>::quiet_NaN();
constexpr float infinite = std::numeric_limits<float>::infinity();

using Samples = std::vector<dsp::Sample>;

inline Samples noise(std::size_t count, float level = 0.05F) {
    std::mt19937 engine(seed);
    std::normal_distribution<float> normal(0, level);
    Samples samples(count);
    for (dsp::Sample& sample : samples) sample = {normal(engine), normal(engine)};
    return samples;
}

inline Samples constant(std::size_t count, dsp::Sample value) {
    return Samples(count, value);
}

inline Samples spoiled(std::size_t every, dsp::Sample by) {
    Samples samples = noise(whole);
    for (std::size_t n = 0; n < samples.size(); n += every) samples[n] = by;
    return samples;
}

inline Samples clipped() {
    Samples samples = noise(whole, 3);
    for (dsp::Sample& sample : samples)
        sample = {std::clamp(sample.real(), -1.0F, 1.0F), std::clamp(sample.imag(), -1.0F, 1.0F)};
    return samples;
}

inline Samples pulses() {  // at LTE's own half frames
    Samples samples = noise(whole, 1e-4F);
    for (std::size_t n = 100; n < samples.size(); n += 9600) samples[n] = 0.5F;
    return samples;
}

inline std::string meta(const std::string& rate = "1920000",
                        const std::string& captures = R"([{"core:sample_start":0,"core:frequency":739000000}])",
                        const std::string& datatype = "cf32_le") {
    return R"({"global":{"core:datatype":")" + datatype + R"(","core:version":"1.0.0","core:sample_rate":)" + rate +
           R"(},"captures":)" + captures + R"(,"annotations":[]})";
}

inline std::string bytes_of(const Samples& samples) {
    std::string bytes(samples.size() * sizeof(dsp::Sample), '\0');
    std::memcpy(bytes.data(), samples.data(), bytes.size());
    return bytes;
}

class BadRecording : public testing::Test {
protected:
    std::filesystem::path write(const std::string& meta_text, const std::string& data) const {
        std::ofstream(folder_.path() / "bad.sigmf-meta") << meta_text;
        std::ofstream(folder_.path() / "bad.sigmf-data", std::ios::binary) << data;
        return folder_.path() / "bad.sigmf-meta";
    }

    ScanResult scan(const std::string& meta_text, const std::string& data) const {
        radio::SigmfReader recording(write(meta_text, data));
        return scan_recording(recording, searches, settings, {});
    }

    // Of scan and spectrum alike; empty where neither refuses.
    std::string refusal(const std::string& meta_text, const std::string& data) const {
        try {
            scan(meta_text, data);
        } catch (const Error& error) {
            return error.what();
        }
        return "";
    }

    Searches searches{.lte = make_lte_search};
    ScanSettings settings;

private:
    tests::TemporaryFolder folder_;
};

}  // namespace boresight::survey
