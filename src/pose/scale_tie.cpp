// SPDX-License-Identifier: GPL-3.0-or-later
#include "pose/scale_tie.h"

#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <numbers>

#include "platform/error.h"
#include "platform/utc_time.h"
#include "pose/geodesic.h"
#include "pose/sun.h"

namespace boresight::pose {

namespace {

using Kind = ScaleReference::Kind;

constexpr double sight_deg = 1, mark_deg = 1;  // of looking along the antenna, and of reading the scale
constexpr double plumb_deg = 0.5;              // a mast leans that much; it turns what is high by its tangent
constexpr double clock_s = 30;                 // when the sun was seen is known to that
constexpr double compass_deg = 10;             // beside a steel mast
constexpr double declination_deg = 0.5;
constexpr double high_sun_deg = 60;
constexpr double lowest_sun_deg = -0.3;  // its upper half is still seen
constexpr double near_landmark_deg = 2;  // more than that by the positions alone is too near
constexpr std::string_view expected =
    "sun@MARK, shadow@MARK, landmark:LAT,LON@MARK or compass:BEARING@MARK, with MARK what the scale reads";

[[noreturn]] void refuse(std::string what, std::string where, std::string fix = {}) {
    throw Error(
        Error::Kind::bad_input,
        {.what = std::move(what), .where = std::move(where), .expected = std::string(expected), .fix = std::move(fix)});
}

double degrees_in(std::string_view text, std::string_view all, std::string_view where) {
    if (text.starts_with('+')) text.remove_prefix(1);
    double deg = 0;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), deg);
    if (fault != std::errc{} || end != text.data() + text.size() || !(std::abs(deg) <= 360))
        refuse(fmt::format("\"{:.40}\" is no bearing in degrees", text), fmt::format("{} {:.80}", where, all));
    return deg;
}

std::optional<Kind> kind_of(std::string_view word) {
    if (word == "sun") return Kind::sun;
    if (word == "shadow") return Kind::shadow;
    if (word == "landmark") return Kind::landmark;
    if (word == "compass") return Kind::compass;
    return std::nullopt;
}

const Position& place_of(const TieKnowledge& known, const char* what) {
    if (known.place) return *known.place;
    refuse(fmt::format("where the antenna is isn't known, so {} can't be told", what), "--reference",
           "Give the place with --at LAT,LON, or once with \"boresight setup\"");
}

ScaleTie by_sun(const ScaleReference& reference, const TieKnowledge& known) {
    const Position& place = place_of(known, "where the sun stands");
    const std::int64_t seen_ns = reference.utc_ns.value_or(known.now_ns);
    const SunPosition sun = sun_position(place, seen_ns);
    if (sun.elevation_deg < lowest_sun_deg)
        refuse(fmt::format("at {} UTC the sun is {:.0f} degrees below the horizon at {:.4f},{:.4f}",
                           format_utc_minutes(seen_ns), -sun.elevation_deg, place.latitude_deg, place.longitude_deg),
               "--reference", "Check place and time, or take a landmark or a compass");
    const SunPosition later = sun_position(place, seen_ns + std::llround(clock_s * 1e9));
    const double moves_deg = std::remainder(later.azimuth_deg - sun.azimuth_deg, 360);
    const double leans_deg = plumb_deg * std::tan(std::min(sun.elevation_deg, 89.0) * std::numbers::pi / 180);
    ScaleTie tie;
    tie.seen_at = {once_round(sun.azimuth_deg + (reference.kind == Kind::shadow ? 180 : 0))};
    tie.sigma_deg = std::hypot(std::hypot(sight_deg, mark_deg), std::hypot(moves_deg, leans_deg));
    if (sun.elevation_deg > high_sun_deg)
        tie.warning = fmt::format(
            "The sun stands {:.0f} degrees high, where its direction is read badly (± {:.0f}°); take it again when it "
            "is low.",
            sun.elevation_deg, std::ceil(2 * tie.sigma_deg));
    return tie;
}

ScaleTie by_landmark(const ScaleReference& reference, const TieKnowledge& known) {
    const Position& place = place_of(known, "which way the landmark lies");
    const GeodesicWay way =
        way_between(place, known.place_error_m, reference.landmark.position, reference.landmark.error_m);
    if (way.bearing_sigma_deg >= 45)
        refuse(fmt::format("the landmark is {:.0f} m away, no further than the positions may be wrong", way.distance_m),
               "--reference", "Take one that is far away");
    ScaleTie tie;
    tie.seen_at = way.bearing;
    tie.sigma_deg = std::hypot(std::hypot(sight_deg, mark_deg), way.bearing_sigma_deg);
    if (way.bearing_sigma_deg > near_landmark_deg)
        tie.warning = fmt::format(
            "The landmark is only {:.0f} m away: its direction is known to ± {:.0f}°; one further away is better.",
            way.distance_m, std::ceil(2 * way.bearing_sigma_deg));
    return tie;
}

ScaleTie by_compass(const ScaleReference& reference, const TieKnowledge& known) {
    if (!known.declination)
        refuse("the declination isn't known, so a compass can't tell true north", "--reference",
               "Give the place with --at LAT,LON, or the declination with --declination");
    return {.zero = {},
            .sigma_deg = std::hypot(compass_deg, std::hypot(mark_deg, declination_deg)),
            .seen_at = reference.compass + *known.declination};
}

}  // namespace

ScaleReference parse_scale_reference(std::string_view text, std::string_view where) {
    const std::string here = fmt::format("{} {:.80}", where, text);
    const std::size_t at = text.rfind('@');
    if (at == std::string_view::npos) refuse("the reference has no mark", here);
    const std::string_view thing = text.substr(0, at);
    const std::size_t colon = thing.find(':');
    const std::optional<Kind> kind = kind_of(thing.substr(0, colon));
    if (!kind) refuse("the reference is of no known kind", here);
    const std::string_view detail = colon == std::string_view::npos ? std::string_view{} : thing.substr(colon + 1);
    ScaleReference out{.kind = *kind, .mark = {degrees_in(text.substr(at + 1), text, where)}};
    switch (*kind) {
        case Kind::sun:
        case Kind::shadow:
            if (!detail.empty()) out.utc_ns = parse_utc(detail, where);
            break;
        case Kind::landmark: out.landmark = parse_rough_position(detail, where); break;
        case Kind::compass: out.compass = {once_round(degrees_in(detail, text, where))}; break;
    }
    return out;
}

ScaleTie tie_scale(const ScaleReference& reference, const TieKnowledge& known) {
    ScaleTie tie = reference.kind == Kind::landmark  ? by_landmark(reference, known)
                   : reference.kind == Kind::compass ? by_compass(reference, known)
                                                     : by_sun(reference, known);
    tie.zero = {once_round(tie.seen_at.deg - reference.mark.deg)};
    return tie;
}

}  // namespace boresight::pose
