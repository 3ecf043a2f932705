// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/sensitivity/umts_window.h"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <nlohmann/json.hpp>
#include <numbers>

#include "dsp/core/decibel.h"
#include "dsp/umts/receiver.h"
#include "radio/sigmf.h"
#include "scene/draws.h"
#include "scene/umts/bch.h"
#include "scene/umts/downlink.h"
#include "tests/sensitivity/samples.h"

namespace boresight::sensitivity {

namespace {

using dsp::power_from_db;
using dsp::Sample;

constexpr double chip_rate_hz = 3.84e6;
constexpr double pilot_db = -10;
constexpr double server_db = -12, first_of_seven_db = -17;
// A cell without load sends its pilot, -10 dB of its full power, its broadcast channel for nine tenths of the time and
// the two for synchronization for the rest of it: -7.9 dB together. It is 98 % of what is received, noise the rest.
constexpr double idle_server_db = -2.22, idle_power_db = -7.88;
constexpr int count_of_seven = 7, most_psc = 511;
constexpr int interpolator_points = 128;  // flat to 0.48 of the rate, beyond what the recordings' filters pass

// One phase, the same at every frequency.
class FlatChannel final : public scene::Channel {
public:
    explicit FlatChannel(Sample response) : response_(response) {}
    void response(int, double, double, double, std::span<Sample> out) override {
        std::fill(out.begin(), out.end(), response_);
    }

private:
    Sample response_;
};

std::vector<double> ratios_of(Scene scene, double level_db) {
    if (level_db == noise_alone_db) return {};
    if (scene == Scene::one) return {level_db};
    if (scene == Scene::second) return {server_db, level_db};
    if (scene == Scene::idle) return {idle_server_db, level_db};
    std::vector<double> ratios;
    for (int i = 0; i < count_of_seven; ++i)
        ratios.push_back(first_of_seven_db + (level_db - first_of_seven_db) * i / (count_of_seven - 1));
    return ratios;
}

SentCell draw_cell(double ecno_db, const std::vector<SentCell>& others, scene::Draws& draws) {
    SentCell sent{.ecno_db = ecno_db};
    scene::umts::Cell made{.occupancy = 1, .seed = draws.word()};
    do made.psc = static_cast<int>(draws.uniform(0, most_psc + 1));
    while (std::any_of(others.begin(), others.end(), [&](const SentCell& o) { return o.psc == made.psc; }));
    made.cell_id = 1 + static_cast<int>(draws.uniform(0, 1e6));
    sent.sfn = static_cast<int>(draws.uniform(0, sfn_count));
    sent.phase_s = draws.uniform(0, frame_s);
    sent.psc = made.psc;
    sent.made = made;
    return sent;
}

// Of white noise that has that power in 3.84 MHz.
double power_of_samples(double power, double rate_hz) {
    return std::max(0.0, power * rate_hz / chip_rate_hz);
}

void add_made_cells(const Row& row, double level_db, scene::Draws& draws, UmtsWindow& window) {
    double share = 0;
    for (const double ecno_db : ratios_of(row.scene, level_db)) {
        SentCell sent = draw_cell(ecno_db, window.cells, draws);
        const bool idle = row.scene == Scene::idle && window.cells.empty();
        if (idle) sent.made->occupancy = 0;
        scene::umts::Downlink downlink(*sent.made, {.rate_hz = row.rate_hz,
                                                    .offset_hz = window.cfo_hz,
                                                    .clock_ppm = window.clock_ppm,
                                                    .sfn_0_s = sent.phase_s - frame_s * sent.sfn});
        const double power_db = ecno_db - pilot_db;
        share += power_from_db(power_db + (idle ? idle_power_db : 0));
        FlatChannel channel(
            Sample(std::polar(std::pow(10, (received_dbfs + power_db) / 20), 2 * std::numbers::pi * draws.share())));
        downlink.add(0, window.samples, channel);
        window.cells.push_back(sent);
    }
    add_noise(window.samples, power_of_samples((1 - share) * power_from_db(received_dbfs), row.rate_hz), draws.word());
}

}  // namespace

bool SentCell::sends(const dsp::umts::BchBlock& block) const {
    if (made) {
        const scene::Bits sent = scene::umts::bch_block(*made, block.sfn());
        return std::equal(sent.begin(), sent.end(), block.bits.begin(), block.bits.end());
    }
    const auto recorded = recorded_blocks.find(block.sfn());
    return recorded != recorded_blocks.end() && recorded->second == block.bits;
}

UmtsWindowMaker::UmtsWindowMaker(const Row& row, const std::filesystem::path& recordings) : row_(row) {
    if (row.base.empty()) return;
    const radio::Block block = radio::SigmfReader(recordings / row.base).whole();
    std::ifstream stream(recordings / (row.base + ".truth.json"));
    const auto truth = nlohmann::json::parse(stream);
    const auto& cell = truth["cells"][0];
    Recording& base = recording_.emplace();
    base.samples.assign(block.samples.begin(), block.samples.end());
    base.cell.psc = cell["psc"];
    base.cell.sfn = cell["sfn_start"];
    base.cfo_hz = cell["cfo_hz"];
    base.clock_ppm = cell["clock_ppm"];
    base.frame_start = cell["frame_start_sample"];
    base.rscp_dbfs = cell["rscp_dbfs"];
    base.rssi_dbfs = truth["rssi_dbfs"];
    // Which blocks it sends is held against its truth elsewhere.
    for (const dsp::umts::Cell& clean : dsp::umts::Receiver(row.rate_hz).search(base.samples, {}).cells)
        if (clean.psc == base.cell.psc)
            for (const dsp::umts::BchBlock& sent : clean.bch_blocks) base.cell.recorded_blocks[sent.sfn()] = sent.bits;
}

UmtsWindow UmtsWindowMaker::make(double level_db, int number) const {
    const auto level = static_cast<std::uint64_t>(std::llround(level_db * 10));
    scene::Draws draws(std::hash<std::string>{}(row_.name), level, static_cast<std::uint64_t>(number));
    UmtsWindow window;
    window.samples.resize(static_cast<std::size_t>(std::lround(row_.seconds * row_.rate_hz)));
    window.cfo_hz = draws.uniform(-row_.offset_hz, row_.offset_hz);
    window.clock_ppm = -1e6 * window.cfo_hz / umts_carrier_hz;
    if (!recording_) {
        add_made_cells(row_, level_db, draws, window);
        return window;
    }
    static const Interpolator interpolator(interpolator_points);
    const Recording& base = *recording_;
    const double stretch = 1 + (window.clock_ppm - base.clock_ppm) * 1e-6;
    const double most = static_cast<double>(base.samples.size()) -
                        static_cast<double>(window.samples.size()) / stretch - 2 * interpolator_points;
    const double start = draws.uniform(interpolator_points, most);
    const double gain_db = received_dbfs + level_db - base.rscp_dbfs;
    const auto gain = static_cast<float>(std::pow(10, gain_db / 20));
    for (std::size_t n = 0; n < window.samples.size(); ++n)
        window.samples[n] = gain * interpolator.at(base.samples, start + static_cast<double>(n) / stretch);
    turn(window.samples, (window.cfo_hz - base.cfo_hz) / row_.rate_hz);
    const double noise = power_from_db(received_dbfs) - power_from_db(base.rssi_dbfs + gain_db);
    add_noise(window.samples, power_of_samples(noise, row_.rate_hz), draws.word());
    window.cells.push_back(base.cell);
    window.cells.back().ecno_db = level_db;
    window.cells.back().phase_s = (base.frame_start - start) / row_.rate_hz / (1 + base.clock_ppm * 1e-6);
    return window;
}

}  // namespace boresight::sensitivity
