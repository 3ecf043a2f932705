// SPDX-License-Identifier: GPL-3.0-or-later
// What SoapySDR asks of a device: names, ranges, and settings of the receiver. The stream is in stream.cpp.
#include "scene/driver.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <stdexcept>

#include "platform/error.h"
#include "scene/scene_file.h"
#include "scene/unplugged.h"

namespace boresight::scene {
namespace {

constexpr const char* default_scene = "tree-farm";
constexpr const char* gain_name = "TUNER";
constexpr const char* frequency_name = "RF";
constexpr const char* antenna_name = "RX";
constexpr double first_rate_hz = least_rate_hz;
constexpr double most_advance_ns = 1e18;
constexpr double most_carried_m = 50e3, highest_mast_m = 500;

[[noreturn]] void refuse(const std::string& field, const std::string& value, const std::string& expected) {
    throw Error(Error::Kind::bad_input, {.what = "the scene's radio can't do that",
                                         .where = fmt::format("{} = {}", field, value),
                                         .expected = expected,
                                         .fix = fmt::format("give another {}", field)});
}

void require_name(const std::string& name, const char* only) {
    if (name != only) refuse("name", name, only);
}

double number_within(const std::string& field, double value, double low, double high) {
    if (!(value >= low && value <= high)) refuse(field, fmt::format("{}", value), fmt::format("{} to {}", low, high));
    return value;
}

double number_of(const std::string& field, const std::string& text, double low, double high) {
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size()) refuse(field, text, "a number");
    return number_within(field, value, low, high);
}

std::string argument(const SoapySDR::Kwargs& arguments, const char* key, const char* otherwise) {
    const auto found = arguments.find(key);
    return found == arguments.end() ? otherwise : found->second;
}

Driver::Pace pace_of(const std::string& text) {
    if (text == "virtual") return Driver::Pace::simulated;
    if (text == "wall") return Driver::Pace::wall;
    refuse("pace", text, "virtual or wall");
}

const Receiver& receiver_of(const World& world, const std::string& name) {
    std::string names;
    for (const Receiver& receiver : world.receivers) {
        if (receiver.name == name) return receiver;
        names += (names.empty() ? "" : " or ") + receiver.name;
    }
    refuse("radio", name, names);
}

double first_carrier_hz(const World& world) {
    const Sector& sector = world.towers.front().sectors.front();
    return sector.carriers.empty() ? sector.umts_carriers.front().frequency_hz : sector.carriers.front().frequency_hz;
}

}  // namespace

Unplugged& unplugged() {
    static Unplugged scenes;
    return scenes;
}

SoapySDR::KwargsList find(const SoapySDR::Kwargs& arguments) {
    if (argument(arguments, "driver", "") != "scene") return {};
    const std::string scene = argument(arguments, "scene", default_scene);
    if (argument(arguments, "serial", scene.c_str()) != scene || unplugged().contains(scene)) return {};
    const World world = load_scene(scene);
    SoapySDR::KwargsList found;
    for (const Receiver& receiver : world.receivers)
        if (argument(arguments, "radio", receiver.name.c_str()) == receiver.name)
            found.push_back({{"driver", "scene"},
                             {"scene", scene},
                             {"serial", scene},
                             {"radio", receiver.name},
                             {"label", fmt::format("SIMULATED {}, {} receiver", world.name, receiver.name)}});
    return found;
}

SoapySDR::Device* make(const SoapySDR::Kwargs& arguments) {
    const std::string scene = argument(arguments, "scene", default_scene);
    const std::string serial = argument(arguments, "serial", scene.c_str());
    if (serial != scene) refuse("serial", serial, scene);
    if (unplugged().contains(scene)) refuse("scene", scene, "one whose radio was not unplugged");
    const World world = load_scene(scene);
    return new Driver(scene, world,
                      receiver_of(world, argument(arguments, "radio", world.receivers.front().name.c_str())),
                      pace_of(argument(arguments, "pace", "wall")));
}

Driver::Driver(const std::string& scene, const World& world, const Receiver& receiver, Pace pace)
    : scene_(scene),
      world_(world),
      receiver_(receiver),
      pace_(pace),
      air_(world),
      front_end_(receiver, world.seed),
      drift_(world.drift, world.gain_steps, world.seed),
      pointing_{world.antenna.azimuth_deg, world.antenna.polarization_deg},
      standing_{.height_m = world.antenna.height_m},
      frequency_hz_(std::clamp(first_carrier_hz(world), receiver.tuner_low_hz, receiver.tuner_high_hz)),
      rate_hz_(first_rate_hz),
      origin_(std::chrono::steady_clock::now()) {
    restart_at(0);
}

void Driver::require_receive(int direction, std::size_t channel) {
    if (direction != SOAPY_SDR_RX) throw std::logic_error("driver=scene only receives");
    if (channel != 0) refuse("channel", std::to_string(channel), "0");
}

Driver::~Driver() {
    unplugged().remove(scene_);
}

SoapySDR::Kwargs Driver::getHardwareInfo() const {
    return {{"simulated", "true"},
            {"scene", world_.name},
            {"radio", receiver_.name},
            {"dated", world_.dated},
            {"seed", std::to_string(world_.seed)}};
}

std::size_t Driver::getNumChannels(int direction) const {
    return direction == SOAPY_SDR_RX ? 1 : 0;
}

std::vector<std::string> Driver::listAntennas(int direction, std::size_t channel) const {
    require_receive(direction, channel);
    return {antenna_name};
}
void Driver::setAntenna(int direction, std::size_t channel, const std::string& name) {
    require_receive(direction, channel);
    require_name(name, antenna_name);
}
std::string Driver::getAntenna(int direction, std::size_t channel) const {
    require_receive(direction, channel);
    return antenna_name;
}

std::vector<std::string> Driver::listGains(int direction, std::size_t channel) const {
    require_receive(direction, channel);
    return {gain_name};
}
void Driver::setGain(int direction, std::size_t channel, double db) {
    require_receive(direction, channel);
    const std::lock_guard lock(mutex_);
    gain_db_ = number_within("gain", db, 0, receiver_.gain_high_db);
}
void Driver::setGain(int direction, std::size_t channel, const std::string& name, double db) {
    require_name(name, gain_name);
    setGain(direction, channel, db);
}
double Driver::getGain(int direction, std::size_t channel) const {
    require_receive(direction, channel);
    return gain_db_;
}
double Driver::getGain(int direction, std::size_t channel, const std::string& name) const {
    require_name(name, gain_name);
    return getGain(direction, channel);
}
SoapySDR::Range Driver::getGainRange(int direction, std::size_t channel) const {
    require_receive(direction, channel);
    return {0, receiver_.gain_high_db};
}
SoapySDR::Range Driver::getGainRange(int direction, std::size_t channel, const std::string& name) const {
    require_name(name, gain_name);
    return getGainRange(direction, channel);
}

void Driver::setFrequency(int direction, std::size_t channel, double hz, const SoapySDR::Kwargs&) {
    require_receive(direction, channel);
    const std::lock_guard lock(mutex_);
    frequency_hz_ = number_within("frequency", hz, receiver_.tuner_low_hz, receiver_.tuner_high_hz);
    restart_at(now_ns());
}
void Driver::setFrequency(int direction, std::size_t channel, const std::string& name, double hz,
                          const SoapySDR::Kwargs& arguments) {
    require_name(name, frequency_name);
    setFrequency(direction, channel, hz, arguments);
}
double Driver::getFrequency(int direction, std::size_t channel) const {
    require_receive(direction, channel);
    return frequency_hz_;
}
double Driver::getFrequency(int direction, std::size_t channel, const std::string& name) const {
    require_name(name, frequency_name);
    return getFrequency(direction, channel);
}
std::vector<std::string> Driver::listFrequencies(int direction, std::size_t channel) const {
    require_receive(direction, channel);
    return {frequency_name};
}
SoapySDR::RangeList Driver::getFrequencyRange(int direction, std::size_t channel) const {
    require_receive(direction, channel);
    return {{receiver_.tuner_low_hz, receiver_.tuner_high_hz}};
}
SoapySDR::RangeList Driver::getFrequencyRange(int direction, std::size_t channel, const std::string& name) const {
    require_name(name, frequency_name);
    return getFrequencyRange(direction, channel);
}

void Driver::setSampleRate(int direction, std::size_t channel, double hz) {
    require_receive(direction, channel);
    number_within("sample rate", hz, least_rate_hz, receiver_.rate_high_hz);
    const std::lock_guard lock(mutex_);
    const std::int64_t now = now_ns();
    rate_hz_ = hz;
    restart_at(now);
}
double Driver::getSampleRate(int direction, std::size_t channel) const {
    require_receive(direction, channel);
    return rate_hz_;
}
SoapySDR::RangeList Driver::getSampleRateRange(int direction, std::size_t channel) const {
    require_receive(direction, channel);
    return {{least_rate_hz, receiver_.rate_high_hz}};
}

bool Driver::hasHardwareTime(const std::string& what) const {
    return what.empty();
}
long long Driver::getHardwareTime(const std::string&) const {
    const std::lock_guard lock(mutex_);
    return now_ns();
}

SoapySDR::ArgInfoList Driver::getSettingInfo() const {
    const auto setting = [&](const char* key, const char* words, const char* units, SoapySDR::ArgInfo::Type type) {
        SoapySDR::ArgInfo info;
        info.key = info.name = key;
        info.value = readSetting(key);
        info.description = words;
        info.units = units;
        info.type = type;
        return info;
    };
    using Type = SoapySDR::ArgInfo;
    auto pace = setting("pace", "whether reading waits for real time", "", Type::STRING);
    pace.options = {"virtual", "wall"};
    return {setting("azimuth_deg", "where the antenna points, from true north", "deg", Type::FLOAT),
            setting("polarization_deg", "how the antenna is turned, from vertical", "deg", Type::FLOAT),
            setting("place_m", "where the mast stands: east, north of the scene's place, height", "m", Type::STRING),
            setting("advance_ns", "moves the time while the stream is inactive; reads as the time", "ns", Type::INT),
            pace};
}

// The antenna points as before; carrying it takes as long as the user of the setting lets pass.
void Driver::stand(const std::string& value) {
    std::vector<double> numbers;
    for (std::size_t at = 0; at <= value.size();) {
        const std::size_t comma = std::min(value.find(',', at), value.size());
        numbers.push_back(number_of("place_m", value.substr(at, comma - at), -most_carried_m, most_carried_m));
        at = comma + 1;
    }
    if (numbers.size() != 2 && numbers.size() != 3) refuse("place_m", value, "EAST,NORTH or EAST,NORTH,HEIGHT");
    const std::lock_guard lock(mutex_);
    standing_.east_m = numbers[0];
    standing_.north_m = numbers[1];
    if (numbers.size() == 3) standing_.height_m = number_within("place_m", numbers[2], 0, highest_mast_m);
    const std::int64_t now = now_ns();
    air_.stand(world_, standing_);
    air_.point(pointing_);
    restart_at(now);
}

void Driver::writeSetting(const std::string& key, const std::string& value) {
    if (key == "azimuth_deg") {
        turn(key, number_of(key, value, -360, 360));
    } else if (key == "polarization_deg") {
        turn(key, number_of(key, value, -90, 90));
    } else if (key == "place_m") {
        stand(value);
    } else if (key == "advance_ns") {
        const std::lock_guard lock(mutex_);
        if (active_) refuse(key, value, "an inactive stream; an active one moves time by what is read");
        const auto ahead_ns = std::llround(number_of(key, value, 0, most_advance_ns));
        origin_ -= std::chrono::nanoseconds(ahead_ns);
        restart_at(now_ns() + ahead_ns);
    } else if (key == "pace") {
        set_pace(pace_of(value));
    } else {
        refuse("setting", key, "azimuth_deg, polarization_deg, place_m, advance_ns or pace");
    }
}

std::string Driver::readSetting(const std::string& key) const {
    const std::lock_guard lock(mutex_);
    if (key == "azimuth_deg") return fmt::format("{}", pointing_.azimuth_deg);
    if (key == "polarization_deg") return fmt::format("{}", pointing_.polarization_deg);
    if (key == "place_m") return fmt::format("{},{},{}", standing_.east_m, standing_.north_m, standing_.height_m);
    if (key == "advance_ns") return fmt::format("{}", now_ns());
    if (key == "pace") return pace_ == Pace::wall ? "wall" : "virtual";
    refuse("setting", key, "azimuth_deg, polarization_deg, place_m, advance_ns or pace");
}

}  // namespace boresight::scene
