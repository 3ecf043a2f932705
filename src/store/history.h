// SPDX-License-Identifier: GPL-3.0-or-later
// Months of listening, told dwell by dwell with what was heard in each, without the fields that trends don't need:
// some ten times faster than Reader::readings, in memory that doesn't grow. A dwell in which nothing was heard is told
// too: only then can silence be told from a gap. Read-only, as a Reader, and with its Errors. One thread.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "store/records.h"

namespace boresight::store {

struct HeardCell {
    CellId cell{};
    std::optional<double> strength_dbfs{};  // RSRP or RSCP
    std::optional<double> quality_db{};     // SINR (LTE) or Ec/No (UMTS)
};

struct HeardDwell {
    DwellId id{};
    SessionId session{};
    std::string purpose{};  // of its sweep
    std::int64_t start_ns = 0;
    std::optional<double> center_frequency_hz{};
    std::optional<double> sample_rate_hz{};
    std::optional<double> gain_db{};
    std::uint32_t flags = 0;
    std::vector<HeardCell> cells{};
};

// Included and excluded; empty: no limit.
struct TimeSpan {
    std::optional<std::int64_t> since_ns{};
    std::optional<std::int64_t> until_ns{};
};

struct KnownCell {
    CellId id{};
    Cell cell{};
};

struct KnownSession {
    SessionId id{};
    Session session{};
};

class History {
public:
    explicit History(const std::filesystem::path& database);
    ~History();
    History(History&&) noexcept;
    History& operator=(History&&) noexcept;

    std::vector<KnownCell> cells();
    std::vector<KnownSession> sessions();

    // When the last dwell of that purpose ended.
    std::optional<std::int64_t> last_end_ns(const std::string& purpose);
    // Where cells of that standard were heard in the latest scan with a radio that heard any; ascending.
    std::vector<double> carriers_of_last_scan(Rat rat);

    // In the order they were kept, until `each` answers false. `share`: how far, 0..1.
    void dwells(const TimeSpan& span, const std::function<bool(const HeardDwell&, double share)>& each);
    // In the order they were kept.
    void events(const TimeSpan& span, const std::function<void(const Event&)>& each);

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace boresight::store
