// SPDX-License-Identifier: GPL-3.0-or-later
// A sweep with a radio: turns the antenna from stop to stop by the plan (aim/sweep_plan.h), dwells at each with all
// carriers in turn, then compares two polarizations at the direction found. What a dwell gave is handed on as soon as
// it is over, so that it can be kept before the next begins. The gain stays as it is when the sweep begins until a
// dwell is at full scale: then it is lowered, and that stop is measured again. A radio or a rotator that is gone is
// waited for (sweep_mishap.h); one that doesn't come back throws an Error of kind `fault`. Azimuths are on the holder's
// scale. One thread.
#pragma once

#include <array>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "aim/elevation.h"
#include "aim/scale.h"
#include "aim/sweep_plan.h"
#include "platform/position.h"
#include "platform/stop.h"
#include "pose/antenna_holder.h"
#include "radio/radio.h"
#include "survey/live_estimate.h"
#include "survey/sweep_carriers.h"
#include "survey/sweep_mishap.h"
#include "survey/sweep_stop.h"

namespace boresight::survey {

struct LiveSweepSetting {
    aim::SweepPlanSetting plan;  // dwell_s as well; sigma, step and time to move are the holder's
    aim::Scale scale;
    bool compare_polarizations = true;
    std::array<pose::Polarization, 2> polarizations{{{"vertical", 0}, {"+45", 45}}};  // the sweep is in the first
    std::vector<pose::Polarization> more_polarizations = {};                          // that are compared too
    std::optional<aim::ElevationPlan> elevation = {};  // tilts tried at the direction found; nothing: none
    std::optional<double> height_m = {};               // of the antenna over the ground
    std::optional<Position> position;
};

// All polarizations that are compared, the sweep's own first.
std::vector<pose::Polarization> polarizations_of(const LiveSweepSetting& setting);

struct StopAnnounced {
    StopKind kind = StopKind::ring;
    pose::Target target;
    std::size_t nth = 0, of_planned = 0;     // of a comparison of polarizations or tilts: of its dwells
    std::optional<double> turn_by_deg = {};  // of a steady turn, which begins at the target; clockwise positive
    double turn_s = 0;                       // how long it is to take
};

// How it ended.
enum class LiveSweepEnd { decided, no_direction, most_stops, out_of_time, nothing_heard, overload, quit };

struct LiveSweepResult {
    LiveSweepEnd end = LiveSweepEnd::quit;
    double present_deg = 0;              // what gains are counted from: the first stop
    std::vector<SweepStopRecord> stops;  // in the order of time
    std::vector<SweepCell> cells;
    std::vector<SweepCarrier> carriers;
    LiveEstimate estimate;
    double look_spacing_s = 0;  // of one cell: the fit's block
    double gain_db = 0;
};

// A front end's ears; each may be empty.
struct LiveSweepEvents {
    std::function<void(const aim::SweepLength&)> begins;  // before the first stop
    std::function<void(const StopAnnounced&)> stop_announced;
    std::function<bool(double share)> dwelling;                    // share of the dwell done; answers whether to go on
    Looked looked;                                                 // each look at a cell as it is taken
    std::function<void(const LiveSweepResult& so_far)> stop_done;  // the stop is its last
    std::function<void(const SweepMishap&)> mishap;
};

class LiveSweep {
public:
    // Told each stop before the events are: keeps it.
    using Keep = std::function<void(const SweepStopRecord&, const std::vector<SweepCell>&)>;

    LiveSweep(radio::Radio& radio, pose::AntennaHolder& holder, LiveSweepSetting setting, CarrierChoice carriers);

    // Stops measured before, of which this sweep goes on.
    void take_over(std::vector<SweepStopRecord> stops, std::vector<SweepCell> cells);

    const LiveSweepSetting& setting() const { return setting_; }

    LiveSweepResult run(const LiveSweepEvents& events, const Keep& keep, StopToken stop, const Comeback& comeback = {});

private:
    struct Run;

    radio::Radio& radio_;
    pose::AntennaHolder& holder_;
    LiveSweepSetting setting_;
    CarrierChoice carriers_;
    std::vector<SweepStopRecord> earlier_;
    std::vector<SweepCell> earlier_cells_;
};

}  // namespace boresight::survey
