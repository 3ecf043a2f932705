// SPDX-License-Identifier: GPL-3.0-or-later
// The radios that SoapySDR's drivers find, driver by driver, with what the drivers print kept away from the terminal.
// Sound cards and radios over the network aren't radios unless their driver is asked for by name; a made world never
// is found otherwise. For one thread of the program at a time (radio/quiet_stderr.h).
#pragma once

#include <string>
#include <vector>

#include "radio/radio.h"

namespace boresight::radio {

// `arguments` as in open_radio.h; empty: all drivers.
std::vector<RadioName> find_radios(const std::string& arguments = {});

// The names of the drivers that are installed.
std::vector<std::string> drivers();

// SoapySDR's arguments for what a person may type: "scene" -> "driver=scene".
std::string full_arguments(const std::string& text);

}  // namespace boresight::radio
