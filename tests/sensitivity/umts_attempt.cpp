// SPDX-License-Identifier: GPL-3.0-or-later
// Windows of UMTS carriers from the scene with white noise, so that all that is received has -20 dBFS in 3.84 MHz; and
// what the receiver makes of them.
#include <algorithm>
#include <cmath>
#include <memory>
#include <numbers>

#include "dsp/umts/receiver.h"
#include "scene/draws.h"
#include "scene/gaussian.h"
#include "scene/umts/bch.h"
#include "scene/umts/downlink.h"
#include "tests/sensitivity/attempt.h"

namespace boresight::sensitivity {

namespace {

using dsp::Sample;

constexpr double umts_carrier_hz = 2140e6, chip_rate_hz = 3.84e6;  // the carrier ties the clock to the offset
constexpr double received_dbfs = -20, pilot_db = -10;
constexpr double server_db = -12, first_of_seven_db = -17;
// A cell without load sends its pilot, -10 dB of its full power, its broadcast channel for nine tenths of the time and
// the two for synchronization for the rest of it: -7.9 dB together. It is 98 % of what is received, noise the rest.
constexpr double idle_server_db = -2.22, idle_power_db = -7.88;
constexpr int count_of_seven = 7, most_psc = 511, sfn_count = 4096;
constexpr double frame_s = 0.01, most_timing_error_s = 1e-6;

struct MadeCell {
    scene::umts::Cell cell;
    int sfn = 0;         // of the frame that begins phase_s after the first sample
    double phase_s = 0;  // by the true clock
    double ecno_db = 0;
};

struct Window {
    std::vector<Sample> samples;
    std::vector<MadeCell> cells;
    double cfo_hz = 0, clock_ppm = 0;
};

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

MadeCell draw_cell(double ecno_db, const std::vector<MadeCell>& others, scene::Draws& draws) {
    MadeCell made{.cell = {.occupancy = 1, .seed = draws.word()}, .ecno_db = ecno_db};
    do made.cell.psc = static_cast<int>(draws.uniform(0, most_psc + 1));
    while (std::any_of(others.begin(), others.end(), [&](const MadeCell& o) { return o.cell.psc == made.cell.psc; }));
    made.cell.cell_id = 1 + static_cast<int>(draws.uniform(0, 1e6));
    made.sfn = static_cast<int>(draws.uniform(0, sfn_count));
    made.phase_s = draws.uniform(0, frame_s);
    return made;
}

Window make_window(const Row& row, double level_db, int number) {
    const auto level = static_cast<std::uint64_t>(std::llround(level_db * 10));
    scene::Draws draws(std::hash<std::string>{}(row.name), level, static_cast<std::uint64_t>(number));
    Window window;
    window.samples.resize(static_cast<std::size_t>(std::lround(row.seconds * row.rate_hz)));
    window.cfo_hz = draws.uniform(-row.offset_hz, row.offset_hz);
    window.clock_ppm = -1e6 * window.cfo_hz / umts_carrier_hz;
    double share = 0;
    for (const double ecno_db : ratios_of(row.scene, level_db)) {
        MadeCell made = draw_cell(ecno_db, window.cells, draws);
        const bool idle = row.scene == Scene::idle && window.cells.empty();
        if (idle) made.cell.occupancy = 0;
        scene::umts::Downlink downlink(made.cell, {.rate_hz = row.rate_hz,
                                                   .offset_hz = window.cfo_hz,
                                                   .clock_ppm = window.clock_ppm,
                                                   .sfn_0_s = made.phase_s - frame_s * made.sfn});
        const double power_db = ecno_db - pilot_db;
        share += std::pow(10, (power_db + (idle ? idle_power_db : 0)) / 10);
        FlatChannel channel(
            Sample(std::polar(std::pow(10, (received_dbfs + power_db) / 20), 2 * std::numbers::pi * draws.share())));
        downlink.add(0, window.samples, channel);
        window.cells.push_back(made);
    }
    const double noise = (1 - share) * std::pow(10, received_dbfs / 10) * row.rate_hz / chip_rate_hz;
    scene::Gaussian gaussian(draws.word());
    const auto sigma = static_cast<float>(std::sqrt(std::max(0.0, noise) / 2));
    for (Sample& s : window.samples) {
        const float real = gaussian.next();
        s += Sample(sigma * real, sigma * gaussian.next());
    }
    return window;
}

// Frames from that of the truth to the one reported, if there is a whole number of them between.
std::optional<int> frames_between(const Row& row, const Window& window, const MadeCell& made,
                                  const dsp::umts::Cell& cell) {
    const double stretch = row.rate_hz * (1 + window.clock_ppm * 1e-6);
    const double apart_s = cell.frame_start_sample / stretch - made.phase_s;
    const double frames = std::round(apart_s / frame_s);
    if (std::abs(apart_s - frames * frame_s) > most_timing_error_s) return std::nullopt;
    return static_cast<int>(frames);
}

void judge_blocks(const Row& row, const MadeCell& made, const dsp::umts::Cell& cell, int sfn, Outcome& outcome) {
    // Of the blocks that lie wholly inside, the second: the first of them begins with an even count of frames.
    const int wanted = ((sfn + 1) / 2 * 2 + 2) % sfn_count;
    for (const dsp::umts::BchBlock& block : cell.bch_blocks) {
        const scene::Bits sent = scene::umts::bch_block(made.cell, block.sfn());
        if (!std::equal(sent.begin(), sent.end(), block.bits.begin(), block.bits.end())) {
            ++outcome.wrong_mibs;
            outcome.mib = Read::wrong;
            continue;
        }
        const bool counts = row.goal == Goal::repeats || block.sfn() == wanted;
        if (counts && outcome.mib == Read::none) outcome.mib = Read::right;
    }
}

Outcome judge(const Row& row, const Window& window, const dsp::umts::SearchResult& result) {
    Outcome outcome;
    std::size_t found = 0;
    for (const dsp::umts::Cell& cell : result.cells) {
        const auto made = std::find_if(window.cells.begin(), window.cells.end(),
                                       [&](const MadeCell& m) { return m.cell.psc == cell.psc; });
        const auto frames = made == window.cells.end() ? std::nullopt : frames_between(row, window, *made, cell);
        if (!frames) {
            ++outcome.false_cells;
            continue;
        }
        ++found;
        if (made + 1 != window.cells.end()) continue;
        outcome.found = true;
        judge_blocks(row, *made, cell, ((made->sfn + *frames) % sfn_count + sfn_count) % sfn_count, outcome);
        outcome.cfo_error_hz = cell.cfo_hz - window.cfo_hz;
        outcome.cfo_sigma_hz = cell.cfo_sigma_hz;
        outcome.rsrp_error_db = cell.rscp_dbfs - (received_dbfs + made->ecno_db);
        outcome.rsrp_sigma_db = cell.rscp_sigma_db;
        outcome.sinr_error_db = cell.ecno_db - made->ecno_db;
        outcome.sinr_sigma_db = cell.ecno_sigma_db;
    }
    if (row.scene == Scene::seven) outcome.found = found == window.cells.size();
    return outcome;
}

}  // namespace

AttemptMaker umts_attempts(const Row& row) {
    return [row] {
        const auto receiver = std::make_shared<dsp::umts::Receiver>(row.rate_hz);
        return [row, receiver](double level_db, int number) {
            const Window window = make_window(row, level_db, number);
            const double start_s = cpu_seconds();
            const auto result = receiver->search(
                window.samples,
                {.low_hz = -row.window_hz,
                 .high_hz = row.window_hz,
                 .center_frequency_hz = umts_carrier_hz,
                 .quick = row.quick,
                 .by_pilots = row.scene != Scene::one});  // beside one cell alone they have nothing to find
            Outcome outcome = judge(row, window, result);
            outcome.cpu_s = cpu_seconds() - start_s;
            outcome.level_db = level_db;
            outcome.number = number;
            return outcome;
        };
    };
}

}  // namespace boresight::sensitivity
