// SPDX-License-Identifier: GPL-3.0-or-later
// Who turns the antenna in `aim`: a person who is asked to, a rotator (rotctld), or that of a made world. In a made
// world what a person or a rotator does turns the world's antenna too. What can't be throws an Error: bad input for
// words, missing for a rotator that doesn't answer. `answers` are the person's, from the terminal or from
// whatever else may answer.
#pragma once

#include <memory>

#include "app/config.h"
#include "cli/aim_person.h"
#include "cli/aim_typed.h"
#include "radio/radio.h"

namespace boresight::cli {

struct Answers {
    ReadLine lines;
    LineMeanwhile meanwhile;
};

// The rotator of a made world.
inline constexpr const char* scene_rotator = "scene";

std::unique_ptr<pose::AntennaHolder> holder_of(const LiveAimWords& words, const app::Config& config,
                                               radio::Radio& radio, const Answers& answers, Context& context);

}  // namespace boresight::cli
