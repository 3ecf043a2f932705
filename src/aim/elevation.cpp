// SPDX-License-Identifier: GPL-3.0-or-later
#include "aim/elevation.h"

#include <algorithm>
#include <cmath>
#include <random>
#include <set>

#include "aim/normal.h"
#include "aim/posterior.h"

namespace boresight::aim {

namespace {

constexpr std::size_t least_tilts = 3;
constexpr double reach_deg = 60, step_of_peak_deg = 2;
constexpr double peak_sigma_deg = 15;  // towers are seldom far above the horizon, nor far below it
constexpr double kept_depth = 9;       // ln below the best point
constexpr std::size_t how_many = 600;
constexpr std::uint64_t seed = 20240302;  // any: the answer may not depend on it
constexpr double pattern_share = 0.12;    // of the depth: how well the pattern is known
constexpr double peak_blur = 0.04;        // of the width: what the model leaves out of the lobe's shape
constexpr double sure = 0.99, equal_db = 1;
constexpr double low_share = 0.025, high_share = 0.975, most_share = 0.95;

Posterior tilted_lobes(SweepLikelihood& likelihood, double beamwidth_deg) {
    const Axis widths = log_width_axis({-0.24, 0, 0.24}), revisits = revisit_axis(all_of(revisits_db)),
               floors = flat_axis({-25, -14, -8.5, -5, -3});
    PosteriorSum sum(step_of_peak_deg);
    double most = -1e300;
    for (double peak_deg = -reach_deg; peak_deg <= reach_deg; peak_deg += step_of_peak_deg)
        for (std::size_t u = 0; u < widths.size(); ++u)
            for (std::size_t f = 0; f < floors.size(); ++f) {
                Response response{.azimuth_deg = peak_deg,
                                  .lobe = {.beamwidth_deg = beamwidth_deg, .log_width = widths.value[u]},
                                  .floor_db = floors.value[f],
                                  .second = {}};
                likelihood.set_response(response);
                const double prior = widths.log_prior[u] + floors.log_prior[f] -
                                     0.5 * peak_deg * peak_deg / (peak_sigma_deg * peak_sigma_deg);
                std::vector<DriftLogs> logs;
                double best = -1e300;
                for (std::size_t r = 0; r < revisits.size(); ++r) {
                    logs.push_back(likelihood.log_likelihoods(revisits.value[r], most - kept_depth - prior));
                    best = std::max(best, prior + revisits.log_prior[r] +
                                              *std::max_element(logs.back().begin(), logs.back().end()));
                }
                most = std::max(most, best);
                if (best < most - kept_depth) continue;
                sum.begin(response);
                for (std::size_t r = 0; r < revisits.size(); ++r)
                    sum.add(prior + revisits.log_prior[r], revisits.value[r], logs[r]);
                sum.end();
            }
    return sum.done();
}

// Responses in proportion to their mass, each once or several times.
std::vector<Response> drawn(const Posterior& posterior) {
    std::vector<Response> out;
    double sum = 0;
    for (const PosteriorPoint& point : posterior.points) {
        sum += std::exp(point.log_mass - posterior.log_evidence) * static_cast<double>(how_many);
        while (static_cast<double>(out.size()) + 0.5 < sum && out.size() < how_many) out.push_back(point.response);
    }
    return out;
}

// Of the tilts between the lowest and the highest tried, that which loses least on average.
double best_tilt(const std::vector<Response>& draws, double lowest_deg, double highest_deg) {
    double best_deg = lowest_deg, most = -1e300;
    for (double tilt_deg = lowest_deg; tilt_deg <= highest_deg; tilt_deg += 1) {
        double sum = 0;
        for (const Response& draw : draws) sum += draw.gain_db(tilt_deg);
        if (sum <= most) continue;
        most = sum;
        best_deg = tilt_deg;
    }
    return best_deg;
}

Value interval(std::vector<double>& values) {
    std::sort(values.begin(), values.end());
    return {.value = quantile_of(values, 0.5),
            .low = quantile_of(values, low_share),
            .high = quantile_of(values, high_share)};
}

void describe(const std::vector<Response>& draws, double lowest_deg, double highest_deg, double present_deg,
              ElevationFit& fit) {
    std::mt19937_64 random(seed);
    std::normal_distribution<double> normal;
    std::uniform_real_distribution<double> uniform(-0.5, 0.5);
    const double best_deg = best_tilt(draws, lowest_deg, highest_deg);
    std::vector<double> peaks_deg, gains_db;
    for (const Response& draw : draws) {
        const double blurred_deg =
            draw.azimuth_deg + step_of_peak_deg * uniform(random) + peak_blur * draw.width_deg() * normal(random);
        peaks_deg.push_back(std::clamp(blurred_deg, lowest_deg, highest_deg));
        const double there_db = draw.gain_db(best_deg), now_db = draw.gain_db(present_deg);
        const double spread_db = pattern_share * std::max(std::abs(there_db), std::abs(now_db));
        gains_db.push_back(there_db - now_db + (best_deg == present_deg ? 0 : spread_db * normal(random)));
    }
    const auto better = std::count_if(gains_db.begin(), gains_db.end(), [](double gain_db) { return gain_db > 0; });
    fit.p_better = static_cast<double>(better) / static_cast<double>(gains_db.size());
    fit.tilt_deg = best_deg;
    fit.elevation_deg = interval(peaks_deg);
    fit.gain_over_present_db = interval(gains_db);
    fit.most_gain_db = quantile_of(gains_db, most_share);
}

}  // namespace

std::optional<ElevationFit> fit_elevation(std::span<const ElevationStop> stops, std::span<const Reading> readings,
                                          const ElevationSetting& setting) {
    std::vector<Stop> places;
    std::set<double> tilts_deg;
    std::size_t heard = 0;
    for (std::size_t i = 0; i < stops.size(); ++i) {
        places.push_back({.time_s = stops[i].time_s, .azimuth_deg = stops[i].elevation_deg});
        if (!readings[i].detected()) continue;
        tilts_deg.insert(stops[i].elevation_deg);
        ++heard;
    }
    if (tilts_deg.size() < least_tilts || heard < least_heard_stops) return std::nullopt;
    SweepLikelihood likelihood(places, readings, setting.elevation_sigma_deg);
    const std::vector<Response> draws = drawn(tilted_lobes(likelihood, setting.beamwidth_deg));
    const auto by_elevation = [](const ElevationStop& a, const ElevationStop& b) {
        return a.elevation_deg < b.elevation_deg;
    };
    const auto [lowest, highest] = std::minmax_element(stops.begin(), stops.end(), by_elevation);
    ElevationFit fit{.dwells = stops.size()};
    describe(draws, lowest->elevation_deg, highest->elevation_deg, setting.present_deg, fit);
    fit.choice = fit.most_gain_db <= equal_db ? ElevationChoice::equal
                 : fit.p_better > sure        ? ElevationChoice::better
                                              : ElevationChoice::undecided;
    return fit;
}

std::vector<double> elevations_to_try(const ElevationPlan& plan) {
    constexpr double step_beams = 0.35;  // nearer tilts hardly differ
    const double step_deg = std::max(1.0, std::round(step_beams * plan.beamwidth_deg / plan.step_deg)) * plan.step_deg;
    std::vector<double> there{plan.present_deg};
    for (const double steps : {1.0, 2.0, -1.0, -2.0}) {
        const double tilt_deg = plan.present_deg + steps * step_deg;
        if (tilt_deg >= plan.lowest_deg && tilt_deg <= plan.highest_deg) there.push_back(tilt_deg);
    }
    std::vector<double> out = there;
    out.insert(out.end(), there.rbegin(), there.rend());
    return out;
}

}  // namespace boresight::aim
