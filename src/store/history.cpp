// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/history.h"

#include <algorithm>

#include "store/database.h"
#include "store/full_reading.h"
#include "store/queries.h"
#include "store/scaled.h"
#include "store/schema.h"

namespace boresight::store {

namespace {

// Taken out of the database in one statement, which ends long before the second it may last.
constexpr std::int64_t dwells_per_page = 5000;

std::optional<std::int64_t> us(std::optional<std::int64_t> time_ns) {
    if (!time_ns) return std::nullopt;
    return utc_us(*time_ns);
}

HeardDwell dwell_of(const Statement& row) {
    HeardDwell dwell;
    dwell.id = {row.integer(0)};
    dwell.session = {row.integer(1)};
    dwell.purpose = row.text(2);
    dwell.start_ns = row.integer(3) * ns_per_us;
    dwell.center_frequency_hz = unscaled(row.maybe_integer(4), 1);
    dwell.sample_rate_hz = unscaled(row.maybe_integer(5), 1);
    dwell.gain_db = unscaled(row.maybe_integer(6), 100);
    dwell.flags = static_cast<std::uint32_t>(row.integer(7));
    return dwell;
}

// An LTE reading has an SINR, and its quality column is RSRQ; a UMTS one has Ec/No there and no SINR.
HeardCell cell_of(const Statement& row) {
    const auto quality = row.is_null(10) ? row.maybe_integer(11) : row.maybe_integer(10);
    return {.cell = {row.integer(8)},
            .strength_dbfs = unscaled(row.maybe_integer(9), 100),
            .quality_db = unscaled(quality, 100)};
}

}  // namespace

struct History::State {
    explicit State(const std::filesystem::path& file) : database(file, Access::read_only) {
        require_readable_schema(database);
    }
    Database database;
};

History::History(const std::filesystem::path& database) : state_(std::make_unique<State>(database)) {}
History::~History() = default;
History::History(History&&) noexcept = default;
History& History::operator=(History&&) noexcept = default;

std::vector<KnownCell> History::cells() {
    auto row = state_->database.prepare(R"(
        SELECT cell_id, rat, frequency_hz, physical_id, plmn, cell_identity, area_code, n_rb_dl, ports, tdd,
               extended_cp, first_seen_utc_us, last_seen_utc_us FROM cell ORDER BY cell_id)");
    std::vector<KnownCell> all;
    while (row.step()) all.push_back({{row.integer(0)}, cell_from(row, 1)});
    return all;
}

std::vector<KnownSession> History::sessions() {
    auto row = state_->database.prepare(R"(
        SELECT session_id, command, source_kind, source_name, antenna, config, software, simulated, start_utc_us
        FROM session ORDER BY session_id)");
    std::vector<KnownSession> all;
    while (row.step())
        all.push_back({{row.integer(0)},
                       {.command = row.text(1),
                        .source_kind = row.text(2),
                        .source_name = row.text(3),
                        .antenna = row.text(4),
                        .config = row.text(5),
                        .software = row.text(6),
                        .simulated = row.integer(7) != 0,
                        .site = std::nullopt,
                        .start_ns = row.integer(8) * ns_per_us}});
    return all;
}

std::optional<std::int64_t> History::last_end_ns(const std::string& purpose) {
    auto row = state_->database.prepare(R"(
        SELECT start_utc_us + duration_us FROM dwell JOIN sweep USING(sweep_id)
        WHERE purpose = ? ORDER BY dwell_id DESC LIMIT 1)");
    if (!row.run(purpose)) return std::nullopt;
    return row.integer(0) * ns_per_us;
}

std::vector<double> History::carriers_of_last_scan(Rat rat) {
    auto row = state_->database.prepare(R"(
        WITH last AS (
          SELECT max(sweep_id) AS sweep_id FROM sweep JOIN session USING(session_id)
          WHERE purpose = 'scan' AND source_kind = 'device'
            AND EXISTS(SELECT 1 FROM dwell JOIN reading USING(dwell_id) WHERE dwell.sweep_id = sweep.sweep_id))
        SELECT DISTINCT frequency_hz FROM last JOIN dwell USING(sweep_id) JOIN reading USING(dwell_id)
          JOIN cell USING(cell_id)
        WHERE rat = ? AND frequency_hz IS NOT NULL ORDER BY frequency_hz)");
    std::vector<double> carriers_hz;
    for (bool more = row.run(catalog::rat_name(rat)); more; more = row.step())
        carriers_hz.push_back(static_cast<double>(row.integer(0)));
    return carriers_hz;
}

void History::dwells(const TimeSpan& span, const std::function<bool(const HeardDwell&, double share)>& each) {
    auto page = state_->database.prepare(R"(
        SELECT dwell.dwell_id, sweep.session_id, sweep.purpose, dwell.start_utc_us, dwell.center_frequency_hz,
               dwell.sample_rate_hz, dwell.gain_db_x100, dwell.flags,
               reading.cell_id, reading.strength_dbfs_x100, reading.sinr_db_x100, reading.quality_db_x100
        FROM dwell JOIN sweep USING(sweep_id) LEFT JOIN reading USING(dwell_id)
        WHERE dwell.dwell_id > ?1 AND dwell.dwell_id <= ?2
          AND (?3 IS NULL OR dwell.start_utc_us >= ?3) AND (?4 IS NULL OR dwell.start_utc_us < ?4)
        ORDER BY dwell.dwell_id, reading.nth)");
    const auto [first, last] = dwells_begun(state_->database, us(span.since_ns), us(span.until_ns));
    std::vector<HeardDwell> heard;
    for (std::int64_t after = first - 1; after < last; after += dwells_per_page) {
        const std::int64_t until = std::min(after + dwells_per_page, last);
        heard.clear();
        bool more = page.run(after, until, us(span.since_ns), us(span.until_ns));
        for (; more; more = page.step()) {
            if (heard.empty() || heard.back().id.value != page.integer(0)) heard.push_back(dwell_of(page));
            if (!page.is_null(8)) heard.back().cells.push_back(cell_of(page));
        }
        const double share = static_cast<double>(until - first + 1) / static_cast<double>(last - first + 1);
        for (const HeardDwell& dwell : heard)
            if (!each(dwell, share)) return;
    }
}

void History::events(const TimeSpan& span, const std::function<void(const Event&)>& each) {
    auto row = state_->database.prepare(R"(
        SELECT kind, detail, session_id, time_utc_us FROM event
        WHERE (?1 IS NULL OR time_utc_us >= ?1) AND (?2 IS NULL OR time_utc_us < ?2) ORDER BY event_id)");
    for (bool more = row.run(us(span.since_ns), us(span.until_ns)); more; more = row.step()) {
        Event event{.kind = row.text(0), .detail = row.text(1), .session = {}, .time_ns = row.integer(3) * ns_per_us};
        if (const auto session = row.maybe_integer(2)) event.session = SessionId{*session};
        each(event);
    }
}

}  // namespace boresight::store
