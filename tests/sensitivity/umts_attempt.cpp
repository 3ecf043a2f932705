// SPDX-License-Identifier: GPL-3.0-or-later
// What the receiver makes of windows of UMTS carriers.
#include <algorithm>
#include <cmath>
#include <memory>

#include "dsp/umts/receiver.h"
#include "platform/thread_time.h"
#include "tests/sensitivity/attempt.h"
#include "tests/sensitivity/umts_window.h"

namespace boresight::sensitivity {

namespace {

constexpr double most_timing_error_s = 1e-6;

// Frames from that of the truth to the one reported, if there is a whole number of them between.
std::optional<int> frames_between(const Row& row, const UmtsWindow& window, const SentCell& sent,
                                  const dsp::umts::Cell& cell) {
    const double stretch = row.rate_hz * (1 + window.clock_ppm * 1e-6);
    const double apart_s = cell.frame_start_sample / stretch - sent.phase_s;
    const double frames = std::round(apart_s / frame_s);
    if (std::abs(apart_s - frames * frame_s) > most_timing_error_s) return std::nullopt;
    return static_cast<int>(frames);
}

void judge_blocks(const Row& row, const SentCell& sent, const dsp::umts::Cell& cell, int sfn, Outcome& outcome) {
    // Of the blocks that lie wholly inside, the second: the first of them begins with an even count of frames.
    const int wanted = ((sfn + 1) / 2 * 2 + 2) % sfn_count;
    for (const dsp::umts::BchBlock& block : cell.bch_blocks) {
        if (!sent.sends(block)) {
            ++outcome.wrong_mibs;
            outcome.mib = Read::wrong;
            continue;
        }
        const bool counts = row.goal == Goal::repeats || block.sfn() == wanted;
        if (counts && outcome.mib == Read::none) outcome.mib = Read::right;
    }
}

Outcome judge(const Row& row, const UmtsWindow& window, const dsp::umts::SearchResult& result) {
    Outcome outcome;
    std::size_t found = 0;
    for (const dsp::umts::Cell& cell : result.cells) {
        const auto sent = std::find_if(window.cells.begin(), window.cells.end(),
                                       [&](const SentCell& s) { return s.psc == cell.psc; });
        const auto frames = sent == window.cells.end() ? std::nullopt : frames_between(row, window, *sent, cell);
        if (!frames) {
            ++outcome.false_cells;
            continue;
        }
        ++found;
        if (sent + 1 != window.cells.end()) continue;
        outcome.found = true;
        judge_blocks(row, *sent, cell, ((sent->sfn + *frames) % sfn_count + sfn_count) % sfn_count, outcome);
        outcome.cfo_error_hz = cell.cfo_hz - window.cfo_hz;
        outcome.cfo_sigma_hz = cell.cfo_sigma_hz;
        outcome.rsrp_error_db = cell.rscp_dbfs - (received_dbfs + sent->ecno_db);
        outcome.rsrp_sigma_db = cell.rscp_sigma_db;
        outcome.sinr_error_db = cell.ecno_db - sent->ecno_db;
        outcome.sinr_sigma_db = cell.ecno_sigma_db;
    }
    if (row.scene == Scene::seven) outcome.found = found == window.cells.size();
    return outcome;
}

}  // namespace

AttemptMaker umts_attempts(const Row& row, const std::filesystem::path& captures) {
    const auto maker = std::make_shared<UmtsWindowMaker>(row, captures / "umts");
    return [row, maker] {
        const auto receiver = std::make_shared<dsp::umts::Receiver>(row.rate_hz);
        return [row, maker, receiver](double level_db, int number) {
            const UmtsWindow window = maker->make(level_db, number);
            const double start_s = cpu_of_this_thread_s();
            const auto result = receiver->search(
                window.samples,
                {.low_hz = -row.window_hz,
                 .high_hz = row.window_hz,
                 .center_frequency_hz = umts_carrier_hz,
                 .quick = row.quick,
                 .by_pilots = row.scene != Scene::one});  // beside one cell alone they have nothing to find
            Outcome outcome = judge(row, window, result);
            outcome.cpu_s = cpu_of_this_thread_s() - start_s;
            outcome.level_db = level_db;
            outcome.number = number;
            return outcome;
        };
    };
}

}  // namespace boresight::sensitivity
