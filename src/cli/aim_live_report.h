// SPDX-License-Identifier: GPL-3.0-or-later
// What `aim` says of a sweep with a radio: the sentence, a table of cells and one of stops, the JSON object, a picture.
// All say the same. What a made world gave says SIMULATED. Pure: strings out.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "app/aim_job.h"
#include "survey/scan_plan.h"

namespace boresight::cli {

struct LiveAimReport {
    app::AimOutcome outcome;
    std::string radio;                            // its label
    std::vector<survey::BandNotHeard> not_heard;  // bands of the operator that the radio can't hear
    std::filesystem::path database, picture;      // empty: none

    const survey::LiveEstimate& estimate() const { return outcome.sweep.estimate; }
    // The fit that the verdict is about; null where there is none.
    const aim::CellFit* fit() const;
};

// "band 12 (EARFCN 5110)"; "739 MHz" where no band has the carrier.
std::string carrier_words(const survey::SweepCarrier& carrier);
const survey::SweepCarrier* carrier_of(const LiveAimReport& report, const survey::SweepCell& cell);

// An azimuth of the sweep's scale in words: "238° true", "your mark 150".
std::string azimuth_words(const aim::Scale& scale, double azimuth_deg);

std::string live_sentence(const LiveAimReport& report);
std::vector<std::string> live_notes(const LiveAimReport& report);
std::string live_next(const LiveAimReport& report);

std::string live_text(const LiveAimReport& report);
std::string live_json(const LiveAimReport& report);
// Empty where no cell was heard at enough stops.
std::string live_svg(const LiveAimReport& report);

}  // namespace boresight::cli
