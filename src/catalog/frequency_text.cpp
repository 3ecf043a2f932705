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

struct Unit {
    std::string_view word;  // lower case
    double hz;
};

constexpr std::array<Unit, 9> units{{{"hz", 1},
                                     {"khz", 1e3},
                                     {"k", 1e3},
                                     {"mhz", 1e6},
                                     {"m", 1e6},
                                     {"ghz", 1e9},
                                     {"g", 1e9},
                                     {"thz", 1e12},
                                     {"t", 1e12}}};

std::string trimmed_lower(std::string_view text) {
    std::string out;
    for (const char c : text) out += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    const auto blank = [](char c) { return c == ' ' || c == '\t'; };
    while (!out.empty() && blank(out.back())) out.pop_back();
    while (!out.empty() && blank(out.front())) out.erase(0, 1);
    return out;
}

[[noreturn]] void refuse(std::string_view text, std::string_view field, std::string what, std::string fix) {
    throw Error(Error::Kind::bad_input, {.what = std::move(what),
                                         .where = fmt::format("{} \"{}\"", field, text),
                                         .expected = "a frequency with its unit such as 739M, 1.8G or 739000000 (Hz)",
                                         .fix = std::move(fix)});
}

// The unit in which a bare number would be a frequency that a phone network uses: "739M" for 739.
std::string meant(double number) {
    for (const auto& [suffix, hz] : {std::pair{"M", 1e6}, std::pair{"G", 1e9}, std::pair{"k", 1e3}}) {
        const double value = number * hz;
        if (value < cellular_low_hz || value > cellular_high_hz) continue;
        if (suffix == std::string_view("k")) return fmt::format("{}M", number / 1e3);
        return fmt::format("{}{}", number, suffix);
    }
    return {};
}

std::optional<double> unit_hz(std::string_view word) {
    for (const Unit& unit : units) {
        if (unit.word == word) return unit.hz;
    }
    return std::nullopt;
}

}  // namespace

double parse_frequency_hz(std::string_view text, std::string_view field) {
    const std::string lower = trimmed_lower(text);
    if (lower.empty()) refuse(text, field, "the frequency is empty", {});
    if (lower.find(',') != std::string::npos) {
        refuse(text, field, "a comma stands in the number", "Write a point for decimals and nothing between thousands");
    }
    double number = 0;
    const auto [end, error] = std::from_chars(lower.data(), lower.data() + lower.size(), number);
    if (error != std::errc() || !std::isfinite(number)) refuse(text, field, "this is no number", {});
    std::string_view word(end, static_cast<std::size_t>(lower.data() + lower.size() - end));
    while (word.starts_with(' ')) word.remove_prefix(1);
    const std::optional<double> scale = word.empty() ? 1.0 : unit_hz(word);
    if (!scale) refuse(text, field, fmt::format("\"{}\" is no unit of frequency", word), "Write Hz, kHz, MHz or GHz");
    const double hz = number * *scale;
    if (word.empty() && hz > 0 && hz < lowest_bare_hz) {
        const std::string guess = meant(number);
        refuse(text, field, "without a unit this means hertz, far too low",
               guess.empty() ? "Add the unit: kHz, MHz or GHz" : fmt::format("Write {} if that was meant", guess));
    }
    if (!(hz >= lowest_hz && hz <= highest_hz)) {
        const std::string guess = number > 0 ? meant(number) : "";
        refuse(text, field, "this is outside 9 kHz to 300 GHz",
               guess.empty() ? "" : fmt::format("Write {} if that was meant", guess));
    }
    return hz;
}

std::string frequency_text(double frequency_hz) {
    std::string text = fmt::format("{:.6f}", frequency_hz / 1e6);
    while (text.back() == '0') text.pop_back();
    if (text.back() == '.') text.pop_back();
    return text + " MHz";
}

std::string range_text(double low_hz, double high_hz) {
    const std::string low = frequency_text(low_hz);
    return low.substr(0, low.find(' ')) + "-" + frequency_text(high_hz);
}

}  // namespace boresight::catalog
