// SPDX-License-Identifier: GPL-3.0-or-later
// Makes the made world known to SoapySDR as driver=scene within this program, once. It is never found unless that
// driver is asked for by name. Any thread. (A module that other programs load is built beside it.)
#pragma once

namespace boresight::scene {

void register_scene();

}  // namespace boresight::scene
