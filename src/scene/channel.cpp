// SPDX-License-Identifier: GPL-3.0-or-later
#include "scene/channel.h"

#include <fmt/format.h>

#include <cmath>

#include "platform/error.h"

namespace boresight::scene {
namespace {

void require(bool good, const char* field, double value, const char* expected) {
    if (good) return;
    throw Error(Error::Kind::bad_input, {.what = "a carrier can't be seen that way",
                                         .where = fmt::format("{} = {}", field, value),
                                         .expected = expected,
                                         .fix = fmt::format("give another {}", field)});
}

}  // namespace

void check(const View& view) {
    require(view.rate_hz >= least_rate_hz && view.rate_hz <= most_rate_hz, "rate_hz", view.rate_hz,
            "1.92e6 to 30.72e6");
    require(std::abs(view.offset_hz) <= 1e9, "offset_hz", view.offset_hz, "at most 1e9 either way");
    require(std::abs(view.clock_ppm) <= 1000, "clock_ppm", view.clock_ppm, "at most 1000 either way");
    require(std::isfinite(view.sfn_0_s), "sfn_0_s", view.sfn_0_s, "a time in seconds");
}

}  // namespace boresight::scene
