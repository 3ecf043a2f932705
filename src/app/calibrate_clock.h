// SPDX-License-Identifier: GPL-3.0-or-later
// The job behind `calibrate`: chooses the gain, finds how far off the radio's crystal is from where it shows carriers
// with cells, a second each and again and again for some time, so that warming up shows, and keeps that with the radio
// (driver and serial number). Stopped in between, what was found until then counts. A radio that goes away in mid-run
// ends it so too. What is wrong with the database comes back beside the result. Runs on the caller's thread.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "app/measured_carriers.h"
#include "platform/error.h"
#include "radio/gain_search.h"
#include "store/calibration.h"
#include "survey/cell_search.h"
#include "survey/clock_estimate.h"

namespace boresight::app {

struct ClockRequest {
    CarrierWishes wishes;
    double seconds = 60;  // from the first look to the last
    std::optional<double> gain_db;
    bool keep = true;
};

struct ClockProgress {
    enum class Doing { carriers, gain, looking } doing = Doing::carriers;
    double share = 0;
    std::optional<double> clock_ppm;  // so far
};

struct ClockOutcome {
    std::string radio;       // its label
    std::string bring_back;  // what to do when it is gone
    bool simulated = false;
    store::Device device;
    std::optional<radio::GainChoice> gain;  // none: it was given
    double gain_db = 0;
    std::vector<double> carriers_hz;  // that were listened to
    int looks = 0;
    std::optional<survey::ClockEstimate> estimate;   // none: no cell was heard
    std::optional<survey::KnownClock> sample_clock;  // by the timing of the cells
    bool one_crystal = true;                         // the two agree
    std::optional<store::ClockCalibration> earlier;
    bool moved = false;                           // from there by more than temperature does
    std::optional<store::ClockCalibration> kept;  // or what would be, without `keep`
    radio::Ending ending = radio::Ending::complete;
    std::optional<Error> keep_error;
};

ClockOutcome calibrate_clock(radio::Radio& radio, const ClockRequest& request,
                             const std::function<void(const std::string&)>& say,
                             const std::function<bool(const ClockProgress&)>& progress, StopToken stop,
                             const survey::MakeSearch& make_search = survey::make_lte_search);

}  // namespace boresight::app
