// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/degrees_text.h"

#include <array>
#include <charconv>
#include <initializer_list>

namespace boresight {

namespace {

bool take(std::string_view& text, std::initializer_list<std::string_view> marks) {
    for (const std::string_view mark : marks)
        if (text.starts_with(mark)) {
            text.remove_prefix(mark.size());
            return true;
        }
    return false;
}

void take_blanks(std::string_view& text) {
    while (take(text, {" ", "\t"})) {
    }
}

// N, S, E or W at either end.
char take_letter(std::string_view& text) {
    constexpr std::string_view letters = "NSEWnsew";
    char letter = ' ';
    if (!text.empty() && letters.find(text.front()) != std::string_view::npos) {
        letter = text.front();
        text.remove_prefix(1);
    } else if (!text.empty() && letters.find(text.back()) != std::string_view::npos) {
        letter = text.back();
        text.remove_suffix(1);
    }
    return letter >= 'a' ? static_cast<char>(letter - 'a' + 'A') : letter;
}

// Digits, and a point with more of them.
std::optional<double> take_number(std::string_view& text) {
    constexpr std::string_view digits = "0123456789.";
    std::size_t size = text.find_first_not_of(digits);
    if (size == std::string_view::npos) size = text.size();
    double value = 0;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + size, value, std::chars_format::fixed);
    if (size == 0 || fault != std::errc{} || end != text.data() + size) return std::nullopt;
    text.remove_prefix(size);
    return value;
}

}  // namespace

std::optional<Coordinate> parse_degrees(std::string_view text) {
    take_blanks(text);
    while (text.ends_with(' ') || text.ends_with('\t')) text.remove_suffix(1);
    const char letter = take_letter(text);
    take_blanks(text);
    const bool negative = take(text, {"-", "\u2212"});
    if (!negative) take(text, {"+"});
    constexpr std::array<double, 3> units{1, 60, 3600};
    double deg = 0;
    for (std::size_t i = 0; i < units.size() && (i == 0 || !text.empty()); ++i) {
        const std::optional<double> value = take_number(text);
        if (!value || (i > 0 && *value >= 60)) return std::nullopt;
        deg += *value / units[i];
        take_blanks(text);
        const bool marked = i == 0   ? take(text, {"°", "º", ":"})
                            : i == 1 ? take(text, {"'", "\u2032", "\u2019", ":"})
                                     : take(text, {"\"", "\u2033", "\u201d", "''"});
        if (marked) take_blanks(text);
    }
    if (!text.empty() || (negative && letter != ' ')) return std::nullopt;
    const bool minus = negative || letter == 'S' || letter == 'W';
    const char axis = letter == 'S' ? 'N' : letter == 'W' ? 'E' : letter;
    return Coordinate{minus ? -deg : deg, axis};
}

}  // namespace boresight
