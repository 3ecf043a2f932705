// SPDX-License-Identifier: GPL-3.0-or-later
#include "survey/carrier_raster.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "survey/carrier_names.h"

namespace boresight::survey {

namespace {

double nearest_point(double hz) {
    return std::round(hz / lte_raster_hz) * lte_raster_hz;
}

double ppm(double seen_hz, double frequency_hz) {
    return (seen_hz / frequency_hz - 1) * 1e6;
}

// Multiples of 100 kHz that explain the sighting within the window; at least the nearest.
std::vector<double> points_near(double seen_hz, const PpmWindow& window) {
    const double middle_hz = seen_hz / (1 + window.around_ppm * 1e-6);
    const double reach_hz = seen_hz * window.reach_ppm * 1e-6;
    std::vector<double> points;
    for (double point = std::ceil((middle_hz - reach_hz) / lte_raster_hz) * lte_raster_hz;
         point <= middle_hz + reach_hz; point += lte_raster_hz)
        points.push_back(point);
    if (points.empty()) points.push_back(nearest_point(middle_hz));
    return points;
}

class Raster {
public:
    bool named(double frequency_hz, dsp::lte::Duplex duplex) {
        const auto [entry, fresh] = known_.try_emplace({std::llround(frequency_hz), duplex}, false);
        if (fresh) entry->second = !carrier_names(frequency_hz, duplex).empty();
        return entry->second;
    }

private:
    std::map<std::pair<long long, dsp::lte::Duplex>, bool> known_;
};

struct Candidate {
    RasterAssignment assignment;
    int explained = 0;  // sightings that the common error explains
    int named = 0;      // of them, those on a carrier of their duplex

    bool better_than(const Candidate& other, double around_ppm) const {
        if (named != other.named) return named > other.named;
        if (explained != other.explained) return explained > other.explained;
        return std::abs(assignment.common_ppm - around_ppm) < std::abs(other.assignment.common_ppm - around_ppm);
    }
};

Candidate explain_all(std::span<const Sighting> sightings, double common_ppm, Raster& raster) {
    Candidate candidate;
    double sum = 0;
    for (const Sighting& sighting : sightings) {
        const double point = nearest_point(sighting.seen_hz / (1 + common_ppm * 1e-6));
        const double off = ppm(sighting.seen_hz, point);
        candidate.assignment.frequency_hz.push_back(point);
        if (std::abs(off - common_ppm) > common_ppm_tolerance) continue;
        ++candidate.explained;
        candidate.named += raster.named(point, sighting.duplex) ? 1 : 0;
        sum += off;
    }
    candidate.assignment.common_ppm = candidate.explained > 0 ? sum / candidate.explained : common_ppm;
    return candidate;
}

}  // namespace

RasterAssignment assign_raster(std::span<const Sighting> sightings, const PpmWindow& window) {
    Raster raster;
    Candidate best;
    bool any = false;
    for (const Sighting& anchor : sightings) {
        for (const double point : points_near(anchor.seen_hz, window)) {
            Candidate candidate = explain_all(sightings, ppm(anchor.seen_hz, point), raster);
            if (any && !candidate.better_than(best, window.around_ppm)) continue;
            best = std::move(candidate);
            any = true;
        }
    }
    return best.assignment;
}

}  // namespace boresight::survey
