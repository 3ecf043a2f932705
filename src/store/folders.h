// SPDX-License-Identifier: GPL-3.0-or-later
// Folders for a database, and names in them that outlive a power cut. For the writer's thread.
#pragma once

#include <filesystem>

namespace boresight::store {

// Those that are missing are made for the user alone, as the XDG specification wants it: positions of homes lie in
// them. Throws an Error when that isn't allowed.
void make_private_folders(const std::filesystem::path& folder);

// Waits until a file, or a folder's list of names, is on the disk, as far as it can be opened.
void sync_path(const std::filesystem::path& path);

}  // namespace boresight::store
