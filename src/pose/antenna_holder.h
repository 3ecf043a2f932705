// SPDX-License-Identifier: GPL-3.0-or-later
// Who holds the antenna and turns it: a person who is asked to, or the rotator of a made world. A holder knows how
// surely it sets an azimuth and how long that takes. Azimuths are on the holder's own scale; polarizations in degrees,
// 0 vertical, 90 horizontal. turn() returns when the antenna is at rest, or says why it isn't. One thread.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "pose/bearing.h"

namespace boresight::pose {

struct Polarization {
    std::string label;  // "vertical"
    double deg = 0;
};

struct Target {
    MarkBearing azimuth;
    std::optional<Polarization> polarization = {};  // nothing: as it is
};

enum class Turned {
    there,
    skipped,  // it can't be turned there
    quit,     // whoever holds it has enough
};

class AntennaHolder {
public:
    virtual ~AntennaHolder() = default;

    virtual Turned turn(const Target& target) = 0;

    virtual bool by_hand() const = 0;
    virtual double azimuth_sigma_deg() const = 0;  // random error of each setting
    virtual double azimuth_step_deg() const = 0;   // azimuths are asked for in multiples of it
    virtual double move_s() const = 0;             // from stop to stop, roughly
};

// A person: `ask` says where to turn to, and returns with the answer.
class HandHolder final : public AntennaHolder {
public:
    using Ask = std::function<Turned(const Target&)>;
    HandHolder(Ask ask, double azimuth_sigma_deg) : ask_(std::move(ask)), azimuth_sigma_deg_(azimuth_sigma_deg) {}

    Turned turn(const Target& target) override { return ask_(target); }
    bool by_hand() const override { return true; }
    double azimuth_sigma_deg() const override { return azimuth_sigma_deg_; }
    double azimuth_step_deg() const override { return 5; }
    double move_s() const override { return 12; }

private:
    Ask ask_;
    double azimuth_sigma_deg_;
};

// The antenna of a made world, turned by its driver's settings "azimuth_deg" and "polarization_deg"; turning takes the
// world's time. `change` sets one of them.
class SettingHolder final : public AntennaHolder {
public:
    using Change = std::function<void(const std::string& key, const std::string& value)>;
    explicit SettingHolder(Change change) : change_(std::move(change)) {}

    Turned turn(const Target& target) override;
    bool by_hand() const override { return false; }
    double azimuth_sigma_deg() const override { return 0.5; }
    double azimuth_step_deg() const override { return 1; }
    double move_s() const override { return 4; }

private:
    Change change_;
};

}  // namespace boresight::pose
