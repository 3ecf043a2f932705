// SPDX-License-Identifier: GPL-3.0-or-later
// The one writer of a database. It holds the lock on DB.lock as long as it lives, writes in WAL mode with
// synchronous=FULL, and alone checkpoints. What was added is recorded, and may be told to the user, only after
// `commit()` has returned: commit once a dwell. `begin_session` and `begin_sweep` commit by themselves. Opening creates
// the file and its folders, or brings an older database up to date and keeps a copy of it. A failure throws an Error
// that says how many readings are safe: kind `missing` or `bad_input` before the first session, `fault` afterwards.
// What wasn't committed by then is rolled back, and the writer refuses further work. Used from one thread.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>

#include "platform/clock.h"
#include "store/announcement.h"
#include "store/calibration.h"
#include "store/migrations/migrations.h"
#include "store/records.h"

namespace boresight::store {

// Who writes: named to whoever finds the database held.
struct Owner {
    std::string command{};   // "boresight scan"
    std::string software{};  // "boresight 0.1.0"
};

// For tests that make the disk fail, the schema grow, or checkpoints come often.
struct WriterOptions {
    std::string vfs{};  // SQLite's way to the disk by name; empty: the usual one
    std::span<const Migration> steps = migrations();
    int checkpoint_pages = 1000;  // length of the log that starts a checkpoint
};

class Writer {
public:
    Writer(const std::filesystem::path& database, Owner owner, const Clock& clock, const WriterOptions& options = {});
    ~Writer();  // commits what was added, as far as that goes
    Writer(Writer&&) noexcept;

    SiteId site(const Site& site);  // the one of that name, added or brought up to date
    SessionId begin_session(const Session& session);
    void end_session(SessionId session);
    SweepId begin_sweep(SessionId session, const Sweep& sweep);
    void end_sweep(SweepId sweep, SweepState state);

    DwellId add_dwell(SweepId sweep, const Dwell& dwell);
    CellId cell(const CellIdentity& identity, const CellFacts& facts, std::int64_t seen_ns);
    // What that cell said of itself; it replaces what was known before.
    void announce(CellId cell, const Announcement& announcement, std::int64_t heard_ns);
    void add_reading(DwellId dwell, CellId cell, const Reading& reading);
    void add_band_reading(DwellId dwell, const BandReading& reading);
    void add_event(const Event& event);

    // What a radio's own errors are; each commits by itself. `simulated`: a made world's radio.
    void add_clock(const ClockCalibration& clock, bool simulated);
    void add_level(const LevelCalibration& level, bool simulated);

    // Returns the readings (of cells and bands) that this commit made safe.
    std::int64_t commit();
    // All that this writer made safe.
    std::int64_t acknowledged() const;

    // What the same carrier and physical identity said of itself before, last of all.
    std::optional<EarlierIdentity> earlier_identity(const CellIdentity& identity);

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace boresight::store
