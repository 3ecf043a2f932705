// SPDX-License-Identifier: GPL-3.0-or-later
#include "radio/open_radio.h"

#include <SoapySDR/Device.hpp>

#include <fmt/format.h>

#include <algorithm>

#include "platform/error.h"
#include "platform/quiet_stderr.h"
#include "radio/find_radios.h"
#include "radio/server.h"
#include "radio/soapy_radio.h"

namespace boresight::radio {

namespace {

constexpr double made_world_deadline_s = 60;  // it computes, and the machine may be busy

// Drivers say why on stderr.
std::string reason(const std::string& failure, const std::string& noise) {
    const auto said = [&](const char* words) { return noise.find(words) != std::string::npos; };
    if (said("usb_open error -3") || said("LIBUSB_ERROR_ACCESS") || said("insufficient permissions"))
        return "this user may not open it";
    if (said("usb_claim_interface error -6") || said("LIBUSB_ERROR_BUSY")) return "another program holds it";
    return failure;
}

Error no_radio(const std::string& arguments) {
    if (const SoapySDR::Kwargs wanted = SoapySDR::KwargsFromString(arguments); wanted.contains("remote"))
        return Error(Error::Kind::missing,
                     {.what = "SoapySDRServer answers and has no such radio",
                      .where = server_address(wanted.at("remote")).text(),
                      .expected = "a radio that is plugged in there and has its driver there",
                      .fix = fmt::format("Plug it in there, see that no other program has it, and type \"boresight "
                                         "devices --radio driver=remote,remote={}\"",
                                         wanted.at("remote"))});
    if (full_arguments(arguments) == "driver=remote")
        return Error(Error::Kind::missing, {.what = "no SoapySDRServer tells of itself in this network",
                                            .where = arguments,
                                            .expected = "a radio that is named",
                                            .fix = "Name its computer: --radio driver=remote,remote=tcp://HOST"});
    return Error(Error::Kind::missing, {.what = "no radio was found",
                                        .where = arguments,
                                        .expected = "one that is plugged in and has its driver",
                                        .fix = "Plug one in and type \"boresight devices\", which says what else is "
                                               "missing; without one, --radio scene is a made world to try things "
                                               "in"});
}

// There nobody could tell when a sample was taken.
void require_real_time(const SoapySDR::Kwargs& opens) {
    const auto pace = opens.find("pace");
    if (pace == opens.end() || pace->second == "wall") return;
    throw Error(Error::Kind::bad_input, {.what = "a made world on a server keeps the pace of real time",
                                         .where = "pace=" + pace->second,
                                         .expected = "pace=wall",
                                         .fix = "Leave \"pace\" out"});
}

}  // namespace

std::unique_ptr<Radio> open_radio(const std::string& arguments, Clock& machine_clock, const RadioOptions& options) {
    const std::vector<RadioName> found = find_radios(arguments);
    if (found.empty()) throw no_radio(arguments);
    const RadioName& name = found.front();
    SoapySDR::Kwargs opens = SoapySDR::KwargsFromString(full_arguments(arguments));
    for (const auto& [key, value] : SoapySDR::KwargsFromString(name.arguments)) opens[key] = value;
    if (name.own_time) opens.emplace("pace", "virtual");
    if (name.simulated && !name.own_time) require_real_time(opens);
    RadioOptions patient = options;
    if (name.own_time) patient.call_s = std::max(patient.call_s, made_world_deadline_s);
    const QuietStderr quiet;
    try {
        return std::make_unique<SoapyRadio>([opens] { return SoapySDR::Device::make(opens); }, name, machine_clock,
                                            patient);
    } catch (const Error& failure) {
        if (failure.kind() != Error::Kind::fault) throw;
        throw Error(Error::Kind::missing,
                    {.what = "the radio can't be opened: " + reason(failure.what(), quiet.words()),
                     .where = name.label,
                     .expected = "a radio that is free and may be used",
                     .fix = "See \"boresight devices\""});
    }
}

}  // namespace boresight::radio
