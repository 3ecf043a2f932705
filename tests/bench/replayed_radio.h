// SPDX-License-Identifier: GPL-3.0-or-later
// A radio that hands on another's samples and keeps them, and that then gives the same again as often as it is asked
// the same, no sooner than a radio has heard them: so that what is measured is who listens, not the making of a world.
// Memory: 8 bytes a sample. One thread.
#pragma once

#include <algorithm>
#include <chrono>
#include <thread>
#include <utility>
#include <vector>

#include "radio/radio.h"

namespace boresight::radio {

class ReplayedRadio final : public Radio {
public:
    explicit ReplayedRadio(Radio& source) : source_(source) {}

    void begin_anew() {
        replaying_ = true;
        next_ = 0;
        gain_db_ = first_gain_db_;
    }

    ReadOutcome read(Block& block) override {
        if (replaying_) {
            if (next_ == kept_.size()) return ReadOutcome::end;
            const auto& [outcome, samples, as_read] = kept_[next_++];
            block = as_read;
            block.samples = samples;
            const std::chrono::duration<double> takes{static_cast<double>(samples.size()) / block.sample_rate_hz};
            heard_by_ = std::max(heard_by_, Time::clock::now()) + std::chrono::duration_cast<Time::duration>(takes);
            std::this_thread::sleep_until(heard_by_);
            return outcome;
        }
        const ReadOutcome outcome = source_.read(block);
        Block as_read = block;
        as_read.lease = {};
        kept_.push_back({outcome, {block.samples.begin(), block.samples.end()}, as_read});
        return outcome;
    }

    void tune(const Tuning& tuning) override {
        if (!replaying_) source_.tune(tuning);
    }
    double set_gain_db(double gain_db) override {
        return gain_db_ = replaying_ ? gain_db : source_.set_gain_db(gain_db);
    }
    double gain_db() const override { return gain_db_; }
    void pause() override {
        if (!replaying_) source_.pause();
    }
    const RadioName& name() const override { return source_.name(); }
    const RadioLimits& limits() const override { return source_.limits(); }
    double settling_s() const override { return source_.settling_s(); }
    Clock& clock() override { return source_.clock(); }
    bool has_setting(const std::string& key) const override { return source_.has_setting(key); }
    std::string setting(const std::string& key) const override { return source_.setting(key); }
    void change_setting(const std::string&, const std::string&) override {}

private:
    using Time = std::chrono::steady_clock::time_point;

    struct Kept {
        ReadOutcome outcome;
        std::vector<dsp::Sample> samples;
        Block as_read;
    };

    Radio& source_;
    double first_gain_db_ = source_.gain_db(), gain_db_ = first_gain_db_;
    std::vector<Kept> kept_;
    std::size_t next_ = 0;
    bool replaying_ = false;
    Time heard_by_{};
};

}  // namespace boresight::radio
