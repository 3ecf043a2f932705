// SPDX-License-Identifier: GPL-3.0-or-later
// The schema's history: each step is one file here, 0001_*.cpp upwards, never edited after it landed (a test holds
// their checksums). A step is SQL that runs within one transaction and takes the schema from version - 1 to version.
#pragma once

#include <span>

namespace boresight::store {

struct Migration {
    // Where a step leaves all that was measured as it is, no copy is kept of the old database, for which there may be
    // no room on its disk.
    enum class Touches { measurements, nothing_measured };

    int version = 0;
    const char* sql = nullptr;
    Touches touches = Touches::measurements;
};

// All steps, oldest first; the last is the schema that this program reads and writes.
std::span<const Migration> migrations();

}  // namespace boresight::store
