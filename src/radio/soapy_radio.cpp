// SPDX-License-Identifier: GPL-3.0-or-later
// Opening, closing and setting; the stream is in soapy_stream.cpp.
#include "radio/soapy_radio.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <utility>

#include "catalog/frequency_text.h"
#include "platform/error.h"
#include "radio/soapy_settings.h"

namespace boresight::radio {

namespace {

constexpr std::size_t channel = soapy_channel;
constexpr double frequency_tolerance_hz = 500;
constexpr double rate_tolerance = 1e-5;
constexpr std::size_t kept_settlings = 15;
constexpr double skipped_share = 0.75;

std::chrono::milliseconds milliseconds(double seconds) {
    return std::chrono::milliseconds(std::llround(seconds * 1000));
}

std::string reach_text(const RadioLimits& limits) {
    std::string all;
    for (const catalog::FrequencyRange& range : limits.tuner)
        all += (all.empty() ? "" : " or ") + catalog::range_text(range.low_hz, range.high_hz);
    return all;
}

std::string rates_text(const RadioLimits& limits) {
    std::string all;
    for (const RateRange& range : limits.rates) {
        all += (all.empty() ? "" : ", ") + fmt::format("{}", range.low_sps / 1e6);
        if (range.high_sps > range.low_sps) all += fmt::format(" to {}", range.high_sps / 1e6);
    }
    return all + " MS/s";
}

}  // namespace

SoapyRadio::SoapyRadio(const MakeDevice& make, RadioName name, Clock& machine_clock, RadioOptions options)
    : name_(std::move(name)), options_(std::move(options)), machine_clock_(machine_clock) {
    try {
        open(make);
    } catch (...) {
        close();
        throw;
    }
}

SoapyRadio::~SoapyRadio() {
    close();
}

void SoapyRadio::open(const MakeDevice& make) {
    device_ = answer("open", make);
    if (name_.hardware_driver.empty()) name_.hardware_driver = name_.driver;
    name_.simulated =
        answer("ask what it is", [device = device_] { return says_it_is_simulated(*device); }) || name_.simulated;
    limits_ = answer("ask for its limits", [device = device_] { return limits_of(*device); });
    settings_ = answer("ask for its settings", [device = device_] { return settings_of(*device); });
    ask("prepare", [device = device_] { prepare_receiver(*device); });
    const int bits =
        answer("ask for its converter", [device = device_, name = name_] { return converter_bits(*device, name); });
    end_of_scale_ = 1 - 1.5 / std::pow(2, bits - 1);
    gain_db_ = answer("ask for its gain", [device = device_] { return device->getGain(SOAPY_SDR_RX, channel); });
    if (has_setting(WorldClock::setting) && name_.server.empty())
        world_clock_ = std::make_unique<WorldClock>(*this, machine_clock_.wall_ns());
    set_bias_tee();
    opened_ = true;
}

void SoapyRadio::set_bias_tee() {
    const std::string key = bias_tee_setting(settings_);
    if (key.empty() && options_.bias_tee)
        throw Error(Error::Kind::bad_input, {.what = "this radio has no bias tee that can be switched",
                                             .where = name_.label,
                                             .expected = "--bias-tee off",
                                             .fix = "Leave the option out, or feed the amplifier by itself"});
    if (!key.empty()) change_setting(key, options_.bias_tee ? "true" : "false");
}

// A call that is still going on is given until the deadline; what it says doesn't matter here.
bool SoapyRadio::is_free(double deadline_s) const {
    try {
        return thread_.wait(milliseconds(deadline_s));
    } catch (const std::exception&) {
        return true;
    }
}

// Whatever happens: the bias tee goes off even where the stream can't be ended.
void SoapyRadio::close() noexcept {
    try {
        const auto quietly = [](const auto& work) {
            try {
                work();
            } catch (const std::exception&) {
                return;  // nobody is left who could do better
            }
        };
        const auto finish = [device = device_, stream = stream_, active = active_,
                             bias_tee = bias_tee_setting(settings_), quietly] {
            if (device == nullptr) return;
            if (!bias_tee.empty()) quietly([&] { device->writeSetting(bias_tee, "false"); });
            if (active) quietly([&] { device->deactivateStream(stream); });
            if (stream != nullptr) quietly([&] { device->closeStream(stream); });
            quietly([&] { SoapySDR::Device::unmake(device); });
        };
        const bool closed = is_free(options_.closing_s) && thread_.run(finish, milliseconds(options_.closing_s));
        const bool nobody_there = gone_ && !name_.server.empty();  // a server closes a radio whose user is gone
        if (!closed && !nobody_there && options_.events) options_.events->happened(RadioEvent::abandoned);
    } catch (const std::exception&) {
        return;  // out of memory at the end: nobody is left who could do better
    }
}

// Throws Gone where the radio is; once it is, at once.
void SoapyRadio::require_present() const {
    if (!gone_ && opened_) gone_ = is_gone();
    if (gone_) throw Gone{};
}

// Does work of the driver; what it throws, or that it doesn't end, is an Error that says what was asked, or Gone.
void SoapyRadio::ask(const std::string& what, std::function<void()> work) const {
    if (gone_ && !world_clock_) throw Gone{};  // the time of a made world is asked for to the end
    const auto error = [&](const std::string& how) {
        return Error(Error::Kind::fault,
                     {.what = fmt::format("the radio's driver {} ({})", how, what),
                      .where = name_.label,
                      .expected = "a radio that answers",
                      .fix = name_.server.empty() ? "Unplug it, plug it in again and see \"boresight devices\""
                                                  : "See that its computer and SoapySDRServer there run, and that "
                                                    "the network between holds"});
    };
    try {
        const double deadline_s = opened_ ? options_.call_s : options_.opening_s;
        if (is_free(deadline_s) && thread_.run(std::move(work), milliseconds(deadline_s))) return;
    } catch (const Error&) {
        throw;
    } catch (const std::exception& failure) {
        require_present();
        throw error(fmt::format("says \"{}\"", failure.what()));
    }
    if (options_.events) options_.events->happened(RadioEvent::stalled);
    require_present();
    throw error("doesn't come back");
}

Clock& SoapyRadio::clock() {
    return world_clock_ ? *world_clock_ : machine_clock_;
}

void SoapyRadio::require_reach(const Tuning& tuning) const {
    if (!limits_.reaches(tuning.frequency_hz))
        throw Error(Error::Kind::bad_input,
                    {.what = fmt::format("{} is out of the reach of {}", catalog::frequency_text(tuning.frequency_hz),
                                         name_.label),
                     .where = "tuner",
                     .expected = "a frequency within " + reach_text(limits_),
                     .fix = "Ask for another band, or use another radio"});
    const auto rate = limits_.rate_of_at_least(tuning.sample_rate_hz);
    if (!limits_.rates.empty() && (!rate || std::abs(*rate / tuning.sample_rate_hz - 1) > rate_tolerance))
        throw Error(Error::Kind::bad_input,
                    {.what = fmt::format("{} hasn't the rate of {} MS/s", name_.label, tuning.sample_rate_hz / 1e6),
                     .where = "sample rate",
                     .expected = rates_text(limits_),
                     .fix = rate ? fmt::format("The next it has is {} MS/s", *rate / 1e6) : "Ask for a lower rate"});
}

void SoapyRadio::require_taken(const Tuning& tuning) const {
    const auto [frequency_hz, rate_hz] = answer("read what was tuned", [device = device_] {
        return std::pair(device->getFrequency(SOAPY_SDR_RX, channel), device->getSampleRate(SOAPY_SDR_RX, channel));
    });
    const bool right_frequency = std::abs(frequency_hz - tuning.frequency_hz) <= frequency_tolerance_hz;
    if (right_frequency && std::abs(rate_hz / tuning.sample_rate_hz - 1) <= rate_tolerance) return;
    throw Error(Error::Kind::fault,
                {.what = right_frequency ? fmt::format("the radio samples at {} MS/s", rate_hz / 1e6)
                                         : fmt::format("the radio is at {}", catalog::frequency_text(frequency_hz)),
                 .where = name_.label,
                 .expected = right_frequency ? fmt::format("{} MS/s", tuning.sample_rate_hz / 1e6)
                                             : catalog::frequency_text(tuning.frequency_hz),
                 .fix = "Unplug it, plug it in again, or ask for another frequency"});
}

void SoapyRadio::tune(const Tuning& tuning) try {
    require_reach(tuning);
    if (tuning_ && *tuning_ == tuning) return;
    if (!tuning_ || tuning_->sample_rate_hz != tuning.sample_rate_hz) {
        pause();
        tuning_.reset();
        ask("set the sample rate", [device = device_, stream = std::exchange(stream_, nullptr), name = name_,
                                    rate_hz = tuning.sample_rate_hz] {
            if (stream != nullptr) device->closeStream(stream);
            device->setSampleRate(SOAPY_SDR_RX, channel, rate_hz);
            set_filter(*device, name, rate_hz);
        });
    }
    tuning_.reset();
    ask("tune", [device = device_, frequency_hz = tuning.frequency_hz] {
        device->setFrequency(SOAPY_SDR_RX, channel, frequency_hz);
    });
    require_taken(tuning);
    tuning_ = tuning;
    piece_samples_ = static_cast<std::size_t>(std::ceil(SettlingWatch::piece_s * tuning.sample_rate_hz));
    begin_settling();
} catch (const Gone&) {
    tuning_.reset();
}

double SoapyRadio::set_gain_db(double gain_db) try {
    const double wanted_db = std::clamp(gain_db, limits_.gain_low_db, limits_.gain_high_db);
    gain_db_ = answer("set the gain", [device = device_, wanted_db] {
        device->setGain(SOAPY_SDR_RX, channel, wanted_db);
        return device->getGain(SOAPY_SDR_RX, channel);
    });
    if (tuning_) begin_settling();
    return gain_db_;
} catch (const Gone&) {
    return gain_db_;
}

double SoapyRadio::ask_gain_db() try {
    gain_db_ = answer("ask for its gain", [device = device_] { return device->getGain(SOAPY_SDR_RX, channel); });
    return gain_db_;
} catch (const Gone&) {
    return gain_db_;
}

double SoapyRadio::settling_s() const {
    if (settled_in_s_.empty()) return 0;
    std::vector<double> sorted(settled_in_s_.begin(), settled_in_s_.end());
    const auto middle = sorted.begin() + static_cast<std::ptrdiff_t>(sorted.size() / 2);
    std::nth_element(sorted.begin(), middle, sorted.end());
    return *middle;
}

// Most of what is usual on this radio is thrown away unseen; not all, so that it can turn out to be less.
void SoapyRadio::begin_settling() {
    held_.clear();
    watch_.restart();
    settling_ = true;
    thrown_away_ = 0;
    to_skip_ = std::max(world_clock_ ? 0 : queue_samples_,
                        static_cast<std::size_t>(std::llround(skipped_share * settling_s() * tuning_->sample_rate_hz)));
    if (!active_ || world_clock_) return;
    if (name_.server.empty())
        drop_queued();
    else
        drop_sent_before();
}

void SoapyRadio::end_settling() {
    settling_ = false;
    settled_in_s_.push_back(static_cast<double>(thrown_away_) / tuning_->sample_rate_hz);
    if (settled_in_s_.size() > kept_settlings) settled_in_s_.pop_front();
}

std::string SoapyRadio::setting(const std::string& key) const try {
    return answer("read " + key, [device = device_, key] { return device->readSetting(key); });
} catch (const Gone&) {
    throw Error(Error::Kind::fault, {.what = "the radio is gone",
                                     .where = name_.label,
                                     .expected = "a radio that says its " + key,
                                     .fix = "See \"boresight devices\""});
}

void SoapyRadio::change_setting(const std::string& key, const std::string& value) try {
    held_.clear();  // an antenna may have turned since
    ask("set " + key, [device = device_, key, value] { device->writeSetting(key, value); });
} catch (const Gone&) {
    return;  // the next read says so
}

}  // namespace boresight::radio
