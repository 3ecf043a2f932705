// SPDX-License-Identifier: GPL-3.0-or-later
// Who holds the antenna and turns it: a person who is asked to, a rotator, or that of a made world. A holder knows how
// surely it sets an azimuth, how long that takes and where it can turn to. Azimuths are on the holder's own scale;
// elevations in degrees above the horizon; polarizations in degrees, 0 vertical, 90 horizontal. turn() returns when the
// antenna is at rest, with where it really is, or says why it isn't; it heeds the token within 0.3 s. A holder whose
// rotator was lost tries to reach it again at the next turn(). One thread.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "platform/stop.h"
#include "pose/bearing.h"

namespace boresight::pose {

struct Polarization {
    std::string label;  // "vertical"
    double deg = 0;
};

struct Target {
    MarkBearing azimuth;
    std::optional<double> elevation_deg = {};       // nothing: as it is
    std::optional<Polarization> polarization = {};  // nothing: as it is
};

enum class Turned {
    there,
    skipped,  // it can't be turned there
    quit,     // whoever holds it has enough, or the token said stop
    lost,     // what turns it doesn't answer any more
};

// One axis of an antenna at rest. The sigma is that of a setting, never 0.
struct AxisPose {
    double deg = 0;
    double sigma_deg = 0;
};

struct Arrival {
    Turned end = Turned::there;
    AxisPose azimuth = {};                   // on the holder's scale; only where `there`
    std::optional<AxisPose> elevation = {};  // nothing: not known
    std::string why = {};                    // of `skipped` and `lost`, as a sentence; may be empty

    bool there() const { return end == Turned::there; }
};

// A steady turn, from where it begins; clockwise positive.
struct TurnAsked {
    MarkBearing from;
    double by_deg = 0;
    double seconds = 0;  // that it is to take, roughly

    MarkBearing to() const { return {once_round(from.deg + by_deg)}; }
};

enum class Turning {
    under_way,
    passed,   // the mark where it ends
    skipped,  // as for Turned
    quit,
    lost,
};

// Azimuths that a mount can be turned to, clockwise from one to the other.
struct MountReach {
    MarkBearing from, to;
};

class AntennaHolder {
public:
    virtual ~AntennaHolder() = default;

    virtual Arrival turn(const Target& target, StopToken stop) = 0;

    virtual bool by_hand() const = 0;
    virtual double azimuth_sigma_deg() const = 0;                // random error of each setting
    virtual double polarization_sigma_deg() const { return 5; }  // of a roll that a person sets by eye or a gauge
    virtual double azimuth_step_deg() const = 0;                 // azimuths are asked for in multiples of it
    virtual double move_s() const = 0;                           // from stop to stop, roughly
    virtual std::optional<MountReach> reach() const { return std::nullopt; }  // nothing: all round
    virtual std::optional<AxisPose> present_azimuth(StopToken) {
        return std::nullopt;
    }                                                // where it points; nothing: not known
    virtual bool elevates() const { return false; }  // whether it can be asked for an elevation

    // Steady turns: whether it makes them; the begin of one, which returns as the antenna leaves its first mark; and
    // how far it is, `since_s` seconds after that, which is asked ten times a second or more and returns at once.
    virtual bool turns_steadily() const { return false; }
    virtual Arrival begin_turn(const TurnAsked&, StopToken) { return {.end = Turned::skipped}; }
    virtual Turning turning(double /*since_s*/) { return Turning::skipped; }
};

// A person: `ask` says where to turn to, and returns with the answer. What is answered `there` is taken to be where it
// was asked for, to that sigma.
class HandHolder final : public AntennaHolder {
public:
    using Ask = std::function<Turned(const Target&)>;
    // For steady turns: `begin` says from where to where, and returns as the person starts; `passed` tells without
    // waiting whether the other mark was passed.
    struct AskForTurns {
        std::function<Turned(const TurnAsked&)> begin;
        std::function<Turning()> passed;
    };
    static constexpr double elevation_sigma_deg = 3;  // of a tilt set by an angle gauge or a phone

    HandHolder(Ask ask, double azimuth_sigma_deg, AskForTurns turns = {})
        : ask_(std::move(ask)), azimuth_sigma_deg_(azimuth_sigma_deg), turns_(std::move(turns)) {}

    Arrival turn(const Target& target, StopToken stop) override;
    bool by_hand() const override { return true; }
    double azimuth_sigma_deg() const override { return azimuth_sigma_deg_; }
    double azimuth_step_deg() const override { return 5; }
    double move_s() const override { return 12; }
    bool elevates() const override { return true; }
    bool turns_steadily() const override { return static_cast<bool>(turns_.begin); }
    Arrival begin_turn(const TurnAsked& turn, StopToken stop) override;
    Turning turning(double since_s) override;

private:
    Ask ask_;
    double azimuth_sigma_deg_;
    AskForTurns turns_;
};

// The antenna of a made world, turned by its driver's settings "azimuth_deg" and "polarization_deg"; turning takes the
// world's time. `change` sets one of them. In a world whose time is everybody's a turn is made in steps, from where it
// points now, so that stop is heeded in the middle; otherwise it takes no time here.
class SettingHolder final : public AntennaHolder {
public:
    using Change = std::function<void(const std::string& key, const std::string& value)>;
    explicit SettingHolder(Change change, std::optional<double> in_steps_from_deg = {})
        : change_(std::move(change)), in_steps_from_deg_(in_steps_from_deg) {}

    Arrival turn(const Target& target, StopToken stop) override;
    bool by_hand() const override { return false; }
    double azimuth_sigma_deg() const override { return 0.5; }
    double polarization_sigma_deg() const override { return 0.5; }
    double azimuth_step_deg() const override { return 1; }
    double move_s() const override { return 4; }
    bool turns_steadily() const override { return true; }
    Arrival begin_turn(const TurnAsked& turn, StopToken stop) override;
    Turning turning(double since_s) override;

private:
    Change change_;
    std::optional<double> in_steps_from_deg_;
    TurnAsked turn_;
};

// Somebody whose antenna is in a made world: what he does is done to the world's antenna as well. `to_true_deg` turns
// an azimuth of his scale into a true one.
class HolderInMadeWorld final : public AntennaHolder {
public:
    using ToTrue = std::function<double(double scale_deg)>;
    HolderInMadeWorld(std::unique_ptr<AntennaHolder> who, SettingHolder world, ToTrue to_true_deg)
        : who_(std::move(who)), world_(std::move(world)), to_true_deg_(std::move(to_true_deg)) {}

    Arrival turn(const Target& target, StopToken stop) override;
    bool by_hand() const override { return who_->by_hand(); }
    double azimuth_sigma_deg() const override { return who_->azimuth_sigma_deg(); }
    double azimuth_step_deg() const override { return who_->azimuth_step_deg(); }
    double move_s() const override { return who_->move_s(); }
    std::optional<MountReach> reach() const override { return who_->reach(); }
    std::optional<AxisPose> present_azimuth(StopToken stop) override { return who_->present_azimuth(stop); }
    bool elevates() const override { return false; }  // the world's antenna doesn't
    // The world's antenna begins when he does, and then turns by itself: its time isn't his.
    bool turns_steadily() const override { return who_->turns_steadily(); }
    Arrival begin_turn(const TurnAsked& turn, StopToken stop) override;
    Turning turning(double since_s) override;

private:
    std::unique_ptr<AntennaHolder> who_;
    SettingHolder world_;
    ToTrue to_true_deg_;
};

}  // namespace boresight::pose
