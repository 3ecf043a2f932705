// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/pictures.h"

#include <fmt/format.h>
#include <stb_image_write.h>

#include <utility>

#include "platform/error.h"

namespace boresight::ui {

namespace {

constexpr std::pair<Panel, const char*> panels[]{
    {Panel::listen, "listen"}, {Panel::cells, "cells"}, {Panel::aim, "aim"}, {Panel::advise, "advise"}};
constexpr int most_frames = 40;  // until the window has the size that was asked for and all has come to rest
constexpr int resting_frames = 4;

Picture picture_of(Window& window, const app::Snapshot& snapshot, WindowView& view, PictureSize size) {
    window.resize(size.width, size.height);
    Picture picture;
    int resting = 0;
    for (int frame = 0; frame < most_frames && resting < resting_frames; ++frame) {
        window.wait(0.01);
        window.draw(snapshot, view, &picture);
        if (picture.width == size.width && picture.height == size.height) ++resting;
    }
    return picture;
}

}  // namespace

void make_picture_folder(const std::filesystem::path& folder) {
    std::error_code fault;
    std::filesystem::create_directories(folder, fault);
    if (fault)
        throw Error(Error::Kind::missing,
                    {"the folder for pictures can't be made", folder.string() + ": " + fault.message(),
                     "a folder that may be written to", "name another folder"});
}

std::vector<std::filesystem::path> write_pictures(Window& window, const app::Snapshot& snapshot,
                                                  const std::filesystem::path& folder) {
    make_picture_folder(folder);
    std::vector<std::filesystem::path> written;
    WindowView view;
    for (const PictureSize size : picture_sizes)
        for (const Theme theme : {Theme::dark, Theme::light})
            for (const auto& [panel, name] : panels) {
                window.look().set_theme(theme);
                view.panel = panel;
                const Picture picture = picture_of(window, snapshot, view, size);
                written.push_back(folder / fmt::format("{}_{}x{}_{}.png", name, size.width, size.height,
                                                       theme == Theme::dark ? "dark" : "light"));
                if (stbi_write_png(written.back().c_str(), picture.width, picture.height, 3, picture.rgb.data(),
                                   picture.width * 3) == 0)
                    throw Error(Error::Kind::missing, {"a picture can't be written", written.back().string(),
                                                       "a disk with room", "make room or name another folder"});
            }
    return written;
}

}  // namespace boresight::ui
