// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <array>
#include <cstdint>

#include "cli/table.h"

namespace boresight::cli {

namespace {

struct Range {
    char32_t first, last;
};

// Unicode 15: marks and format characters that take no column of their own.
constexpr std::array<Range, 5> zero_width{
    {{0x0300, 0x036F}, {0x200B, 0x200F}, {0x20D0, 0x20FF}, {0xFE00, 0xFE0F}, {0xFEFF, 0xFEFF}}};
// UAX 11, wide and fullwidth.
constexpr std::array<Range, 9> double_width{{{0x1100, 0x115F},
                                             {0x2E80, 0xA4CF},
                                             {0xAC00, 0xD7A3},
                                             {0xF900, 0xFAFF},
                                             {0xFE30, 0xFE6F},
                                             {0xFF00, 0xFF60},
                                             {0xFFE0, 0xFFE6},
                                             {0x1F300, 0x1F9FF},
                                             {0x20000, 0x3FFFD}}};

template <std::size_t N>
bool holds(const std::array<Range, N>& ranges, char32_t c) {
    return std::any_of(ranges.begin(), ranges.end(), [c](Range r) { return c >= r.first && c <= r.last; });
}

// The character at the front of `text`, which is shortened by it; a broken byte is a character of its own.
char32_t take_character(std::string_view& text) {
    const auto byte = [&](std::size_t i) { return static_cast<std::uint8_t>(text[i]); };
    const std::uint8_t lead = byte(0);
    const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;
    char32_t c = length == 1 ? lead : lead & (0x7F >> length);
    bool whole = length <= text.size();
    for (std::size_t i = 1; whole && i < length; ++i) {
        whole = (byte(i) & 0xC0) == 0x80;
        c = c << 6 | (byte(i) & 0x3F);
    }
    text.remove_prefix(whole ? length : 1);
    return whole ? c : U'\uFFFD';
}

// "\033[1;32m" and the like at the front of `text` are taken away.
bool take_escape(std::string_view& text) {
    if (text.substr(0, 2) != "\033[") return false;
    const std::size_t end = text.find_first_not_of("0123456789;", 2);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    return true;
}

}  // namespace

std::size_t display_width(std::string_view utf8) {
    std::size_t width = 0;
    while (!utf8.empty()) {
        if (take_escape(utf8)) continue;
        const char32_t c = take_character(utf8);
        if (!holds(zero_width, c)) width += holds(double_width, c) ? 2 : 1;
    }
    return width;
}

}  // namespace boresight::cli
