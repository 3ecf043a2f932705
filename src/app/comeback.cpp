// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/comeback.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "app/aim_figures.h"
#include "app/aim_job.h"
#include "app/counted.h"

namespace boresight::app {

namespace {

constexpr double pause_s = 2, piece_s = 0.1;
constexpr double ns_per_s = 1e9;

double now_s(const Clock& clock) {
    return static_cast<double>(clock.monotonic_ns()) / ns_per_s;
}

// False once the user has enough.
bool wait(Clock& clock, StopToken stop) {
    for (const double until_s = now_s(clock) + pause_s; now_s(clock) < until_s;) {
        if (stop.stop_requested()) return false;
        clock.sleep_until(std::llround((now_s(clock) + piece_s) * ns_per_s));
    }
    return true;
}

std::string patience_words(double patience_s) {
    if (patience_s < pause_s) return "It isn't waited for";
    return patience_s < 90 ? fmt::format("It is tried for {:.0f} s", patience_s)
                           : fmt::format("It is tried for {:.0f} minutes", patience_s / 60);
}

}  // namespace

survey::Comeback wait_for(RadioSession& session, Clock& machine_clock, double patience_s, StopToken stop) {
    survey::Comeback comeback;
    if (patience_s <= 0) return comeback;
    comeback.radio = [&session, &machine_clock, patience_s, stop](std::int64_t after_ns) {
        const double until_s = now_s(machine_clock) + patience_s;
        while (!session.reopen())
            if (now_s(machine_clock) >= until_s || !wait(machine_clock, stop)) return false;
        pass_time_after(after_ns, session.radio());
        return true;
    };
    comeback.antenna = [&machine_clock, patience_s, stop](int nth) {
        return nth * pause_s <= patience_s && wait(machine_clock, stop);
    };
    return comeback;
}

std::string mishap_words(const survey::SweepMishap& mishap, const radio::RadioName& radio, double patience_s) {
    const std::string kept = counted(static_cast<long long>(mishap.stops_kept), "stop");
    const std::string gains = fmt::format("from {} to {} dB", decibels(mishap.from_db), decibels(mishap.to_db));
    switch (mishap.kind) {
        case survey::MishapKind::radio_lost:
            return fmt::format("The radio is gone; {} so far {} safe. {}. {}; then boresight aim --resume goes on.",
                               kept, mishap.stops_kept == 1 ? "is" : "are", radio::bring_back(radio),
                               patience_words(patience_s));
        case survey::MishapKind::radio_back: return "The radio is back. The same stop once more.";
        case survey::MishapKind::antenna_lost:
            return fmt::format(
                "The rotator is lost{}{}; {} so far {} safe. See to its cable and program. {}; then boresight aim "
                "--resume goes on.",
                mishap.why.empty() ? "" : ": ", mishap.why, kept, mishap.stops_kept == 1 ? "is" : "are",
                patience_words(patience_s));
        case survey::MishapKind::antenna_back: return "The rotator is back.";
        case survey::MishapKind::gain_lowered:
            return fmt::format(
                "The radio was at full scale: its gain is lowered {}, and this stop is measured again. The stops "
                "before it count all the same; the step is taken for right to 0.3 dB.",
                gains);
        case survey::MishapKind::gain_distrusted:
            return fmt::format(
                "The radio was at full scale. Its gain was lowered {}, but its level doesn't follow the step, so the "
                "stops before can't be held against those to come: the sweep has to begin anew.",
                gains);
        case survey::MishapKind::gain_changed: break;
    }
    return fmt::format(
        "Somebody else has changed the radio's gain {}. Levels are corrected by the step, to 0.3 dB; a stop in whose "
        "middle it happened is measured again.",
        gains);
}

}  // namespace boresight::app
