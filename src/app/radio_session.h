// SPDX-License-Identifier: GPL-3.0-or-later
// The radio of one command and the database that goes with it. The radio is that of --radio, else that of the settings,
// else the first that is found; it is closed, its bias tee off, when this goes. What a made world gave belongs into a
// database of its own, simulated.db, unless one was named. Errors as radio/open_radio.h. One thread.
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "app/config.h"
#include "platform/clock.h"
#include "radio/lasting_radio.h"

namespace boresight::app {

struct RadioRequest {
    std::string arguments;  // as typed after --radio; empty: the settings' or the first found
    radio::RadioOptions options;
    std::filesystem::path database;                // as typed after --db; empty: the default place
    std::shared_ptr<radio::RadioEvents> events{};  // told of what happens until the radio is closed; null: nobody
};

class RadioSession {
public:
    RadioSession(const RadioRequest& request, const Config& config, Clock& machine_clock);

    radio::Radio& radio() { return *radio_; }
    // Once it was pulled out: opens the same one anew; false where it isn't there yet. radio() stays the same object.
    bool reopen() { return radio_->reopen(); }
    Clock& clock() { return radio_->clock(); }  // the made world's where it is one
    bool simulated() const { return radio_->name().simulated; }
    const std::filesystem::path& database() const { return database_; }

private:
    std::shared_ptr<radio::RadioEvents> events_;  // outlives the radio
    std::unique_ptr<radio::LastingRadio> radio_;
    std::filesystem::path database_;
};

}  // namespace boresight::app
