// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/rough_position.h"

#include <fmt/format.h>

#include <charconv>

#include "platform/error.h"

namespace boresight {

RoughPosition parse_rough_position(std::string_view text, std::string_view where) {
    constexpr double max_error_m = 100'000;
    RoughPosition out;
    const std::size_t mark = text.rfind('@');
    out.position = parse_position(text.substr(0, mark), where);
    if (mark == std::string_view::npos) return out;
    const std::string_view error = text.substr(mark + 1);
    const auto [end, failure] = std::from_chars(error.data(), error.data() + error.size(), out.error_m);
    if (failure != std::errc{} || end != error.data() + error.size() ||
        !(out.error_m >= 0 && out.error_m <= max_error_m))
        throw Error(Error::Kind::bad_input, {.what = fmt::format("\"{:.40}\" is no error of a position", error),
                                             .where = std::string(where),
                                             .expected = "metres, as in 59.3293,18.0686@50",
                                             .fix = ""});
    return out;
}

}  // namespace boresight
