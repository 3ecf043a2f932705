// SPDX-License-Identifier: GPL-3.0-or-later
// What `devices` found, as text and as JSON: values in, words out.
#pragma once

#include <string>
#include <vector>

#include "radio/radio.h"
#include "radio/usb_radios.h"

namespace boresight::cli {

struct DevicesReport {
    std::vector<radio::RadioName> radios;
    std::vector<radio::UnusableRadio> unusable;
    std::vector<std::string> drivers;  // that were asked
    std::string chosen;                // the settings' radio; may be empty
};

std::string devices_text(const DevicesReport& report);
std::string devices_json(const DevicesReport& report);

// "its driver isn't installed", and what to do about it, a sentence or two.
std::string why_words(const radio::UnusableRadio& unusable);
std::string fix_words(const radio::UnusableRadio& unusable);

// What everybody reads before touching a cable.
std::vector<std::string> cable_safety();

}  // namespace boresight::cli
