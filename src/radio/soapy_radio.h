// SPDX-License-Identifier: GPL-3.0-or-later
// A radio behind SoapySDR (radio/radio.h says what it does). One object, one thread.
#pragma once

#include <SoapySDR/Device.hpp>

#include <memory>
#include <optional>
#include <set>

#include "radio/block_pool.h"
#include "radio/radio.h"

namespace boresight::radio {

class SoapyRadio final : public Radio {
public:
    // Takes the device over. An Error where the bias tee is asked for and there is none.
    SoapyRadio(SoapySDR::Device* device, RadioName name, Clock& machine_clock, const RadioOptions& options = {});
    ~SoapyRadio() override;
    SoapyRadio(const SoapyRadio&) = delete;
    SoapyRadio& operator=(const SoapyRadio&) = delete;

    const RadioName& name() const override { return name_; }
    const RadioLimits& limits() const override { return limits_; }
    void tune(const Tuning& tuning) override;
    double set_gain_db(double gain_db) override;
    double gain_db() const override { return gain_db_; }
    ReadOutcome read(Block& block) override;
    void pause() override;
    Clock& clock() override;
    bool has_setting(const std::string& key) const override { return settings_.contains(key); }
    std::string setting(const std::string& key) const override;
    void change_setting(const std::string& key, const std::string& value) override;

private:
    class WorldClock;

    void set_bias_tee(bool on);
    void start();
    void end_stream();
    ReadOutcome failed(int code);

    SoapySDR::Device* device_;
    RadioName name_;
    RadioLimits limits_;
    Clock& machine_clock_;
    std::unique_ptr<WorldClock> world_clock_;
    std::set<std::string> settings_;
    SoapySDR::Stream* stream_ = nullptr;
    bool active_ = false;
    std::optional<Tuning> tuning_;
    double gain_db_ = 0;
    std::uint64_t next_sample_ = 0;
    std::int64_t settled_after_ = 0;  // samples still to come before the radio has settled
    bool lost_ = false;
    int failures_ = 0;  // one after another
    std::unique_ptr<BlockPool> pool_;
};

}  // namespace boresight::radio
