// SPDX-License-Identifier: GPL-3.0-or-later
// The radio of `log`, opened at the start and again after each pause. Which carriers it measures is decided once
// (app/measured_carriers.h). Its gain is the highest at which it is
// linear, chosen once and frozen. Carriers of LTE are searched in each round, those of UMTS tracked
// (survey/umts_rounds.h). Throws what radio and database throw, and an Error of kind `missing` where no cell is
// heard. One thread.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/log_job.h"
#include "app/measured_carriers.h"
#include "app/radio_session.h"
#include "survey/radio_calibration.h"
#include "survey/scan_plan.h"

namespace boresight::app {

struct LogRadioRequest {
    RadioRequest radio;
    std::filesystem::path database;  // of the log
    survey::ScanQuestion question;
    bool asked_for_some = false;  // `question` names carriers, bands or an operator for this run
    std::optional<double> gain_db;
    std::optional<double> ppm_window;  // either side; none: by whether the radio is calibrated
};

class LogRadios {
public:
    // `say`: told in words what takes a while or is left out.
    LogRadios(LogRadioRequest request, const Config& config, Clock& machine_clock, StopToken stop,
              std::function<void(const std::string&)> say);

    std::unique_ptr<LogRadio> open();  // null: the user stopped it before there was anything to log

private:
    void choose_carriers(radio::Radio& radio, const survey::PpmWindow& window);
    void choose_gain(radio::Radio& radio);

    LogRadioRequest request_;
    const Config& config_;
    Clock& machine_clock_;
    StopToken stop_;
    std::function<void(const std::string&)> say_;
    MeasuredCarriers carriers_;
    std::optional<double> gain_db_;
};

}  // namespace boresight::app
