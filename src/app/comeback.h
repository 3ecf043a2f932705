// SPDX-License-Identifier: GPL-3.0-or-later
// How a sweep waits for a radio that was pulled out, or for a rotator that doesn't answer: it is tried again every two
// seconds of the machine's time until it is there, the patience is over, or the user has enough. What is returned holds
// references to all of its arguments. One thread.
#pragma once

#include "app/radio_session.h"
#include "platform/stop.h"
#include "survey/sweep_mishap.h"

namespace boresight::app {

inline constexpr double usual_patience_s = 300;

survey::Comeback wait_for(RadioSession& session, Clock& machine_clock, double patience_s, StopToken stop);

// What happened and what to do, in full sentences: "The radio is gone. ...".
std::string mishap_words(const survey::SweepMishap& mishap, const radio::RadioName& radio, double patience_s);

}  // namespace boresight::app
