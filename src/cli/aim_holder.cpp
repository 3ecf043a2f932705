// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/aim_holder.h"

#include <unistd.h>

#include "app/aim_setting.h"
#include "cli/arguments.h"

namespace boresight::cli {

std::unique_ptr<pose::AntennaHolder> holder_of(const LiveAimWords& words, const app::Config& config,
                                               radio::Radio& radio, const ReadLine& lines, Context& context) {
    const auto change = [&radio](const std::string& key, const std::string& value) {
        radio.change_setting(key, value);
    };
    if (!words.rotator.empty()) {
        choice_argument("--rotator", words.rotator, {"scene"});
        if (!radio.has_setting("azimuth_deg"))
            throw Error(Error::Kind::bad_input, {.what = "this radio is no made world, so it has no rotator",
                                                 .where = "--rotator scene",
                                                 .expected = "--radio scene",
                                                 .fix = "Leave --rotator out to turn the antenna by hand"});
        return std::make_unique<pose::SettingHolder>(change);
    }
    if (isatty(STDIN_FILENO) != 1)
        throw Error(Error::Kind::bad_input, {.what = "nobody is there to turn the antenna",
                                             .where = "aim",
                                             .expected = "a terminal to ask at",
                                             .fix = "Start it in a terminal, or use --rotator"});
    const double sigma_deg = words.sigma.empty() ? app::azimuth_sigma_deg(config)
                                                 : number_argument("--sigma", words.sigma, 0.1, 45, "degrees");
    const auto world = radio.has_setting("azimuth_deg") ? std::make_shared<pose::SettingHolder>(change) : nullptr;
    const auto ask = [&context, world, lines](const pose::Target& target) {
        const pose::Turned turned = ask_to_turn(context, lines, target);
        return turned == pose::Turned::there && world ? world->turn(target, context.stop).end : turned;
    };
    return std::make_unique<pose::HandHolder>(ask, sigma_deg);
}

}  // namespace boresight::cli
