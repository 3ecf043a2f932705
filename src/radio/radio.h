// SPDX-License-Identifier: GPL-3.0-or-later
// A radio that is open: a source of Blocks that can be tuned and whose gain can be set. It streams from the first
// read() on; tune(), set_gain_db() and pause() may come between any two reads. Blocks taken before the radio has
// settled say so. Receive-only: nothing here can send. Frequencies in Hz, rates in samples per second, gains in dB.
// What a radio can't do is an Error that names the value and what it can; a radio that is gone is
// ReadOutcome::unplugged. One thread.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "catalog/radios.h"
#include "catalog/rat.h"
#include "platform/clock.h"
#include "radio/iq_source.h"

namespace boresight::radio {

struct RadioName {
    std::string arguments;          // opens it again: "driver=rtlsdr,serial=00000001"
    std::string driver;             // "rtlsdr"; "remote" over the network
    std::string label;              // for people: "Generic RTL2832U :: 00000001"
    bool simulated = false;         // a made world, here or on the network
    bool own_time = false;          // a made world in this program: its samples make its time pass, nothing else does
    std::string hardware_driver{};  // where the radio is plugged in; `driver`, but for one on the network
    std::string server{};           // that it is on: "tcp://192.168.1.20:55132"; empty: it is here
    std::string serial{};           // its number; empty: it has none. Of a made world: scene and receiver
};

// What to do to have it back when it is gone, without a full stop.
std::string bring_back(const RadioName& name);

// Rates from low to high in steps of `step_sps`, or all of them where that is 0; one where both are equal.
struct RateRange {
    double low_sps = 0;
    double high_sps = 0;
    double step_sps = 0;
};

struct RadioLimits {
    std::vector<catalog::FrequencyRange> tuner;  // ascending; empty: it doesn't say
    std::vector<RateRange> rates;
    double gain_low_db = 0;
    double gain_high_db = 0;

    bool reaches(double frequency_hz) const;
    // The least rate of its own that is `sample_rate_hz` or more; nothing where it has none.
    std::optional<double> rate_of_at_least(double sample_rate_hz) const;
};

enum class RadioEvent {
    stalled,    // the driver doesn't come back from a call; the next read waits for it
    abandoned,  // it didn't until the radio had to be closed: its thread is left to itself, the device not closed
};

class RadioEvents {
public:
    virtual ~RadioEvents() = default;
    virtual void happened(RadioEvent event) = 0;  // on the thread that uses the radio
};

struct RadioOptions {
    bool bias_tee = false;  // voltage on the antenna socket, for an amplifier
    double opening_s = 60;  // deadlines: for all it does before it listens (some load their logic first),
    double call_s = 10;     // for one call of the driver,
    double closing_s = 3;   // and for the end
    RadioEvents* events = nullptr;
};

struct Tuning {
    double frequency_hz = 0;  // of the middle
    double sample_rate_hz = 0;

    bool operator==(const Tuning&) const = default;
};

class Radio : public IqSource {
public:
    virtual const RadioName& name() const = 0;
    virtual const RadioLimits& limits() const = 0;

    virtual void tune(const Tuning& tuning) = 0;
    // Returns what the radio made of it: gains come in steps.
    virtual double set_gain_db(double gain_db) = 0;
    virtual double gain_db() const = 0;
    // As the driver says now: somebody else who uses the radio may have changed it since.
    virtual double ask_gain_db() { return gain_db(); }

    // What usually has to be thrown away after a retune, as measured on this very radio so far.
    virtual double settling_s() const { return 0; }
    // An I or Q value of this size or more lies within one step of the end of the converter's scale.
    virtual double end_of_scale() const { return 0.988; }

    // Ends streaming until the next read(): what is sent meanwhile is not heard and counts as no loss.
    virtual void pause() = 0;

    // The time its Blocks carry: the machine's, or that of the made world, where nothing but samples, turns and
    // sleep_until() makes time pass.
    virtual Clock& clock() = 0;

    // Settings that only some radios have, by the driver's own names ("azimuth_deg" of a made world's rotator).
    virtual bool has_setting(const std::string& key) const = 0;
    virtual std::string setting(const std::string& key) const = 0;
    virtual void change_setting(const std::string& key, const std::string& value) = 0;
};

}  // namespace boresight::radio
