// SPDX-License-Identifier: GPL-3.0-or-later
// What every front end says of a sweep with a radio, so that all say the same: the verdict in a sentence, what else the
// stops show, what to do next. A sweep that isn't over is worded as far as it goes. Pure: strings out; any thread.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "app/aim_for.h"
#include "app/aim_job.h"
#include "app/aim_prediction.h"
#include "survey/scan_plan.h"

namespace boresight::app {

struct LiveAimReport {
    AimOutcome outcome;
    std::string radio;                            // its label
    std::vector<survey::BandNotHeard> not_heard;  // bands of the operator that the radio can't hear
    std::filesystem::path database, picture;      // empty: none
    AimFor who = {};                              // whose carriers, and the hotspot to lock
    std::optional<AimPrediction> predicted = {};  // of a tower that is known

    const survey::LiveEstimate& estimate() const { return outcome.sweep.estimate; }
    // The fit that the verdict is about; null where there is none.
    const aim::CellFit* fit() const;
};

// "band 12 (EARFCN 5110)", by the number that operator and hotspot know it by; "739 MHz" where no band has the carrier.
std::string carrier_words(const LiveAimReport& report, const survey::SweepCarrier& carrier);
std::optional<catalog::Carrier> name_of(const LiveAimReport& report, const survey::SweepCarrier& carrier);
const survey::SweepCarrier* carrier_of(const LiveAimReport& report, const survey::SweepCell& cell);

// An azimuth of the sweep's scale in words: "238° true", "your mark 150".
std::string azimuth_words(const aim::Scale& scale, double azimuth_deg);

// The best carrier, with the antenna turned to where the sentence says; null where none can be told.
const aim::CarrierPointing* best_there(const LiveAimReport& report);

// How the best carrier's cell is locked; what stands in the way where it isn't.
AimLock live_lock(const LiveAimReport& report);

// Parts of the sentence, each empty where there is nothing to say: how to mount the antenna, what to lock, the bands
// that weren't measured.
std::string mount_sentence(const LiveAimReport& report);
std::string tilt_sentence(const LiveAimReport& report);
std::string lock_sentence(const LiveAimReport& report);
std::string missing_bands(const LiveAimReport& report);

// The polarization that the sweep's own was compared with, the best of them where there were more.
std::string polarization_label(const LiveAimReport& report);

// "At gable, 6 m up: "; empty where the place has no name and its height isn't known.
std::string place_words(const LiveAimReport& report);

std::string live_sentence(const LiveAimReport& report);
std::vector<std::string> live_notes(const LiveAimReport& report);
std::string live_next(const LiveAimReport& report);

}  // namespace boresight::app
