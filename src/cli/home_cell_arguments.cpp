// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/home_cell_arguments.h"

#include <fmt/format.h>

#include <cmath>
#include <cstdint>

#include "cli/arguments.h"
#include "platform/error.h"
#include "survey/sweep_carriers.h"

namespace boresight::cli {

namespace {

constexpr double most_psc = 511, most_uarfcn = 16383;
constexpr double least_microcell_dbm = -20, most_microcell_dbm = 40;

}  // namespace

int psc_argument(const std::string& option, const std::string& text) {
    const double number = number_argument(option, text, 0, most_psc, "");
    if (number == std::floor(number)) return static_cast<int>(number);
    throw Error(Error::Kind::bad_input, {.what = fmt::format("\"{}\" is no scrambling code (PSC)", text),
                                         .where = option,
                                         .expected = "a whole number from 0 to 511",
                                         .fix = "\"boresight scan --rat umts\" tells those that are heard"});
}

int uarfcn_argument(const std::string& option, const std::string& text) {
    const double number = number_argument(option, text, 0, most_uarfcn, "channel number");
    const auto channel = static_cast<std::int64_t>(number);
    if (number == std::floor(number) && survey::umts_carrier(channel)) return static_cast<int>(channel);
    throw Error(Error::Kind::bad_input,
                {.what = fmt::format("{} is no downlink channel of 3G", text),
                 .where = option,
                 .expected = "such as 4413",
                 .fix = "\"boresight bands --frequency 882.6M\" tells the number of a frequency"});
}

double microcell_power_argument(const std::string& option, const std::string& text) {
    return number_argument(option, text, least_microcell_dbm, most_microcell_dbm, "dBm");
}

}  // namespace boresight::cli
