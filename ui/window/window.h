// SPDX-License-Identifier: GPL-3.0-or-later
// A window of the desktop with OpenGL 3.0 in it, on which the frame (ui/frame.h) is drawn: GLFW, Dear ImGui and the
// waterfall's texture together. Throws an Error of kind `missing` where there is no display or no OpenGL 3.0. One at a
// time, on the thread that runs main; wake() may be called from any.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "ui/frame.h"
#include "ui/redraw.h"

struct GLFWwindow;

namespace boresight::ui {

// RGB, rows from the top.
struct Picture {
    int width = 0, height = 0;
    std::vector<std::uint8_t> rgb;
};

class Window {
public:
    Window(int width, int height, bool visible);
    ~Window();
    Window(const Window&) = delete;
    Window& operator=(const Window&) = delete;

    // Sleeps until there is input, wake() is called, or so long.
    void wait(double seconds);
    static void wake();

    bool close_asked() const;
    bool needs_drawing(const app::Snapshot& snapshot) const;

    // The picture, where one is wanted, is of this frame.
    std::vector<app::Command> draw(const app::Snapshot& snapshot, WindowView& view, Picture* picture = nullptr);

    void resize(int width, int height);
    Look& look() { return *look_; }

private:
    void open(int width, int height, bool visible);
    void upload(Waterfall& waterfall) const;

    GLFWwindow* window_ = nullptr;
    std::unique_ptr<Look> look_;
    unsigned texture_ = 0;
    Redraw redraw_;
};

}  // namespace boresight::ui
