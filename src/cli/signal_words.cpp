// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/signal_words.h"

#include <fmt/format.h>

#include <algorithm>

#include "app/signal_quality.h"

namespace boresight::cli {

namespace {

constexpr double least_spread = 0.1;  // what one decimal can say

// SGR parameters.
const char* colour_of(app::SignalQuality quality) {
    switch (quality) {
        case app::SignalQuality::excellent:
        case app::SignalQuality::good: return "32";
        case app::SignalQuality::fair: return "33";
        default: return "31";
    }
}

std::string light(const Context& context, app::SignalQuality quality) {
    const std::string word = app::quality_word(quality);
    return context.colour ? fmt::format("\033[{}m{}\033[0m", colour_of(quality), word) : word;
}

}  // namespace

std::string quality_word(double sinr_db) {
    return app::quality_word(app::quality_of(sinr_db));
}

std::string quality_light(const Context& context, double sinr_db) {
    return light(context, app::quality_of(sinr_db));
}

std::string ecno_light(const Context& context, double ecno_db) {
    return light(context, app::quality_of_ecno(ecno_db));
}

std::string with_spread(double value, double sigma, const std::string& unit) {
    if (!(sigma > 0)) return fmt::format("{:.1f} {}", value, unit);
    return fmt::format("{:.1f} ± {:.1f} {}", value, std::max(sigma, least_spread), unit);
}

}  // namespace boresight::cli
