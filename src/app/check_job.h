// SPDX-License-Identifier: GPL-3.0-or-later
// The job behind `aim --check`: with a radio that is open, and the antenna where the last finished sweep says, measures
// the cell of its verdict once more, on the flanks beside too if it can still be turned, judges, and keeps the dwells
// with the judgement. Throws an Error where no sweep has
// found a direction, and one of kind `fault` for a radio that is gone. Runs on the caller's thread.
#pragma once

#include <filesystem>
#include <functional>
#include <string>

#include "aim/scale.h"
#include "app/aim_for.h"
#include "survey/pointing_check.h"

namespace boresight::app {

struct CheckRequest {
    std::filesystem::path database;  // of the sweep; the check is kept there too
    double seconds = 8;
    AimFor who;
    bool flanks = false;  // half a beam width to either side before, so that a small error of the azimuth is seen
};

struct CheckReport {
    survey::CheckTarget target;
    survey::CheckResult result;
    bool stopped = false;  // by the user, before anything was known
    store::SessionId sweep;
    std::int64_t sweep_ns = 0;
    aim::Scale scale;
    bool simulated = false;
    std::optional<catalog::Carrier> name;  // of the carrier
    std::int64_t kept_readings = 0;
};

// One dwell that is about to be measured.
struct CheckStop {
    double azimuth_deg = 0;       // on the sweep's scale
    std::size_t nth = 0, of = 0;  // counted from 1
};

// Told before each dwell, so that the antenna can be turned there. A flank that is skipped is left out; what else isn't
// `there` ends the check.
using CheckBegins = std::function<pose::Turned(const CheckReport&, const CheckStop&)>;

CheckReport check_job(radio::Radio& radio, const CheckRequest& request, const CheckBegins& begins,
                      const std::function<bool(double)>& progress, StopToken stop);

// "PASS. Signal quality (SINR) 10.6 dB (9.0 to 12.2); ..." and what to do then.
std::string check_sentence(const CheckReport& report);
std::string check_next(const CheckReport& report);

// "your mark 150, mounted vertical".
std::string check_place(const CheckReport& report);

}  // namespace boresight::app
