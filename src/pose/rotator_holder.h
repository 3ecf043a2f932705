// SPDX-License-Identifier: GPL-3.0-or-later
// The antenna on a rotator that Hamlib's rotctld turns. turn() waits until the rotator says it is within tolerance of
// the target and at rest, and tells the pose that it reports, not the one it was asked for. Limits, the way round and
// tolerance are kept here, since rotators take what they can't do. One that stops short is asked again once, then the
// stop is skipped; one that doesn't move at all, never comes to rest, doesn't answer or answers nonsense is lost, and
// the next turn() connects to it anew. When stop is asked for in mid-turn, it is told to halt. It doesn't roll the
// antenna: a person does, who is asked, or the stop is skipped. Azimuths are on the
// rotator's scale, elevations above the horizon. One thread, which waits.
#pragma once

#include <functional>
#include <optional>

#include "platform/clock.h"
#include "pose/antenna_holder.h"
#include "pose/rotctld.h"

namespace boresight::pose {

struct RotatorSetting {
    double tolerance_deg = 1;               // as far from the target may it come to rest
    double sigma_deg = 0.5;                 // of a pose that it reports
    std::optional<TurnLimits> limits = {};  // ours; nothing: those that it tells, else 0..360
    std::optional<MountReach> reach = {};   // nothing: all round

    double look_s = 0.2;           // between looks at where it is
    double rest_s = 0.7;           // so long at one place is at rest
    double stall_s = 6;            // so long at one place beside the target is stalled
    double slowest_deg_per_s = 1;  // what is slower than that is lost
};

class RotatorHolder final : public AntennaHolder {
public:
    using Roll = std::function<Turned(const Polarization&)>;

    // `roll` asks a person to mount the antenna so; nothing: nobody is there.
    RotatorHolder(ServiceAddress address, RotatorSetting setting, Clock& clock, Roll roll = {})
        : rotator_(std::move(address)), setting_(setting), clock_(clock), roll_(std::move(roll)) {}

    Arrival turn(const Target& target, StopToken stop) override;

    // Where it is now, without turning it.
    Arrival where(StopToken stop);

    bool by_hand() const override { return false; }
    double azimuth_sigma_deg() const override { return setting_.sigma_deg; }
    double azimuth_step_deg() const override { return 1; }
    double move_s() const override { return 10; }
    std::optional<MountReach> reach() const override { return setting_.reach; }
    std::optional<AxisPose> present_azimuth(StopToken stop) override;
    bool elevates() const override { return rotator_.elevation_limits().has_value(); }

private:
    enum class Move { arrived, short_of, stuck, never_rests, lost, refused, stopped };

    TurnLimits limits() const;
    Move move(const Rotctld::Position& to, bool elevates, StopToken stop);
    Move wait(const Rotctld::Position& to, bool elevates, StopToken stop);
    bool on_target(const Rotctld::Position& to, bool elevates) const;
    Arrival arrival(Move move, const Rotctld::Position& to, bool elevates);
    Turned roll(const Polarization& polarization);
    bool sleep(double seconds, StopToken stop);

    Rotctld rotator_;
    RotatorSetting setting_;
    Clock& clock_;
    Roll roll_;
    std::optional<double> rolled_deg_;  // as it is mounted, once anybody has asked
    Rotctld::Position now_;
    std::optional<double> came_to_deg_;  // its own count where it last came to rest on target
};

}  // namespace boresight::pose
