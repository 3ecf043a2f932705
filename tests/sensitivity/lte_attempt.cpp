// SPDX-License-Identifier: GPL-3.0-or-later
#include <memory>

#include "dsp/lte/receiver.h"
#include "platform/thread_time.h"
#include "tests/sensitivity/attempt.h"
#include "tests/sensitivity/trial.h"

namespace boresight::sensitivity {

namespace {

constexpr double searched_ppm = 150;  // of a clock that is free of the carrier, as with recordings

}  // namespace

AttemptMaker lte_attempts(const Row& row, const std::filesystem::path& captures) {
    const auto maker = std::make_shared<TrialMaker>(captures / "lte_peer");
    maker->prepare(row);
    return [maker, row] {
        const auto receiver = std::make_shared<dsp::lte::Receiver>(rate_hz);
        return [maker, row, receiver](double level_db, int number) {
            const Trial trial = maker->make(row, level_db, number);
            const double start_s = cpu_of_this_thread_s();
            const auto result = receiver->search(trial.samples, {.low_hz = -row.window_hz,
                                                                 .high_hz = row.window_hz,
                                                                 .center_frequency_hz = carrier_hz,
                                                                 .free_clock_ppm = row.free_clock ? searched_ppm : 0});
            Outcome outcome = judge(trial, result);
            outcome.cpu_s = cpu_of_this_thread_s() - start_s;
            outcome.level_db = level_db;
            outcome.number = number;
            return outcome;
        };
    };
}

}  // namespace boresight::sensitivity
