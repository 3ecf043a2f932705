// SPDX-License-Identifier: GPL-3.0-or-later
// A device of SoapySDR by script, for what the made world doesn't do: a bias tee, discrete rates, a radio that sets
// itself otherwise than told, transients, drivers that hang. What was done to it stands in a record that outlives it.
#pragma once

#include <SoapySDR/Device.hpp>
#include <SoapySDR/Errors.hpp>
#include <SoapySDR/Registry.hpp>
#include <SoapySDR/Version.hpp>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cmath>
#include <complex>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <random>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

namespace boresight::tests {

struct FakeScript {
    SoapySDR::RangeList rates = {{1.0e6, 1.0e6}, {2.4e6, 2.4e6}, {10e6, 20e6, 2e6}};
    double frequency_error_hz = 0;
    double rate_factor = 1;
    bool bias_tee = true;
    double gain_step_db = 0.5;
    // Amplitude beside noise of 0.01, by the seconds since the last retune, rate change, gain change or start.
    std::function<std::complex<double>(double since_s)> extra = [](double) { return 0; };
    std::function<double(double since_s)> noise = [](double) { return 0.01; };
    std::function<double(double level, double gain_db)> stage = [](double level, double) { return level; };
    // The answer of the n-th read instead of samples; 0: samples.
    std::function<int(int read)> answer = [](int) { return 0; };
    std::chrono::milliseconds hang_of_read{0};  // of the third
    std::chrono::milliseconds hang_at_close{0};
    std::string throw_at_tune;
    double stamp_s = -1;       // of its clock at the first sample; below 0: it has none
    std::uint64_t on_way = 0;  // samples of before a retune that come after it, as large as can be
};

struct FakeRecord {
    std::mutex mutex;
    std::map<std::string, std::string> settings;
    std::vector<std::string> biases;  // as they were written
    int stops = 0;                    // of its stream
    bool gain_mode = true;
    bool dc_mode = false;
    int reads = 0;
    std::atomic<bool> closed{false};
    std::atomic<bool> present{true};  // whether its driver finds it
};

class FakeDevice final : public SoapySDR::Device {
public:
    FakeDevice(FakeScript script, std::shared_ptr<FakeRecord> record)
        : script_(std::move(script)), record_(std::move(record)) {}
    ~FakeDevice() override { record_->closed = true; }

    std::size_t getNumChannels(int direction) const override { return direction == SOAPY_SDR_RX ? 1 : 0; }
    SoapySDR::RangeList getFrequencyRange(int, std::size_t) const override {
        return {{24e6, 1000e6}, {1200e6, 1766e6}};
    }
    SoapySDR::RangeList getSampleRateRange(int, std::size_t) const override { return script_.rates; }
    SoapySDR::Range getGainRange(int, std::size_t) const override { return {0, 50}; }
    void setGain(int, std::size_t, double db) override {
        gain_db_ = std::round(db / script_.gain_step_db) * script_.gain_step_db;
        since_ = 0;
    }
    double getGain(int, std::size_t) const override { return gain_db_; }
    bool hasGainMode(int, std::size_t) const override { return true; }
    void setGainMode(int, std::size_t, bool automatic) override { record_->gain_mode = automatic; }
    bool hasDCOffsetMode(int, std::size_t) const override { return true; }
    void setDCOffsetMode(int, std::size_t, bool automatic) override { record_->dc_mode = automatic; }
    void setFrequency(int, std::size_t, double hz, const SoapySDR::Kwargs&) override {
        if (!script_.throw_at_tune.empty()) throw std::runtime_error(script_.throw_at_tune);
        frequency_hz_ = hz;
        since_ = 0;
        on_way_ = active_ ? script_.on_way : 0;
        tuned_at_ = made_ + on_way_;
    }
    bool hasHardwareTime(const std::string&) const override { return script_.stamp_s >= 0; }
    long long getHardwareTime(const std::string&) const override {
        return std::llround((script_.stamp_s + static_cast<double>(tuned_at_) / rate_hz_) * 1e9);
    }
    double getFrequency(int, std::size_t) const override { return frequency_hz_ + script_.frequency_error_hz; }
    void setSampleRate(int, std::size_t, double hz) override { rate_hz_ = hz; }
    double getSampleRate(int, std::size_t) const override { return rate_hz_ * script_.rate_factor; }
    SoapySDR::ArgInfoList getSettingInfo() const override {
        SoapySDR::ArgInfo info;
        info.key = script_.bias_tee ? "biastee" : "testmode";
        info.type = SoapySDR::ArgInfo::BOOL;
        return {info};
    }
    void writeSetting(const std::string& key, const std::string& value) override {
        const std::lock_guard lock(record_->mutex);
        if (key == "biastee") record_->biases.push_back(value);
        record_->settings[key] = value;
    }
    std::string getNativeStreamFormat(int, std::size_t, double& full_scale) const override {
        full_scale = 128;
        return "CS8";
    }
    SoapySDR::Stream* setupStream(int, const std::string&, const std::vector<std::size_t>&,
                                  const SoapySDR::Kwargs&) override {
        return reinterpret_cast<SoapySDR::Stream*>(this);
    }
    void closeStream(SoapySDR::Stream*) override { std::this_thread::sleep_for(script_.hang_at_close); }
    std::size_t getStreamMTU(SoapySDR::Stream*) const override { return mtu; }
    int activateStream(SoapySDR::Stream*, int, long long, std::size_t) override {
        since_ = 0;
        active_ = true;
        return 0;
    }
    int deactivateStream(SoapySDR::Stream*, int, long long) override {
        active_ = false;
        ++record_->stops;
        return 0;
    }
    int readStream(SoapySDR::Stream*, void* const* buffers, std::size_t count, int& flags, long long& time_ns,
                   long timeout_us) override {
        if (timeout_us == 0) return SOAPY_SDR_TIMEOUT;  // nothing waits in its queue
        const int read = ++record_->reads;
        if (read == 3) std::this_thread::sleep_for(script_.hang_of_read);
        if (const int code = script_.answer(read); code != 0) return code;
        flags = script_.stamp_s < 0 ? 0 : SOAPY_SDR_HAS_TIME;
        time_ns = std::llround((script_.stamp_s + static_cast<double>(made_) / rate_hz_) * 1e9);
        auto* out = static_cast<std::complex<float>*>(buffers[0]);
        if (on_way_ > 0) {
            count = std::min<std::size_t>(count, on_way_);
            std::fill_n(out, count, std::complex<float>(0.9F, 0.9F));
            on_way_ -= count;
            made_ += count;
            return static_cast<int>(count);
        }
        if (!active_) return SOAPY_SDR_TIMEOUT;
        for (std::size_t k = 0; k < count; ++k) {
            const double since_s = static_cast<double>(since_++) / rate_hz_;
            const double amplitude = script_.stage(script_.noise(since_s) * std::sqrt(0.5), gain_db_);
            const std::complex<double> value =
                script_.extra(since_s) + amplitude * std::complex<double>(normal_(random_), normal_(random_));
            out[k] = {static_cast<float>(std::clamp(value.real(), -1.0, 127.0 / 128)),
                      static_cast<float>(std::clamp(value.imag(), -1.0, 127.0 / 128))};
        }
        made_ += count;
        return static_cast<int>(count);
    }

    static constexpr std::size_t mtu = 1000;

private:
    FakeScript script_;
    std::shared_ptr<FakeRecord> record_;
    double frequency_hz_ = 0;
    double rate_hz_ = 1;
    double gain_db_ = 0;
    std::uint64_t since_ = 0;
    std::uint64_t made_ = 0;
    std::uint64_t on_way_ = 0, tuned_at_ = 0;
    bool active_ = false;
    std::mt19937_64 random_{7};
    std::normal_distribution<double> normal_;
};

// The driver "fake" of SoapySDR: finds and makes what was put here last.
struct FakeDriver {
    FakeScript script;
    std::shared_ptr<FakeRecord> record;

    static FakeDriver& instance() {
        static FakeDriver driver;
        static const SoapySDR::Registry entry("fake", &find, &make, SOAPY_SDR_ABI_VERSION);
        return driver;
    }

private:
    static SoapySDR::KwargsList find(const SoapySDR::Kwargs&) {
        const auto& record = instance().record;
        if (!record || !record->present) return {};
        return {{{"driver", "fake"}, {"label", "Fake"}}};
    }
    static SoapySDR::Device* make(const SoapySDR::Kwargs&) {
        return new FakeDevice(instance().script, instance().record);
    }
};

}  // namespace boresight::tests
