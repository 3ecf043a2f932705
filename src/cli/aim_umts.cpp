// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/aim_umts.h"

#include <fmt/format.h>

#include <cmath>
#include <cstdint>

#include "cli/arguments.h"
#include "platform/error.h"

namespace boresight::cli {

namespace {

constexpr double highest_uarfcn = 16383;

}  // namespace

std::vector<survey::SweepCarrier> umts_carriers(const LiveAimWords& words) {
    std::vector<survey::SweepCarrier> carriers;
    for (const std::string& text : words.uarfcns) {
        const double number = number_argument("--umts-carrier", text, 0, highest_uarfcn, "channel number");
        const auto carrier = survey::umts_carrier(static_cast<std::int64_t>(number));
        if (!carrier || number != std::floor(number))
            throw Error(Error::Kind::bad_input,
                        {.what = fmt::format("{} is no downlink channel of 3G", text),
                         .where = "--umts-carrier",
                         .expected = "such as 4413",
                         .fix = "\"boresight bands --frequency 882.6M\" tells the number of a frequency"});
        carriers.push_back(*carrier);
    }
    return carriers;
}

bool umts_alone(const LiveAimWords& words) {
    if (words.rat.empty() || choice_argument("--rat", words.rat, {"lte", "umts"}) == 0) return false;
    if (!words.uarfcns.empty()) return true;
    throw Error(Error::Kind::bad_input, {.what = "no carrier of 3G is named",
                                         .where = "--rat umts",
                                         .expected = "the carriers to aim for",
                                         .fix = "Add --umts-carrier N, as in 4438"});
}

}  // namespace boresight::cli
