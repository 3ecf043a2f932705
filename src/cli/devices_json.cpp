// SPDX-License-Identifier: GPL-3.0-or-later
#include <nlohmann/json.hpp>

#include "catalog/radios.h"
#include "cli/devices_report.h"
#include "platform/version.h"

namespace boresight::cli {

namespace {

using Json = nlohmann::ordered_json;
using radio::WhyUnusable;

const char* why_key(WhyUnusable why) {
    switch (why) {
        case WhyUnusable::no_driver: return "no_driver";
        case WhyUnusable::module_missing: return "module_missing";
        case WhyUnusable::no_permission: return "no_permission";
        case WhyUnusable::held_by_kernel: return "held_by_kernel";
        case WhyUnusable::not_answering: break;
    }
    return "not_answering";
}

Json known(const std::string& text) {
    return text.empty() ? Json(nullptr) : Json(text);
}

// What the make usually tunes to; null where nobody knows.
Json ranges_of(const std::string& driver) {
    for (const catalog::Radio& each : catalog::radios()) {
        if (!each.generic || each.driver != driver) continue;
        Json ranges = Json::array();
        for (const catalog::FrequencyRange& range : each.ranges)
            ranges.push_back({{"low_hz", range.low_hz}, {"high_hz", range.high_hz}});
        return ranges;
    }
    return nullptr;
}

}  // namespace

std::string devices_json(const DevicesReport& report) {
    Json radios = Json::array();
    for (const radio::RadioName& name : report.radios)
        radios.push_back({{"driver", name.driver},
                          {"label", name.label},
                          {"arguments", name.arguments},
                          {"simulated", name.simulated},
                          {"server", known(name.server)},
                          {"hardware_driver", known(name.hardware_driver)},
                          {"usual_ranges", ranges_of(name.hardware_driver)}});
    Json unusable = Json::array();
    for (const radio::UnusableRadio& each : report.unusable)
        unusable.push_back({{"name", each.radio.name},
                            {"usb", each.radio.identity},
                            {"serial", known(each.radio.serial)},
                            {"driver", each.radio.driver},
                            {"why", why_key(each.why)},
                            {"why_text", why_words(each)},
                            {"fix", fix_words(each)},
                            {"package", known(each.radio.module)},
                            {"rules_package", known(each.radio.rules)},
                            {"kernel_driver", known(each.radio.kernel_driver)}});
    const Json whole{{"boresight", version()},
                     {"command", "devices"},
                     {"simulated", false},
                     {"radios", radios},
                     {"unusable", unusable},
                     {"looked_for", {{"drivers", report.drivers}, {"usb", radio::known_usb_radios()}}},
                     {"settings_radio", known(report.chosen)},
                     {"safety", cable_safety()}};
    return whole.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace boresight::cli
