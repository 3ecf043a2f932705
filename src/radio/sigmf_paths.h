// SPDX-License-Identifier: GPL-3.0-or-later
// The two files of a SigMF recording. Whoever names a recording may give either file or NAME alone.
#pragma once

#include <filesystem>
#include <string>

namespace boresight::radio {

struct SigmfPaths {
    std::string name;  // NAME without its folder
    std::filesystem::path meta;
    std::filesystem::path data;
};

// An Error for a .sigmf archive or an empty name; whether the files exist isn't looked at.
SigmfPaths sigmf_paths(const std::filesystem::path& recording);

}  // namespace boresight::radio
