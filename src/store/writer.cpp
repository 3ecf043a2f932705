// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/writer.h"

#include <fmt/format.h>
#include <unistd.h>

#include <utility>

#include "platform/error.h"
#include "platform/file_lock.h"
#include "platform/utc_time.h"
#include "store/database.h"
#include "store/folders.h"
#include "store/inserts.h"
#include "store/queries.h"
#include "store/schema.h"
#include "store/sqlite_error.h"

namespace boresight::store {

namespace {

namespace fs = std::filesystem;

constexpr int max_idle_log_bytes = 4 << 20;  // what is kept of the WAL between commits

// One file has one lock, whatever path leads to it.
fs::path one_name(const fs::path& database) {
    try {
        make_private_folders(fs::absolute(database).parent_path());
        return fs::weakly_canonical(fs::absolute(database));
    } catch (const fs::filesystem_error& failure) {
        throw Error(Error::Kind::missing, {.what = "can't go to the database: " + failure.code().message(),
                                           .where = database.string(),
                                           .expected = "a path to a file",
                                           .fix = "Check the path given with --db"});
    }
}

// A lock file beside a file that isn't ours would be litter, and may mean something to its owner.
void require_ours(const fs::path& database, int newest) {
    std::error_code unseen;
    if (!fs::exists(database, unseen)) return;
    Database look(database, Access::read_only);
    // Whose it is can be seen only when that is taken back, which the writer's own connection does.
    if (look.awaits_rollback()) return;
    require_known_schema(look, newest);
}

FileLock lock(const fs::path& database, const Owner& owner, std::int64_t now_ns) {
    const fs::path file = lock_file(database);
    const LockHolder holder{.pid = getpid(), .command = owner.command, .start = format_utc(now_ns)};
    if (auto lock = FileLock::try_acquire(file, holder)) return std::move(*lock);
    throw held_error(database, FileLock::holder_of(file));
}

}  // namespace

struct Writer::State {
    State(fs::path file, Owner who, const Clock& wall, const WriterOptions& options)
        : owner(std::move(who)),
          clock(wall),
          held(lock(file, owner, clock.wall_ns())),
          database(std::move(file), Access::read_write, options.vfs) {
        // Once more: it may have become another's before it was locked.
        require_known_schema(database, options.steps.back().version);
        database.execute(
            fmt::format("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA journal_size_limit={}; PRAGMA "
                        "wal_autocheckpoint={}",
                        max_idle_log_bytes, options.checkpoint_pages));
        bring_up_to_date(database, options.steps, owner.software, clock.wall_ns());
        database.execute("PRAGMA foreign_keys=ON");
        inserts.emplace(database);
    }

    // Runs a change within the open transaction. Whatever goes wrong takes back what wasn't committed and ends the
    // writer's work: later changes would belong to rows that are gone.
    template <class Change>
    auto change(Change&& make_change) {
        if (given_up) {
            throw Error(Error::Kind::fault, {.what = "nothing more is written after the earlier failure",
                                             .where = database.file().string(),
                                             .expected = {},
                                             .fix = "Mend what failed, then start again"});
        }
        try {
            if (!database.in_transaction()) database.execute("BEGIN IMMEDIATE");
            return make_change();
        } catch (const Error& error) {
            give_up();
            if (!has_session) throw;
            ErrorText text = error.text();
            text.fix +=
                fmt::format(". Readings of this run that are safe in the database: {}; lost with the failure: {}",
                            acknowledged, pending);
            throw Error(Error::Kind::fault, text);
        }
    }

    std::int64_t commit() {
        return change([&] {
            database.execute("COMMIT");
            acknowledged += pending;
            return std::exchange(pending, 0);
        });
    }

    void give_up() noexcept {
        given_up = true;
        try {
            if (database.in_transaction()) database.execute("ROLLBACK");
        } catch (const Error&) {
            // Closing the connection rolls back what is left.
        }
    }

    void refuse_mixture(bool simulated) {
        auto other = database.prepare("SELECT 1 FROM session WHERE simulated <> ? LIMIT 1");
        if (!other.run(simulated)) return;
        throw Error(Error::Kind::bad_input,
                    {.what = simulated ? "simulated data would mix with the measurements in this database"
                                       : "measurements would mix with the simulated data in this database",
                     .where = database.file().string(),
                     .expected = simulated ? "a database of simulated data" : "a database of measurements",
                     .fix = "Choose another file with --db"});
    }

    Owner owner;
    const Clock& clock;
    FileLock held;  // outlives the connection
    Database database;
    std::optional<Inserts> inserts;
    std::int64_t pending = 0;
    std::int64_t acknowledged = 0;
    bool has_session = false;
    bool given_up = false;
};

Writer::Writer(const fs::path& database, Owner owner, const Clock& clock, const WriterOptions& options) {
    fs::path file = one_name(database);
    require_ours(file, options.steps.back().version);
    state_ = std::make_unique<State>(std::move(file), std::move(owner), clock, options);
}

Writer::~Writer() {
    if (state_ == nullptr || state_->given_up || !state_->database.in_transaction()) return;
    try {
        state_->commit();
    } catch (const Error&) {
        // Nobody was told that these readings are safe.
    }
}

Writer::Writer(Writer&&) noexcept = default;

SiteId Writer::site(const Site& site) {
    return state_->change([&] { return state_->inserts->site(site); });
}

SessionId Writer::begin_session(const Session& session) {
    state_->refuse_mixture(session.simulated);
    const std::int64_t start_ns = session.start_ns.value_or(state_->clock.wall_ns());
    const auto id = state_->change([&] { return state_->inserts->session(session, start_ns); });
    commit();
    state_->has_session = true;
    return id;
}

void Writer::end_session(SessionId session) {
    state_->change([&] { state_->inserts->end_session(session, state_->clock.wall_ns()); });
    commit();
}

SweepId Writer::begin_sweep(SessionId session, const Sweep& sweep) {
    const auto id = state_->change([&] { return state_->inserts->sweep(session, sweep); });
    commit();
    return id;
}

void Writer::end_sweep(SweepId sweep, SweepState state) {
    state_->change([&] { state_->inserts->end_sweep(sweep, state); });
    commit();
}

DwellId Writer::add_dwell(SweepId sweep, const Dwell& dwell) {
    return state_->change([&] { return state_->inserts->dwell(sweep, dwell); });
}

CellId Writer::cell(const CellIdentity& identity, const CellFacts& facts, std::int64_t seen_ns) {
    return state_->change([&] { return state_->inserts->cell(identity, facts, seen_ns); });
}

void Writer::announce(CellId cell, const Announcement& announcement, std::int64_t heard_ns) {
    state_->change([&] { insert(state_->database, cell, announcement, heard_ns); });
}

void Writer::add_reading(DwellId dwell, CellId cell, const Reading& reading) {
    ++state_->pending;
    state_->change([&] { state_->inserts->reading(dwell, cell, reading); });
}

void Writer::add_band_reading(DwellId dwell, const BandReading& reading) {
    ++state_->pending;
    state_->change([&] { state_->inserts->band_reading(dwell, reading); });
}

void Writer::add_event(const Event& event) {
    state_->change([&] { state_->inserts->event(event, event.time_ns.value_or(state_->clock.wall_ns())); });
}

void Writer::add_clock(const ClockCalibration& clock, bool simulated) {
    state_->refuse_mixture(simulated);
    state_->change([&] { insert(state_->database, clock, state_->owner.software); });
    commit();
}

void Writer::add_level(const LevelCalibration& level, bool simulated) {
    state_->refuse_mixture(simulated);
    state_->change([&] { insert(state_->database, level, state_->owner.software); });
    commit();
}

std::int64_t Writer::commit() {
    return state_->commit();
}

std::int64_t Writer::acknowledged() const {
    return state_->acknowledged;
}

std::optional<EarlierIdentity> Writer::earlier_identity(const CellIdentity& identity) {
    return find_earlier_identity(state_->database, identity);
}

}  // namespace boresight::store
