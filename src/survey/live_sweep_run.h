// SPDX-License-Identifier: GPL-3.0-or-later
// One run of a live sweep (live_sweep.h), for its own parts: the plan (live_sweep.cpp), a single stop with what may
// befall it (live_sweep_stop.cpp), a steady turn (live_sweep_turn.cpp), the ways to mount the antenna
// (live_sweep_mount.cpp). Throws what they throw. One thread.
#pragma once

#include <optional>

#include "survey/live_dwell.h"
#include "survey/live_sweep.h"

namespace boresight::survey {

struct LiveSweep::Run {
    LiveSweep& sweep;
    const LiveSweepEvents& events;
    const Keep& keep;
    StopToken stop;
    const Comeback& comeback;
    std::optional<LiveDwell> dwell = {};  // none while the radio is gone
    LiveSweepResult result = {};
    int spoiled_at_lowest = 0;  // gain, in a row
    int losses = 0;             // of the radio, without a stop measured between them

    enum class Outcome { measured, skipped, spoiled, again, quit };

    void circle();
    bool compare();  // of polarizations; false when the sweep is to end
    void tilt();
    void estimate();

    Outcome visit(const StopAnnounced& announced);
    Outcome follow(StopAnnounced announced);  // of a steady turn
    bool go_on_after(Outcome outcome);
    bool any_good() const;

private:
    std::optional<pose::MarkBearing> direction() const;
    std::optional<std::size_t> next_roll(std::size_t candidates) const;
    void tell(SweepMishap mishap) const;
    bool gain_is_new();
    pose::Arrival turn(const pose::Target& target);
    SweepStopRecord record_of(const StopAnnounced& announced) const;
    void complete(SweepStopRecord& record, const pose::Arrival& arrival, bool gain_moved) const;
    Outcome take(std::vector<SweepStopRecord> stops);
    std::optional<Outcome> listen(const pose::Arrival& arrival, SweepStopRecord& record);
    void renew(const std::vector<SweepCell>& cells);
    bool wait_for_radio();
    bool lower_gain();
};

}  // namespace boresight::survey
