// SPDX-License-Identifier: GPL-3.0-or-later
// Opens a radio through SoapySDR. `arguments` is SoapySDR's own text ("driver=rtlsdr,serial=00000001"), or a driver's
// name with or without more ("rtlsdr", "scene,radio=wide"; "simulated" is a scene too), or empty for the first radio
// that is found. Gain control is off, the bias tee is off unless asked for, and it is tuned to nothing yet. A radio
// that can't be opened is an Error that says why and what to do. A made world (driver=scene) runs as fast as it is
// read.
#pragma once

#include <memory>
#include <string>

#include "platform/clock.h"
#include "radio/radio.h"

namespace boresight::radio {

std::unique_ptr<Radio> open_radio(const std::string& arguments, Clock& machine_clock, const RadioOptions& options = {});

}  // namespace boresight::radio
