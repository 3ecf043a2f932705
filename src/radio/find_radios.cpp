// SPDX-License-Identifier: GPL-3.0-or-later
#include "radio/find_radios.h"

#include <SoapySDR/Device.hpp>
#include <SoapySDR/Logger.hpp>
#include <SoapySDR/Modules.hpp>
#include <SoapySDR/Registry.hpp>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdlib>
#include <memory>
#include <mutex>
#include <optional>
#include <utility>

#include "platform/error.h"
#include "platform/quiet_stderr.h"
#include "radio/device_thread.h"
#include "radio/server.h"

namespace boresight::radio {

namespace {

const std::string made_world = "scene";
const std::string scheme = "tcp://";
constexpr std::array no_radios{"audio", network_driver};
// What names one radio among all; labels and the like may hold commas, which would take arguments apart.
constexpr std::array identity{"driver", "remote", "remote:driver", "remote:type", "serial", "device_id",
                              "scene",  "radio",  "addr",          "type",        "name"};
// In microseconds; the driver's own is a twentieth of a second. Below three seconds it is one wait, from there on
// several.
constexpr const char* reply_key = "remote:timeout";
constexpr const char* patience = "2900000";
constexpr const char* announcement = "500000";
constexpr std::chrono::milliseconds longest_search{8000};
constexpr std::chrono::milliseconds longest_doubt{1000};  // whether a radio here is gone

std::string text_of(const SoapySDR::Kwargs& arguments, const char* key) {
    const auto at = arguments.find(key);
    return at == arguments.end() ? std::string() : at->second;
}

bool is_made_world(const SoapySDR::Kwargs& arguments) {
    return text_of(arguments, "driver") == made_world || text_of(arguments, "remote:driver") == made_world ||
           text_of(arguments, "simulated") == "true";
}

RadioName name_of(const SoapySDR::Kwargs& found) {
    const std::string driver = text_of(found, "driver");
    const std::string server = text_of(found, "remote");
    const std::string hardware = server.empty() ? driver : text_of(found, "remote:driver");
    std::string opens;
    for (const std::string key : identity) {
        const std::string value = text_of(found, key.c_str());
        if (value.empty() || value.find(',') != std::string::npos || (key == "serial" && hardware == made_world))
            continue;
        opens += (opens.empty() ? "" : ",") + key + '=' + value;
    }
    std::string label = text_of(found, "label");
    if (label.empty()) label = hardware;
    if (!server.empty()) label += " at " + (server.starts_with(scheme) ? server.substr(scheme.size()) : server);
    return {.arguments = opens,
            .driver = driver,
            .label = label,
            .simulated = is_made_world(found),
            .own_time = driver == made_world,
            .hardware_driver = hardware,
            .server = server,
            .serial = hardware == made_world ? text_of(found, "scene") + '/' + text_of(found, "radio")
                                             : text_of(found, "serial")};
}

// The last thing that went wrong in the words of SoapySDR's log; any thread.
class LogWords {
public:
    static LogWords& instance() {
        static LogWords words;
        return words;
    }
    void hear(const std::string& words) {
        const std::lock_guard lock(mutex_);
        words_ = words;
    }
    std::string take() {
        const std::lock_guard lock(mutex_);
        return std::exchange(words_, {});
    }

private:
    std::mutex mutex_;
    std::string words_;
};

// SoapySDR's own log goes to stderr all the while, unless somebody asked for it.
void quiet_log() {
    if (std::getenv("SOAPY_SDR_LOG_LEVEL") == nullptr)
        SoapySDR::registerLogHandler([](SoapySDR::LogLevel level, const char* words) {
            if (level <= SOAPY_SDR_ERROR) LogWords::instance().hear(words);
        });
}

// What the drivers find, or nothing when they haven't answered by the deadline.
std::optional<SoapySDR::KwargsList> enumerate(const SoapySDR::Kwargs& wanted, std::chrono::milliseconds deadline) {
    const auto found = std::make_shared<SoapySDR::KwargsList>();
    DeviceThread finder;
    if (!finder.run([found, wanted] { *found = SoapySDR::Device::enumerate(wanted); }, deadline)) return std::nullopt;
    return *found;
}

void require_module() {
    const auto installed = SoapySDR::Registry::listFindFunctions();
    if (installed.contains(network_driver)) return;
    throw Error(Error::Kind::missing,
                {.what = "the driver for radios over the network isn't installed",
                 .where = "driver=remote",
                 .expected = "SoapySDR's module \"remote\"",
                 .fix = "sudo apt-get install --no-install-recommends soapysdr0.8-module-remote"});
}

// A sound card is no radio over the network either.
std::vector<RadioName> names_of(const SoapySDR::KwargsList& found, bool sound_cards) {
    std::vector<RadioName> names;
    for (const SoapySDR::Kwargs& each : found)
        if (sound_cards || text_of(each, "remote:driver") != "audio") names.push_back(name_of(each));
    return names;
}

// Of the server that is named, or of those that tell of themselves.
std::vector<RadioName> find_remote(const SoapySDR::Kwargs& wanted) {
    SoapySDR::loadModules();
    require_module();
    std::optional<ServerAddress> address;
    if (const std::string server = text_of(wanted, "remote"); !server.empty()) {
        address = server_address(server);
        if (const ServerReply reply = try_server(*address); reply != ServerReply::listens)
            throw unreachable_server(*address, reply);
    }
    LogWords::instance().take();
    SoapySDR::Kwargs of_driver = wanted;
    of_driver.emplace(reply_key, address ? patience : announcement);
    const auto found = enumerate(of_driver, longest_search);
    const std::string failure = LogWords::instance().take();
    if (address && (!found || (found->empty() && !failure.empty()))) throw mute_server(*address, {});
    return found ? names_of(*found, text_of(wanted, "remote:driver") == "audio") : std::vector<RadioName>{};
}

}  // namespace

std::string full_arguments(const std::string& text) {
    const std::string first = text.substr(0, text.find(','));
    const bool word = !first.empty() && first.find('=') == std::string::npos;
    if (!word || SoapySDR::KwargsFromString(text).contains("driver")) return text;
    return "driver=" + (first == "simulated" ? made_world : first) + text.substr(first.size());
}

std::string hardware_driver(const std::string& text) {
    const SoapySDR::Kwargs arguments = SoapySDR::KwargsFromString(full_arguments(text));
    return text_of(arguments, text_of(arguments, "driver") == network_driver ? "remote:driver" : "driver");
}

bool asks_for_made_world(const std::string& text) {
    return is_made_world(SoapySDR::KwargsFromString(full_arguments(text)));
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
    if (text_of(wanted, "driver") == network_driver) return find_remote(wanted);
    for (const std::string& driver : asked) {
        SoapySDR::Kwargs of_driver = wanted;
        of_driver["driver"] = driver;
        for (const SoapySDR::Kwargs& found : SoapySDR::Device::enumerate(of_driver)) names.push_back(name_of(found));
    }
    return names;
}

std::vector<RadioName> find_network_radios() {
    quiet_log();
    const QuietStderr quiet;
    SoapySDR::loadModules();
    if (!SoapySDR::Registry::listFindFunctions().contains(network_driver)) return {};
    return find_remote({{"driver", network_driver}});
}

bool is_still_found(const RadioName& name) try {
    SoapySDR::Kwargs wanted = SoapySDR::KwargsFromString(name.arguments);
    if (name.server.empty()) {
        const auto found = enumerate(wanted, longest_doubt);
        return !found || !found->empty();
    }
    if (try_server(server_address(name.server)) != ServerReply::listens) return false;
    wanted.emplace(reply_key, patience);
    const auto found = enumerate(wanted, longest_search);
    return found && !found->empty();
} catch (const std::exception&) {
    return name.server.empty();
}

}  // namespace boresight::radio
