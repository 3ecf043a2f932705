// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/lte/coherence.h"

#include <algorithm>
#include <cmath>

#include "dsp/lte/numerology.h"

namespace boresight::dsp::lte {

namespace {

constexpr double half_alike = 0.5;
constexpr double most_of_look = 0.25;
constexpr double most_error = 0.15;  // of a correlation that says something
constexpr double sure_sigmas = 1;    // below a half before it counts as one
constexpr double slot_s = slot_samples / base_rate_hz;

}  // namespace

Coherence coherence_of(const PilotSeries& series, double level, double noise) {
    Coherence result;
    if (!series.twice() || series.subframes() == 0 || level <= least_power) return result;
    const double look_slots = series.total_time() / slot_samples + 2;
    double before = 1, before_s = 0;
    for (int slots = 1; slots <= most_of_look * look_slots; ++slots) {
        const PilotSeries::Shared shared = series.shared_after(slots);
        if (shared.pairs == 0) continue;
        const double variance = (level * noise + noise * noise / 2) / (series.trust() * shared.pairs) / (level * level);
        if (std::sqrt(variance) > most_error) continue;
        const double alike = std::sqrt(std::max(std::norm(shared.product) / (level * level) - variance, 0.0));
        const double now_s = slots * slot_s;
        if (alike + sure_sigmas * std::sqrt(variance) < half_alike) {
            const double share = (before - half_alike) / std::max(before - alike, 1e-9);
            result.time_s = before_s + std::clamp(share, 0.0, 1.0) * (now_s - before_s);
            result.at_least_s = before_s;
            return result;
        }
        before = alike;
        before_s = now_s;
        result.at_least_s = now_s;
    }
    return result;
}

}  // namespace boresight::dsp::lte
