// SPDX-License-Identifier: GPL-3.0-or-later
// The radios that SoapySDR's drivers find, driver by driver, with what the drivers print kept away from the terminal.
// Sound cards and radios over the network aren't radios unless their driver is asked for by name; a made world never
// is found otherwise. A server that is named (radio/server.h) and can't be asked is an Error that says why; each other
// driver may take as long as it likes. For one thread of the program at a time (platform/quiet_stderr.h).
#pragma once

#include <string>
#include <vector>

#include "radio/radio.h"

namespace boresight::radio {

// `arguments` as in open_radio.h; empty: all drivers.
std::vector<RadioName> find_radios(const std::string& arguments = {});

// Those of servers in the same network that tell of themselves (by Avahi), within a second or two; nothing where the
// module for it isn't installed.
std::vector<RadioName> find_network_radios();

// Whether its driver still finds it, in bounded time. A server that doesn't answer hasn't it any more; of a driver here
// that doesn't, nobody knows: true.
bool is_still_found(const RadioName& name);

// The names of the drivers that are installed.
std::vector<std::string> drivers();

// SoapySDR's arguments for what a person may type: "scene" -> "driver=scene".
std::string full_arguments(const std::string& text);

// Of the computer that the radio is plugged into: "driver=remote,remote=tcp://HOST,remote:driver=rtlsdr" -> "rtlsdr";
// empty where the words don't say.
std::string hardware_driver(const std::string& text);

// Whether these words for a radio ask for a made world, here or on a server: "scene", "driver=scene,radio=wide".
bool asks_for_made_world(const std::string& text);

}  // namespace boresight::radio
