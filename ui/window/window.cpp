// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/window.h"

#include <GLFW/glfw3.h>
#include <backends/imgui_impl_glfw.h>
#include <backends/imgui_impl_opengl3.h>
#include <imgui.h>

#include <algorithm>
#include <string>

#include "platform/error.h"

namespace boresight::ui {

namespace {

[[noreturn]] void refuse(const ErrorText& text) {
    glfwTerminate();
    throw Error(Error::Kind::missing, text);
}

void note_input(GLFWwindow* window) {
    static_cast<Redraw*>(glfwGetWindowUserPointer(window))->input();
}

// Set before those of Dear ImGui's back-end, which calls them in turn.
void note_all_input(GLFWwindow* window, Redraw& redraw) {
    glfwSetWindowUserPointer(window, &redraw);
    glfwSetKeyCallback(window, [](GLFWwindow* where, int key, int, int action, int held) {
        note_input(where);
        if (key == GLFW_KEY_Q && action == GLFW_PRESS && held == GLFW_MOD_CONTROL)
            glfwSetWindowShouldClose(where, GLFW_TRUE);
    });
    glfwSetCharCallback(window, [](GLFWwindow* where, unsigned) { note_input(where); });
    glfwSetMouseButtonCallback(window, [](GLFWwindow* where, int, int, int) { note_input(where); });
    glfwSetCursorPosCallback(window, [](GLFWwindow* where, double, double) { note_input(where); });
    glfwSetCursorEnterCallback(window, [](GLFWwindow* where, int) { note_input(where); });
    glfwSetScrollCallback(window, [](GLFWwindow* where, double, double) { note_input(where); });
    glfwSetWindowFocusCallback(window, [](GLFWwindow* where, int) { note_input(where); });
    glfwSetFramebufferSizeCallback(window, [](GLFWwindow* where, int, int) { note_input(where); });
    glfwSetWindowRefreshCallback(window, [](GLFWwindow* where) { note_input(where); });
}

void read_picture(int width, int height, Picture& picture) {
    picture = {width, height, std::vector<std::uint8_t>(static_cast<std::size_t>(width) * height * 3)};
    glPixelStorei(GL_PACK_ALIGNMENT, 1);
    glReadPixels(0, 0, width, height, GL_RGB, GL_UNSIGNED_BYTE, picture.rgb.data());
    const auto line = static_cast<std::ptrdiff_t>(width) * 3;  // OpenGL counts rows from the bottom
    for (int top = 0, bottom = height - 1; top < bottom; ++top, --bottom)
        std::swap_ranges(picture.rgb.begin() + top * line, picture.rgb.begin() + (top + 1) * line,
                         picture.rgb.begin() + bottom * line);
}

}  // namespace

Window::Window(int width, int height, bool visible) {
    open(width, height, visible);
    IMGUI_CHECKVERSION();
    ImGui::CreateContext();
    ImGui::GetIO().IniFilename = nullptr;
    float scale = 1, scale_y = 1;
    glfwGetWindowContentScale(window_, &scale, &scale_y);
    look_ = std::make_unique<Look>(scale);
    note_all_input(window_, redraw_);
    ImGui_ImplGlfw_InitForOpenGL(window_, true);
    ImGui_ImplOpenGL3_Init("#version 130");
    glGenTextures(1, &texture_);
    glBindTexture(GL_TEXTURE_2D, texture_);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_LINEAR);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_NEAREST);
    glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA, Waterfall::columns, Waterfall::lines, 0, GL_RGBA, GL_UNSIGNED_BYTE,
                 nullptr);
}

Window::~Window() {
    glDeleteTextures(1, &texture_);
    ImGui_ImplOpenGL3_Shutdown();
    ImGui_ImplGlfw_Shutdown();
    look_.reset();
    ImGui::DestroyContext();
    glfwDestroyWindow(window_);
    glfwTerminate();
}

void Window::open(int width, int height, bool visible) {
    if (glfwInit() != GLFW_TRUE)
        refuse({.what = "there is no display to open a window on",
                .where = "DISPLAY",
                .expected = "a desktop, or DISPLAY set to one",
                .fix = "Run it on the desktop, or use the command line: boresight --help"});
    glfwWindowHint(GLFW_CONTEXT_VERSION_MAJOR, 3);
    glfwWindowHint(GLFW_CONTEXT_VERSION_MINOR, 0);
    glfwWindowHint(GLFW_VISIBLE, visible ? GLFW_TRUE : GLFW_FALSE);
    window_ = glfwCreateWindow(width, height, "boresight", nullptr, nullptr);
    if (window_ == nullptr)
        refuse({.what = "the display gives no OpenGL 3.0",
                .where = "OpenGL",
                .expected = "OpenGL 3.0 or later",
                .fix = "Install the driver of the graphics card (Debian: libgl1-mesa-dri)"});
    glfwSetWindowSizeLimits(window_, 320, 240, GLFW_DONT_CARE, GLFW_DONT_CARE);
    glfwMakeContextCurrent(window_);
    glfwSwapInterval(1);
}

void Window::wait(double seconds) {
    glfwWaitEventsTimeout(seconds);
}

void Window::wake() {
    glfwPostEmptyEvent();
}

bool Window::close_asked() const {
    return glfwWindowShouldClose(window_) == GLFW_TRUE;
}

bool Window::needs_drawing(const app::Snapshot& snapshot) const {
    if (glfwGetWindowAttrib(window_, GLFW_ICONIFIED) == GLFW_TRUE) return false;
    return redraw_.needed(snapshot.revision, ImGui::GetIO().WantTextInput, glfwGetTime());
}

std::vector<app::Command> Window::draw(const app::Snapshot& snapshot, WindowView& view, Picture* picture) {
    view.listen.waterfall.set_texture(reinterpret_cast<ImTextureID>(static_cast<std::uintptr_t>(texture_)));
    ImGui_ImplOpenGL3_NewFrame();
    ImGui_ImplGlfw_NewFrame();
    ImGui::NewFrame();
    std::vector<app::Command> commands = draw_window(snapshot, view, *look_);
    ImGui::Render();
    upload(view.listen.waterfall);
    int width = 0, height = 0;
    glfwGetFramebufferSize(window_, &width, &height);
    glViewport(0, 0, width, height);
    glClear(GL_COLOR_BUFFER_BIT);
    ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
    if (picture != nullptr) read_picture(width, height, *picture);
    glfwSwapBuffers(window_);
    redraw_.drawn(snapshot.revision, glfwGetTime());
    if (!commands.empty()) redraw_.input();
    return commands;
}

void Window::resize(int width, int height) {
    glfwSetWindowSize(window_, width, height);
    redraw_.input();
}

void Window::upload(Waterfall& waterfall) const {
    const auto changed = waterfall.take_changed();
    if (!changed) return;
    glBindTexture(GL_TEXTURE_2D, texture_);
    const auto send = [&waterfall](int first, int count) {
        const std::uint32_t* pixels =
            waterfall.pixels().data() + static_cast<std::ptrdiff_t>(first) * Waterfall::columns;
        glTexSubImage2D(GL_TEXTURE_2D, 0, 0, first, Waterfall::columns, count, GL_RGBA, GL_UNSIGNED_BYTE, pixels);
    };
    const int before_end = std::min(changed->count, Waterfall::lines - changed->first);
    send(changed->first, before_end);
    if (before_end < changed->count) send(0, changed->count - before_end);
}

}  // namespace boresight::ui
