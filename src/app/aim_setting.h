// SPDX-License-Identifier: GPL-3.0-or-later
// How every front end begins a sweep: what the settings tell of antenna, scale and place, what is usual where they are
// silent, and the gain. Azimuths on the sweep's scale. Pure but for find_gain_for(), which throws what the radio does.
#pragma once

#include <optional>

#include "app/config.h"
#include "platform/stop.h"
#include "radio/radio.h"
#include "survey/live_sweep.h"

namespace boresight::app {

inline constexpr double usual_zero_sigma_deg = 3;

// A rotator's is true north; by hand it is the marks on the mast, with their zero where the settings have it.
aim::Scale sweep_scale(const Config& config, bool by_hand);

// How far off the antenna is set by hand.
double azimuth_sigma_deg(const Config& config);

// `by_hand` has longer dwells.
survey::LiveSweepSetting sweep_setting(const Config& config, bool by_hand);

// Where a made world's antenna points; nothing where only the person knows.
std::optional<double> present_azimuth_deg(radio::Radio& radio);

// Leaves the radio at a gain that is linear on the strongest of these carriers.
void find_gain_for(radio::Radio& radio, const survey::CarrierChoice& carriers, StopToken stop);

}  // namespace boresight::app
