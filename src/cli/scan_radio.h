// SPDX-License-Identifier: GPL-3.0-or-later
// `scan` with a radio, from words to result: shared by the command and the first look.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "app/band_scan_job.h"
#include "app/config.h"
#include "app/pause.h"
#include "cli/context.h"
#include "cli/radio_arguments.h"

namespace boresight::cli {

// As typed.
struct RadioScanWords {
    RadioWords radio;
    std::string of, country, gain, ppm_window, at;
    std::string rat;  // "lte" or "umts"; empty: both
    std::vector<std::string> bands, earfcns, uarfcns;
    bool all = false;
    bool no_store = false;
};

// Values of --band and --ppm-window, of a radio's scan or a recording's.
const catalog::Band& lte_band_argument(const std::string& text);
// Where both standards are looked for, the band of LTE stands for those of its number, else that of UMTS.
const catalog::Band& scanned_band_argument(const std::string& rat, const std::string& text);
double ppm_window_argument(const std::string& text);

// What is asked; the database is that of the radio.
app::BandScanRequest band_scan_request(const RadioScanWords& words, const app::Config& config);

// A log that holds the radio or its database lets go of both as long as this lives: before the radio is opened.
[[nodiscard]] app::Pause pause_log(const RadioScanWords& words, const app::Config& config, const Context& context);

// With words of progress.
app::BandScanOutcome scan_shown(Context& context, radio::Radio& radio, const app::BandScanRequest& request);

// The whole command: opens the radio, scans, writes the result, sets the exit code.
void scan_with_radio(const RadioScanWords& words, Context& context);

// Sets the exit code; throws where the radio failed or not all was kept.
void finish_scan(const app::BandScanOutcome& outcome, Context& context);

}  // namespace boresight::cli
