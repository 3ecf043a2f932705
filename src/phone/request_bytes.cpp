// SPDX-License-Identifier: GPL-3.0-or-later
#include "phone/request_bytes.h"

#include <algorithm>
#include <charconv>
#include <optional>

namespace boresight::phone {

namespace {

constexpr std::string_view line_end = "\r\n";

constexpr RequestBytes refused(int status) {
    return {.state = RequestState::refused, .size = 0, .status = status};
}

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool named(std::string_view field, std::string_view name) {
    return std::equal(field.begin(), field.end(), name.begin(), name.end(),
                      [](char a, char b) { return lower(a) == b; });
}

std::string_view trimmed(std::string_view text) {
    const std::size_t first = text.find_first_not_of(" \t");
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

// What a line may hold: no control character but the tab.
bool clean(std::string_view line) {
    return std::none_of(line.begin(), line.end(), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return (byte < 0x20 && byte != '\t') || byte == 0x7f;
    });
}

// The length of the body that the fields tell, 0 where they tell none; nothing where they make no sense.
std::optional<std::size_t> body_size(std::string_view fields) {
    std::optional<std::size_t> told;
    while (!fields.empty()) {
        const std::size_t end = fields.find(line_end);
        const std::string_view line = fields.substr(0, end);
        fields.remove_prefix(end + line_end.size());
        const std::size_t colon = line.find(':');
        if (!clean(line) || colon == std::string_view::npos || colon == 0) return std::nullopt;
        const std::string_view name = line.substr(0, colon), value = trimmed(line.substr(colon + 1));
        if (named(name, "transfer-encoding")) return std::nullopt;
        if (!named(name, "content-length")) continue;
        std::size_t length = 0;
        const auto [rest, error] = std::from_chars(value.data(), value.data() + value.size(), length);
        if (told || error != std::errc() || rest != value.data() + value.size()) return std::nullopt;
        told = length;
    }
    return told.value_or(0);
}

}  // namespace

RequestBytes request_bytes(std::string_view bytes, const RequestLimits& limits) {
    const std::size_t end = bytes.substr(0, limits.head).find("\r\n\r\n");
    if (end == std::string_view::npos) return bytes.size() >= limits.head ? refused(431) : RequestBytes{};
    const std::string_view lines = bytes.substr(0, end + line_end.size());
    const std::size_t first_end = lines.find(line_end);
    if (first_end == 0 || !clean(lines.substr(0, first_end))) return refused(400);
    const auto body = body_size(lines.substr(first_end + line_end.size()));
    if (!body) return refused(400);
    if (*body > limits.body) return refused(413);
    const std::size_t size = lines.size() + line_end.size() + *body;
    if (bytes.size() < size) return {};
    return {.state = RequestState::whole, .size = size, .status = 0};
}

}  // namespace boresight::phone
