// SPDX-License-Identifier: GPL-3.0-or-later
#include "catalog/data_text.h"

#include <fmt/format.h>

#include <string>

#include "catalog/embedded.h"
#include "platform/error.h"

namespace boresight::catalog {

std::string_view data_text(std::string_view file) {
    for (const EmbeddedFile& embedded : embedded_files()) {
        if (embedded.name == file) return embedded.content;
    }
    throw Error(Error::Kind::missing, {.what = "this file isn't part of the program",
                                       .where = fmt::format("data/{}", file),
                                       .expected = {},
                                       .fix = "Put the file back and build again"});
}

CsvTable data_table(std::string_view file) {
    return CsvTable(fmt::format("data/{}", file), data_text(file));
}

}  // namespace boresight::catalog
