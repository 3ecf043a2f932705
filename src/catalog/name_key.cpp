// SPDX-License-Identifier: GPL-3.0-or-later
#include "catalog/name_key.h"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace boresight::catalog {

namespace {

bool is_letter_or_digit(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           static_cast<unsigned char>(c) >= 128;
}

}  // namespace

std::string name_key(std::string_view text) {
    std::string key;
    for (const char c : text) {
        if (is_letter_or_digit(c)) key += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
    return key;
}

std::vector<std::string> split(std::string_view text, char separator) {
    std::vector<std::string> pieces;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find(separator, at), text.size());
        std::string_view piece = text.substr(at, end - at);
        while (piece.starts_with(' ')) piece.remove_prefix(1);
        while (piece.ends_with(' ')) piece.remove_suffix(1);
        pieces.emplace_back(piece);
        at = end + 1;
    }
    return pieces;
}

std::optional<double> parse_number(std::string_view text) {
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(value)) return std::nullopt;
    return value;
}

}  // namespace boresight::catalog
