// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/bearing_argument.h"

#include <fmt/format.h>

#include "catalog/name_key.h"
#include "cli/arguments.h"
#include "platform/error.h"
#include "pose/bearing.h"

namespace boresight::cli {

namespace {

constexpr double most_count_deg = 3600;  // ten rounds

[[noreturn]] void refuse(const std::string& option, const std::string& text, std::string what, std::string fix) {
    throw Error(Error::Kind::bad_input,
                {.what = std::move(what), .where = option + ' ' + text, .expected = "", .fix = std::move(fix)});
}

enum class North { scale, true_north, magnetic };

// Takes the letter off the end.
North north_of(std::string& number) {
    if (number.empty()) return North::scale;
    const char last = number.back();
    const North north = last == 'm' || last == 'M'   ? North::magnetic
                        : last == 't' || last == 'T' ? North::true_north
                                                     : North::scale;
    if (north != North::scale) number.pop_back();
    return north;
}

std::pair<std::string, std::string> two_parts(const std::string& option, const std::string& text,
                                              const std::string& expected) {
    const std::vector<std::string> parts = catalog::split(text, ',');
    if (parts.size() == 2) return {parts[0], parts[1]};
    throw Error(
        Error::Kind::bad_input,
        {.what = fmt::format("\"{}\" isn't two numbers", text), .where = option, .expected = expected, .fix = ""});
}

}  // namespace

double true_bearing_argument(const std::string& option, const std::string& text,
                             const std::optional<double>& declination_deg) {
    std::string number = text;
    const North north = north_of(number);
    const double deg = number_argument(option, number, -360, 360, "degrees");
    if (north != North::magnetic) return deg;
    if (!declination_deg)
        refuse(option, text, "the declination isn't known, so a magnetic bearing can't be made true",
               "Give the place with --at, or the declination with --declination");
    return pose::once_round(deg + *declination_deg);
}

double bearing_argument(const std::string& option, const std::string& text, const aim::Scale& scale) {
    std::string number = text;
    const North north = north_of(number);
    const double deg = number_argument(option, number, 0, 360, "degrees");
    if (north == North::scale || (north == North::magnetic && scale.kind == aim::ScaleKind::magnetic)) return deg;
    const std::optional<double> zero_is_deg = aim::to_true_deg(scale, 0);
    if (!zero_is_deg)
        refuse(option, text,
               scale.kind == aim::ScaleKind::mark
                   ? "the scale's zero isn't known, so such a bearing can't be found on it"
                   : "the declination isn't known, so a true bearing can't be found by compass",
               "Tie the scale to north with --reference or --zero, or give a bearing on the scale itself");
    const double true_deg = true_bearing_argument(option, text, scale.declination_deg);
    return pose::once_round(true_deg - *zero_is_deg);
}

std::pair<double, double> arc_argument(const std::string& option, const std::string& text, const aim::Scale& scale) {
    const auto [from, to] = two_parts(option, text, "two azimuths in degrees, clockwise, as in 300,120");
    return {bearing_argument(option, from, scale), bearing_argument(option, to, scale)};
}

pose::TurnLimits limits_argument(const std::string& option, const std::string& text) {
    const auto [low, high] = two_parts(option, text, "the least and the greatest azimuth of its count, as in -180,450");
    const pose::TurnLimits limits{number_argument(option, low, -most_count_deg, most_count_deg, "degrees"),
                                  number_argument(option, high, -most_count_deg, most_count_deg, "degrees")};
    if (limits.low_deg < limits.high_deg) return limits;
    refuse(option, text, "the limits leave nothing between them", "Give the lower one first");
}

}  // namespace boresight::cli
