// SPDX-License-Identifier: GPL-3.0-or-later
#include "pose/rotator_holder.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace boresight::pose {

namespace {

using Answer = Rotctld::Answer;
using Position = Rotctld::Position;

constexpr double moved_deg = 0.15;        // readings may flicker by that much at rest
constexpr double patience_beyond_s = 10;  // than turning at its slowest takes
constexpr double nap_s = 0.05;            // between looks for a stop
constexpr double ns_per_s = 1e9;

double apart(const Position& one, const Position& other) {
    return std::max(apart_deg(one.azimuth_deg, other.azimuth_deg), std::abs(one.elevation_deg - other.elevation_deg));
}

}  // namespace

TurnLimits RotatorHolder::limits() const {
    if (setting_.limits) return *setting_.limits;
    return rotator_.azimuth_limits().value_or(TurnLimits{});
}

// False: stop was asked for.
bool RotatorHolder::sleep(double seconds, StopToken stop) {
    const std::int64_t until_ns = clock_.monotonic_ns() + std::llround(seconds * ns_per_s);
    while (!stop.stop_requested()) {
        const std::int64_t now_ns = clock_.monotonic_ns();
        if (now_ns >= until_ns) return true;
        clock_.sleep_until(std::min<std::int64_t>(until_ns, now_ns + std::llround(nap_s * ns_per_s)));
    }
    return false;
}

bool RotatorHolder::on_target(const Position& to, bool elevates) const {
    if (apart_deg(now_.azimuth_deg, to.azimuth_deg) > setting_.tolerance_deg) return false;
    return !elevates || std::abs(now_.elevation_deg - to.elevation_deg) <= setting_.tolerance_deg;
}

// Looks at it until it is at rest, on target or beside it.
RotatorHolder::Move RotatorHolder::wait(const Position& to, bool elevates, StopToken stop) {
    const Position from = now_;
    const double way_deg = std::max(std::abs(to.azimuth_deg - from.azimuth_deg), apart(to, from));
    const double longest_s = patience_beyond_s + way_deg / setting_.slowest_deg_per_s;
    const std::int64_t begin_ns = clock_.monotonic_ns();
    const auto since_s = [&](std::int64_t ns) { return static_cast<double>(clock_.monotonic_ns() - ns) / ns_per_s; };
    Position still_at = now_;
    std::int64_t still_ns = begin_ns;
    bool moved = false;
    while (since_s(begin_ns) < longest_s) {
        if (!sleep(setting_.look_s, stop)) return Move::stopped;
        const Answer answer = rotator_.position(now_, stop);
        if (answer != Answer::done) return answer == Answer::stopped ? Move::stopped : Move::lost;
        if (apart(now_, still_at) > moved_deg) {
            moved = true;
            still_at = now_;
            still_ns = clock_.monotonic_ns();
        }
        const double still_s = since_s(still_ns);
        if (on_target(to, elevates) && still_s >= setting_.rest_s) return Move::arrived;
        if (still_s >= setting_.stall_s) return moved ? Move::short_of : Move::stuck;
    }
    return Move::never_rests;
}

RotatorHolder::Move RotatorHolder::move(const Position& to, bool elevates, StopToken stop) {
    Move ended = Move::stuck;
    for (int attempt = 0; attempt < 2; ++attempt) {
        const Answer answer = rotator_.point_to(to, stop);
        if (answer == Answer::stopped) return Move::stopped;
        if (answer != Answer::done) return answer == Answer::lost ? Move::lost : Move::refused;
        const Move waited = wait(to, elevates, stop);
        if (waited != Move::short_of && waited != Move::stuck) return waited;
        if (ended != Move::short_of) ended = waited;
    }
    return ended;
}

Arrival RotatorHolder::arrival(Move move, const Position& to, bool elevates) {
    Arrival out;
    out.azimuth = {once_round(now_.azimuth_deg), setting_.sigma_deg};
    if (rotator_.elevation_limits()) out.elevation = AxisPose{now_.elevation_deg, setting_.sigma_deg};
    if (move == Move::arrived) {
        came_to_deg_ = to.azimuth_deg;
        return out;
    }
    came_to_deg_.reset();
    const std::string place =
        elevates ? fmt::format("azimuth {:.1f} and elevation {:.1f}", now_.azimuth_deg, now_.elevation_deg)
                 : fmt::format("{:.1f}", now_.azimuth_deg);
    switch (move) {
        case Move::short_of:
            out.end = Turned::skipped;
            out.why = fmt::format("the rotator has stopped at {} instead of {:.1f}", place, to.azimuth_deg);
            break;
        case Move::refused:
            out.end = Turned::skipped;
            out.why = rotator_.why();
            break;
        case Move::stopped:
            rotator_.halt();
            out.end = Turned::quit;
            break;
        case Move::stuck:
            out.end = Turned::lost;
            out.why = fmt::format("the rotator stays at {} when asked to turn to {:.1f}", place, to.azimuth_deg);
            break;
        case Move::never_rests:
            rotator_.halt();
            out.end = Turned::lost;
            out.why = fmt::format("the rotator doesn't come to rest at {:.1f}; it was at {}", to.azimuth_deg, place);
            break;
        case Move::lost:
            out.end = Turned::lost;
            out.why = rotator_.why();
            break;
        case Move::arrived: break;
    }
    return out;
}

std::optional<AxisPose> RotatorHolder::present_azimuth(StopToken stop) {
    const Arrival arrival = where(stop);
    return arrival.there() ? std::optional(arrival.azimuth) : std::nullopt;
}

Arrival RotatorHolder::where(StopToken stop) {
    Answer answer = rotator_.connect(stop);
    if (answer == Answer::done) answer = rotator_.position(now_, stop);
    if (answer == Answer::stopped) return {.end = Turned::quit};
    if (answer != Answer::done) return {.end = Turned::lost, .why = rotator_.why()};
    Arrival out{.azimuth = {once_round(now_.azimuth_deg), setting_.sigma_deg}};
    if (rotator_.elevation_limits()) out.elevation = AxisPose{now_.elevation_deg, setting_.sigma_deg};
    return out;
}

// What is asked for first is how it is mounted.
Turned RotatorHolder::roll(const Polarization& polarization) {
    if (rolled_deg_ == polarization.deg) return Turned::there;
    const Turned rolled = roll_ ? roll_(polarization) : rolled_deg_ ? Turned::skipped : Turned::there;
    if (rolled == Turned::there) rolled_deg_ = polarization.deg;
    return rolled;
}

Arrival RotatorHolder::turn(const Target& target, StopToken stop) {
    const Arrival before = where(stop);
    if (!before.there()) return before;
    const bool elevates = target.elevation_deg.has_value();
    if (elevates) {
        const auto& range = rotator_.elevation_limits();
        if (!range) return {.end = Turned::skipped, .why = "this rotator turns in azimuth only"};
        if (*target.elevation_deg < range->low_deg || *target.elevation_deg > range->high_deg)
            return {.end = Turned::skipped,
                    .why = fmt::format("the rotator goes from {:g} to {:g} in elevation, not to {:g}", range->low_deg,
                                       range->high_deg, *target.elevation_deg)};
    }
    now_.azimuth_deg = counted_on(now_.azimuth_deg, came_to_deg_, limits());
    const std::optional<double> to_deg = way_to(target.azimuth, now_.azimuth_deg, limits(), setting_.reach);
    if (!to_deg)
        return {.end = Turned::skipped,
                .why = fmt::format("the rotator can't be turned to {:g}: its limits are {:g} and {:g}",
                                   target.azimuth.deg, limits().low_deg, limits().high_deg)};
    const Position to{*to_deg, target.elevation_deg.value_or(now_.elevation_deg)};
    const Arrival there =
        arrival(on_target(to, elevates) ? wait(to, elevates, stop) : move(to, elevates, stop), to, elevates);
    if (!there.there() || !target.polarization) return there;
    const Turned rolled = roll(*target.polarization);
    if (rolled == Turned::there) return there;
    return {.end = rolled,
            .why = fmt::format("the rotator doesn't roll the antenna to {}", target.polarization->label)};
}

}  // namespace boresight::pose
