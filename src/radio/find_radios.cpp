// SPDX-License-Identifier: GPL-3.0-or-later
#include "radio/find_radios.h"

#include <SoapySDR/Device.hpp>
#include <SoapySDR/Logger.hpp>
#include <SoapySDR/Modules.hpp>
#include <SoapySDR/Registry.hpp>

#include <algorithm>
#include <array>
#include <cstdlib>

#include "radio/quiet_stderr.h"

namespace boresight::radio {

namespace {

const std::string made_world = "scene";
constexpr std::array no_radios{"audio", "remote"};
// What names one radio among all; labels and the like may hold commas, which would take arguments apart.
constexpr std::array identity{"driver", "serial", "device_id", "scene", "radio", "remote", "addr", "type", "name"};

std::string text_of(const SoapySDR::Kwargs& arguments, const char* key) {
    const auto at = arguments.find(key);
    return at == arguments.end() ? std::string() : at->second;
}

RadioName name_of(const SoapySDR::Kwargs& found) {
    const std::string driver = text_of(found, "driver");
    std::string opens;
    for (const std::string key : identity) {
        const std::string value = text_of(found, key.c_str());
        if (value.empty() || value.find(',') != std::string::npos || (key == "serial" && driver == made_world))
            continue;
        opens += (opens.empty() ? "" : ",") + key + '=' + value;
    }
    const std::string label = text_of(found, "label");
    return {.arguments = opens,
            .driver = driver,
            .label = label.empty() ? driver : label,
            .simulated = driver == made_world};
}

// SoapySDR's own log goes to stderr all the while, unless somebody asked for it.
void quiet_log() {
    if (std::getenv("SOAPY_SDR_LOG_LEVEL") == nullptr)
        SoapySDR::registerLogHandler([](SoapySDR::LogLevel, const char*) {});
}

}  // namespace

std::string full_arguments(const std::string& text) {
    const std::string first = text.substr(0, text.find(','));
    const bool word = !first.empty() && first.find('=') == std::string::npos;
    if (!word || SoapySDR::KwargsFromString(text).contains("driver")) return text;
    return "driver=" + (first == "simulated" ? made_world : first) + text.substr(first.size());
}

std::vector<std::string> drivers() {
    quiet_log();
    const QuietStderr quiet;
    SoapySDR::loadModules();
    std::vector<std::string> names;
    for (const auto& [name, function] : SoapySDR::Registry::listFindFunctions())
        if (name != made_world && name != "null") names.push_back(name);
    return names;
}

std::vector<RadioName> find_radios(const std::string& arguments) {
    quiet_log();
    const SoapySDR::Kwargs wanted = SoapySDR::KwargsFromString(full_arguments(arguments));
    std::vector<std::string> asked = {text_of(wanted, "driver")};
    if (asked.front().empty()) {
        asked = drivers();
        std::erase_if(asked, [](const std::string& driver) {
            return std::find(no_radios.begin(), no_radios.end(), driver) != no_radios.end();
        });
    }
    std::vector<RadioName> names;
    const QuietStderr quiet;
    for (const std::string& driver : asked) {
        SoapySDR::Kwargs of_driver = wanted;
        of_driver["driver"] = driver;
        for (const SoapySDR::Kwargs& found : SoapySDR::Device::enumerate(of_driver)) names.push_back(name_of(found));
    }
    return names;
}

}  // namespace boresight::radio
