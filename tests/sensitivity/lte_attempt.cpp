// SPDX-License-Identifier: GPL-3.0-or-later
#include <ctime>
#include <memory>

#include "dsp/lte/receiver.h"
#include "tests/sensitivity/attempt.h"
#include "tests/sensitivity/trial.h"

namespace boresight::sensitivity {

namespace {

constexpr double searched_ppm = 150;  // of a clock that is free of the carrier, as with recordings

}  // namespace

double cpu_seconds() {
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

AttemptMaker lte_attempts(const Row& row, const std::filesystem::path& captures) {
    const auto maker = std::make_shared<TrialMaker>(captures / "lte_peer");
    maker->prepare(row);
    return [maker, row] {
        const auto receiver = std::make_shared<dsp::lte::Receiver>(rate_hz);
        return [maker, row, receiver](double level_db, int number) {
            const Trial trial = maker->make(row, level_db, number);
            const double start_s = cpu_seconds();
            const auto result = receiver->search(trial.samples, {.low_hz = -row.window_hz,
                                                                 .high_hz = row.window_hz,
                                                                 .center_frequency_hz = carrier_hz,
                                                                 .free_clock_ppm = row.free_clock ? searched_ppm : 0});
            Outcome outcome = judge(trial, result);
            outcome.cpu_s = cpu_seconds() - start_s;
            outcome.level_db = level_db;
            outcome.number = number;
            return outcome;
        };
    };
}

}  // namespace boresight::sensitivity
