// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/aim_holder.h"

#include <unistd.h>

#include "app/aim_setting.h"
#include "cli/aim_scale.h"
#include "cli/arguments.h"
#include "cli/bearing_argument.h"
#include "pose/rotator_holder.h"

namespace boresight::cli {

namespace {

constexpr const char* usual_rotctld = "rotctld";

bool person_is_there() {
    return isatty(STDIN_FILENO) == 1;
}

pose::SettingHolder worlds_own(radio::Radio& radio) {
    return pose::SettingHolder(
        [&radio](const std::string& key, const std::string& value) { radio.change_setting(key, value); },
        radio.name().own_time ? std::nullopt : app::present_azimuth_deg(radio));
}

// One that answers; asked where it points, so that a wrong address is told before the radio is at work.
std::unique_ptr<pose::AntennaHolder> rotator_of(const LiveAimWords& words, const aim::Scale& scale,
                                                const ReadLine& lines, Context& context) {
    static SystemClock machine;
    pose::ServiceAddress address{.host = "127.0.0.1", .port = pose::rotctld_port};
    if (words.rotator.find(':') == std::string::npos)
        choice_argument("--rotator", words.rotator, {scene_rotator, usual_rotctld, "HOST:PORT"});
    if (words.rotator != usual_rotctld) address = pose::parse_service_address(words.rotator, address, "--rotator");
    pose::RotatorSetting setting;
    if (!words.sigma.empty()) setting.sigma_deg = number_argument("--sigma", words.sigma, 0.1, 45, "degrees");
    if (!words.rotator_limits.empty()) setting.limits = limits_argument("--rotator-limits", words.rotator_limits);
    if (!words.rotator_tolerance.empty())
        setting.tolerance_deg = number_argument("--rotator-tolerance", words.rotator_tolerance, 0.2, 20, "degrees");
    if (!words.arc.empty()) {
        const auto [from_deg, to_deg] = arc_argument("--arc", words.arc, scale);
        setting.reach = pose::MountReach{{from_deg}, {to_deg}};
    }
    pose::RotatorHolder::Roll roll;
    if (person_is_there() || words.company.serves())
        roll = [&context, lines](const pose::Polarization& polarization) {
            return ask_to_roll(context, lines, polarization);
        };
    auto rotator = std::make_unique<pose::RotatorHolder>(address, setting, machine, roll);
    const pose::Arrival now = rotator->where(context.stop);
    if (now.end == pose::Turned::lost)
        throw Error(Error::Kind::missing, {.what = now.why,
                                           .where = "--rotator " + words.rotator,
                                           .expected = "Hamlib's rotctld, as in \"rotctld -m 603 -r /dev/ttyUSB0\"",
                                           .fix = "Start it, or leave --rotator out to turn the antenna by hand"});
    return rotator;
}

std::unique_ptr<pose::AntennaHolder> person(const LiveAimWords& words, const app::Config& config,
                                            const Answers& answers, Context& context) {
    if (!person_is_there() && !words.company.serves())
        throw Error(Error::Kind::bad_input, {.what = "nobody is there to turn the antenna",
                                             .where = "aim",
                                             .expected = "a terminal to ask at",
                                             .fix = "Start it in a terminal, or use --rotator"});
    const double sigma_deg = words.sigma.empty() ? app::azimuth_sigma_deg(config)
                                                 : number_argument("--sigma", words.sigma, 0.1, 45, "degrees");
    const auto ask = [&context, lines = answers.lines](const pose::Target& target) {
        return ask_to_turn(context, lines, target);
    };
    const pose::HandHolder::AskForTurns turns{
        .begin = [&context, lines = answers.lines](
                     const pose::TurnAsked& turn) { return ask_to_begin_turn(context, lines, turn); },
        .passed = [meanwhile = answers.meanwhile] { return passed_mark(meanwhile); }};
    return std::make_unique<pose::HandHolder>(ask, sigma_deg, turns);
}

}  // namespace

std::unique_ptr<pose::AntennaHolder> holder_of(const LiveAimWords& words, const app::Config& config,
                                               radio::Radio& radio, const Answers& answers, Context& context) {
    const bool in_made_world = radio.has_setting("azimuth_deg");
    if (words.rotator == scene_rotator) {
        if (!in_made_world)
            throw Error(Error::Kind::bad_input, {.what = "this radio is no made world, so it has no rotator",
                                                 .where = "--rotator scene",
                                                 .expected = "--radio scene",
                                                 .fix = "Leave --rotator out to turn the antenna by hand"});
        return std::make_unique<pose::SettingHolder>(worlds_own(radio));
    }
    const bool by_hand = words.rotator.empty();
    const aim::Scale scale = scale_of(words, config, by_hand);
    auto who = by_hand ? person(words, config, answers, context) : rotator_of(words, scale, answers.lines, context);
    if (!in_made_world) return who;
    const auto to_true_deg = [scale](double deg) { return aim::to_true_deg(scale, deg).value_or(deg); };
    return std::make_unique<pose::HolderInMadeWorld>(std::move(who), worlds_own(radio), to_true_deg);
}

}  // namespace boresight::cli
