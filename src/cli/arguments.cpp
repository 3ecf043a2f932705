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

}  // namespace

double number_argument(const std::string& option, const std::string& text, double low, double high,
                       const std::string& unit) {
    std::string_view rest = text;
    const std::optional<double> value = take_number(rest);
    if (!value || !rest.empty() || *value < low || *value > high)
        throw bad(option, text, fmt::format("a number{} from {} to {}", unit.empty() ? "" : " of " + unit, low, high));
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

}  // namespace boresight::cli
