// SPDX-License-Identifier: GPL-3.0-or-later
// Runs that are done, kept in a file a line each, so that a proof that was cut goes on where it was. A file belongs to
// one program: its first line is the program's fingerprint, and runs of another one are begun anew unless they are
// asked for. An unreadable file is begun anew; one that can't be written throws std::runtime_error.
#pragma once

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <map>
#include <mutex>
#include <string>

#include "tests/proof/records.h"

namespace boresight::proof {

// Of the program that runs, by its own file.
std::string own_fingerprint();

class KeptRuns {
public:
    struct Setting {
        std::filesystem::path folder;
        std::string fingerprint;
        bool any_program = false;  // runs of other programs count
        bool fresh = false;        // none count
    };
    KeptRuns(const Setting& setting, const std::string& sessions);

    // By their seeds. Those that are kept stay where they are.
    const std::map<std::uint64_t, Record>& runs() const { return runs_; }
    void keep(std::uint64_t seed, Record record);  // any thread

private:
    void read(const std::filesystem::path& file, const Setting& setting);

    std::mutex mutex_;
    std::map<std::uint64_t, Record> runs_;
    std::ofstream out_;
};

}  // namespace boresight::proof
