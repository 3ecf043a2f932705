// SPDX-License-Identifier: GPL-3.0-or-later
// What the build makes of the folder data/: scripts/embed_data.cmake writes the definition of embedded_files() into the
// build folder. Constant, any thread.
#pragma once

#include <span>
#include <string_view>

namespace boresight::catalog {

struct EmbeddedFile {
    std::string_view name;  // below data/: "bands/lte.csv"
    std::string_view content;
};

std::span<const EmbeddedFile> embedded_files();

}  // namespace boresight::catalog
