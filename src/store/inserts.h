// SPDX-License-Identifier: GPL-3.0-or-later
// The records as rows: prepared statements that put each kind into its table, in the units of its columns. Knows
// nothing of transactions or locks; that is the Writer's part. Throws Errors. For the writer's thread.
#pragma once

#include <cstdint>

#include "store/database.h"
#include "store/records.h"

namespace boresight::store {

class Inserts {
public:
    explicit Inserts(Database& database);

    SiteId site(const Site& site);
    SessionId session(const Session& session, std::int64_t start_ns);
    void end_session(SessionId session, std::int64_t end_ns);
    SweepId sweep(SessionId session, const Sweep& sweep);
    void end_sweep(SweepId sweep, SweepState state);
    DwellId dwell(SweepId sweep, const Dwell& dwell);
    CellId cell(const CellIdentity& identity, const CellFacts& facts, std::int64_t seen_ns);
    void reading(DwellId dwell, CellId cell, const Reading& reading);
    void band_reading(DwellId dwell, const BandReading& reading);
    void event(const Event& event, std::int64_t time_ns);

private:
    // Readings are numbered within their dwell; the number goes on where the dwell's last one ended.
    class Numbering {
    public:
        explicit Numbering(Statement next) : next_(std::move(next)) {}
        std::int64_t next(DwellId dwell);

    private:
        Statement next_;
        DwellId dwell_{-1};
        std::int64_t nth_ = 0;
    };

    Database& database_;
    Statement insert_site_, find_site_, insert_session_, end_session_, insert_sweep_, end_sweep_, insert_dwell_,
        insert_cell_, find_cell_, insert_reading_, insert_band_reading_, insert_event_;
    Numbering reading_numbers_, band_numbers_;
};

}  // namespace boresight::store
