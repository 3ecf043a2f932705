// SPDX-License-Identifier: GPL-3.0-or-later
// Makes every connection that is opened meanwhile checkpoint often, so that a short run has several, and if wanted
// never sync; what the program itself wishes about that is to be passed over (Probe::drops_pragma). One at a time.
#pragma once

#include <sqlite3.h>

#include <string_view>

namespace boresight::store::tests {

enum class Syncing { as_the_program_wants, off };

class OftenCheckpoints {
public:
    static constexpr int pages_per_checkpoint = 24;  // instead of 1000

    explicit OftenCheckpoints(Syncing syncing = Syncing::as_the_program_wants) {
        current_syncing() = syncing;
        sqlite3_auto_extension(reinterpret_cast<void (*)()>(prepare_connection));
    }
    ~OftenCheckpoints() { sqlite3_cancel_auto_extension(reinterpret_cast<void (*)()>(prepare_connection)); }
    OftenCheckpoints(const OftenCheckpoints&) = delete;
    OftenCheckpoints& operator=(const OftenCheckpoints&) = delete;

    bool drops_pragma(std::string_view pragma, std::string_view value) const {
        if (pragma == "wal_autocheckpoint") return value != "0";  // 0: who reads never checkpoints
        return pragma == "synchronous" && current_syncing() == Syncing::off && value != "OFF";
    }

private:
    static Syncing& current_syncing() {
        static Syncing syncing{};
        return syncing;
    }
    static int prepare_connection(sqlite3* connection, char**, const sqlite3_api_routines*) {
        sqlite3_wal_autocheckpoint(connection, pages_per_checkpoint);
        if (current_syncing() == Syncing::off)
            sqlite3_exec(connection, "PRAGMA synchronous=OFF", nullptr, nullptr, nullptr);
        return SQLITE_OK;
    }
};

}  // namespace boresight::store::tests
