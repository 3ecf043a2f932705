// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/duration_argument.h"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <string_view>
#include <utility>

#include "platform/error.h"

namespace boresight::cli {

namespace {

constexpr std::array<std::pair<std::string_view, double>, 6> units{
    {{"", 1}, {"s", 1}, {"min", 60}, {"m", 60}, {"h", 3600}, {"d", 86400}}};

// In the largest unit that makes a whole number of it.
std::string typed(double seconds) {
    for (const auto& [name, size] : {units[5], units[4], units[2]})
        if (seconds >= size && seconds == size * static_cast<double>(static_cast<long long>(seconds / size)))
            return fmt::format("{:g}{}", seconds / size, name);
    return fmt::format("{:g}s", seconds);
}

}  // namespace

double duration_argument(const std::string& option, const std::string& text, double low_s, double high_s) {
    double number = 0;
    const char* const end = text.data() + text.size();
    const auto [rest, failure] = std::from_chars(text.data(), end, number);
    const std::string_view unit(rest, static_cast<std::size_t>(end - rest));
    for (const auto& [name, size] : units) {
        const double seconds = number * size;
        if (failure == std::errc() && name == unit && seconds >= low_s && seconds <= high_s) return seconds;
    }
    throw Error(Error::Kind::bad_input, {.what = fmt::format("\"{}\" can't be right", text),
                                         .where = option,
                                         .expected = fmt::format("a duration from {} to {}, as in 60s, 5min or 1h",
                                                                 typed(low_s), typed(high_s)),
                                         .fix = ""});
}

}  // namespace boresight::cli
