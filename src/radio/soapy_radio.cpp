// SPDX-License-Identifier: GPL-3.0-or-later
#include "radio/soapy_radio.h"

#include <fmt/format.h>
#include <SoapySDR/Errors.hpp>
#include <SoapySDR/Formats.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <stdexcept>
#include <utility>

#include "catalog/frequency_text.h"
#include "platform/error.h"

namespace boresight::radio {

namespace {

constexpr std::size_t channel = 0;
constexpr std::size_t block_samples = 4096;
constexpr long read_timeout_us = 200'000;
constexpr double settling_s = 0.005;
constexpr int most_failures = 10;
// The names that drivers give to the voltage on the socket that is listened to.
constexpr std::array bias_tees{"biastee", "bias_tx", "biastee_rx", "biasT_ctrl"};
constexpr const char* time_setting = "advance_ns";

RadioLimits limits_of(SoapySDR::Device& device) {
    RadioLimits limits;
    for (const SoapySDR::Range& range : device.getFrequencyRange(SOAPY_SDR_RX, channel))
        limits.tuner.push_back({range.minimum(), range.maximum()});
    for (const SoapySDR::Range& range : device.getSampleRateRange(SOAPY_SDR_RX, channel))
        limits.rates.push_back({range.minimum(), range.maximum()});
    const SoapySDR::Range gain = device.getGainRange(SOAPY_SDR_RX, channel);
    limits.gain_low_db = gain.minimum();
    limits.gain_high_db = gain.maximum();
    return limits;
}

double clipped_share(dsp::IqSpan samples) {
    constexpr float end_of_scale = 0.992F;
    const auto clipped = std::count_if(samples.begin(), samples.end(), [](const dsp::Sample& sample) {
        return std::abs(sample.real()) >= end_of_scale || std::abs(sample.imag()) >= end_of_scale;
    });
    return static_cast<double>(clipped) / static_cast<double>(std::max<std::size_t>(1, samples.size()));
}

}  // namespace

// Time as the made world's samples, turns and sleeps make it pass, counted on from the machine's time at the opening.
class SoapyRadio::WorldClock final : public Clock {
public:
    WorldClock(SoapyRadio& radio, std::int64_t wall_ns) : radio_(radio), origin_wall_ns_(wall_ns) {}

    std::int64_t wall_ns() const override { return origin_wall_ns_ + monotonic_ns(); }
    std::int64_t monotonic_ns() const override { return std::stoll(radio_.setting(time_setting)); }
    void sleep_until(std::int64_t until_ns) override {
        const std::int64_t left_ns = until_ns - monotonic_ns();
        if (left_ns <= 0) return;
        radio_.pause();
        radio_.change_setting(time_setting, std::to_string(left_ns));
    }

private:
    SoapyRadio& radio_;
    std::int64_t origin_wall_ns_;
};

SoapyRadio::SoapyRadio(SoapySDR::Device* device, RadioName name, Clock& machine_clock, const RadioOptions& options)
    : device_(device),
      name_(std::move(name)),
      limits_(limits_of(*device)),
      machine_clock_(machine_clock),
      pool_(std::make_unique<BlockPool>(block_samples, 2)) {
    for (const SoapySDR::ArgInfo& info : device_->getSettingInfo()) settings_.insert(info.key);
    if (device_->hasGainMode(SOAPY_SDR_RX, channel)) device_->setGainMode(SOAPY_SDR_RX, channel, false);
    gain_db_ = device_->getGain(SOAPY_SDR_RX, channel);
    if (has_setting(time_setting)) world_clock_ = std::make_unique<WorldClock>(*this, machine_clock_.wall_ns());
    if (options.bias_tee &&
        std::none_of(bias_tees.begin(), bias_tees.end(), [this](const char* key) { return has_setting(key); }))
        throw Error(Error::Kind::bad_input, {.what = "this radio has no bias tee that can be switched",
                                             .where = name_.label,
                                             .expected = "--bias-tee off",
                                             .fix = "Leave the option out, or feed the amplifier by itself"});
    set_bias_tee(options.bias_tee);
}

SoapyRadio::~SoapyRadio() {
    end_stream();
    set_bias_tee(false);
    SoapySDR::Device::unmake(device_);
}

void SoapyRadio::set_bias_tee(bool on) {
    for (const char* key : bias_tees)
        if (has_setting(key)) device_->writeSetting(key, on ? "true" : "false");
}

Clock& SoapyRadio::clock() {
    return world_clock_ ? *world_clock_ : machine_clock_;
}

void SoapyRadio::tune(const Tuning& tuning) {
    if (!limits_.reaches(tuning.frequency_hz))
        throw Error(Error::Kind::bad_input,
                    {.what = fmt::format("{} is out of the reach of {}", catalog::frequency_text(tuning.frequency_hz),
                                         name_.label),
                     .where = "tuner",
                     .expected = "a frequency between " +
                                 catalog::range_text(limits_.tuner.front().low_hz, limits_.tuner.back().high_hz),
                     .fix = "Ask for another band, or use another radio"});
    if (tuning_ && *tuning_ == tuning) return;
    if (!tuning_ || tuning_->sample_rate_hz != tuning.sample_rate_hz) {
        end_stream();
        device_->setSampleRate(SOAPY_SDR_RX, channel, tuning.sample_rate_hz);
    }
    device_->setFrequency(SOAPY_SDR_RX, channel, tuning.frequency_hz);
    tuning_ = tuning;
    settled_after_ = std::llround(settling_s * tuning.sample_rate_hz);
}

double SoapyRadio::set_gain_db(double gain_db) {
    device_->setGain(SOAPY_SDR_RX, channel, std::clamp(gain_db, limits_.gain_low_db, limits_.gain_high_db));
    gain_db_ = device_->getGain(SOAPY_SDR_RX, channel);
    if (tuning_) settled_after_ = std::llround(settling_s * tuning_->sample_rate_hz);
    return gain_db_;
}

void SoapyRadio::start() {
    if (!tuning_) throw std::logic_error("a radio is read before it is tuned");
    if (stream_ == nullptr) stream_ = device_->setupStream(SOAPY_SDR_RX, SOAPY_SDR_CF32);
    device_->activateStream(stream_);
    active_ = true;
    settled_after_ = std::llround(settling_s * tuning_->sample_rate_hz);
}

void SoapyRadio::pause() {
    if (active_) device_->deactivateStream(stream_);
    active_ = false;
}

void SoapyRadio::end_stream() {
    pause();
    if (stream_ != nullptr) device_->closeStream(stream_);
    stream_ = nullptr;
}

ReadOutcome SoapyRadio::failed(int code) {
    if (code == SOAPY_SDR_OVERFLOW) {
        lost_ = true;
        return ReadOutcome::overflow;
    }
    if (++failures_ < most_failures) return ReadOutcome::timeout;
    return SoapySDR::Device::enumerate(name_.arguments).empty() ? ReadOutcome::unplugged : ReadOutcome::timeout;
}

ReadOutcome SoapyRadio::read(Block& block) {
    if (!active_) start();
    block = Block{};
    block.lease = pool_->acquire();
    void* buffers[] = {block.lease.samples().data()};
    int flags = 0;
    long long time_ns = 0;
    const int got = device_->readStream(stream_, buffers, block_samples, flags, time_ns, read_timeout_us);
    if (got <= 0) return failed(got);
    failures_ = 0;
    block.samples = block.lease.samples().first(static_cast<std::size_t>(got));
    block.sample_rate_hz = tuning_->sample_rate_hz;
    block.center_frequency_hz = tuning_->frequency_hz;
    block.gain_db = gain_db_;
    block.first_sample = next_sample_;
    next_sample_ += static_cast<std::uint64_t>(got);
    const auto lasts_ns = std::llround(got / tuning_->sample_rate_hz * 1e9);
    block.monotonic_ns = clock().monotonic_ns() - lasts_ns;
    block.wall_ns = clock().wall_ns() - lasts_ns;
    block.clipped_share = clipped_share(block.samples);
    block.after_overflow = std::exchange(lost_, false);
    block.settling = settled_after_ > 0;
    settled_after_ -= got;
    return ReadOutcome::samples;
}

std::string SoapyRadio::setting(const std::string& key) const {
    return device_->readSetting(key);
}

void SoapyRadio::change_setting(const std::string& key, const std::string& value) {
    device_->writeSetting(key, value);
}

}  // namespace boresight::radio
