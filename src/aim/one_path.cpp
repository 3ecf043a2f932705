// SPDX-License-Identifier: GPL-3.0-or-later
// The model of one path: a coarse grid finds where the mass is, a fine one measures it there.
#include <algorithm>
#include <cmath>

#include "aim/angle.h"
#include "aim/normal.h"
#include "aim/posterior.h"

namespace boresight::aim {

namespace {

constexpr double coarse_step_deg = 6;
constexpr std::size_t coarse_azimuths = 60;
constexpr std::size_t middle_drift = 1;
constexpr double least_azimuth_mass = 2e-4;
constexpr double least_marginal = 3e-3;
constexpr double kept_depth = 9;         // ln below the best point
constexpr double negligible_depth = 25;  // of the coarse grid: below it no marginal feels a point
constexpr double spare = 5;              // by which a value of a kept point may lie lower and still count

// The lobe at every stop, for one azimuth, width and skew; floors are put under it one after another.
class LobeAtStops {
public:
    LobeAtStops(SweepLikelihood& likelihood, const Lobe& nominal)
        : likelihood_(likelihood),
          power_(likelihood.azimuths_deg().size()),
          slope_(power_.size()),
          response_{.azimuth_deg = 0, .lobe = nominal, .floor_db = 0, .second = {}} {}

    void set_lobe(double azimuth_deg, double log_width, double skew) {
        response_.azimuth_deg = azimuth_deg;
        response_.lobe.log_width = log_width;
        response_.lobe.skew = skew;
        lobe_powers(response_.lobe, azimuth_deg, likelihood_.azimuths_deg(), power_, slope_);
    }
    void set_floor(double floor_db) {
        response_.floor_db = floor_db;
        likelihood_.set_powers(power_, slope_, std::exp(floor_db / db_per_neper));
    }
    const Response& response() const { return response_; }

private:
    SweepLikelihood& likelihood_;
    std::vector<double> power_, slope_;
    Response response_;
};

struct Axes {
    std::vector<double> azimuth_deg;
    double azimuth_step_deg = 0;
    Axis log_width, skew, floor_db, revisit_db;
};

// Calls visit(axis indices, log prior) for every lobe and floor of the grid, with the likelihood's gains set.
template <class Visit>
void each_response(const Axes& axes, LobeAtStops& lobe, const Visit& visit) {
    const double of_azimuth = std::log(axes.azimuth_step_deg / 360);
    for (std::size_t a = 0; a < axes.azimuth_deg.size(); ++a)
        for (std::size_t u = 0; u < axes.log_width.size(); ++u)
            for (std::size_t q = 0; q < axes.skew.size(); ++q) {
                lobe.set_lobe(axes.azimuth_deg[a], axes.log_width.value[u], axes.skew.value[q]);
                for (std::size_t f = 0; f < axes.floor_db.size(); ++f) {
                    lobe.set_floor(axes.floor_db.value[f]);
                    visit(
                        a, u, q, f,
                        of_azimuth + axes.log_width.log_prior[u] + axes.skew.log_prior[q] + axes.floor_db.log_prior[f]);
                }
            }
}

template <std::size_t n>
std::vector<double> every_second(const std::array<double, n>& values) {
    std::vector<double> out;
    for (std::size_t k = 0; k < n; k += 2) out.push_back(values[k]);
    return out;
}

Axes coarse_axes() {
    Axes axes;
    for (std::size_t k = 0; k < coarse_azimuths; ++k)
        axes.azimuth_deg.push_back(coarse_step_deg * static_cast<double>(k));
    axes.azimuth_step_deg = coarse_step_deg;
    axes.log_width = log_width_axis(every_second(log_widths));
    axes.skew = skew_axis(every_second(skews));
    axes.floor_db = flat_axis(every_second(floors_db));
    axes.revisit_db = revisit_axis({0.3, 0.9, 2.1, 4.8});
    return axes;
}

// How the mass of the coarse grid lies along each axis.
struct Marginals {
    std::vector<double> azimuth, log_width, skew, floor, revisit;
    double log_total = 0;
};

Marginals coarse_marginals(SweepLikelihood& likelihood, LobeAtStops& lobe, const Axes& axes) {
    const std::size_t revisits = axes.revisit_db.size();
    std::vector<double> logs;
    double most = -1e300;
    each_response(axes, lobe, [&](std::size_t, std::size_t, std::size_t, std::size_t, double log_prior) {
        for (std::size_t r = 0; r < revisits; ++r) {
            const double prior = log_prior + axes.revisit_db.log_prior[r];
            logs.push_back(prior + likelihood.log_likelihood(axes.revisit_db.value[r], middle_drift,
                                                             most - negligible_depth - prior));
            most = std::max(most, logs.back());
        }
    });
    const double total = log_of_sum(logs);
    Marginals out{.azimuth = std::vector<double>(axes.azimuth_deg.size()),
                  .log_width = std::vector<double>(axes.log_width.size()),
                  .skew = std::vector<double>(axes.skew.size()),
                  .floor = std::vector<double>(axes.floor_db.size()),
                  .revisit = std::vector<double>(revisits)};
    out.log_total = total;
    std::size_t at = 0;
    for (double& azimuth : out.azimuth)
        for (double& log_width : out.log_width)
            for (double& skew : out.skew)
                for (double& floor : out.floor)
                    for (double& revisit : out.revisit) {
                        const double mass = std::exp(logs[at++] - total);
                        azimuth += mass;
                        log_width += mass;
                        skew += mass;
                        floor += mass;
                        revisit += mass;
                    }
    return out;
}

// The coarse values that hold some mass, and their neighbours on the whole grid; with the whole grid's priors.
Axis kept(const Axis& whole, const std::vector<double>& coarse_mass) {
    Axis out;
    for (std::size_t k = 0; k < whole.size(); ++k) {
        const std::size_t below = k / 2, above = (k + 1) / 2;
        const bool holds = coarse_mass[below] >= least_marginal ||
                           (above < coarse_mass.size() && coarse_mass[above] >= least_marginal);
        if (!holds) continue;
        out.value.push_back(whole.value[k]);
        out.log_prior.push_back(whole.log_prior[k]);
    }
    return out;
}

// Finer where the beam is narrow and little of the circle is left.
double fine_step_deg(std::size_t kept_cells, double beamwidth_deg) {
    if (kept_cells > coarse_azimuths / 2) return coarse_step_deg;
    if (kept_cells > coarse_azimuths / 5) return 3;
    return beamwidth_deg < 40 ? 1 : 2;
}

Axes fine_axes(const Axes& coarse, const Marginals& mass, double beamwidth_deg) {
    Axes axes;
    std::vector<double> cells;
    const std::size_t n = mass.azimuth.size();
    for (std::size_t k = 0; k < n; ++k)
        if (std::max({mass.azimuth[k], mass.azimuth[(k + 1) % n], mass.azimuth[(k + n - 1) % n]}) > least_azimuth_mass)
            cells.push_back(coarse.azimuth_deg[k]);
    axes.azimuth_step_deg = fine_step_deg(cells.size(), beamwidth_deg);
    for (const double cell_deg : cells)
        for (double off = (axes.azimuth_step_deg - coarse_step_deg) / 2; off < coarse_step_deg / 2;
             off += axes.azimuth_step_deg)
            axes.azimuth_deg.push_back(azimuth_of(cell_deg + off));
    axes.log_width = kept(log_width_axis(all_of(log_widths)), mass.log_width);
    axes.skew = kept(skew_axis(all_of(skews)), mass.skew);
    axes.floor_db = kept(flat_axis(all_of(floors_db)), mass.floor);
    // The two coarse revisit sigmas that hold most.
    std::vector<std::size_t> order{0, 1, 2, 3};
    std::sort(order.begin(), order.end(), [&](auto a, auto b) { return mass.revisit[a] > mass.revisit[b]; });
    for (std::size_t k = 0; k < 2; ++k) axes.revisit_db.value.push_back(coarse.revisit_db.value[order[k]]);
    return axes;
}

struct Kept {
    Response response;
    double log_prior = 0;
    double log_density = 0;  // the better of two revisit sigmas
};

std::vector<Kept> best_of(SweepLikelihood& likelihood, LobeAtStops& lobe, const Axes& axes) {
    std::vector<Kept> points;
    double most = -1e300;
    each_response(axes, lobe, [&](std::size_t, std::size_t, std::size_t, std::size_t, double log_prior) {
        double best = -1e300;
        for (const double revisit_db : axes.revisit_db.value)
            best = std::max(
                best, log_prior + likelihood.log_likelihood(revisit_db, middle_drift, most - kept_depth - log_prior));
        most = std::max(most, best);
        if (best > most - kept_depth)
            points.push_back({.response = lobe.response(), .log_prior = log_prior, .log_density = best});
    });
    std::erase_if(points, [most](const Kept& point) { return point.log_density < most - kept_depth; });
    return points;
}

}  // namespace

double coarse_evidence(SweepLikelihood& likelihood, const Lobe& nominal) {
    LobeAtStops lobe(likelihood, nominal);
    return coarse_marginals(likelihood, lobe, coarse_axes()).log_total;
}

Posterior with_one_path(SweepLikelihood& likelihood, const Lobe& nominal) {
    LobeAtStops lobe(likelihood, nominal);
    const Axes coarse = coarse_axes();
    const Axes fine = fine_axes(coarse, coarse_marginals(likelihood, lobe, coarse), nominal.beamwidth_deg);
    const Axis revisits = revisit_axis(all_of(revisits_db));
    PosteriorSum sum(fine.azimuth_step_deg);
    const std::vector<Kept> points = best_of(likelihood, lobe, fine);
    double enough = -1e300;
    for (const Kept& point : points) enough = std::max(enough, point.log_density - kept_depth - spare);
    for (const Kept& point : points) {
        lobe.set_lobe(point.response.azimuth_deg, point.response.lobe.log_width, point.response.lobe.skew);
        lobe.set_floor(point.response.floor_db);
        sum.begin(point.response);
        for (std::size_t r = 0; r < revisits.size(); ++r)
            sum.add(point.log_prior + revisits.log_prior[r], revisits.value[r],
                    likelihood.log_likelihoods(revisits.value[r], enough - point.log_prior));
        sum.end();
    }
    return sum.done();
}

}  // namespace boresight::aim
