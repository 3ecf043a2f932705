// SPDX-License-Identifier: GPL-3.0-or-later
// The model of two paths: coarse pairs of azimuths, the two best refined. The drift is held at its middle value.
#include <algorithm>
#include <cmath>
#include <optional>

#include "aim/angle.h"
#include "aim/normal.h"
#include "aim/posterior.h"

namespace boresight::aim {

namespace {

constexpr double coarse_step_deg = 18, fine_step_deg = 3, refined_reach_deg = 16.5;
constexpr double distinct_deg = 20;
// Of the beam width, for coarse pairs: nearer paths are one. Refined pairs may come nearer, which lets two paths stand
// for a lobe that isn't even.
constexpr double least_separation = 0.5;
constexpr std::size_t drift = 1;
constexpr double kept_depth = 8;         // ln below the best point
constexpr double negligible_depth = 25;  // of the coarse grid: pairs below it aren't ranked exactly
constexpr double spare = 4;              // by which a value of a kept point may lie lower and still count

struct Pair {
    double first_deg = 0, second_deg = 0;
    double log_mass = 0;
};

struct Axes {
    Axis log_width, floor_db, revisit_db, power_db;
};

// Powers at the stops of the lobes at some azimuths, each computed once for each width.
class Lobes {
public:
    Lobes(std::span<const double> stops_deg, const std::vector<double>& paths_deg, const Lobe& lobe)
        : stops_(stops_deg.size()), power_(stops_ * paths_deg.size()), slope_(power_.size()) {
        for (std::size_t k = 0; k < paths_deg.size(); ++k)
            lobe_powers(lobe, paths_deg[k], stops_deg, {&power_[k * stops_], stops_}, {&slope_[k * stops_], stops_});
    }
    const double* power(std::size_t path) const { return &power_[path * stops_]; }
    const double* slope(std::size_t path) const { return &slope_[path * stops_]; }

private:
    std::size_t stops_;
    std::vector<double> power_, slope_;
};

// Calls visit(first, second, response, log prior of all but the azimuths) for each pair that is far enough apart and
// each width, power and floor, with the likelihood's gains set.
template <class Visit>
void each_response(SweepLikelihood& likelihood, const Axes& axes, const Lobe& nominal, double separation_deg,
                   const std::vector<double>& firsts_deg, const std::vector<double>& seconds_deg, const Visit& visit) {
    const std::size_t n = likelihood.azimuths_deg().size();
    std::vector<double> power(n), slope(n);
    for (std::size_t u = 0; u < axes.log_width.size(); ++u) {
        Lobe lobe = nominal;
        lobe.log_width = axes.log_width.value[u];
        const Lobes first(likelihood.azimuths_deg(), firsts_deg, lobe);
        const Lobes second(likelihood.azimuths_deg(), seconds_deg, lobe);
        for (std::size_t a = 0; a < firsts_deg.size(); ++a)
            for (std::size_t b = 0; b < seconds_deg.size(); ++b) {
                if (std::abs(wrap_deg(firsts_deg[a] - seconds_deg[b])) < separation_deg) continue;
                for (std::size_t p = 0; p < axes.power_db.size(); ++p) {
                    const double share = std::exp(axes.power_db.value[p] / db_per_neper);
                    for (std::size_t i = 0; i < n; ++i) {
                        power[i] = first.power(a)[i] + share * second.power(b)[i];
                        slope[i] = first.slope(a)[i] + share * second.slope(b)[i];
                    }
                    for (std::size_t f = 0; f < axes.floor_db.size(); ++f) {
                        likelihood.set_powers(power, slope, std::exp(axes.floor_db.value[f] / db_per_neper));
                        visit(a, b,
                              Response{.azimuth_deg = azimuth_of(firsts_deg[a]),
                                       .lobe = lobe,
                                       .floor_db = axes.floor_db.value[f],
                                       .second = SecondPath{.azimuth_deg = azimuth_of(seconds_deg[b]),
                                                            .power_db = axes.power_db.value[p]}},
                              axes.log_width.log_prior[u] + axes.power_db.log_prior[p] + axes.floor_db.log_prior[f]);
                    }
                }
            }
    }
}

std::vector<Pair> coarse_pairs(SweepLikelihood& likelihood, const Lobe& nominal) {
    std::vector<double> azimuths_deg;
    for (double azimuth_deg = 0; azimuth_deg < 360; azimuth_deg += coarse_step_deg) azimuths_deg.push_back(azimuth_deg);
    const Axes axes{.log_width = log_width_axis({-0.12, 0.12}),
                    .floor_db = flat_axis({-21, -11}),
                    .revisit_db = revisit_axis({0.55, 1.4}),
                    .power_db = flat_axis(all_of(second_powers_db))};
    const std::size_t n = azimuths_deg.size();
    std::vector<std::vector<double>> logs(n * n);
    double most = -1e300;
    each_response(likelihood, axes, nominal, least_separation * nominal.beamwidth_deg, azimuths_deg, azimuths_deg,
                  [&](std::size_t a, std::size_t b, const Response&, double log_prior) {
                      for (std::size_t r = 0; r < axes.revisit_db.size(); ++r) {
                          const double prior = log_prior + axes.revisit_db.log_prior[r];
                          const double log = prior + likelihood.log_likelihood(axes.revisit_db.value[r], drift,
                                                                               most - negligible_depth - prior);
                          most = std::max(most, log);
                          logs[a * n + b].push_back(log);
                      }
                  });
    std::vector<Pair> pairs;
    for (std::size_t a = 0; a < n; ++a)
        for (std::size_t b = 0; b < n; ++b)
            if (!logs[a * n + b].empty())
                pairs.push_back({.first_deg = azimuths_deg[a],
                                 .second_deg = azimuths_deg[b],
                                 .log_mass = log_of_sum(logs[a * n + b])});
    std::stable_sort(pairs.begin(), pairs.end(), [](const Pair& a, const Pair& b) { return a.log_mass > b.log_mass; });
    return pairs;
}

bool distinct(const Pair& a, const Pair& b) {
    return std::max(std::abs(wrap_deg(a.first_deg - b.first_deg)), std::abs(wrap_deg(a.second_deg - b.second_deg))) >
           distinct_deg;
}

std::vector<double> around(double azimuth_deg) {
    std::vector<double> out;
    for (double off = -refined_reach_deg; off <= refined_reach_deg; off += fine_step_deg)
        out.push_back(azimuth_deg + off);
    return out;
}

struct Kept {
    Response response;
    double log_prior = 0;
    std::vector<double> by_revisit;
    double log_density = 0;
};

// Points of the refined grid around one pair, appended; those far below the best so far are left out.
void refine(SweepLikelihood& likelihood, const Pair& pair, const Axes& axes, const Lobe& nominal, double log_cell,
            std::vector<Kept>& points, double& most) {
    std::vector<double> by_revisit(axes.revisit_db.size());
    each_response(likelihood, axes, nominal, 0, around(pair.first_deg), around(pair.second_deg),
                  [&](std::size_t, std::size_t, const Response& response, double log_prior) {
                      double best = -1e300;
                      for (std::size_t r = 0; r < by_revisit.size(); ++r) {
                          by_revisit[r] = likelihood.log_likelihood(axes.revisit_db.value[r], drift,
                                                                    most - kept_depth - spare - log_prior - log_cell);
                          best = std::max(best, log_prior + log_cell + by_revisit[r]);
                      }
                      most = std::max(most, best);
                      if (best > most - kept_depth)
                          points.push_back({response, log_prior + log_cell, by_revisit, best});
                  });
}

}  // namespace

Posterior with_two_paths(SweepLikelihood& likelihood, const Lobe& nominal) {
    const std::vector<Pair> pairs = coarse_pairs(likelihood, nominal);
    const Axes axes{.log_width = log_width_axis({-0.24, 0, 0.24}),
                    .floor_db = flat_axis({-25, -17, -11, -6}),
                    .revisit_db = revisit_axis({0.3, 0.55, 0.9, 1.4, 2.1}),
                    .power_db = flat_axis(all_of(second_powers_db))};
    PosteriorSum sum(fine_step_deg);
    if (pairs.empty()) return sum.done();
    const double log_cell = std::log(fine_step_deg * fine_step_deg / (coarse_step_deg * coarse_step_deg)) -
                            std::log(static_cast<double>(pairs.size()));
    std::vector<Kept> points;
    double most = -1e300;
    refine(likelihood, pairs.front(), axes, nominal, log_cell, points, most);
    const auto other =
        std::find_if(pairs.begin(), pairs.end(), [&](const Pair& p) { return distinct(p, pairs.front()); });
    if (other != pairs.end()) refine(likelihood, *other, axes, nominal, log_cell, points, most);
    for (const Kept& point : points) {
        if (point.log_density < most - kept_depth) continue;
        sum.begin(point.response);
        for (std::size_t r = 0; r < axes.revisit_db.size(); ++r)
            sum.add(point.log_prior + axes.revisit_db.log_prior[r] + point.by_revisit[r], axes.revisit_db.value[r],
                    drift);
        sum.end();
    }
    return sum.done();
}

}  // namespace boresight::aim
