// SPDX-License-Identifier: GPL-3.0-or-later
#include "survey/trends.h"

#include <algorithm>
#include <cmath>
#include <compare>
#include <queue>
#include <tuple>
#include <utility>

namespace boresight::survey {

namespace {

constexpr double ns_per_s = 1e9;
constexpr double chance_of_silence = 1e-6;
constexpr double gap_in_rounds = 2.5;
constexpr double longest_round_s = 86400;
constexpr std::size_t most_gaps = 1000, most_events = 10'000;
// A cell's middle six resource blocks, with the radio's filter: nearer to the edge it isn't found.
constexpr double edge_hz = 0.5e6;
// Days with few readings have wild medians.
constexpr std::int64_t least_readings_of_day = 3;
constexpr double least_share_of_usual_day = 0.25;

// One radio with one antenna.
struct Ear {
    std::string radio, antenna;
    auto operator<=>(const Ear&) const = default;
};

struct SeriesKey {
    std::int64_t cell = 0;
    Ear ear;
    bool at_known_gain = false;
    auto operator<=>(const SeriesKey&) const = default;
};

struct TuningKey {
    Ear ear;
    std::int64_t center_hz = 0, rate_hz = 0;
    auto operator<=>(const TuningKey&) const = default;

    bool covers(double frequency_hz) const {
        return std::abs(frequency_hz - static_cast<double>(center_hz)) <= static_cast<double>(rate_hz) / 2 - edge_hz;
    }
};

using CountByDay = std::map<std::int64_t, std::int64_t>;

struct Day {
    std::int64_t heard = 0;
    LevelHistogram level, quality;
    double gain_sum_db = 0;

    double gain_db() const { return gain_sum_db / static_cast<double>(heard); }
};

struct Series {
    std::int64_t first_ns = 0, last_ns = 0, heard = 0;
    LevelHistogram level, quality;
    std::array<LevelHistogram, hours_per_day> level_by_hour, quality_by_hour;
    std::map<std::int64_t, Day> days;
};

struct Tuning {
    CountByDay listened;
    std::int64_t last_ns = 0;
};

struct Interval {
    std::int64_t from_ns = 0, until_ns = 0;
    std::int64_t length_ns() const { return until_ns - from_ns; }
    bool operator>(const Interval& other) const { return length_ns() > other.length_ns(); }
};

Ear ear_of(const store::Session& session) {
    return {session.source_kind == "device" ? session.source_name : "recordings", session.antenna};
}

using Cells = std::map<std::int64_t, store::Cell>;

bool may_be_one(const store::CellIdentity& a, const store::CellIdentity& b) {
    return a.rat == b.rat && a.frequency_hz == b.frequency_hz && a.physical_id == b.physical_id;
}

// A cell says its network only in some dwells. Heard without, it is the one cell of that carrier and physical identity
// whose network is known, if it is one.
std::map<std::int64_t, std::int64_t> nameless_as_named(const Cells& cells) {
    std::map<std::int64_t, std::int64_t> named;
    for (const auto& [id, cell] : cells) {
        if (cell.identity.plmn) continue;
        std::vector<std::int64_t> others;
        for (const auto& [other, known] : cells)
            if (known.identity.plmn && may_be_one(cell.identity, known.identity)) others.push_back(other);
        if (others.size() == 1) named[id] = others.front();
    }
    return named;
}

// Whether so many silent dwells are too many for a cell that was heard in `heard` of `listened`.
bool is_silence(std::int64_t silent, std::int64_t heard, std::int64_t listened) {
    const double share = (static_cast<double>(heard) + 0.5) / (static_cast<double>(listened) + 1);
    return static_cast<double>(silent) * std::log1p(-share) < std::log(chance_of_silence);
}

std::vector<DayLevel> levels_of(const std::vector<DayTrend>& days, std::optional<Spread> DayTrend::*what) {
    std::vector<std::int64_t> counts;
    for (const DayTrend& day : days)
        if (day.*what) counts.push_back((day.*what)->n);
    if (counts.empty()) return {};
    const auto middle = counts.begin() + static_cast<std::ptrdiff_t>(counts.size() / 2);
    std::nth_element(counts.begin(), middle, counts.end());
    const double usual = least_share_of_usual_day * static_cast<double>(*middle);
    std::vector<DayLevel> levels;
    for (const DayTrend& day : days)
        if (day.*what && (day.*what)->n >= least_readings_of_day && static_cast<double>((day.*what)->n) >= usual)
            levels.push_back({day.day, (day.*what)->median_db});
    return levels;
}

std::optional<double> gain_change(const Series& series, const LevelStep& step) {
    const auto before = series.days.find(step.last_day_before), after = series.days.find(step.first_day_after);
    if (before == series.days.end() || after == series.days.end()) return std::nullopt;
    return after->second.gain_db() - before->second.gain_db();
}

void add_steps(const Series& series, CellTrend& trend) {
    for (const auto& [of, what] :
         {std::pair{StepOf::level, &DayTrend::level}, std::pair{StepOf::quality, &DayTrend::quality}})
        for (const LevelStep& step : find_level_steps(levels_of(trend.days, what)))
            trend.steps.push_back(
                {of, step, trend.at_known_gain ? gain_change(series, step) : std::optional<double>()});
}

void add_days(const Series& series, const CountByDay& listened, CellTrend& trend) {
    CountByDay all = listened;
    for (const auto& [day, seen] : series.days) all[day] = std::max(all[day], seen.heard);
    std::int64_t before = 0, after = 0, between = 0;
    const std::int64_t first = series.days.begin()->first, last = series.days.rbegin()->first;
    for (const auto& [number, count] : all) {
        (number < first ? before : number > last ? after : between) += count;
        DayTrend day{.day = number, .heard = 0, .listened = count, .level = {}, .quality = {}};
        if (const auto seen = series.days.find(number); seen != series.days.end()) {
            day.heard = seen->second.heard;
            day.level = seen->second.level.spread();
            day.quality = seen->second.quality.spread();
        }
        trend.days.push_back(day);
    }
    trend.listened = before + between + after;
    trend.is_new = is_silence(before, series.heard, between);
    trend.vanished = is_silence(after, series.heard, between);
}

}  // namespace

struct TrendCollector::State {
    Cells cells;
    std::map<std::int64_t, std::int64_t> named;  // the cell that one heard without its network is
    std::map<std::int64_t, Ear> ears;            // by session
    LocalTime local_time;

    std::map<SeriesKey, Series> series;
    std::map<TuningKey, Tuning> tunings;
    std::map<std::int64_t, std::int64_t> pauses;  // how often so many seconds lay between dwells on one tuning
    std::priority_queue<Interval, std::vector<Interval>, std::greater<>> longest_pauses;
    std::vector<std::pair<std::int64_t, std::string>> events;
    Trends sums;

    void note_pause(const store::HeardDwell& dwell) {
        if (sums.dwells > 0 && dwell.start_ns > sums.last_ns) {
            longest_pauses.push({sums.last_ns, dwell.start_ns});
            if (longest_pauses.size() > most_gaps) longest_pauses.pop();
        }
        sums.first_ns = sums.dwells == 0 ? dwell.start_ns : std::min(sums.first_ns, dwell.start_ns);
        sums.last_ns = sums.dwells == 0 ? dwell.start_ns : std::max(sums.last_ns, dwell.start_ns);
        ++sums.dwells;
    }

    void note_tuning(const store::HeardDwell& dwell, const Ear& ear, std::int64_t day) {
        if (!dwell.center_frequency_hz || !dwell.sample_rate_hz) return;
        Tuning& tuning = tunings[{ear, std::llround(*dwell.center_frequency_hz), std::llround(*dwell.sample_rate_hz)}];
        const double since_s = static_cast<double>(dwell.start_ns - tuning.last_ns) / ns_per_s;
        if (tuning.last_ns != 0 && since_s > 0 && since_s <= longest_round_s) ++pauses[std::llround(since_s)];
        tuning.last_ns = dwell.start_ns;
        ++tuning.listened[day];
    }

    void note_cell(const store::HeardDwell& dwell, const store::HeardCell& heard, const Ear& ear,
                   const DayAndHour& when) {
        const auto name = named.find(heard.cell.value);
        const std::int64_t cell = name == named.end() ? heard.cell.value : name->second;
        Series& one = series[{cell, ear, dwell.gain_db.has_value()}];
        one.first_ns = one.heard == 0 ? dwell.start_ns : std::min(one.first_ns, dwell.start_ns);
        one.last_ns = one.heard == 0 ? dwell.start_ns : std::max(one.last_ns, dwell.start_ns);
        ++one.heard;
        Day& day = one.days[when.day];
        ++day.heard;
        day.gain_sum_db += dwell.gain_db.value_or(0);
        if ((dwell.flags & store::dwell_flag::clipped) != 0) return;
        const auto hour = static_cast<std::size_t>(when.hour);
        if (heard.strength_dbfs)
            for (LevelHistogram* all : {&one.level, &one.level_by_hour[hour], &day.level})
                all->add(*heard.strength_dbfs - dwell.gain_db.value_or(0));
        if (heard.quality_db)
            for (LevelHistogram* all : {&one.quality, &one.quality_by_hour[hour], &day.quality})
                all->add(*heard.quality_db);
    }

    std::optional<double> round_s() const {
        std::int64_t all = 0, below = 0;
        for (const auto& [seconds, count] : pauses) all += count;
        for (const auto& [seconds, count] : pauses)
            if ((below += count) * 2 >= all) return std::max(static_cast<double>(seconds), 0.5);
        return std::nullopt;
    }

    CellTrend trend_of(const SeriesKey& key, const Series& one) const {
        CellTrend trend;
        if (const auto cell = cells.find(key.cell); cell != cells.end()) trend.cell = cell->second;
        trend.radio = key.ear.radio;
        trend.antenna = key.ear.antenna;
        trend.at_known_gain = key.at_known_gain;
        trend.first_heard_ns = one.first_ns;
        trend.last_heard_ns = one.last_ns;
        trend.heard = one.heard;
        trend.level = one.level.spread();
        trend.quality = one.quality.spread();
        for (std::size_t hour = 0; hour < hours_per_day; ++hour) {
            trend.level_by_hour[hour] = one.level_by_hour[hour].spread();
            trend.quality_by_hour[hour] = one.quality_by_hour[hour].spread();
        }
        CountByDay listened;
        for (const auto& [tuning, heard] : tunings)
            if (tuning.ear == key.ear && trend.cell.identity.frequency_hz &&
                tuning.covers(*trend.cell.identity.frequency_hz))
                for (const auto& [day, count] : heard.listened) listened[day] += count;
        add_days(one, listened, trend);
        // Heard before the time that was asked for, it isn't new.
        trend.is_new = trend.is_new && trend.cell.first_seen_ns >= sums.first_ns;
        add_steps(one, trend);
        return trend;
    }

    std::vector<ListeningGap> gaps(double round_s) const {
        std::vector<ListeningGap> gaps;
        for (auto left = longest_pauses; !left.empty(); left.pop())
            if (static_cast<double>(left.top().length_ns()) > gap_in_rounds * round_s * ns_per_s)
                gaps.push_back({.from_ns = left.top().from_ns, .until_ns = left.top().until_ns, .events = {}});
        std::sort(gaps.begin(), gaps.end(), [](const auto& a, const auto& b) { return a.from_ns < b.from_ns; });
        for (const auto& [time_ns, words] : events) {
            auto gap = std::upper_bound(gaps.begin(), gaps.end(), time_ns,
                                        [](std::int64_t t, const ListeningGap& g) { return t < g.from_ns; });
            if (gap == gaps.begin() || time_ns > std::prev(gap)->until_ns) continue;
            std::prev(gap)->events.push_back(words);
        }
        return gaps;
    }
};

TrendCollector::TrendCollector(const std::vector<store::KnownCell>& cells,
                               const std::vector<store::KnownSession>& sessions, LocalTime local_time)
    : state_(std::make_unique<State>()) {
    for (const store::KnownCell& known : cells) state_->cells[known.id.value] = known.cell;
    state_->named = nameless_as_named(state_->cells);
    for (const auto& [nameless, named] : state_->named) {
        std::int64_t& first_ns = state_->cells[named].first_seen_ns;
        first_ns = std::min(first_ns, state_->cells[nameless].first_seen_ns);
    }
    for (const store::KnownSession& known : sessions) state_->ears[known.id.value] = ear_of(known.session);
    state_->local_time = std::move(local_time);
}

TrendCollector::~TrendCollector() = default;

void TrendCollector::take(const store::HeardDwell& dwell) {
    State& state = *state_;
    const Ear& ear = state.ears[dwell.session.value];
    const DayAndHour when = state.local_time(dwell.start_ns);
    state.note_pause(dwell);
    state.note_tuning(dwell, ear, when.day);
    for (const store::HeardCell& heard : dwell.cells) state.note_cell(dwell, heard, ear, when);
    state.sums.readings += static_cast<std::int64_t>(dwell.cells.size());
    if ((dwell.flags & store::dwell_flag::clipped) != 0) ++state.sums.clipped;
}

void TrendCollector::take(const store::Event& event) {
    if (state_->events.size() < most_events && event.time_ns)
        state_->events.emplace_back(*event.time_ns, event.kind + (event.detail.empty() ? "" : ": " + event.detail));
}

Trends TrendCollector::finish() const {
    Trends trends = state_->sums;
    trends.round_s = state_->round_s();
    if (trends.round_s) trends.gaps = state_->gaps(*trends.round_s);
    for (const auto& [key, one] : state_->series) trends.cells.push_back(state_->trend_of(key, one));
    std::stable_sort(trends.cells.begin(), trends.cells.end(),
                     [](const CellTrend& a, const CellTrend& b) { return a.heard > b.heard; });
    return trends;
}

}  // namespace boresight::survey
