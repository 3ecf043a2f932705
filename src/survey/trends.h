// SPDX-License-Identifier: GPL-3.0-or-later
// What months of listening say of each cell: median and spread of level and quality by hour of the day and by day, when
// it was first and last heard, whether it is new or vanished, on which days it stepped; and when nobody listened. Taken
// dwell by dwell in any order; the memory grows with days, cells and tunings, not with readings. A series is one cell
// heard by one radio with one antenna. A level is that at the radio's input, in dBFS at a gain of 0 dB, where the gain
// is known (else plain dBFS): a change of gain is no change of the cell. Clipped dwells count as heard, their levels
// don't. Pure; one thread.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "store/history.h"
#include "survey/level_histogram.h"
#include "survey/level_steps.h"

namespace boresight::survey {

constexpr int hours_per_day = 24;

// A moment on the clock by which hours and days are counted.
struct DayAndHour {
    std::int64_t day = 0;  // since 1970-01-01
    int hour = 0;          // 0..23
};
using LocalTime = std::function<DayAndHour(std::int64_t time_ns)>;

struct DayTrend {
    std::int64_t day = 0;
    std::int64_t heard = 0;     // dwells in which the cell was heard
    std::int64_t listened = 0;  // dwells in which it could have been
    std::optional<Spread> level, quality;
};

enum class StepOf { level, quality };

struct CellStep {
    StepOf of = StepOf::level;
    LevelStep step;
    std::optional<double> gain_change_db;  // of the radio, across the step: may be its cause
};

struct CellTrend {
    store::Cell cell;
    std::string radio;    // device, or "recordings"
    std::string antenna;  // empty: not told
    bool at_known_gain = false;
    std::int64_t first_heard_ns = 0, last_heard_ns = 0;
    std::int64_t heard = 0, listened = 0;
    std::optional<Spread> level, quality;
    std::array<std::optional<Spread>, hours_per_day> level_by_hour, quality_by_hour;
    std::vector<DayTrend> days;  // those with listening, ascending
    std::vector<CellStep> steps;
    bool is_new = false;    // wasn't there before: silence that long by chance is rarer than 1e-6
    bool vanished = false;  // the same, afterwards
};

// A time without listening.
struct ListeningGap {
    std::int64_t from_ns = 0, until_ns = 0;
    std::vector<std::string> events;  // what happened in it: "gap: paused for boresight aim"
};

struct Trends {
    std::vector<CellTrend> cells;    // most heard first
    std::vector<ListeningGap> gaps;  // ascending; the longest when there are very many
    std::int64_t dwells = 0, readings = 0, clipped = 0;
    std::int64_t first_ns = 0, last_ns = 0;  // of the dwells
    std::optional<double> round_s;           // typical time from one dwell to the next on the same tuning
};

class TrendCollector {
public:
    TrendCollector(const std::vector<store::KnownCell>& cells, const std::vector<store::KnownSession>& sessions,
                   LocalTime local_time);
    ~TrendCollector();

    void take(const store::HeardDwell& dwell);
    void take(const store::Event& event);  // after the dwells
    Trends finish() const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace boresight::survey
