// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/advise_words.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "app/aim_figures.h"
#include "app/aim_words.h"
#include "platform/utc_time.h"

namespace boresight::app {

namespace {

// Where the antenna is to point for these figures, and who says so.
std::string pointing_words(const AdviseSource& source) {
    if (!source.verdict)
        return source.azimuth_deg ? fmt::format(
                                        " with the antenna at {:g}: as it pointed then; no direction was "
                                        "measured",
                                        *source.azimuth_deg)
                                  : ", as the antenna pointed then: no direction was measured";
    std::string at = azimuth_words(source.scale, *source.azimuth_deg);
    if (source.low_deg && source.high_deg)
        at += fmt::format(" (± {:.0f}°)",
                          std::max(2.0, std::ceil(half_of(*source.azimuth_deg, *source.low_deg, *source.high_deg))));
    if (source.azimuth_asked) return fmt::format(", for the antenna at {}, which you asked for", at);
    switch (*source.verdict) {
        case aim::VerdictKind::point: return fmt::format(", for the antenna at {}, where it says to point it", at);
        case aim::VerdictKind::tie:
            return fmt::format(", for the antenna at {}, one of the directions that it can't tell apart", at);
        case aim::VerdictKind::no_direction:
            return ", which found no usable direction: the figures hold wherever the antenna points";
        case aim::VerdictKind::not_enough: break;
    }
    return fmt::format(", which hasn't decided where to point: for the antenna at {}, the best so far", at);
}

}  // namespace

std::string source_words(const AdviseSource& source) {
    return fmt::format("From the {} of {} UTC {} {}{}.", source.verdict ? "sweep" : "scan",
                       format_utc_minutes(source.start_ns), source.simulated ? "in the made world" : "with",
                       source.name, pointing_words(source));
}

}  // namespace boresight::app
