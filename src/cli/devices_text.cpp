// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "catalog/frequency_text.h"
#include "catalog/radios.h"
#include "cli/catalog_arguments.h"
#include "cli/devices_report.h"
#include "cli/table.h"

namespace boresight::cli {

namespace {

using radio::UnusableRadio;
using radio::WhyUnusable;

const catalog::Radio* make_of(const std::string& driver) {
    for (const catalog::Radio& each : catalog::radios())
        if (each.generic && each.driver == driver) return &each;
    return nullptr;
}

std::string tunes_to(const std::string& driver) {
    const catalog::Radio* make = make_of(driver);
    if (make == nullptr) return "-";
    std::vector<std::string> ranges;
    for (const catalog::FrequencyRange& range : make->ranges)
        ranges.push_back(catalog::range_text(range.low_hz, range.high_hz));
    return fmt::format("{}", fmt::join(ranges, " and "));
}

std::string found_text(const DevicesReport& report) {
    Table table({{.heading = "radio"}, {.heading = "usually tunes to"}, {.heading = "--radio"}});
    for (const radio::RadioName& name : report.radios)
        table.add_row({name.label, tunes_to(name.hardware_driver), shell_word(name.arguments)});
    return table.text();
}

std::string safety_text() {
    std::string out = "\nBefore you touch a cable:\n";
    for (const std::string& words : cable_safety()) {
        std::string lines = paragraph(words, "    ");
        lines[2] = '-';
        out += lines;
    }
    return out;
}

}  // namespace

std::vector<std::string> cable_safety() {
    return {
        "Never unscrew an antenna from something that transmits: a hotspot, a booster, a microcell. Switch it off "
        "first.",
        "Power an amplifier down before its cables; ground stays connected.",
        "Something that transmits close to the radio's antenna, or into its cable, may destroy the radio.",
        "No cable work on a roof or a mast near power lines, in a storm, or alone."};
}

std::string why_words(const UnusableRadio& unusable) {
    switch (unusable.why) {
        case WhyUnusable::no_driver: return "Debian has no driver for it";
        case WhyUnusable::module_missing: return "its driver isn't installed";
        case WhyUnusable::no_permission: return "this user may not open it";
        case WhyUnusable::held_by_kernel: return "the kernel's driver " + unusable.radio.kernel_driver + " holds it";
        case WhyUnusable::not_answering: break;
    }
    return "its driver doesn't find it: another program holds it, or it hangs";
}

std::string fix_words(const UnusableRadio& unusable) {
    const radio::UsbRadio& of = unusable.radio;
    switch (unusable.why) {
        case WhyUnusable::no_driver:
            return fmt::format("Build the SoapySDR module \"{}\" from its maker's source, or use another radio",
                               of.driver);
        case WhyUnusable::module_missing:
            return fmt::format("sudo apt-get install --no-install-recommends {} {}", of.module, of.rules);
        case WhyUnusable::no_permission:
            return fmt::format(
                "sudo apt-get install {}; sudo usermod -aG plugdev $USER; sign in anew, unplug the radio "
                "and plug it in again",
                of.rules);
        case WhyUnusable::held_by_kernel:
            return fmt::format(
                "echo blacklist {} | sudo tee /etc/modprobe.d/boresight-radio.conf; sudo modprobe -r {}; "
                "unplug the radio and plug it in again",
                of.kernel_driver, of.kernel_driver);
        case WhyUnusable::not_answering: break;
    }
    return "Close the other program, or unplug the radio and plug it in again";
}

std::string devices_text(const DevicesReport& report) {
    std::string out;
    if (!report.radios.empty()) out += found_text(report);
    for (const UnusableRadio& unusable : report.unusable) {
        out += out.empty() ? "" : "\n";
        out += fmt::format("{} (USB {}) can't be used: {}.\n", unusable.radio.name, unusable.radio.identity,
                           why_words(unusable));
        out += paragraph(fix_words(unusable), "    ");
    }
    if (report.radios.empty() && report.unusable.empty()) {
        out += "No radio was found.\n\n";
        out += paragraph(report.drivers.empty() ? "Looked for: no driver of SoapySDR is installed."
                                                : fmt::format("Looked for: what the installed drivers find ({}).",
                                                              fmt::join(report.drivers, ", ")));
        out += paragraph(fmt::format("On USB: {}.", fmt::join(radio::known_usb_radios(), ", ")));
        out += '\n' + paragraph(
                          "Plug the radio in and run this again. A hub without its own power, or a long cable, is a "
                          "common cause. A radio on another computer, served there by SoapySDRServer, is "
                          "named: --radio driver=remote,remote=tcp://HOST");
    }
    if (report.radios.empty() || !report.unusable.empty()) out += safety_text();
    if (report.radios.empty())
        out += "\nTo try things without one, there is a made world: \"boresight devices --radio scene\".\n";
    else if (report.chosen.empty())
        out += "\nNext: \"boresight setup\" remembers which radio to use.\n";
    else
        out += fmt::format("\nThe settings name {}.\n", report.chosen);
    return out;
}

}  // namespace boresight::cli
