// SPDX-License-Identifier: GPL-3.0-or-later
#include "radio/lasting_radio.h"

#include "platform/error.h"

namespace boresight::radio {

// The device's, as long as there is one.
class LastingRadio::StandingClock final : public Clock {
public:
    explicit StandingClock(const LastingRadio& radio) : radio_(radio) {}

    std::int64_t wall_ns() const override { return radio_.device_ ? radio_.device_->clock().wall_ns() : wall_ns_; }
    std::int64_t monotonic_ns() const override {
        return radio_.device_ ? radio_.device_->clock().monotonic_ns() : monotonic_ns_;
    }
    void sleep_until(std::int64_t until_ns) override {
        if (radio_.device_) radio_.device_->clock().sleep_until(until_ns);
    }
    void stand() {
        wall_ns_ = wall_ns();
        monotonic_ns_ = monotonic_ns();
    }

private:
    const LastingRadio& radio_;
    std::int64_t wall_ns_ = 0, monotonic_ns_ = 0;
};

LastingRadio::LastingRadio(Open open, const std::string& arguments)
    : open_(std::move(open)),
      arguments_(arguments),
      device_(open_(arguments)),
      clock_(std::make_unique<StandingClock>(*this)),
      name_(device_->name()),
      limits_(device_->limits()),
      end_of_scale_(device_->end_of_scale()) {}

LastingRadio::~LastingRadio() = default;

bool LastingRadio::reopen() {
    if (device_) clock_->stand();
    device_.reset();
    try {
        // The very same one, with whatever else was asked of it.
        device_ = open_(arguments_.empty() ? name_.arguments : arguments_ + ',' + name_.arguments);
    } catch (const Error&) {
        return false;
    }
    return true;
}

void LastingRadio::tune(const Tuning& tuning) {
    if (device_) device_->tune(tuning);
}

double LastingRadio::set_gain_db(double gain_db) {
    return device_ ? device_->set_gain_db(gain_db) : gain_db;
}

double LastingRadio::gain_db() const {
    return device_ ? device_->gain_db() : 0;
}

double LastingRadio::ask_gain_db() {
    return device_ ? device_->ask_gain_db() : 0;
}

ReadOutcome LastingRadio::read(Block& block) {
    return device_ ? device_->read(block) : ReadOutcome::unplugged;
}

void LastingRadio::pause() {
    if (device_) device_->pause();
}

Clock& LastingRadio::clock() {
    return *clock_;
}

std::string LastingRadio::setting(const std::string& key) const {
    return device_ ? device_->setting(key) : std::string();
}

void LastingRadio::change_setting(const std::string& key, const std::string& value) {
    if (device_) device_->change_setting(key, value);
}

}  // namespace boresight::radio
