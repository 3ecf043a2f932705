// SPDX-License-Identifier: GPL-3.0-or-later
#include "radio/open_radio.h"

#include <SoapySDR/Device.hpp>

#include <exception>

#include "platform/error.h"
#include "radio/soapy_radio.h"

namespace boresight::radio {

namespace {

constexpr const char* made_world = "scene";

RadioName name_of(const SoapySDR::Kwargs& found) {
    const auto value = [&](const char* key) {
        const auto at = found.find(key);
        return at == found.end() ? std::string() : at->second;
    };
    return {.arguments = SoapySDR::KwargsToString(found),
            .driver = value("driver"),
            .label = value("label").empty() ? value("driver") : value("label"),
            .simulated = value("driver") == made_world};
}

}  // namespace

std::string full_arguments(const std::string& text) {
    SoapySDR::Kwargs arguments = SoapySDR::KwargsFromString(text);
    const std::string first = text.substr(0, text.find(','));
    if (first.empty() || first.find('=') != std::string::npos || arguments.contains("driver")) return text;
    arguments.erase(first);
    arguments["driver"] = first == "simulated" ? made_world : first;
    return SoapySDR::KwargsToString(arguments);
}

std::unique_ptr<Radio> open_radio(const std::string& arguments, Clock& machine_clock, const RadioOptions& options) {
    SoapySDR::Kwargs wanted = SoapySDR::KwargsFromString(full_arguments(arguments));
    if (wanted["driver"] == made_world) wanted.emplace("pace", "virtual");
    const SoapySDR::KwargsList found = SoapySDR::Device::enumerate(wanted);
    if (found.empty())
        throw Error(Error::Kind::missing, {.what = "no radio was found",
                                           .where = arguments.empty() ? "all drivers" : arguments,
                                           .expected = "a radio that SoapySDR finds",
                                           .fix = "Plug it in, and see boresight devices"});
    SoapySDR::Kwargs chosen = found.front();
    for (const auto& [key, value] : wanted) chosen.emplace(key, value);
    try {
        return std::make_unique<SoapyRadio>(SoapySDR::Device::make(chosen), name_of(chosen), machine_clock, options);
    } catch (const Error&) {
        throw;
    } catch (const std::exception& failure) {
        throw Error(Error::Kind::missing, {.what = failure.what(),
                                           .where = SoapySDR::KwargsToString(chosen),
                                           .expected = "a radio that can be opened",
                                           .fix = "See boresight devices"});
    }
}

}  // namespace boresight::radio
