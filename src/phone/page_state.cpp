// SPDX-License-Identifier: GPL-3.0-or-later
#include "phone/page_state.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "app/aim_figures.h"

namespace boresight::phone {

namespace {

using nlohmann::json;

const char* phase_name(app::AimPhase phase) {
    switch (phase) {
        case app::AimPhase::idle: return "idle";
        case app::AimPhase::asking: return "asking";
        case app::AimPhase::turning: return "turning";
        case app::AimPhase::holding: return "holding";
        case app::AimPhase::thinking: return "thinking";
        case app::AimPhase::done: break;
    }
    return "done";
}

const char* verdict_name(app::VerdictWord verdict) {
    switch (verdict) {
        case app::VerdictWord::none: return "none";
        case app::VerdictWord::point: return "point";
        case app::VerdictWord::tie: return "tie";
        case app::VerdictWord::no_direction: return "no_direction";
        case app::VerdictWord::not_enough: break;
    }
    return "not_enough";
}

// Of a tenth; what isn't finite is unknown.
json tenth(const std::optional<double>& value) {
    return value && std::isfinite(*value) ? json(std::round(10 * *value) / 10) : json();
}

json next_json(const PageState& state) {
    if (!state.aim.next) return {};
    const app::AimNext& next = *state.aim.next;
    json turn;
    if (state.antenna_deg)
        turn = tenth(turn_deg(*state.antenna_deg, next.azimuth_deg, state.arc_from_deg, state.arc_to_deg));
    return {{"azimuth_deg", tenth(next.azimuth_deg)},
            {"turn_deg", turn},
            {"roll", next.polarization},
            {"tilt", next.elevation_deg ? app::tilt_words(*next.elevation_deg) : ""},
            {"turn_to_deg", tenth(next.turn_to_deg)},
            {"turn_s", next.turn_to_deg ? json(std::round(next.turn_s)) : json()},
            {"polarization", next.use == app::StopUse::polarization},
            {"nth", next.nth},
            {"of_planned", next.of_planned}};
}

json hold_json(const PageState& state) {
    if (!state.aim.hold_share) return {};
    const double share = std::clamp(*state.aim.hold_share, 0.0, 1.0);
    json left_s;
    if (state.hold_s) left_s = tenth(*state.hold_s * (1 - share));
    return {{"share", std::round(1000 * share) / 1000}, {"left_s", left_s}};
}

double once_round(double deg) {
    return deg - 360 * std::floor(deg / 360);
}

// What a driver or a file wrote needn't be UTF-8.
std::string text_of(const json& value) {
    return value.dump(-1, ' ', false, json::error_handler_t::replace);
}

}  // namespace

double turn_deg(double from_deg, double to_deg, std::optional<double> arc_from_deg, std::optional<double> arc_to_deg) {
    const double clockwise = once_round(to_deg - from_deg);
    if (arc_from_deg && arc_to_deg) return once_round(to_deg - *arc_from_deg) - once_round(from_deg - *arc_from_deg);
    return clockwise > 180 ? clockwise - 360 : clockwise;
}

std::string state_json(const PageState& state) {
    const app::AimState& aim = state.aim;
    return text_of({{"phase", phase_name(aim.phase)},
                    {"by_hand", aim.by_hand},
                    {"scale", aim.scale},
                    {"question", state.question == 0 ? json() : json(state.question)},
                    {"next", next_json(state)},
                    {"hold", hold_json(state)},
                    {"level_db", tenth(state.level_db)},
                    {"over_mean_db", tenth(state.over_mean_db)},
                    {"tone_hz", tenth(state.tone_hz)},
                    {"heard", state.heard},
                    {"mishap", state.mishap},
                    {"verdict", verdict_name(aim.verdict)},
                    {"point_to_deg", tenth(aim.point_to_deg)},
                    {"point_to", state.point_to},
                    {"sentence", aim.sentence},
                    {"next_step", aim.next_step},
                    {"notes", aim.notes}});
}

std::string greeting_json(const Greeting& greeting) {
    return text_of({{"simulated", greeting.simulated}, {"safety", greeting.safety}});
}

}  // namespace boresight::phone
