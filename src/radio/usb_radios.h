// SPDX-License-Identifier: GPL-3.0-or-later
// Receivers that are plugged in, as Linux shows them under /sys/bus/usb/devices, by the identities of
// data/usb_radios.csv; and why those that no driver finds can't be used. What can't be read there is left out. Any
// thread.
#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "radio/radio.h"

namespace boresight::radio {

struct UsbRadio {
    std::string identity;  // "0bda:2838"
    std::string name;      // "RTL-SDR"
    std::string driver;    // in SoapySDR
    std::string module;    // the package that has it; empty: Debian has none
    std::string rules;     // the package that lets a user open it
    std::string serial;    // as it says itself; may be empty
    std::filesystem::path node;
    bool may_open = false;
    std::string kernel_driver;  // that holds it now; empty: none
};

// The folders are the machine's unless a test has its own.
std::vector<UsbRadio> usb_radios(const std::filesystem::path& devices = "/sys/bus/usb/devices",
                                 const std::filesystem::path& nodes = "/dev/bus/usb");

// What such radios are called, each once.
std::vector<std::string> known_usb_radios();

enum class WhyUnusable {
    no_driver,       // there is no package for it
    module_missing,  // the driver isn't installed
    no_permission,
    held_by_kernel,
    not_answering,  // another program holds it, or it hangs
};

struct UnusableRadio {
    UsbRadio radio;
    WhyUnusable why = WhyUnusable::not_answering;
};

// Those of `present` that aren't among `found`; `drivers` are those that are installed.
std::vector<UnusableRadio> unusable_radios(std::span<const UsbRadio> present, std::span<const RadioName> found,
                                           std::span<const std::string> drivers);

}  // namespace boresight::radio
