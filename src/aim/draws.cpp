// SPDX-License-Identifier: GPL-3.0-or-later
#include "aim/draws.h"

#include <algorithm>
#include <cmath>
#include <random>

#include "aim/angle.h"
#include "aim/normal.h"

namespace boresight::aim {

namespace {

constexpr std::size_t how_many = 600;
constexpr std::uint64_t seed = 20240229;  // any: the answer may not depend on it
// What the model leaves out of the lobe's shape, as a share of its width.
constexpr double peak_blur_one = 0.008, peak_blur_two = 0.040;
constexpr double pattern_share_one = 0.12, pattern_share_two = 0.20;  // of the depth
constexpr double contrast_share = 0.10;
constexpr double most_slope_variance = 4 * 4, slope_step_deg = 0.5;

using Random = std::mt19937_64;

// Points in proportion to their mass, evenly spread over the list.
void add_draws(const Posterior& posterior, std::size_t count, Random& random, std::vector<Draw>& out) {
    if (count == 0 || posterior.points.empty()) return;
    std::uniform_real_distribution<double> uniform(0, 1);
    const double offset = uniform(random);
    double sum = 0;
    std::size_t taken = 0;
    const auto jitter = [&] { return posterior.azimuth_step_deg * (uniform(random) - 0.5); };
    for (const PosteriorPoint& point : posterior.points) {
        sum += std::exp(point.log_mass - posterior.log_evidence) * static_cast<double>(count);
        for (; taken < count && static_cast<double>(taken) + offset < sum; ++taken) {
            Response response = point.response;
            response.azimuth_deg = azimuth_of(response.azimuth_deg + jitter());
            if (response.second) response.second->azimuth_deg = azimuth_of(response.second->azimuth_deg + jitter());
            out.push_back({.response = response, .revisit_db = point.revisit_db, .drift = point.drift});
        }
    }
}

// Between whole degrees, by the parabola through the largest value and its neighbours.
double refined_peak(const double* gain_db, std::size_t at) {
    const double here = gain_db[at], before = gain_db[(at + circle_deg - 1) % circle_deg],
                 after = gain_db[(at + 1) % circle_deg];
    const double bend = before - 2 * here + after;
    return static_cast<double>(at) + (bend < 0 ? 0.5 * (before - after) / bend : 0);
}

}  // namespace

Draws draw_responses(const Posterior& one, const Posterior& two, double share_of_one) {
    Random random(seed);
    std::normal_distribution<double> normal;
    Draws out;
    const auto of_one = static_cast<std::size_t>(std::lround(share_of_one * static_cast<double>(how_many)));
    add_draws(one, of_one, random, out.draws);
    add_draws(two, how_many - of_one, random, out.draws);
    out.gain_db.resize(out.draws.size() * circle_deg);
    for (std::size_t k = 0; k < out.draws.size(); ++k) {
        Draw& draw = out.draws[k];
        double* gain_db = &out.gain_db[k * circle_deg];
        for (std::size_t a = 0; a < circle_deg; ++a) gain_db[a] = draw.response.gain_db(static_cast<double>(a));
        const auto at = static_cast<std::size_t>(std::max_element(gain_db, gain_db + circle_deg) - gain_db);
        draw.peak_db = gain_db[at];
        const bool two_paths = draw.response.second.has_value();
        draw.peak_deg = two_paths ? refined_peak(gain_db, at) : draw.response.azimuth_deg;
        const double blur = two_paths ? peak_blur_two : peak_blur_one;
        draw.peak_deg = azimuth_of(draw.peak_deg + blur * draw.response.width_deg() * normal(random));
    }
    return out;
}

void draw_levels(SweepLikelihood& likelihood, Draws& draws) {
    Random random(seed + 2);
    std::normal_distribution<double> normal;
    for (Draw& draw : draws.draws) {
        likelihood.set_response(draw.response);
        const auto [session, latest] = likelihood.levels(draw.revisit_db, draw.drift);
        draw.level_db = session.mean_db + session.sigma_db * normal(random);
        draw.latest_db = latest.mean_db;
        draw.latest_sigma_db = latest.sigma_db;
    }
}

double pattern_share(const Draw& draw) {
    return draw.response.second ? pattern_share_two : pattern_share_one;
}

double place_variance(const Draw& draw, double azimuth_deg, double azimuth_sigma_deg, double depth_share) {
    const double slope =
        (draw.response.gain_db(azimuth_deg + slope_step_deg) - draw.response.gain_db(azimuth_deg - slope_step_deg)) /
        (2 * slope_step_deg);
    const double depth = depth_share * std::max(0.0, draw.peak_db - draw.response.gain_db(azimuth_deg));
    const double tilt = azimuth_sigma_deg * slope;
    return draw.revisit_db * draw.revisit_db + depth * depth + std::min(tilt * tilt, most_slope_variance);
}

std::size_t least_loss_deg(const Draws& draws) {
    std::vector<double> sum(circle_deg);
    for (std::size_t k = 0; k < draws.draws.size(); ++k)
        for (std::size_t a = 0; a < circle_deg; ++a) sum[a] += draws.gain(k, a) - draws.draws[k].peak_db;
    return static_cast<std::size_t>(std::max_element(sum.begin(), sum.end()) - sum.begin());
}

double least_contrast_db(const Draws& draws) {
    std::vector<double> contrasts;
    for (std::size_t k = 0; k < draws.draws.size(); ++k) {
        const double* gain_db = &draws.gain_db[k * circle_deg];
        contrasts.push_back(draws.draws[k].peak_db - median_of({gain_db, gain_db + circle_deg}));
    }
    std::sort(contrasts.begin(), contrasts.end());
    return contrasts.empty() ? 0 : quantile_of(contrasts, contrast_share);
}

GainQuantiles gain_between(const Draws& draws, double from_deg, std::size_t to_deg) {
    Random random(seed + 1);
    std::normal_distribution<double> normal;
    std::vector<double> gains;
    for (std::size_t k = 0; k < draws.draws.size(); ++k) {
        const Draw& draw = draws.draws[k];
        const double from_db = draw.response.gain_db(from_deg);
        gains.push_back(draws.gain(k, to_deg) - from_db +
                        pattern_share(draw) * std::max(0.0, draw.peak_db - from_db) * normal(random));
    }
    std::sort(gains.begin(), gains.end());
    if (gains.empty()) return {};
    return {quantile_of(gains, 0.025), quantile_of(gains, 0.5), quantile_of(gains, 0.975)};
}

}  // namespace boresight::aim
