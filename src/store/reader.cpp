// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/reader.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "store/database.h"
#include "store/full_reading.h"
#include "store/queries.h"
#include "store/scaled.h"
#include "store/schema.h"

namespace boresight::store {

namespace {

// Dwells looked at in one statement, so that a statement ends long before the second it may last.
constexpr std::int64_t dwells_per_page = 2000;

// A reading belongs to a dwell that began so much before it at most.
constexpr std::int64_t longest_dwell_us = 86'400'000'000;

std::optional<std::int64_t> us(std::optional<std::int64_t> time_ns) {
    if (!time_ns) return std::nullopt;
    return utc_us(*time_ns);
}

// First and last that may hold what is asked for, since a database may hold years. None: 1 and 0.
std::pair<std::int64_t, std::int64_t> dwells_of(Database& database, const ReadingFilter& filter,
                                                const std::optional<std::int64_t>& session) {
    if (!session) {
        std::optional<std::int64_t> since_us = us(filter.since_ns);
        if (since_us) *since_us -= longest_dwell_us;
        const auto [first, last] = dwells_begun(database, since_us, us(filter.until_ns));
        return {first, last};
    }
    auto ends = database.prepare(R"(
        SELECT ifnull(min(dwell_id), 1), ifnull(max(dwell_id), 0)
        FROM dwell WHERE sweep_id IN (SELECT sweep_id FROM sweep WHERE session_id = ?))");
    ends.run(*session);
    return {ends.integer(0), ends.integer(1)};
}

}  // namespace

struct Reader::State {
    explicit State(const std::filesystem::path& file) : database(file, Access::read_only) {
        require_readable_schema(database);
    }

    Database database;
};

Reader::Reader(const std::filesystem::path& database) : state_(std::make_unique<State>(database)) {}
Reader::~Reader() = default;
Reader::Reader(Reader&&) noexcept = default;
Reader& Reader::operator=(Reader&&) noexcept = default;

Counts Reader::counts() {
    auto row = state_->database.prepare(R"(
        SELECT (SELECT count(*) FROM site), (SELECT count(*) FROM session), (SELECT count(*) FROM sweep),
               (SELECT count(*) FROM dwell), (SELECT count(*) FROM cell), (SELECT count(*) FROM reading),
               (SELECT count(*) FROM band_reading), (SELECT count(*) FROM event))");
    row.step();
    return {.sites = row.integer(0),
            .sessions = row.integer(1),
            .sweeps = row.integer(2),
            .dwells = row.integer(3),
            .cells = row.integer(4),
            .readings = row.integer(5),
            .band_readings = row.integer(6),
            .events = row.integer(7)};
}

std::optional<SessionId> Reader::last_session() {
    auto last = state_->database.prepare("SELECT session_id FROM session ORDER BY session_id DESC LIMIT 1");
    if (!last.run()) return std::nullopt;
    return SessionId{last.integer(0)};
}

std::optional<SessionId> Reader::unfinished_session(const std::string& command) {
    auto last = state_->database.prepare(R"(
        SELECT session_id, EXISTS(SELECT 1 FROM sweep WHERE sweep.session_id = session.session_id AND state <> 'done')
        FROM session
        WHERE command = ?
          AND EXISTS(SELECT 1 FROM sweep JOIN dwell USING(sweep_id) WHERE sweep.session_id = session.session_id)
        ORDER BY session_id DESC LIMIT 1)");
    if (!last.run(command) || last.integer(1) == 0) return std::nullopt;
    return SessionId{last.integer(0)};
}

bool Reader::is_done(SessionId session) {
    auto sweeps =
        state_->database.prepare("SELECT count(*), ifnull(sum(state = 'done'), 0) FROM sweep WHERE session_id = ?");
    sweeps.run(session.value);
    return sweeps.integer(0) > 0 && sweeps.integer(0) == sweeps.integer(1);
}

std::optional<EarlierIdentity> Reader::earlier_identity(const CellIdentity& identity) {
    return find_earlier_identity(state_->database, identity);
}

std::int64_t Reader::readings(const ReadingFilter& filter, const std::function<bool(const FullReading&)>& each) {
    auto page = state_->database.prepare(full_reading_select() + R"(
        WHERE dwell.dwell_id > ?1 AND dwell.dwell_id <= ?2
          AND (?3 IS NULL OR dwell.start_utc_us + reading.offset_ms * 1000 >= ?3)
          AND (?4 IS NULL OR dwell.start_utc_us + reading.offset_ms * 1000 < ?4)
          AND (?5 IS NULL OR session.session_id = ?5)
          AND (?6 IS NULL OR cell.rat = ?6)
        ORDER BY dwell.dwell_id, reading.nth)");
    std::optional<std::int64_t> session;
    if (filter.session) session = filter.session->value;
    std::optional<std::string_view> rat;
    if (filter.rat) rat = rat_name(*filter.rat);
    const auto [first, last] = dwells_of(state_->database, filter, session);
    std::int64_t told = 0;
    // The receiver of the readings may be slow (a pipe): they are taken out of the database before it is asked.
    std::vector<FullReading> rows;
    for (std::int64_t after = first - 1; after < last; after += dwells_per_page) {
        rows.clear();
        const std::int64_t until = std::min(after + dwells_per_page, last);
        bool more = page.run(after, until, us(filter.since_ns), us(filter.until_ns), session, rat);
        for (; more; more = page.step()) rows.push_back(full_reading(page));
        for (const FullReading& row : rows) {
            ++told;
            if (!each(row)) return told;
        }
    }
    return told;
}

void Reader::band_readings(std::int64_t since_ns, const std::function<void(const FullBandReading&)>& each) {
    auto page = state_->database.prepare(R"(
        SELECT start_utc_us, center_frequency_hz, low_hz, high_hz, power_dbfs_x100, noise_dbfs_x100, snr_db_x100,
               sigma_db_x100
        FROM dwell JOIN band_reading USING(dwell_id)
        WHERE dwell_id > ?1 AND dwell_id <= ?2 AND start_utc_us >= ?3
        ORDER BY dwell_id, nth)");
    const auto [first, last] = dwells_begun(state_->database, utc_us(since_ns), std::nullopt);
    std::vector<FullBandReading> rows;
    for (std::int64_t after = first - 1; after < last; after += dwells_per_page) {
        rows.clear();
        bool more = page.run(after, std::min(after + dwells_per_page, last), utc_us(since_ns));
        for (; more; more = page.step()) {
            FullBandReading row{.dwell_start_ns = page.integer(0) * ns_per_us};
            row.center_frequency_hz = unscaled(page.maybe_integer(1), 1);
            row.reading.low_hz = static_cast<double>(page.integer(2));
            row.reading.high_hz = static_cast<double>(page.integer(3));
            row.reading.power_dbfs = unscaled(page.maybe_integer(4), 100);
            row.reading.noise_dbfs = unscaled(page.maybe_integer(5), 100);
            row.reading.snr_db = unscaled(page.maybe_integer(6), 100);
            row.reading.sigma_db = unscaled(page.maybe_integer(7), 100);
            rows.push_back(row);
        }
        for (const FullBandReading& row : rows) each(row);
    }
}

}  // namespace boresight::store
