// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/version_text.h"

#include <fmt/format.h>

#include "platform/version.h"
#include "store/check.h"

namespace boresight::cli {

std::string version_text() {
    return fmt::format(
        "boresight {}\n"
        "commit      {}\n"
        "data of     {}\n"
        "database    schema {}, SQLite {}\n",
        version(), commit(), data_date(), store::schema_version(), store::sqlite_version());
}

}  // namespace boresight::cli
