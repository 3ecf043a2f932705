// SPDX-License-Identifier: GPL-3.0-or-later
#include "aim/fit.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include "aim/angle.h"
#include "aim/normal.h"
#include "aim/outliers.h"
#include "aim/posterior.h"
#include "aim/revisit.h"

namespace boresight::aim {

namespace {

constexpr double most_isotropic = 0.05;   // a direction is usable below it
constexpr double least_contrast = 2;      // dB
constexpr double second_path_from = 0.3;  // probability of two paths from which the second is described
constexpr double evidence_lead = 1;       // by which two paths are taken for judging dwells
// How far the ends of the interval are moved, from simulations of antennas that aren't the model's.
constexpr double narrowing_of_one = 0.10;
constexpr double sigmas_of_95 = 1.96;
constexpr double wide_beam_deg = 70, widening_of_wide = 1.20;
// A lobe that comes out wider than the antenna's may be two paths in one beam: its peak is known less well than the
// model says. From simulations as above.
constexpr double usual_log_width = 0.15, widening_per_log_width = 2;
constexpr double prior_of_step = 0.05;  // anywhere between two visits that differ too much

struct Models {
    Posterior none, one, two;
    double p_none = 0, p_one = 0, p_two = 0;

    Models(SweepLikelihood& likelihood, const Lobe& nominal)
        : none(without_path(likelihood)),
          one(with_one_path(likelihood, nominal)),
          two(with_two_paths(likelihood, nominal)) {
        const std::array logs{std::log(prior_of_none) + none.log_evidence, std::log(prior_of_one) + one.log_evidence,
                              std::log(prior_of_two) + two.log_evidence};
        const double sum = log_of_sum(logs);
        p_none = std::exp(logs[0] - sum);
        p_one = std::exp(logs[1] - sum);
        p_two = std::exp(logs[2] - sum);
    }
    double share_of_one() const {
        // Where nothing speaks for a path, the evidences still compare.
        const double lead = std::log(prior_of_two / prior_of_one) + two.log_evidence - one.log_evidence;
        return 1 / (1 + std::exp(lead));
    }
};

SecondPathFit second_path(const Draws& draws) {
    double east = 0, north = 0;
    std::vector<double> azimuths_deg, powers_db;
    for (const Draw& draw : draws.draws) {
        if (!draw.response.second) continue;
        azimuths_deg.push_back(draw.response.second->azimuth_deg);
        powers_db.push_back(draw.response.second->power_db);
        east += std::sin(azimuths_deg.back() * radians_per_degree);
        north += std::cos(azimuths_deg.back() * radians_per_degree);
    }
    const double middle = std::atan2(east, north) / radians_per_degree;
    const Bearing bearing = bearing_of(azimuths_deg, azimuth_of(middle), 1);
    return {
        .azimuth_deg = {.value = bearing.azimuth_deg, .low = bearing.low_deg, .high = bearing.high_deg},
        .power_db = std::accumulate(powers_db.begin(), powers_db.end(), 0.0) / static_cast<double>(powers_db.size())};
}

// What is received at the recommended azimuth, from what was received at the stops; after a step, if there was one.
double level_at(const Draws& draws, std::size_t azimuth_deg, std::span<const Stop> stops,
                std::span<const Reading> readings, const std::optional<LevelStep>& step) {
    double sum = 0, weights = 0;
    for (std::size_t i = 0; i < stops.size(); ++i) {
        if (readings[i].kind != ReadingKind::full) continue;
        double gain_db = 0;
        for (std::size_t k = 0; k < draws.draws.size(); ++k)
            gain_db += draws.gain(k, azimuth_deg) - draws.draws[k].response.gain_db(stops[i].azimuth_deg);
        gain_db /= static_cast<double>(draws.draws.size());
        const double weight = 1 / (1 + gain_db * gain_db);  // stops near the peak say most about it
        const double later_db = step && i < step->first ? step->step_db : 0;
        sum += weight * (readings[i].level_db + gain_db + later_db);
        weights += weight;
    }
    return weights > 0 ? sum / weights : readings.front().level_db;
}

Value flat_level(SweepLikelihood& likelihood, const Posterior& none) {
    const std::vector<double> level(likelihood.azimuths_deg().size());
    likelihood.set_gains(level, level);
    const auto [mean_db, sigma_db] = likelihood.levels(none.best_revisit_db, none.best_drift).session;
    return {.value = mean_db, .low = mean_db - sigmas_of_95 * sigma_db, .high = mean_db + sigmas_of_95 * sigma_db};
}

double usual_sigma_db(std::span<const Reading> readings) {
    std::vector<double> sigmas_db;
    for (const Reading& reading : readings)
        if (reading.detected()) sigmas_db.push_back(reading.sigma_db);
    return median_of(std::move(sigmas_db));
}

std::vector<double> mean_gains(const Draws& draws) {
    std::vector<double> out(circle_deg);
    for (std::size_t k = 0; k < draws.draws.size(); ++k)
        for (std::size_t a = 0; a < circle_deg; ++a)
            out[a] += (draws.gain(k, a) - draws.draws[k].peak_db) / static_cast<double>(draws.draws.size());
    return out;
}

// A second visit that differs too much, and the stops between that and the first one, of which each may have been the
// first at another level. The step stays set, with every dwell at full weight, where one is far likelier than none with
// the doubted dwells at less weight.
std::optional<std::size_t> find_step(SweepLikelihood& likelihood, std::span<const Stop> stops,
                                     std::span<const Reading> readings, const Lobe& nominal) {
    const std::vector<Revisit> revisits = revisits_of(stops, readings);
    const auto excess_db = [](const Revisit& revisit) { return std::abs(revisit.step_db) - revisit.limit_db; };
    const auto worst = std::max_element(revisits.begin(), revisits.end(), [&](const Revisit& a, const Revisit& b) {
        return excess_db(a) < excess_db(b);
    });
    if (worst == revisits.end() || !worst->alarms()) return std::nullopt;
    const auto candidates = static_cast<double>(worst->after - worst->before);
    double best = coarse_evidence(likelihood, nominal) - std::log(prior_of_step / candidates);
    std::optional<std::size_t> found;
    const std::vector<double> weighed = likelihood.inflation();
    likelihood.set_inflation(std::vector<double>(stops.size(), 1));
    for (std::size_t first = worst->before + 1; first <= worst->after; ++first) {
        likelihood.set_step(first);
        const double evidence = coarse_evidence(likelihood, nominal);
        if (evidence <= best) continue;
        best = evidence;
        found = first;
    }
    likelihood.set_step(found);
    if (!found) likelihood.set_inflation(weighed);
    return found;
}

Lobe nominal_lobe(const SweepSetting& setting) {
    return {.beamwidth_deg = setting.pattern ? setting.pattern->half_power_width_deg() : setting.beamwidth_deg,
            .pattern = setting.pattern.get()};
}

// By how much the ends of the interval are moved from the median.
double interval_scale(const Models& models, const Draws& draws, double beamwidth_deg) {
    double log_width = 0, n = 0;
    for (const Draw& draw : draws.draws) {
        if (draw.response.second) continue;
        log_width += draw.response.lobe.log_width;
        n += 1;
    }
    const double excess = n > 0 ? std::max(0.0, log_width / n - usual_log_width) : 0;
    const double usual =
        beamwidth_deg > wide_beam_deg ? widening_of_wide : 1 - narrowing_of_one * models.share_of_one();
    return usual * (1 + widening_per_log_width * excess * models.share_of_one());
}

void describe_direction(const Models& models, const Draws& draws, const SweepSetting& setting, CellFit& fit) {
    std::vector<double> peaks_deg;
    for (const Draw& draw : draws.draws) {
        peaks_deg.push_back(draw.peak_deg);
        fit.mean_skew += std::abs(draw.response.lobe.skew) / static_cast<double>(draws.draws.size());
    }
    const std::size_t recommended = least_loss_deg(draws);
    fit.recommended_deg = static_cast<double>(recommended);
    fit.contrast_db = least_contrast_db(draws);
    fit.usable_direction = fit.p_isotropic < most_isotropic && fit.contrast_db > least_contrast;
    const double scale = interval_scale(models, draws, nominal_lobe(setting).beamwidth_deg);
    fit.bearing = bearing_of(peaks_deg, fit.recommended_deg, scale);
    const GainQuantiles gain = gain_between(draws, setting.present_deg, recommended);
    fit.gain_over_present_db = {.value = gain.middle_db, .low = gain.low_db, .high = gain.high_db};
    if (fit.p_two >= second_path_from) fit.second = second_path(draws);
    fit.mean_gain_db = mean_gains(draws);
}

// Gives those that don't fit less weight.
Outliers doubt(SweepLikelihood& likelihood, const Models& models, std::size_t heard) {
    const bool two_lead = models.two.log_evidence - models.one.log_evidence > evidence_lead;
    const Outliers outliers = find_outliers(likelihood, two_lead ? models.two : models.one, heard);
    if (!outliers.stops.empty() && !outliers.too_many) likelihood.set_inflation(outliers.inflation);
    return outliers;
}

}  // namespace

std::optional<CellFit> fit_cell(std::span<const Stop> stops, std::span<const Reading> readings,
                                const SweepSetting& setting) {
    const auto heard = static_cast<std::size_t>(
        std::count_if(readings.begin(), readings.end(), [](const Reading& reading) { return reading.detected(); }));
    if (heard < least_heard_stops) return std::nullopt;
    SweepLikelihood likelihood(stops, readings, setting.azimuth_sigma_deg);
    const Lobe nominal = nominal_lobe(setting);
    Models models(likelihood, nominal);
    Outliers outliers = doubt(likelihood, models, heard);
    const std::optional<std::size_t> step = find_step(likelihood, stops, readings, nominal);
    if (step) {
        models = Models(likelihood, nominal);
        outliers = doubt(likelihood, models, heard);
    }
    if (!outliers.stops.empty() && !outliers.too_many) models = Models(likelihood, nominal);
    CellFit fit;
    fit.pattern = setting.pattern;
    fit.p_isotropic = models.p_none;
    fit.p_single = models.p_one;
    fit.p_two = models.p_two;
    fit.doubted = outliers.stops;
    fit.inconsistent = outliers.too_many;
    fit.marks_ratio = outliers.flank_residual;
    const Posterior& with_path = models.p_two > models.p_one ? models.two : models.one;
    const Posterior& likeliest = models.p_none > std::max(models.p_one, models.p_two) ? models.none : with_path;
    fit.best = with_path.best;
    if (step) {
        likelihood.set_response(with_path.best);
        fit.step = LevelStep{*step, likelihood.step_db(with_path.best_revisit_db, with_path.best_drift)};
    }
    fit.revisit_db = likeliest.mean_revisit_db;
    fit.fastest_drift = likeliest.fastest_drift;
    Draws draws = draw_responses(models.one, models.two, models.share_of_one());
    draw_levels(likelihood, draws);
    describe_direction(models, draws, setting, fit);
    fit.level_db = level_at(draws, static_cast<std::size_t>(fit.recommended_deg), stops, readings, fit.step);
    fit.draws = std::move(draws.draws);
    fit.flat_level_db = flat_level(likelihood, models.none);
    fit.dwell_db = usual_sigma_db(readings);
    return fit;
}

}  // namespace boresight::aim
