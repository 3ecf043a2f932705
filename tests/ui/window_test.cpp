// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/window.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>

#include "platform/error.h"
#include "tests/temporary_folder.h"
#include "tests/ui/zoo.h"
#include "ui/window/pictures.h"

namespace boresight::ui {
namespace {

// Strips of SIMULATED: nearly all pixels of some row have this colour.
bool has_strip(const Picture& picture, ImU32 colour) {
    const std::uint8_t wanted[]{static_cast<std::uint8_t>(colour), static_cast<std::uint8_t>(colour >> 8),
                                static_cast<std::uint8_t>(colour >> 16)};
    for (int y = 0; y < picture.height; ++y) {
        int same = 0;
        for (int x = 0; x < picture.width; ++x) {
            const std::uint8_t* pixel = picture.rgb.data() + 3 * (static_cast<std::ptrdiff_t>(y) * picture.width + x);
            if (std::equal(wanted, wanted + 3, pixel)) ++same;
        }
        if (same > picture.width * 9 / 10) return true;
    }
    return false;
}

TEST(WindowWithout, ADisplayIsOneClearSentenceAndExitCode3) {
    const char* display = std::getenv("DISPLAY");
    if (display != nullptr) GTEST_SKIP() << "there is a display here";
    try {
        Window window(640, 480, false);
        FAIL() << "a window opened on nothing";
    } catch (const Error& error) {
        EXPECT_EQ(error.exit_code(), ExitCode::missing);
        EXPECT_NE(error.text().what.find("no display"), std::string::npos);
    }
}

bool no_display() {
    return std::getenv("DISPLAY") == nullptr;
}

TEST(Window, DrawsASnapshotAndThenRests) {
    if (no_display()) GTEST_SKIP() << "SKIPPED: no display; ui.a_real_window makes one";
    Window window(800, 480, false);
    WindowView view;
    app::Snapshot snapshot = zoo::ordinary_day();
    Picture picture;
    for (int i = 0; i < 20 && window.needs_drawing(snapshot); ++i) {
        window.wait(0.01);
        window.draw(snapshot, view, &picture);
    }
    EXPECT_TRUE(has_strip(picture, window.look().colours().warning_ground));
    for (int i = 0; i < 5; ++i) {
        window.wait(0.02);
        EXPECT_FALSE(window.needs_drawing(snapshot)) << "nothing changed";
    }
    ++snapshot.revision;
    EXPECT_TRUE(window.needs_drawing(snapshot));
}

TEST(Window, WritesAPictureOfEveryView) {
    if (no_display()) GTEST_SKIP() << "SKIPPED: no display; ui.a_real_window makes one";
    const tests::TemporaryFolder temporary;
    const char* kept = std::getenv("BORESIGHT_PICTURES");
    const std::filesystem::path folder = kept != nullptr ? kept : temporary.path();
    Window window(800, 480, false);
    const auto done = write_pictures(window, zoo::ordinary_day(), folder / "done");
    EXPECT_EQ(done.size(), 4 * std::size(picture_sizes) * 2);
    for (const auto& file : done) EXPECT_GT(std::filesystem::file_size(file), 1000U) << file;
    if (kept != nullptr)
        for (const auto& [name, snapshot] : zoo::all()) write_pictures(window, snapshot, folder / name);
}

}  // namespace
}  // namespace boresight::ui
