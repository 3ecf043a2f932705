// SPDX-License-Identifier: GPL-3.0-or-later
#include "radio/sigmf_paths.h"

#include <string_view>

#include "platform/error.h"

namespace boresight::radio {

SigmfPaths sigmf_paths(const std::filesystem::path& recording) {
    std::string base = recording.string();
    for (const std::string_view ending : {".sigmf-meta", ".sigmf-data"})
        if (base.ends_with(ending)) {
            base.resize(base.size() - ending.size());
            break;
        }
    const auto refuse = [&](const char* what, const char* fix) {
        throw Error(
            Error::Kind::bad_input,
            {.what = what, .where = recording.string(), .expected = "NAME.sigmf-meta or NAME.sigmf-data", .fix = fix});
    };
    if (base.ends_with(".sigmf")) refuse("this is a SigMF archive", "Unpack it with tar -xf");
    // The endings are appended, never exchanged: a NAME such as 739.0M has a dot of its own.
    SigmfPaths paths{.name = std::filesystem::path(base).filename().string(),
                     .meta = base + ".sigmf-meta",
                     .data = base + ".sigmf-data"};
    if (paths.name.empty()) refuse("the name of a recording is empty", "Name one of its two files");
    return paths;
}

}  // namespace boresight::radio
