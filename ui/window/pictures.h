// SPDX-License-Identifier: GPL-3.0-or-later
// Pictures of every view of a snapshot, in every size that they are judged by and in both themes, as PNG files. Throws
// an Error of kind `missing` where a file can't be written. On the window's thread.
#pragma once

#include <filesystem>
#include <vector>

#include "app/snapshot.h"
#include "ui/window/window.h"

namespace boresight::ui {

struct PictureSize {
    int width, height;
};
inline constexpr PictureSize picture_sizes[]{{800, 480}, {1280, 800}, {1920, 1080}};

void make_picture_folder(const std::filesystem::path& folder);

// Makes the folder. Files are named as in listen_800x480_light.png.
std::vector<std::filesystem::path> write_pictures(Window& window, const app::Snapshot& snapshot,
                                                  const std::filesystem::path& folder);

}  // namespace boresight::ui
