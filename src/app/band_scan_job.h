// SPDX-License-Identifier: GPL-3.0-or-later
// The job behind `scan` with a radio: plans what to listen to, scans, keeps what was heard as it goes, names what was
// heard before, and explains an empty result. A front end gives the request and a progress callback that also says
// whether to go on. What is wrong with the database comes back beside the result, which is shown anyway. Runs on the
// caller's thread.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>

#include "app/own_microcell.h"
#include "platform/error.h"
#include "store/calibration.h"
#include "survey/band_scan.h"
#include "survey/record_band_scan.h"

namespace boresight::app {

struct BandScanRequest {
    survey::ScanQuestion question;
    std::optional<double> ppm_window;  // either side; none: by whether the radio is calibrated
    std::optional<double> gain_db;     // none: chosen
    bool keep = true;
    std::filesystem::path database;
    std::string antenna;  // its name; empty: unknown
    std::string asked;    // for the record
    std::optional<Position> position;
    OwnMicrocell own = {};
};

struct BandScanOutcome {
    std::string radio;       // its label
    std::string bring_back;  // what to do when it is gone
    bool over_network = false;
    bool simulated = false;
    survey::PpmWindow ppm_window;                             // that was searched
    std::optional<store::ClockCalibration> calibrated_clock;  // what that is about
    survey::BandScanResult result;
    double scan_cpu_seconds = 0;  // processor time of the scan, without that of the radio's driver
    std::vector<survey::Finding> findings;
    std::vector<MicrocellHeard> microcells;  // as far as can be told
    std::int64_t kept_readings = 0;          // of cells and of bands
    std::optional<Error> keep_error;         // not all was kept, because of this
};

// What a front end may show meanwhile.
struct BandScanProgress {
    double share = 0;
    std::size_t cells = 0;               // heard so far; one on two carriers counts twice
    std::optional<double> frequency_hz;  // searched last
    double expected_s = 0;               // of the radio, told before it begins; cells that are found take longer
};

BandScanOutcome scan_bands_job(radio::Radio& radio, const BandScanRequest& request,
                               const std::function<bool(const BandScanProgress&)>& progress, StopToken stop);

}  // namespace boresight::app
