// SPDX-License-Identifier: GPL-3.0-or-later
// What a front end sees of the engine at one moment: plain values that never change once they are published, so that
// any thread may read them while the engine goes on. What is heavy is shared by pointer between one snapshot and the
// next. Frequencies in Hz, azimuths in degrees clockwise on the scale of the sweep, levels in dB of the unit that is
// named beside them; what isn't known is empty, and a front end must bear NaN. Nothing of the engine is included.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/signal_quality.h"

namespace boresight::app {

// 95 %.
struct Interval {
    double value = 0, low = 0, high = 0;
};

struct Measured {
    double value = 0;
    double sigma = 0;  // 0: not known
};

struct SourceInfo {
    std::string label;  // for people: "Generic RTL2832U :: 00000001"; empty: no radio
    bool simulated = false;
    std::optional<double> center_frequency_hz;
    std::optional<double> sample_rate_hz;
    std::optional<double> gain_db;
    std::optional<double> lowest_hz, highest_hz;  // that it can be tuned to
    bool gain_by_hand = false;                    // else it was found by listening
};

// One line of power density over frequency, the lowest frequency first.
struct SpectrumLine {
    double start_hz = 0, step_hz = 0;
    std::vector<float> dbfs_hz;
    std::vector<float> highest_dbfs_hz;  // since the tuning changed; empty or as long as the line
};

struct WaterfallRow {
    std::uint64_t number = 0;  // ascending; a row keeps its number from snapshot to snapshot
    double start_hz = 0, step_hz = 0;
    std::vector<float> dbfs_hz;
    double time_s = 0;  // on the radio's clock: only differences mean anything
};

// A band or carrier drawn into the spectrum.
struct BandMark {
    std::string name;
    double low_hz = 0, high_hz = 0;
    bool carrier = false;
    std::optional<double> power_dbfs;
    std::optional<double> snr_db;
};

struct ListenState {
    std::shared_ptr<const SpectrumLine> spectrum;
    std::optional<double> floor_dbfs_hz;
    std::vector<BandMark> marks;
    std::vector<std::shared_ptr<const WaterfallRow>> waterfall;  // the newest last
    double clipped_share = 0;                                    // of the latest samples at full scale, 0..1
    std::optional<double> level_dbfs;
    std::uint64_t losses = 0;    // times that samples were lost
    bool spike_removed = false;  // the radio's own, at the middle: what lies there isn't shown
};

enum class JobKind { listen, scan, aim, advise };
enum class JobState { idle, running, stopping, done, stopped, failed };

struct JobInfo {
    JobKind kind = JobKind::listen;
    JobState state = JobState::idle;
    std::optional<double> share_done;  // 0..1
    std::optional<double> seconds_left;
    std::string doing;  // "band 12, 739 MHz"
};

struct CellRow {
    std::string rat = "LTE";
    int pci = 0;
    std::string operator_name;   // as the cell says itself, or as heard before; empty: unknown
    bool heard_before = false;   // the name is from an earlier scan
    std::string usual_operator;  // whose carrier this usually is, where no name was read
    std::string band;            // "12"; empty: unknown
    std::optional<std::int64_t> earfcn;
    std::optional<double> frequency_hz;
    std::optional<double> bandwidth_mhz;
    Measured strength;  // RSRP
    std::string strength_unit = "dBFS";
    Measured quality_db;  // SINR
    SignalQuality quality = SignalQuality::unknown;
    int ports = 0;           // 0: unknown
    int n = 0;               // subframes that it rests on
    bool microcell = false;  // the user's own
};

enum class StopUse { ring, reference, fine, polarization, elevation, check };

struct AimStop {
    double azimuth_deg = 0;
    std::optional<Measured> level_db;  // empty: the cell wasn't heard there
    StopUse use = StopUse::ring;
    bool doubted = false;  // doesn't fit to the others and has less weight
};

enum class AimPhase {
    idle,     // no sweep yet
    asking,   // turn to `next`, then say so
    turning,  // a rotator is on its way
    holding,  // measuring: hold still
    thinking,
    done,
};

struct AimNext {
    double azimuth_deg = 0;
    StopUse use = StopUse::ring;
    std::string polarization;             // how to hold the antenna; empty: as it is
    std::optional<double> elevation_deg;  // how to tilt it; empty: as it is
    std::size_t nth = 0, of_planned = 0;
    std::optional<double> turn_to_deg = {};  // of a steady turn, which begins at the azimuth: where it ends
    double turn_s = 0;                       // how long that is to take
};

// A cell of the sweep in words; empty where nothing is known.
struct AimCellRow {
    std::string carrier;       // "band 12 (EARFCN 5110)"
    std::string cell;          // "PCI 357"
    std::string direction;     // with its 95 %: "238 (234 to 242)"
    std::string gain;          // over now, with its 95 %
    std::string no_direction;  // probability that no direction is better
    bool leading = false;      // the antenna is aimed by it
};

struct AimCarrierRow {
    std::string carrier;
    std::string best_at;    // azimuth
    std::string sinr;       // expected there, with its 95 %
    std::string capacity;   // one layer, empty cell
    std::string best_with;  // probability that it carries most
};

// A way to mount the antenna, beside the first one that was tried.
struct AimMount {
    std::string name;                   // "+45"
    std::optional<Interval> better_db;  // than the first; empty: it is the first, or there are too few dwells
};

enum class CheckWord { none, pass, fail, untold };

enum class VerdictWord { none, point, tie, no_direction, not_enough };

struct AimState {
    AimPhase phase = AimPhase::idle;
    bool by_hand = true;
    bool can_resume = false;        // a sweep was broken off and can go on
    std::string scale = "mark";     // what azimuths are counted on: "mark" or "true"
    std::string cell;               // that stops and fit are about: "PCI 357, band 12 (EARFCN 5110)"
    std::vector<AimStop> stops;     // in the order of time
    std::vector<float> fit_db;      // relative to its peak, one a degree from 0; empty: no fit
    std::optional<double> peak_db;  // level of the fit's peak
    std::optional<double> present_deg;
    std::optional<Interval> reach_deg;        // what the mount can be turned to, clockwise; empty: all of it
    std::optional<Interval> recommended_deg;  // the cell's own direction, clockwise from low to high
    std::optional<double> point_to_deg;       // where to turn to: beside it, where another cell disturbs less there
    std::optional<Interval> gain_over_present_db;
    std::optional<double> p_no_direction;
    std::optional<AimNext> next;
    std::optional<double> hold_share;  // of the dwell done, while holding
    VerdictWord verdict = VerdictWord::none;
    std::string sentence;                 // the verdict, or what can be said so far
    std::string next_step;                // after the sweep
    std::string revisit;                  // what the last second visit to a direction says of drift, a sentence
    std::vector<AimMount> mounts;         // that are or were compared, the first one first
    std::string mount, tilt;              // how to mount it, and how to tilt it; a sentence each
    std::vector<std::string> troubles;    // what is wrong with the data and what to do; a sentence or two each
    std::string lock, undo;               // commands for the hotspot
    CheckWord check = CheckWord::none;    // of the last check from here
    std::string check_sentence;           // with its numbers
    bool can_check = false;               // there is a sweep whose verdict can be checked
    std::vector<std::string> notes;       // one sentence each
    std::vector<AimCellRow> cells;        // in the sweep's order
    std::vector<AimCarrierRow> carriers;  // the best first
};

struct RankedCarrier {
    std::string band;
    std::optional<std::int64_t> earfcn;
    std::optional<int> pci;
    std::optional<Interval> capacity_mbps;  // low and high span what is thought possible
    std::optional<double> azimuth_deg;
    std::string why;
};

struct BandLeftOut {
    std::string bands;  // that share the reason: "2, 4, 66"
    std::string why;
};

struct LockSteps {
    std::string device;
    std::string family;
    std::string sure;                                    // "high", "medium" or "low"
    std::vector<std::string> query, undo, lock, verify;  // commands, one a line, in the order in which they are typed
    std::string why_not;                                 // where there is no lock
    std::vector<std::string> warnings;                   // full sentences
    std::vector<std::string> notes;                      // the same: what to know beside them
};

struct AdviseState {
    bool known = false;                  // advice was given; else the rest is empty
    std::vector<RankedCarrier> ranking;  // the best first
    std::vector<BandLeftOut> not_measured;
    std::optional<LockSteps> lock;
    std::string source;                // what it rests on, a sentence
    std::string microcell;             // the microcell's name that the next is about; empty: none
    std::string circular;              // whether a lock keeps hotspot and microcell apart
    std::vector<std::string> reasons;  // why, and how to see that it holds
    std::vector<std::string> notes;
};

enum class ChoiceKind { country, operated_by, hotspot, microcell };
inline constexpr std::size_t choice_kinds = 4;

struct Choice {
    std::string name;
    std::string detail;  // what else tells it apart: article numbers, bands
};

struct Chosen {
    std::string name;      // empty: nothing is chosen
    bool example = false;  // the made world's own, as long as the user chose nothing
    std::shared_ptr<const std::vector<Choice>> among;
};

enum class Weight { note, warning, error };

struct Message {
    std::uint64_t number = 0;  // names it when it is dismissed
    Weight weight = Weight::note;
    std::string text;
};

struct Snapshot {
    std::uint64_t revision = 0;  // differs whenever anything else does
    SourceInfo source;
    std::vector<JobInfo> jobs;
    ListenState listen;
    std::shared_ptr<const std::vector<CellRow>> cells;  // empty: no scan yet
    std::string scanned;                                // when: "2026-11-26 08:15 UTC"; empty: no scan yet
    std::vector<std::string> scan_notes;                // why no more was found; bands this radio can't hear
    AimState aim;
    AdviseState advise;
    std::array<Chosen, choice_kinds> chosen;  // by ChoiceKind
    std::vector<Message> messages;            // the latest last
};

inline const Chosen& chosen(const Snapshot& snapshot, ChoiceKind kind) {
    return snapshot.chosen[static_cast<std::size_t>(kind)];
}

inline const JobInfo* find_job(const Snapshot& snapshot, JobKind kind) {
    for (const JobInfo& job : snapshot.jobs)
        if (job.kind == kind) return &job;
    return nullptr;
}

inline bool is_running(const Snapshot& snapshot, JobKind kind) {
    const JobInfo* job = find_job(snapshot, kind);
    return job != nullptr && (job->state == JobState::running || job->state == JobState::stopping);
}

}  // namespace boresight::app
