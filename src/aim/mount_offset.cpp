// SPDX-License-Identifier: GPL-3.0-or-later
#include "aim/mount_offset.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace boresight::aim {

namespace {

constexpr std::size_t most_draws = 150, least_readings = 3;
constexpr double farthest_beams = 1;  // beside, in beam widths
constexpr int steps = 60;             // to either side

// ln of the probability density of the readings with the level integrated out.
double log_density(const Draw& draw, double off_deg, std::span<const double> meant_deg,
                   std::span<const Reading> readings, double azimuth_sigma_deg) {
    double weights = 0, mean = 0, squares = 0, logs = 0;
    for (std::size_t i = 0; i < readings.size(); ++i) {
        const double at_deg = meant_deg[i] + off_deg;
        const double variance = readings[i].sigma_db * readings[i].sigma_db +
                                place_variance(draw, at_deg, azimuth_sigma_deg, pattern_share(draw));
        const double level_db = readings[i].level_db - draw.response.gain_db(at_deg);
        const double before = level_db - mean;
        weights += 1 / variance;
        mean += before / (variance * weights);
        squares += before * (level_db - mean) / variance;
        logs += std::log(variance);
    }
    return -0.5 * (squares + logs + std::log(weights));
}

}  // namespace

std::optional<Value> mount_offset(std::span<const Draw> draws, std::span<const double> meant_deg,
                                  std::span<const Reading> readings, const OffsetSetting& setting) {
    const bool heard =
        std::all_of(readings.begin(), readings.end(), [](const Reading& reading) { return reading.detected(); });
    if (!heard || readings.size() < least_readings || draws.empty()) return std::nullopt;
    const double step_deg = farthest_beams * setting.beamwidth_deg / steps;
    const std::size_t n = std::min(most_draws, draws.size());
    std::vector<double> logs;
    for (int at = -steps; at <= steps; ++at)
        for (std::size_t k = 0; k < n; ++k)
            logs.push_back(log_density(draws[k * draws.size() / n], step_deg * at, meant_deg, readings,
                                       setting.azimuth_sigma_deg));
    const double most = *std::max_element(logs.begin(), logs.end());
    std::vector<double> up_to;  // mass of all angles up to each
    for (std::size_t at = 0; at < logs.size() / n; ++at) {
        double mass = 0;
        for (std::size_t k = 0; k < n; ++k) mass += std::exp(logs[at * n + k] - most);
        up_to.push_back(mass + (up_to.empty() ? 0 : up_to.back()));
    }
    const auto quantile = [&](double share) {
        const double wanted = share * up_to.back();
        const auto at = static_cast<std::size_t>(std::lower_bound(up_to.begin(), up_to.end(), wanted) - up_to.begin());
        const double below = at == 0 ? 0 : up_to[at - 1];
        const double part = (wanted - below) / (up_to[at] - below);  // of its cell
        return step_deg * (static_cast<double>(at) - steps - 0.5 + part);
    };
    return Value{quantile(0.5), quantile(0.025), quantile(0.975)};
}

}  // namespace boresight::aim
