// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/arguments.h"

#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <optional>
#include <string_view>

#include "cli/suggestion.h"
#include "platform/error.h"

namespace boresight::cli {

namespace {

constexpr double lowest_radio_hz = 1e6;
constexpr double highest_radio_hz = 100e9;

Error bad(const std::string& option, const std::string& text, const std::string& expected,
          const std::string& fix = "") {
    return Error(
        Error::Kind::bad_input,
        {.what = fmt::format("\"{}\" can't be right", text), .where = option, .expected = expected, .fix = fix});
}

// The number at the front of `text`, which is shortened by it. Decimal point whatever the locale; no infinities.
std::optional<double> take_number(std::string_view& text) {
    if (!text.empty() && text.front() == '+') text.remove_prefix(1);
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || !std::isfinite(value)) return std::nullopt;
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    return value;
}

void skip_blanks(std::string_view& text) {
    while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
}

std::optional<double> unit_factor(std::string_view unit) {
    struct Unit {
        std::string_view name;
        double factor;
    };
    constexpr Unit units[] = {{"", 1},      {"Hz", 1},  {"hz", 1},    {"k", 1e3},   {"K", 1e3},   {"kHz", 1e3},
                              {"khz", 1e3}, {"M", 1e6}, {"m", 1e6},   {"MHz", 1e6}, {"Mhz", 1e6}, {"mhz", 1e6},
                              {"G", 1e9},   {"g", 1e9}, {"GHz", 1e9}, {"Ghz", 1e9}, {"ghz", 1e9}};
    for (const Unit& known : units)
        if (known.name == unit) return known.factor;
    return std::nullopt;
}

}  // namespace

double number_argument(const std::string& option, const std::string& text, double low, double high,
                       const std::string& unit) {
    std::string_view rest = text;
    const std::optional<double> value = take_number(rest);
    if (!value || !rest.empty() || *value < low || *value > high)
        throw bad(option, text, fmt::format("a number of {} from {:g} to {:g}", unit, low, high));
    return *value;
}

std::size_t choice_argument(const std::string& option, const std::string& text, const std::vector<std::string>& words) {
    std::string all;
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (words[i] == text) return i;
        all += (i == 0 ? "" : i + 1 == words.size() ? " or " : ", ") + words[i];
    }
    const std::string near = nearest_word(text, words);
    throw bad(option, text, all, near.empty() ? "" : fmt::format("Did you mean {} {}?", option, near));
}

double frequency_argument(const std::string& option, const std::string& text) {
    std::string_view rest = text;
    const std::optional<double> value = take_number(rest);
    skip_blanks(rest);
    const std::optional<double> factor = unit_factor(rest);
    const std::string expected = "a frequency such as 739M, 1842.5MHz or 739e6 (in Hz)";
    if (!value || !factor) throw bad(option, text, expected);
    const double hz = *value * *factor;
    if (hz >= lowest_radio_hz && hz <= highest_radio_hz) return hz;
    std::string fix;
    for (const std::string_view unit : {"M", "G", "k", "Hz"}) {
        const double meant = *value * *unit_factor(unit);
        if (meant >= 10 * lowest_radio_hz && meant <= 10e9 && fix.empty())
            fix = fmt::format("For {:g} MHz write {} {:g}{}", meant / 1e6, option, *value, unit == "Hz" ? "" : unit);
    }
    throw Error(Error::Kind::bad_input,
                {.what = fmt::format("{:g} Hz is no frequency that a radio for cells can tune to", hz),
                 .where = option,
                 .expected = expected,
                 .fix = fix});
}

}  // namespace boresight::cli
