// SPDX-License-Identifier: GPL-3.0-or-later
#include "survey/carrier_raster.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>

#include "survey/carrier_names.h"

namespace boresight::survey {

namespace {

constexpr double beyond_windows = 4;
constexpr double apart_hz = 5e6;

double ppm(double seen_hz, double frequency_hz) {
    return (seen_hz / frequency_hz - 1) * 1e6;
}

// Where carriers like the sighting's may be centred, and which of these points have a name in a band.
class Raster {
public:
    bool named(double frequency_hz, const Sighting& sighting) {
        const auto [entry, fresh] =
            known_.try_emplace({std::llround(frequency_hz), sighting.rat, sighting.duplex}, false);
        if (fresh)
            entry->second = sighting.rat == catalog::Rat::umts ? !umts_carrier_names(frequency_hz).empty()
                                                               : !carrier_names(frequency_hz, sighting.duplex).empty();
        return entry->second;
    }

    bool has(double point_hz, const Sighting& sighting) {
        if (sighting.rat != catalog::Rat::umts) return true;
        return std::llround(point_hz / lte_raster_hz) % 2 == 0 || named(point_hz, sighting);
    }

    double nearest(double hz, const Sighting& sighting) {
        const double point = std::round(hz / lte_raster_hz) * lte_raster_hz;
        return has(point, sighting) ? point : std::round(hz / umts_raster_hz) * umts_raster_hz;
    }

    // Points that explain the sighting within the window; at least the nearest.
    std::vector<double> near(const Sighting& sighting, const PpmWindow& window) {
        const double middle_hz = sighting.seen_hz / (1 + window.around_ppm * 1e-6);
        const double reach_hz = sighting.seen_hz * window.reach_ppm * 1e-6;
        std::vector<double> points;
        for (double point = std::ceil((middle_hz - reach_hz) / lte_raster_hz) * lte_raster_hz;
             point <= middle_hz + reach_hz; point += lte_raster_hz)
            if (has(point, sighting)) points.push_back(point);
        if (points.empty()) points.push_back(nearest(middle_hz, sighting));
        return points;
    }

private:
    std::map<std::tuple<long long, catalog::Rat, dsp::lte::Duplex>, bool> known_;
};

struct Candidate {
    RasterAssignment assignment;
    int explained = 0;  // sightings that the common error explains
    int named = 0;      // of them, those on a carrier of their duplex
    int usual = 0;      // of them, those on a carrier that is known to be sent

    bool better_than(const Candidate& other, double around_ppm) const {
        if (named != other.named) return named > other.named;
        if (explained != other.explained) return explained > other.explained;
        if (usual != other.usual) return usual > other.usual;
        return std::abs(assignment.common_ppm - around_ppm) < std::abs(other.assignment.common_ppm - around_ppm);
    }
};

bool is_usual(double frequency_hz, std::span<const double> usual_hz) {
    const auto at = std::lower_bound(usual_hz.begin(), usual_hz.end(), frequency_hz - lte_raster_hz / 2);
    return at != usual_hz.end() && *at < frequency_hz + lte_raster_hz / 2;
}

Candidate explain_all(std::span<const Sighting> sightings, double common_ppm, Raster& raster,
                      std::span<const double> usual_hz = {}) {
    Candidate candidate;
    double sum = 0;
    for (const Sighting& sighting : sightings) {
        const double point = raster.nearest(sighting.seen_hz / (1 + common_ppm * 1e-6), sighting);
        const double off = ppm(sighting.seen_hz, point);
        candidate.assignment.frequency_hz.push_back(point);
        if (std::abs(off - common_ppm) > common_ppm_tolerance) continue;
        ++candidate.explained;
        candidate.named += raster.named(point, sighting) ? 1 : 0;
        candidate.usual += is_usual(point, usual_hz) ? 1 : 0;
        sum += off;
    }
    candidate.assignment.common_ppm = candidate.explained > 0 ? sum / candidate.explained : common_ppm;
    return candidate;
}

Candidate best_within(std::span<const Sighting> sightings, const PpmWindow& window, Raster& raster,
                      std::span<const double> usual_hz) {
    Candidate best;
    bool any = false;
    for (const Sighting& anchor : sightings) {
        for (const double point : raster.near(anchor, window)) {
            Candidate candidate = explain_all(sightings, ppm(anchor.seen_hz, point), raster, usual_hz);
            if (any && !candidate.better_than(best, window.around_ppm)) continue;
            best = std::move(candidate);
            any = true;
        }
    }
    return best;
}

// Far enough apart that one error can't put them on points by chance.
bool several_carriers(std::span<const Sighting> sightings) {
    const auto [least, most] = std::minmax_element(
        sightings.begin(), sightings.end(), [](const Sighting& a, const Sighting& b) { return a.seen_hz < b.seen_hz; });
    return least != sightings.end() && most->seen_hz - least->seen_hz > apart_hz;
}

}  // namespace

RasterAssignment assign_raster(std::span<const Sighting> sightings, const PpmWindow& window,
                               std::span<const double> usual_hz) {
    Raster raster;
    const Candidate within = best_within(sightings, window, raster, usual_hz);
    const auto all = static_cast<int>(sightings.size());
    if (within.named == all || !several_carriers(sightings)) return within.assignment;
    const PpmWindow wide{.around_ppm = window.around_ppm, .reach_ppm = beyond_windows * window.reach_ppm};
    const Candidate beyond = best_within(sightings, wide, raster, usual_hz);
    return beyond.named == all ? beyond.assignment : within.assignment;
}

std::optional<double> only_error_ppm(std::span<const Sighting> sightings, const PpmWindow& window) {
    if (sightings.empty()) return std::nullopt;
    Raster raster;
    std::optional<double> only;
    for (const double point : raster.near(sightings.front(), window)) {
        const double error_ppm = ppm(sightings.front().seen_hz, point);
        const Candidate candidate = explain_all(sightings, error_ppm, raster);
        if (std::abs(error_ppm - window.around_ppm) > window.reach_ppm ||
            candidate.named < static_cast<int>(sightings.size()))
            continue;
        if (only) return std::nullopt;
        only = candidate.assignment.common_ppm;
    }
    return only;
}

}  // namespace boresight::survey
