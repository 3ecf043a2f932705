// SPDX-License-Identifier: GPL-3.0-or-later
#include "catalog/frequency_text.h"

#include <fmt/format.h>

#include <array>
#include <cctype>
#include <charconv>
#include <cmath>
#include <optional>

#include "platform/error.h"

namespace boresight::catalog {

namespace {

constexpr double lowest_hz = 9e3;
constexpr double highest_hz = 300e9;
constexpr double lowest_bare_hz = 10e6;  // a number without a unit below this was meant in another unit
constexpr double cellular_low_hz = 300e6;
constexpr double cellular_high_hz = 8e9;
constexpr double hz_per_mhz = 1e6;

struct Unit {
    std::string_view word;  // lower case
    double hz;
};

constexpr std::array<Unit, 8> units{
    {{"mhz", 1e6}, {"m", 1e6}, {"ghz", 1e9}, {"g", 1e9}, {"khz", 1e3}, {"k", 1e3}, {"hz", 1}, {"", 1}}};

std::string lower(std::string_view text) {
    std::string out;
    for (const char c : text) out += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return out;
}

std::string_view without_blanks(std::string_view text) {
    while (text.starts_with(' ')) text.remove_prefix(1);
    while (text.ends_with(' ')) text.remove_suffix(1);
    return text;
}

std::optional<double> unit_hz(std::string_view word) {
    for (const Unit& unit : units) {
        if (unit.word == lower(word)) return unit.hz;
    }
    return std::nullopt;
}

// 739.5 -> "739.5": as few decimals as are exact to 1 Hz.
std::string mhz_text(double frequency_hz) {
    std::string text = fmt::format("{:.6f}", frequency_hz / hz_per_mhz);
    while (text.back() == '0') text.pop_back();
    if (text.back() == '.') text.pop_back();
    return text;
}

// The first unit in which the number is a frequency that networks use says what was meant.
std::string guess(double number, std::string_view field) {
    for (const Unit& unit : units) {
        const double hz = number * unit.hz;
        if (hz < cellular_low_hz || hz > cellular_high_hz) continue;
        return fmt::format("For {0} MHz write {1} {0}M", mhz_text(hz), field);
    }
    return {};
}

[[noreturn]] void refuse(std::string_view text, std::string_view field, std::string_view why, std::string fix) {
    throw Error(Error::Kind::bad_input, {.what = fmt::format("\"{}\" {}", text, why),
                                         .where = std::string(field),
                                         .expected = "a frequency such as 739M, 1842.5 MHz or 1.8G",
                                         .fix = std::move(fix)});
}

}  // namespace

double parse_frequency_hz(std::string_view text, std::string_view field) {
    std::string_view rest = without_blanks(text);
    if (rest.find(',') != std::string_view::npos) {
        refuse(text, field, "has a comma", "Write a point for decimals, and nothing between thousands");
    }
    if (rest.starts_with('+')) rest.remove_prefix(1);
    double number = 0;
    const auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), number);
    if (error != std::errc() || !std::isfinite(number)) refuse(text, field, "is no number", {});
    rest.remove_prefix(static_cast<std::size_t>(end - rest.data()));
    const std::string_view word = without_blanks(rest);
    const auto scale = unit_hz(word);
    if (!scale) refuse(text, field, "has a unit that isn't one of frequency", "Units are Hz, kHz, MHz and GHz");
    const double hz = number * *scale;
    if (word.empty() && hz > 0 && hz < lowest_bare_hz) {
        refuse(text, field, "has no unit, and as hertz it is too low for a cell", guess(number, field));
    }
    if (!(hz >= lowest_hz && hz <= highest_hz)) {
        refuse(text, field, "is not between 9 kHz and 300 GHz", guess(number, field));
    }
    return hz;
}

std::string frequency_text(double frequency_hz) {
    return mhz_text(frequency_hz) + " MHz";
}

std::string range_text(double low_hz, double high_hz) {
    return mhz_text(low_hz) + "-" + frequency_text(high_hz);
}

}  // namespace boresight::catalog
