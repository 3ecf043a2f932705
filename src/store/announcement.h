// SPDX-License-Identifier: GPL-3.0-or-later
// What the database knows of what a cell said of itself beyond its name (SIB2, SIB5 of LTE; SIB5, SIB11, SIB19 of
// UMTS): the latest. A database that isn't there, or older than announcements, has none. read_announcements() opens the
// database read-only and throws what that throws. One thread a call.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "store/records.h"

namespace boresight::store {

class Database;

struct AnnouncedCarrier {
    int earfcn = 0;
    int n_rb = 0;                   // how wide phones may measure
    std::optional<int> priority{};  // 7 goes first

    bool operator==(const AnnouncedCarrier&) const = default;
};

// On another carrier of UMTS.
struct AnnouncedUmtsCell {
    int uarfcn = 0;  // downlink
    int psc = 0;

    bool operator==(const AnnouncedUmtsCell&) const = default;
};

struct Announcement {
    std::optional<int> reference_signal_power_dbm{};  // of a resource element; UMTS: of the pilot; as sent
    std::optional<double> ul_frequency_hz{};
    std::optional<int> ul_n_rb{};
    std::vector<AnnouncedCarrier> others{};  // empty: not known
    std::vector<AnnouncedUmtsCell> umts_others{};
};

// By carrier (Hz) and physical identity. Where two cells share both, the one heard later counts.
using Announced = std::map<std::pair<double, int>, Announcement>;
Announced read_announcements(const std::filesystem::path& database);

// For the Writer, within its transaction: what is empty leaves what was known before.
void insert(Database& database, CellId cell, const Announcement& announcement, std::int64_t heard_ns);

}  // namespace boresight::store
