// SPDX-License-Identifier: GPL-3.0-or-later
// A radio that outlasts its device: what it was before it was pulled out it is again once reopen() has found it. In
// between it reads as unplugged, takes settings without effect, and its clock stands. Name and limits are those of the
// first opening, so that references to them hold. A made world's time begins anew with each opening. One thread.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "radio/radio.h"

namespace boresight::radio {

class LastingRadio final : public Radio {
public:
    // Opens the radio of these arguments, or throws an Error.
    using Open = std::function<std::unique_ptr<Radio>(const std::string& arguments)>;

    LastingRadio(Open open, const std::string& arguments);
    ~LastingRadio() override;

    // Closes what is left of the device and opens the same one anew; false where it isn't there or can't be opened.
    // Tuning and gain have to be set again.
    bool reopen();

    const RadioName& name() const override { return name_; }
    const RadioLimits& limits() const override { return limits_; }
    void tune(const Tuning& tuning) override;
    double set_gain_db(double gain_db) override;
    double gain_db() const override;
    double ask_gain_db() override;
    double settling_s() const override { return device_ ? device_->settling_s() : 0; }
    double end_of_scale() const override { return end_of_scale_; }
    ReadOutcome read(Block& block) override;
    void pause() override;
    Clock& clock() override;
    bool has_setting(const std::string& key) const override { return device_ && device_->has_setting(key); }
    std::string setting(const std::string& key) const override;
    void change_setting(const std::string& key, const std::string& value) override;

private:
    class StandingClock;

    Open open_;
    std::string arguments_;
    std::unique_ptr<Radio> device_;  // null while it is gone
    std::unique_ptr<StandingClock> clock_;
    RadioName name_;
    RadioLimits limits_;
    double end_of_scale_;
};

}  // namespace boresight::radio
