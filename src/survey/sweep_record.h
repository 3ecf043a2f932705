// SPDX-License-Identifier: GPL-3.0-or-later
// A live sweep in the database: written stop by stop, each in one commit, so that a program that is killed loses at
// most the stop it was at (stored_sweep.h reads it back). One session a run, one sweep for each kind of stop, one
// dwell a stop and carrier, one reading a look and cell (without a level where the cell wasn't detected). What was
// asked for is the session's config, as words "key=value" parted by ";". A skipped stop leaves nothing behind and is
// asked for again. Throws what the store throws. One thread.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "platform/clock.h"
#include "store/writer.h"
#include "survey/live_sweep.h"

namespace boresight::survey {

constexpr const char* sweep_command = "aim";    // of its sessions
constexpr const char* check_command = "check";  // of what was measured when the antenna was mounted

// A sweep's purpose in the database, and back; nothing for one that isn't a stop's.
const char* purpose_of(StopKind kind);
std::optional<StopKind> stop_kind_of(const std::string& purpose);

// Of a survey of places: which one, and where its antenna stood.
struct SpotPlace {
    std::string survey = {};                          // its name; empty: this is no survey's
    std::string spot = {};                            // as the user calls it; empty: a place on a walk
    std::optional<double> height_m = {};              // above the ground
    std::optional<double> east_m = {}, north_m = {};  // of the survey's zero
};

// The user's own microcell of 3G, as the settings had it.
struct OwnCell {
    std::string unit = {};                     // its id in the catalog; empty: none was named
    std::optional<int> psc = {}, uarfcn = {};  // of its cell; nothing: not named

    bool operator==(const OwnCell&) const = default;
};

struct SweepOrigin {
    std::string radio;
    std::string antenna;
    std::string operator_name;  // whose carriers these are; empty: anybody's
    std::string site = {};      // the place's name; empty: it has none
    std::string hotspot = {};   // its id in the catalog, for whose lock the sweep was made; empty: none
    std::string country = {};   // ISO code; empty: unknown
    OwnCell microcell = {};
    std::vector<catalog::FrequencyRange> reach = {};  // what the radio's tuner covers; empty: it doesn't say
    std::vector<int> not_heard =
        {};  // numbers of the LTE bands that it was asked for and couldn't hear, whole or in part
    SpotPlace place = {};
    bool simulated = false;
    std::optional<store::SessionId> continues = {};  // the run that was broken off; of a check, the sweep it judges
    LiveSweepSetting setting = {};
    std::vector<SweepCarrier> carriers = {};
};

class SweepRecorder {
public:
    // `command` is a sweep's own, or that of a check, whose one stop is no part of any sweep.
    SweepRecorder(const std::filesystem::path& database, const SweepOrigin& origin, const Clock& clock,
                  const char* command = sweep_command);
    ~SweepRecorder();

    // Returns once it is safe.
    void keep(const SweepStopRecord& stop, const std::vector<SweepCell>& cells);
    void tell(const std::string& event, const std::string& detail);
    void finish(store::SweepState state);
    std::int64_t readings() const;

private:
    store::SweepId sweep_of(StopKind kind);

    store::Writer writer_;
    store::SessionId session_;
    std::string command_;
    std::map<StopKind, store::SweepId> sweeps_;
    std::optional<double> scale_offset_deg_;
};

}  // namespace boresight::survey
