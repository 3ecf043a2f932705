// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/aim_prediction.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numbers>

#include "aim/angle.h"
#include "app/aim_figures.h"

namespace boresight::app {

namespace {

constexpr double sigmas_of_95 = 1.96;
constexpr double light_m_per_s = 299'792'458.0;
constexpr double m_per_km = 1000, hz_per_mhz = 1e6;

double free_space_db(double distance_m, double frequency_hz) {
    return 20 * std::log10(4 * std::numbers::pi * distance_m * frequency_hz / light_m_per_s);
}

// With the heights of both where they are known.
double straight_m(const AimPrediction& prediction) {
    const auto& from_m = prediction.known.place.position.height_m;
    const auto& to_m = prediction.known.tower.position.height_m;
    return std::hypot(prediction.way.distance_m, from_m && to_m ? *to_m - *from_m : 0);
}

void compare(AimPrediction& prediction, const aim::Verdict& verdict, const aim::Scale& scale) {
    if (const auto zero_deg = aim::to_true_deg(scale, 0))
        prediction.scale_deg = aim::azimuth_of(prediction.way.bearing.deg - *zero_deg);
    if (!verdict.azimuth_deg || !verdict.low_deg || !verdict.high_deg) return;
    const auto measured = aim::to_true(scale, *verdict.azimuth_deg, *verdict.low_deg, *verdict.high_deg);
    if (!measured) return;
    prediction.measured_deg = measured->azimuth_deg;
    prediction.apart_deg = aim::wrap_deg(measured->azimuth_deg - prediction.way.bearing.deg);
    // The side of the interval that the prediction lies on.
    const double own_deg = *prediction.apart_deg > 0 ? aim::azimuth_of(measured->azimuth_deg - measured->low_deg)
                                                     : aim::azimuth_of(measured->high_deg - measured->azimuth_deg);
    prediction.may_be_apart_deg = std::hypot(own_deg, prediction.half_width_deg());
}

std::string comparison_words(const AimPrediction& prediction) {
    if (!prediction.apart_deg)
        return prediction.scale_deg ? "" : " Your scale isn't tied to true north, so it can't be compared.";
    const double apart_deg = std::abs(*prediction.apart_deg);
    if (*prediction.agrees())
        return fmt::format(" The measured bearing, {}° true, agrees with it within both uncertainties ({:.0f}° apart).",
                           degrees(*prediction.measured_deg), apart_deg);
    return fmt::format(
        " The measured bearing, {}° true, lies {:.0f}° beside it, more than both uncertainties ({:.0f}°): what is "
        "heard "
        "best comes by another way, or from another tower.",
        degrees(*prediction.measured_deg), apart_deg, std::ceil(*prediction.may_be_apart_deg));
}

}  // namespace

double AimPrediction::half_width_deg() const {
    return std::min(180.0, sigmas_of_95 * way.bearing_sigma_deg);
}

std::optional<bool> AimPrediction::agrees() const {
    if (!apart_deg) return std::nullopt;
    return std::abs(*apart_deg) <= *may_be_apart_deg;
}

AimPrediction predict(const PredictionKnowledge& known, const aim::Verdict& verdict, const aim::Scale& scale) {
    AimPrediction out;
    out.known = known;
    out.way = pose::way_between(known.place.position, known.place.error_m, known.tower.position, known.tower.error_m);
    if (known.declination_deg) out.magnetic = out.way.bearing - pose::Declination{*known.declination_deg};
    if (known.frequency_hz && straight_m(out) > 0)
        out.free_space_db = free_space_db(straight_m(out), *known.frequency_hz);
    compare(out, verdict, scale);
    return out;
}

std::string prediction_words(const AimPrediction& prediction) {
    std::string out =
        fmt::format("Predicted from the map, not measured: the tower lies at {}° true (± {:.0f}°)",
                    degrees(prediction.way.bearing.deg), std::max(1.0, std::ceil(prediction.half_width_deg())));
    if (prediction.magnetic) out += fmt::format(", {}° by compass", degrees(prediction.magnetic->deg));
    out += fmt::format(", {:.1f} km away", prediction.way.distance_m / m_per_km);
    if (prediction.free_space_db)
        out += fmt::format("; free space alone takes {:.0f} dB at {:.0f} MHz", *prediction.free_space_db,
                           *prediction.known.frequency_hz / hz_per_mhz);
    return out + '.' + comparison_words(prediction);
}

}  // namespace boresight::app
