// SPDX-License-Identifier: GPL-3.0-or-later
#include "aim/sweep_plan.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "aim/angle.h"
#include "aim/information.h"
#include "aim/revisit.h"
#include "aim/turn_plan.h"
#include "aim/verdict.h"

namespace boresight::aim {

namespace {

constexpr double ring_step_beams = 0.85;  // of the beam width, so that no lobe falls between two stops
constexpr std::size_t least_ring = 8;
constexpr std::size_t fewest_ring = 6;         // on request,
constexpr double least_width_of_few_deg = 50;  // if the beam is this wide
constexpr std::size_t most_repeated = 2;       // stops of the ring beyond its own
constexpr std::size_t references = 2;          // at the end of the ring and, of a long one, in its middle
constexpr double long_ring_s = 250;            // in which the level may drift there and back
// Flanks of the bearing, in beam widths: there the level changes most with the azimuth; the peak seldom, since it tells
// the level and not the bearing.
constexpr std::array flanks{-0.5, 0.5, 0.0, -0.3, 0.3};
constexpr double near_arc_beams = 0.6;
constexpr std::size_t least_fine = 3;       // before an interval is believed to be narrow
constexpr std::size_t stops_to_refuse = 9;  // beyond the ring, before a direction is said not to matter
constexpr std::size_t usual_most = 24, room_for_fine = 8;
constexpr std::size_t usual_fine = 6;
constexpr double sure_isotropic = 0.95;
constexpr std::size_t most_visits = 2;    // of one azimuth
constexpr double same_deg = 1;            // azimuths nearer than this are one
constexpr std::size_t farthest_look = 6;  // stops ahead
constexpr double sigmas_of_95 = 1.96;

double distance_deg(double a_deg, double b_deg) {
    return std::abs(wrap_deg(a_deg - b_deg));
}

bool reachable(const SweepPlanSetting& setting, double azimuth_deg) {
    if (!setting.reach) return true;
    const double span_deg = azimuth_of(setting.reach->to_deg - setting.reach->from_deg);
    return azimuth_of(azimuth_deg - setting.reach->from_deg) <= (span_deg > 0 ? span_deg : 360);
}

double nearest(const std::vector<double>& azimuths_deg, double azimuth_deg) {
    if (azimuths_deg.empty()) return azimuth_of(azimuth_deg);
    return *std::min_element(azimuths_deg.begin(), azimuths_deg.end(), [&](double a, double b) {
        return distance_deg(a, azimuth_deg) < distance_deg(b, azimuth_deg);
    });
}

std::size_t count(std::span<const StopDone> stops, StopPurpose purpose) {
    return static_cast<std::size_t>(
        std::count_if(stops.begin(), stops.end(), [&](const StopDone& stop) { return stop.purpose == purpose; }));
}

std::size_t most_stops(const SweepPlanSetting& setting, std::size_t ring) {
    return setting.most_stops.value_or(std::max(usual_most, ring + references + room_for_fine));
}

// How often the reference is to be visited again.
std::size_t planned_references(const SweepPlanSetting& setting, std::size_t ring) {
    const bool is_long = static_cast<double>(ring) * (setting.dwell_s + setting.move_s) > long_ring_s;
    return is_long && !setting.turn_deg ? references : 1;
}

// How often somebody was asked: all pieces of a turn are one.
std::size_t asked(const SweepPlanSetting& setting, std::span<const StopDone> stops) {
    std::size_t n = stops.size() - count(stops, StopPurpose::turn);
    for (const TurnSpan& turn : turns_of(setting)) n += turned(turn, stops);
    return n;
}

std::optional<NextStop> next_turn(const SweepPlanSetting& setting, std::span<const StopDone> stops) {
    for (const TurnSpan& turn : turns_of(setting))
        if (!turned(turn, stops))
            return NextStop{.azimuth_deg = turn.from_deg, .purpose = StopPurpose::turn, .turn_by_deg = turn.by_deg};
    return std::nullopt;
}

// The loudest stop; the first one if it was heard at all, unless `loudest` is wanted.
std::optional<double> heard_deg(std::span<const StopDone> stops, bool loudest) {
    const StopDone* best = nullptr;
    for (const StopDone& stop : stops)
        if (stop.level_db && (!best || *stop.level_db > *best->level_db)) best = &stop;
    if (!best) return std::nullopt;
    return !loudest && stops.front().level_db ? stops.front().azimuth_deg : best->azimuth_deg;
}

// The azimuths of the ring that no stop of the ring lies nearest to, in their order.
std::vector<double> missing_of_ring(const std::vector<double>& ring, std::span<const StopDone> stops) {
    std::vector<double> missing = ring;
    for (const StopDone& stop : stops)
        if (stop.purpose == StopPurpose::ring) std::erase(missing, nearest(ring, stop.azimuth_deg));
    // Someone who sets the antenna elsewhere again and again isn't asked for ever.
    if (count(stops, StopPurpose::ring) >= ring.size() + most_repeated) missing.clear();
    return missing;
}

// The reference was visited just now and differs from its last visit by more than it may: looking again tells a step
// from a spoiled dwell.
bool reference_alarms(std::span<const StopDone> stops) {
    if (stops.empty() || stops.back().purpose != StopPurpose::reference || !stops.back().level_db) return false;
    if (count(stops, StopPurpose::reference) >= references + most_repeated) return false;
    for (std::size_t before = stops.size() - 1; before-- > 0;) {
        if (stops[before].purpose == StopPurpose::turn) continue;
        if (distance_deg(stops[before].azimuth_deg, stops.back().azimuth_deg) >= same_deg) continue;
        const bool again = before + 2 == stops.size() && stops[before].purpose == StopPurpose::reference;
        return !again && stops[before].level_db &&
               std::abs(*stops.back().level_db - *stops[before].level_db) >
                   revisit_limit_db(0, stops.back().time_s - stops[before].time_s);
    }
    return false;
}

// The next stop of ring or reference; nothing once both are done.
std::optional<NextStop> coarse_stop(const SweepPlanSetting& setting, const std::vector<double>& ring,
                                    std::span<const StopDone> stops) {
    const std::vector<double> missing = missing_of_ring(ring, stops);
    if (missing.empty())
        if (const auto turn = next_turn(setting, stops)) return turn;
    const auto is_reference = [](const StopDone& stop) { return stop.purpose == StopPurpose::reference; };
    const auto ring_end = std::find_if(stops.rbegin(), stops.rend(), [](const StopDone& stop) {
                              return stop.purpose == StopPurpose::ring || stop.purpose == StopPurpose::turn;
                          }).base();
    const bool middle = planned_references(setting, ring.size()) > 1 && 2 * missing.size() <= ring.size();
    const bool due = missing.empty() ? std::none_of(ring_end, stops.end(), is_reference)
                                     : middle && std::none_of(stops.begin(), stops.end(), is_reference);
    const std::optional<double> reference_deg = heard_deg(stops, false);
    if (reference_alarms(stops))
        return NextStop{.azimuth_deg = stops.back().azimuth_deg, .purpose = StopPurpose::reference};
    if (due && reference_deg)
        return NextStop{
            .azimuth_deg = setting.turn_deg ? nearest(settable_azimuths(setting), *reference_deg) : *reference_deg,
            .purpose = StopPurpose::reference};
    if (!missing.empty()) return NextStop{.azimuth_deg = missing.front(), .purpose = StopPurpose::ring};
    return std::nullopt;
}

// Around what fine stops are taken, and how many were taken there.
struct FineCentre {
    double azimuth_deg = 0;
    std::size_t stops = 0;
};

// The bearing; of tied arcs, the one with the fewest fine stops; without a fit, the loudest stop.
FineCentre fine_centre(const SweepPlanSetting& setting, std::span<const StopDone> stops, const CellFit* fit) {
    const std::size_t fine = count(stops, StopPurpose::fine);
    if (!fit) return {heard_deg(stops, true).value_or(setting.first_azimuth_deg), fine};
    if (!fit->usable_direction || !fit->bearing.tied()) return {fit->recommended_deg, fine};
    FineCentre fewest{.stops = fine + 1};
    for (const Arc& arc : fit->bearing.arcs) {
        const auto near = std::count_if(stops.begin(), stops.end(), [&](const StopDone& stop) {
            return stop.purpose == StopPurpose::fine &&
                   distance_deg(stop.azimuth_deg, arc.centre_deg) < near_arc_beams * setting.beamwidth_deg;
        });
        if (static_cast<std::size_t>(near) < fewest.stops) fewest = {arc.centre_deg, static_cast<std::size_t>(near)};
    }
    return fewest;
}

// May be asked for by a fine stop: neither refused by the mount nor visited often.
bool worth_a_visit(std::span<const StopDone> stops, double azimuth_deg) {
    std::size_t visits = 0;
    for (const StopDone& stop : stops) {
        if (stop.purpose == StopPurpose::turn || distance_deg(stop.azimuth_deg, azimuth_deg) >= same_deg) continue;
        if (stop.skipped) return false;
        ++visits;
    }
    return visits < most_visits;
}

// The flank whose turn it is; the next one where that can't be set nearly enough or isn't worth a visit.
double flank_deg(const SweepPlanSetting& setting, std::span<const StopDone> stops, const CellFit* fit) {
    const std::vector<double> azimuths_deg = settable_azimuths(setting);
    const auto [middle_deg, done] = fine_centre(setting, stops, fit);
    for (std::size_t k = 0; k < flanks.size(); ++k) {
        const double wanted_deg = middle_deg + flanks[(done + k) % flanks.size()] * setting.beamwidth_deg;
        const double azimuth_deg = nearest(azimuths_deg, wanted_deg);
        if (distance_deg(azimuth_deg, wanted_deg) < setting.beamwidth_deg / 4 && worth_a_visit(stops, azimuth_deg))
            return azimuth_deg;
    }
    return nearest(azimuths_deg, middle_deg + flanks[done % flanks.size()] * setting.beamwidth_deg);
}

// What a stop is to shrink: the spread of the bearing or, where azimuths are tied, what choosing among them may lose.
struct Open {
    const Expectation& expectation;
    std::vector<double> tied_deg;

    double now() const { return tied() ? expectation.regret_db(tied_deg) : expectation.spread_deg(); }
    double after(double azimuth_deg) const {
        return tied() ? expectation.regret_after_db(tied_deg, azimuth_deg) : expectation.spread_after_deg(azimuth_deg);
    }
    bool tied() const { return tied_deg.size() > 1; }
};

std::vector<double> tied_azimuths(const CellFit& fit) {
    std::vector<double> out;
    if (fit.usable_direction && fit.bearing.tied())
        for (const Arc& arc : fit.bearing.arcs) out.push_back(arc.centre_deg);
    return out;
}

// Where a stop settles most for the time it takes; nothing where none would.
std::optional<double> telling_deg(const SweepPlanSetting& setting, std::span<const StopDone> stops, const Open& open) {
    const double from_deg = stops.empty() ? setting.first_azimuth_deg : stops.back().azimuth_deg;
    const double before = open.now();
    std::optional<double> best;
    double most = 0;
    for (const double azimuth_deg : worthwhile_azimuths(setting, stops)) {
        const double time_s =
            setting.dwell_s + setting.move_s + setting.turn_s_per_deg * distance_deg(azimuth_deg, from_deg);
        const double score = (before - open.after(azimuth_deg)) / time_s;
        if (score <= most) continue;
        most = score;
        best = azimuth_deg;
    }
    return best;
}

const CellFit* leading_fit(std::span<const std::optional<CellFit>> fits) {
    const std::optional<std::size_t> cell = strongest_cell(fits);
    return cell ? &*fits[*cell] : nullptr;
}

std::optional<SweepEnd> end_of(const SweepPlanSetting& setting, std::span<const StopDone> stops, std::size_t ring,
                               const CellFit* fit) {
    if (!heard_deg(stops, true)) return SweepEnd::nothing_heard;
    const auto fine = static_cast<std::size_t>(std::count_if(stops.begin(), stops.end(), [](const StopDone& stop) {
        return stop.purpose == StopPurpose::fine && !stop.skipped;
    }));
    if (fit && fit->usable_direction && !fit->bearing.tied() && fine >= least_fine &&
        fit->bearing.mean_half_width_deg() <= setting.target_half_width_deg)
        return SweepEnd::decided;
    if (fit && fit->p_isotropic > sure_isotropic && asked(setting, stops) >= ring + stops_to_refuse)
        return SweepEnd::no_direction;
    return std::nullopt;
}

// Holds for the ring too.
std::optional<SweepEnd> limit_of(const SweepPlanSetting& setting, std::span<const StopDone> stops, std::size_t ring) {
    if (asked(setting, stops) >= most_stops(setting, ring)) return SweepEnd::most_stops;
    if (setting.most_s && !stops.empty() && stops.back().time_s + setting.dwell_s + setting.move_s > *setting.most_s)
        return SweepEnd::out_of_time;
    return std::nullopt;
}

// Between stops of the ring.
double ring_step_deg(const SweepPlanSetting& setting, double turn_deg) {
    const std::size_t fewest = setting.beamwidth_deg >= least_width_of_few_deg ? fewest_ring : least_ring;
    if (setting.ring_stops) return 360.0 / static_cast<double>(std::max(*setting.ring_stops, fewest));
    return std::min(360.0 / least_ring, turn_deg / std::ceil(turn_deg / (ring_step_beams * setting.beamwidth_deg)));
}

}  // namespace

std::vector<double> settable_azimuths(const SweepPlanSetting& setting) {
    std::vector<double> out;
    for (const double mark_deg : setting.marks_deg)
        if (reachable(setting, mark_deg)) out.push_back(azimuth_of(mark_deg));
    if (!setting.marks_deg.empty()) return out;
    const auto steps = static_cast<std::size_t>(std::max(1.0, std::floor(360 / setting.azimuth_step_deg)));
    for (std::size_t k = 0; k < steps; ++k) {
        const double azimuth_deg = setting.azimuth_step_deg * static_cast<double>(k);
        if (reachable(setting, azimuth_deg)) out.push_back(azimuth_deg);
    }
    return out;
}

std::vector<double> worthwhile_azimuths(const SweepPlanSetting& setting, std::span<const StopDone> stops) {
    std::vector<double> out = settable_azimuths(setting);
    std::erase_if(out, [&](double azimuth_deg) { return !worth_a_visit(stops, azimuth_deg); });
    return out;
}

std::vector<double> ring_azimuths(const SweepPlanSetting& setting) {
    const std::vector<double> azimuths_deg = settable_azimuths(setting);
    const double first_deg = nearest(azimuths_deg, setting.first_azimuth_deg);
    const double span_deg = setting.reach ? azimuth_of(setting.reach->to_deg - setting.reach->from_deg) : 0;
    const bool whole = span_deg == 0;
    const double turn_deg = whole ? 360 : span_deg;
    const double step_deg = ring_step_deg(setting, turn_deg);
    std::vector<double> ring{first_deg};
    if (setting.turn_deg) return ring;
    const auto add = [&](double azimuth_deg) {
        const double set_deg = nearest(azimuths_deg, azimuth_deg);
        if (std::none_of(ring.begin(), ring.end(), [&](double deg) { return distance_deg(deg, set_deg) < 0.5; }))
            ring.push_back(set_deg);
    };
    if (whole) {
        const auto n = static_cast<std::size_t>(std::lround(turn_deg / step_deg));
        for (std::size_t k = 1; k < n; ++k) add(first_deg + step_deg * static_cast<double>(k));
        return ring;
    }
    // From the first stop to the nearer end, then on the other side: the antenna turns least.
    const double below_deg = azimuth_of(first_deg - setting.reach->from_deg);
    const auto go = [&](double way, double length_deg) {
        const auto n = static_cast<std::size_t>(std::ceil(length_deg / step_deg));
        for (std::size_t k = 1; k <= n; ++k)
            add(first_deg + way * length_deg * static_cast<double>(k) / static_cast<double>(n));
    };
    const bool below_first = below_deg < span_deg - below_deg;
    go(below_first ? -1 : 1, below_first ? below_deg : span_deg - below_deg);
    go(below_first ? 1 : -1, below_first ? span_deg - below_deg : below_deg);
    return ring;
}

double fine_azimuth_deg(const SweepPlanSetting& setting, std::span<const StopDone> stops, const CellFit* fit) {
    if (setting.by_information && fit && !fit->draws.empty()) {
        const Expectation expectation(*fit, setting.azimuth_sigma_deg);
        const Open open{expectation, tied_azimuths(*fit)};
        if (const auto azimuth_deg = telling_deg(setting, stops, open)) return *azimuth_deg;
    }
    return flank_deg(setting, stops, fit);
}

SweepStep next_stop(const SweepPlanSetting& setting, std::span<const StopDone> stops,
                    std::span<const std::optional<CellFit>> fits, std::optional<double> settling_deg) {
    const std::vector<double> ring = ring_azimuths(setting);
    const std::size_t coarse = ring.size() + turns_of(setting).size();
    const SweepLength length = expected_length(setting);
    std::optional<NextStop> next = coarse_stop(setting, ring, stops);
    const CellFit* fit = leading_fit(fits);
    if (!next)
        if (const std::optional<SweepEnd> end = end_of(setting, stops, coarse, fit))
            if (!settling_deg || *end != SweepEnd::decided) return *end;
    if (const std::optional<SweepEnd> limit = limit_of(setting, stops, coarse)) return *limit;
    if (!next)
        next = NextStop{.azimuth_deg = settling_deg ? *settling_deg : fine_azimuth_deg(setting, stops, fit),
                        .purpose = StopPurpose::fine};
    next->nth = asked(setting, stops) + 1;
    next->of_planned = std::max(next->nth, std::min(length.most, length.ring + length.fine));
    return *next;
}

SweepLength expected_length(const SweepPlanSetting& setting) {
    const std::vector<TurnSpan> turns = turns_of(setting);
    const std::size_t ring = ring_azimuths(setting).size() + turns.size();
    SweepLength length{
        .ring = ring + planned_references(setting, ring), .turns = turns.size(), .most = most_stops(setting, ring)};
    length.fine = length.most > length.ring ? std::min(usual_fine, length.most - length.ring) : 0;
    const auto stops = static_cast<double>(length.ring + length.fine - length.turns);
    length.duration_s = stops * (setting.dwell_s + setting.move_s);
    for (const TurnSpan& turn : turns) length.duration_s += turn_s(setting, turn.by_deg) + setting.move_s;
    return length;
}

std::optional<DecidingStops> stops_to_decide(const SweepPlanSetting& setting, std::span<const StopDone> stops,
                                             const CellFit& fit) {
    if (fit.draws.empty()) return std::nullopt;
    Expectation expectation(fit, setting.azimuth_sigma_deg);
    const Open open{expectation, tied_azimuths(fit)};
    // The interval shrinks as the spread does. That of arcs far apart says little: there the spread itself counts.
    const double half_deg =
        fit.bearing.tied() ? sigmas_of_95 * expectation.spread_deg() : fit.bearing.mean_half_width_deg();
    const double wanted_deg = expectation.spread_deg() * setting.target_half_width_deg / half_deg;
    const std::size_t fine = count(stops, StopPurpose::fine);
    std::vector<StopDone> assumed(stops.begin(), stops.end());
    double low_deg = 360, high_deg = -360;  // from the recommended azimuth
    for (std::size_t k = 1; k <= farthest_look; ++k) {
        const std::optional<double> azimuth_deg = telling_deg(setting, assumed, open);
        if (!azimuth_deg) return std::nullopt;
        expectation.observe(*azimuth_deg);
        assumed.push_back({.azimuth_deg = *azimuth_deg, .purpose = StopPurpose::fine, .level_db = {}});
        const double off_deg = wrap_deg(*azimuth_deg - fit.recommended_deg);
        low_deg = std::min(low_deg, off_deg);
        high_deg = std::max(high_deg, off_deg);
        if (expectation.spread_deg() <= wanted_deg && fine + k >= least_fine)
            return DecidingStops{.stops = k,
                                 .from_deg = azimuth_of(fit.recommended_deg + low_deg),
                                 .to_deg = azimuth_of(fit.recommended_deg + high_deg)};
    }
    return std::nullopt;
}

}  // namespace boresight::aim
