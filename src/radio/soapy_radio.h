// SPDX-License-Identifier: GPL-3.0-or-later
// A radio behind SoapySDR (radio/radio.h says what it does). Every call of the driver is done on a thread of the device
// (radio/device_thread.h) with a deadline; what a driver throws is an Error that names the radio. A read that doesn't
// come back gives timeouts until it does. After a retune the first pieces are held back until they have settled
// (radio/settling.h): a radio that settles at once loses nothing. That a radio is gone is inferred: its stream fails or
// is silent, or a call fails, and its driver finds it no more; from then on calls do nothing and reads say so. One
// object, one thread.
#pragma once

#include <SoapySDR/Device.hpp>

#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <type_traits>
#include <utility>

#include "radio/block_pool.h"
#include "radio/device_thread.h"
#include "radio/radio.h"
#include "radio/settling.h"
#include "radio/stream_time.h"
#include "radio/world_clock.h"

namespace boresight::radio {

class SoapyRadio final : public Radio {
public:
    // SoapySDR::Device::make, on the device's thread.
    using MakeDevice = std::function<SoapySDR::Device*()>;

    // An Error where it can't be opened, or the bias tee is asked for and there is none that can be switched.
    SoapyRadio(const MakeDevice& make, RadioName name, Clock& machine_clock, RadioOptions options = {});
    ~SoapyRadio() override;
    SoapyRadio(const SoapyRadio&) = delete;
    SoapyRadio& operator=(const SoapyRadio&) = delete;

    const RadioName& name() const override { return name_; }
    const RadioLimits& limits() const override { return limits_; }
    void tune(const Tuning& tuning) override;
    double set_gain_db(double gain_db) override;
    double gain_db() const override { return gain_db_; }
    double ask_gain_db() override;
    double settling_s() const override;
    double end_of_scale() const override { return end_of_scale_; }
    ReadOutcome read(Block& block) override;
    void pause() override;
    Clock& clock() override;
    bool has_setting(const std::string& key) const override { return settings_.contains(key); }
    std::string setting(const std::string& key) const override;
    void change_setting(const std::string& key, const std::string& value) override;

private:
    struct Call;
    struct Gone {};

    void open(const MakeDevice& make);
    void set_bias_tee();
    void close() noexcept;
    bool is_free(double deadline_s) const;
    void ask(const std::string& what, std::function<void()> work) const;
    // What `work` returns. It must own what it touches: it may outlive this object.
    template <class Work>
    auto answer(const std::string& what, Work work) const {
        const auto value = std::make_shared<std::invoke_result_t<Work>>();
        ask(what, [value, work] { *value = work(); });
        return std::move(*value);
    }
    void require_reach(const Tuning& tuning) const;
    void require_taken(const Tuning& tuning) const;
    void start();
    void drop_queued();
    void drop_sent_before();
    void begin_settling();
    void end_settling();
    ReadOutcome read_settling(Block& block);
    ReadOutcome take(Block& block, std::size_t most);
    ReadOutcome failed(int code);
    bool is_gone() const;
    void require_present() const;

    SoapySDR::Device* device_ = nullptr;
    RadioName name_;
    RadioLimits limits_;
    RadioOptions options_;
    bool opened_ = false;
    Clock& machine_clock_;
    std::unique_ptr<WorldClock> world_clock_;
    std::set<std::string> settings_;
    double end_of_scale_ = 1;
    mutable DeviceThread thread_;
    SoapySDR::Stream* stream_ = nullptr;
    std::size_t queue_samples_ = 0;  // that may lie in the driver's buffer from before a retune
    bool active_ = false;
    std::optional<Tuning> tuning_;
    double gain_db_ = 0;
    std::uint64_t next_sample_ = 0;
    StreamTime time_;
    bool lost_ = false;
    mutable bool gone_ = false;
    int failures_ = 0;            // one after another
    std::shared_ptr<Call> call_;  // the read that is going on, or the last one
    int next_code_ = 0;           // what the driver said behind the samples of the last read; 0: nothing
    bool pending_ = false;

    bool settling_ = false;
    SettlingWatch watch_;
    std::size_t to_skip_ = 0;      // samples
    std::size_t thrown_away_ = 0;  // samples since the retune
    std::deque<Block> held_;
    std::deque<double> settled_in_s_;  // the last ones
    std::size_t piece_samples_ = 0;
    std::unique_ptr<BlockPool> pool_;
};

}  // namespace boresight::radio
