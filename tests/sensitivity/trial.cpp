// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/sensitivity/trial.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <complex>
#include <fstream>
#include <nlohmann/json.hpp>
#include <numbers>

#include "radio/sigmf.h"
#include "scene/draws.h"
#include "scene/lte/bch.h"
#include "scene/lte/downlink.h"
#include "tests/sensitivity/fading.h"
#include "tests/sensitivity/samples.h"

namespace boresight::sensitivity {

namespace {

using dsp::Sample;

constexpr double two_pi = 2 * std::numbers::pi;
constexpr int interpolator_points = 32;  // flat over the middle six resource blocks
constexpr double free_clock_ppm = 100;
constexpr double made_rsrp_dbfs = -38;
constexpr int made_pci = 128, made_n_rb = 50, made_ports = 2;
constexpr double rms_lsb = 2, dc_lsb = 1, image_db = -25;  // of a cheap radio with eight bits
constexpr std::uint32_t sfn_bits = 0xFFU << 10;

std::uint64_t hash_of(const std::string& name) {
    std::uint64_t hash = 0xcbf29ce484222325U;
    for (const char c : name) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3U;
    return hash;
}

// Through a cheap radio's converter, in units of full scale again.
void through_eight_bits(std::vector<Sample>& samples, scene::Draws& draws, Truth& truth) {
    double power = 0;
    for (const Sample& s : samples) power += std::norm(s) / static_cast<double>(samples.size());
    const auto gain = static_cast<float>(rms_lsb / std::sqrt(power));
    const Sample dc(std::polar(dc_lsb, two_pi * draws.share()));
    const Sample image(std::polar(std::pow(10, image_db / 20), two_pi * draws.share()));
    const auto converted = [](float x) { return std::clamp(std::round(x), -128.0F, 127.0F) / 128; };
    for (Sample& s : samples) {
        const Sample y = gain * (s + image * std::conj(s)) + dc;
        s = {converted(y.real()), converted(y.imag())};
    }
    truth.rsrp_dbfs += 20 * std::log10(static_cast<double>(gain) / 128);
}

// The clock's error from the offset, or from elsewhere.
void draw_offsets(const Row& row, scene::Draws& draws, Truth& truth) {
    truth.cfo_hz = draws.uniform(-row.offset_hz, row.offset_hz);
    truth.clock_ppm =
        row.free_clock ? draws.uniform(-free_clock_ppm, free_clock_ppm) : -1e6 * truth.cfo_hz / carrier_hz;
}

void fill_from_scene(const Row& row, std::uint64_t seed, scene::Draws& draws, Trial& trial) {
    Truth& truth = trial.truth;
    const scene::lte::Cell cell{.pci = made_pci, .n_rb_dl = made_n_rb, .ports = made_ports, .seed = seed};
    const int sfn = static_cast<int>(draws.uniform(0, 1024));
    const double phase_s = draws.uniform(0, 0.01);
    // A frame with that SFN begins `phase_s` after the first sample.
    const scene::View view{
        .rate_hz = rate_hz, .offset_hz = truth.cfo_hz, .clock_ppm = truth.clock_ppm, .sfn_0_s = phase_s - 0.01 * sfn};
    scene::lte::Downlink downlink(cell, view);
    FadingChannel channel(row.fading, made_ports, std::pow(10, made_rsrp_dbfs / 20), seed);
    downlink.add(0, trial.samples, channel);
    truth.pci = made_pci;
    truth.ports = made_ports;
    truth.sfn = sfn;
    truth.rsrp_dbfs = made_rsrp_dbfs;
    truth.frame_start = phase_s * rate_hz * (1 + truth.clock_ppm * 1e-6);
    for (const std::uint8_t bit : scene::lte::mib(cell, 0)) truth.mib_without_sfn = truth.mib_without_sfn << 1 | bit;
    truth.mib_without_sfn &= ~sfn_bits;
}

}  // namespace

void TrialMaker::prepare(const Row& row) {
    if (row.base.empty() || bases_.contains(row.base)) return;
    Base& base = bases_[row.base];
    const radio::Block block = radio::SigmfReader(folder_ / row.base).whole();
    base.samples.assign(block.samples.begin(), block.samples.end());
    std::ifstream stream(folder_ / (row.base + ".truth.json"));
    const auto cell = nlohmann::json::parse(stream)["cells"][0];
    base.truth.pci = cell["pci"];
    base.truth.ports = cell["ports"];
    base.truth.sfn = cell["sfn"];
    base.truth.frame_start = cell["frame_start_sample"];
    base.truth.rsrp_dbfs = cell["rsrp_dbfs"];
    base.truth.mib_without_sfn =
        static_cast<std::uint32_t>(std::stoul(cell["mib_hex"].get<std::string>(), nullptr, 16)) & ~sfn_bits;
}

Trial TrialMaker::make(const Row& row, double level_db, int number) const {
    static const Interpolator interpolator(interpolator_points);
    const std::uint64_t seed = scene::Draws(hash_of(row.name), static_cast<std::uint64_t>(std::llround(level_db * 10)),
                                            static_cast<std::uint64_t>(number))
                                   .word();
    scene::Draws draws(seed, 0, 0);
    Trial trial;
    trial.samples.resize(static_cast<std::size_t>(std::lround(row.seconds * rate_hz)));
    const auto count = static_cast<double>(trial.samples.size());
    Truth& truth = trial.truth;
    if (row.base.empty()) {
        draw_offsets(row, draws, truth);
        fill_from_scene(row, seed, draws, trial);
    } else {
        const Base& base = bases_.at(row.base);
        truth = base.truth;
        draw_offsets(row, draws, truth);
        const double stretch = 1 + truth.clock_ppm * 1e-6;
        constexpr double margin = interpolator_points;
        const double start =
            draws.uniform(margin, static_cast<double>(base.samples.size()) - count / stretch - 2 * margin);
        truth.frame_start = (base.truth.frame_start - start) * stretch;
        if (level_db != noise_alone_db) {
            for (std::size_t n = 0; n < trial.samples.size(); ++n)
                trial.samples[n] = interpolator.at(base.samples, start + static_cast<double>(n) / stretch);
            turn(trial.samples, truth.cfo_hz / rate_hz);
        }
    }
    truth.cell = level_db != noise_alone_db;
    truth.snr_db = level_db;
    const double snr = truth.cell ? std::pow(10, level_db / 10) : 1;
    add_noise(trial.samples, std::pow(10, truth.rsrp_dbfs / 10) * 128 / snr, draws.word());
    if (row.eight_bits) through_eight_bits(trial.samples, draws, truth);
    return trial;
}

}  // namespace boresight::sensitivity
