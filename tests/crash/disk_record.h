// SPDX-License-Identifier: GPL-3.0-or-later
// Records all that SQLite changes on the disk while a program runs on it, with what the program had told its user by
// then. For one thread; the database lies in a folder of its own.
#pragma once

#include <fstream>
#include <string>
#include <vector>

#include "tests/crash/often_checkpoints.h"
#include "tests/crash/probed_disk.h"

namespace boresight::store::tests {

// Acknowledged: the call returned (Writer::commit, SweepRecorder::keep) or the word to the user was said (LogEvents).
struct Told {
    std::int64_t readings = 0;
    std::int64_t pieces = 0;  // rounds of a log, stops of a sweep
    std::int64_t events = 0;
    bool finished = false;  // the run that did it is over
    bool operator==(const Told&) const = default;
};

struct RecordedChange {
    Change change;
    std::string file;  // without its folder
    std::int64_t at = 0;
    std::string bytes{};
    Told told{};
};

struct DiskRecord {
    std::vector<RecordedChange> changes{};
    std::vector<std::string> shared_memory{};  // the -shm file before each change, empty where it is as before
    Told told_at_end{};
};

class DiskRecorder final : public Probe {
public:
    explicit DiskRecorder(Syncing syncing = Syncing::as_the_program_wants)
        : checkpoints_(syncing), disk_(*this, ProbedDisk::As::standard) {}

    int before(const ChangeOfFile& what) override {
        const std::filesystem::path path(what.path);
        record_.shared_memory.push_back(what.change == Change::sync ? shared_memory(path.parent_path()) : "");
        record_.changes.push_back(
            {what.change, path.filename().string(), what.at, std::string(what.bytes), record_.told_at_end});
        return SQLITE_OK;
    }
    bool drops_pragma(std::string_view pragma, std::string_view value) override {
        return checkpoints_.drops_pragma(pragma, value);
    }

    std::size_t changes() const { return record_.changes.size(); }
    Told& told() { return record_.told_at_end; }
    DiskRecord take() { return std::move(record_); }

private:
    static std::string shared_memory(const std::filesystem::path& folder) {
        for (const auto& entry : std::filesystem::directory_iterator(folder)) {
            if (!entry.path().string().ends_with("-shm")) continue;
            std::ifstream in(entry.path(), std::ios::binary);
            return {std::istreambuf_iterator<char>(in), {}};
        }
        return {};
    }

    OftenCheckpoints checkpoints_;
    DiskRecord record_;
    ProbedDisk disk_;
};

}  // namespace boresight::store::tests
