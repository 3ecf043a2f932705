// SPDX-License-Identifier: GPL-3.0-or-later
// Looks into a database while somebody else may be writing it: opened read-only, never checkpoints, and each call
// finishes within about a second, so that the writer's log can be emptied. Throws an Error when there is no database,
// when it isn't one, or when it is from a newer version. Used from one thread.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "store/records.h"

namespace boresight::store {

// A reading with everything that belongs to it.
struct FullReading {
    SessionId session_id{};
    Session session{};
    std::string site_name{};
    Sweep sweep{};
    DwellId dwell_id{};
    Dwell dwell{};
    CellId cell_id{};
    Cell cell{};
    Reading reading{};
};

// Empty: no limit.
struct ReadingFilter {
    std::optional<std::int64_t> since_ns{};  // the reading's time, included
    std::optional<std::int64_t> until_ns{};  // excluded
    std::optional<SessionId> session{};
    std::optional<Rat> rat{};
};

// Power without a cell, with the dwell that it belongs to.
struct FullBandReading {
    std::int64_t dwell_start_ns = 0;
    std::optional<double> center_frequency_hz{};
    BandReading reading{};
};

struct Counts {
    std::int64_t sites = 0, sessions = 0, sweeps = 0, dwells = 0, cells = 0, readings = 0, band_readings = 0,
                 events = 0;
};

class Reader {
public:
    explicit Reader(const std::filesystem::path& database);
    ~Reader();
    Reader(Reader&&) noexcept;
    Reader& operator=(Reader&&) noexcept;

    Counts counts();
    std::optional<SessionId> last_session();
    // The last session of that command that has a dwell, unless all of its sweeps are done.
    std::optional<SessionId> unfinished_session(const std::string& command);
    // Whether all that it set out to do is done; false for one that was stopped or killed, or isn't there.
    bool is_done(SessionId session);
    std::optional<EarlierIdentity> earlier_identity(const CellIdentity& identity);

    // Tells `each` the readings in the order they were taken, until it answers false. Returns how many it was told.
    // What is added meanwhile may or may not be among them.
    std::int64_t readings(const ReadingFilter& filter, const std::function<bool(const FullReading&)>& each);

    // The same of powers without a cell, of dwells that began at that time or later.
    void band_readings(std::int64_t since_ns, const std::function<void(const FullBandReading&)>& each);

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace boresight::store
