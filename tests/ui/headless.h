// SPDX-License-Identifier: GPL-3.0-or-later
// The window without a screen: Dear ImGui with no back-end, a mouse and keys that a test moves. A click looks for the
// button with the mouse, as a person does: what is hidden or out of the window isn't found.
#pragma once

#include <gtest/gtest.h>
#include <imgui.h>
#include <imgui_internal.h>

#include <cstring>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "ui/frame.h"

namespace boresight::ui {

class Headless {
public:
    explicit Headless(ImVec2 size = {1280, 800}, float scale = 1,
                      const std::filesystem::path& font = Look::usual_font()) {
        IMGUI_CHECKVERSION();
        context_ = ImGui::CreateContext();
        ImGuiIO& io = ImGui::GetIO();
        io.IniFilename = nullptr;
        io.DisplaySize = size;
        io.DeltaTime = 1.0F / 30;
        io.BackendFlags |= ImGuiBackendFlags_RendererHasVtxOffset;
        for (int key = 0; key < ImGuiKey_COUNT; ++key) io.KeyMap[key] = key;
        look_ = std::make_unique<Look>(scale, font);
        unsigned char* pixels = nullptr;
        int width = 0, height = 0;
        io.Fonts->GetTexDataAsRGBA32(&pixels, &width, &height);
        io.Fonts->SetTexID(reinterpret_cast<ImTextureID>(1));
    }
    ~Headless() {
        look_.reset();
        ImGui::DestroyContext(context_);
    }
    Headless(const Headless&) = delete;
    Headless& operator=(const Headless&) = delete;

    std::vector<app::Command> frame(const app::Snapshot& snapshot) {
        ImGui::NewFrame();
        std::vector<app::Command> commands = draw_window(snapshot, view, *look_);
        ImGui::Render();
        return commands;
    }

    // Draws until sizes that follow from the first frame's have settled.
    void settle(const app::Snapshot& snapshot) {
        for (int i = 0; i < 3; ++i) frame(snapshot);
    }

    std::vector<app::Command> type(const app::Snapshot& snapshot, char letter) {
        ImGui::GetIO().AddInputCharacter(static_cast<unsigned char>(letter));
        return frame(snapshot);
    }

    std::vector<app::Command> press(const app::Snapshot& snapshot, ImGuiKey key) {
        ImGui::GetIO().KeysDown[key] = true;
        std::vector<app::Command> commands = frame(snapshot);
        ImGui::GetIO().KeysDown[key] = false;
        frame(snapshot);
        return commands;
    }

    // A point of the button, field or heading of a table with this label in any window, found by moving the mouse over
    // the display.
    std::optional<ImVec2> find(const app::Snapshot& snapshot, const char* label) {
        constexpr float step_x = 24, step_y = 11;
        const ImVec2 size = ImGui::GetIO().DisplaySize;
        settle(snapshot);
        for (float y = 2; y < size.y; y += step_y)
            for (float x = 2; x < size.x; x += step_x) {
                ImGui::GetIO().MousePos = {x, y};
                frame(snapshot);
                if (hovers(label)) return ImVec2{x, y};
            }
        return std::nullopt;
    }

    std::vector<app::Command> click(const app::Snapshot& snapshot, const char* label) {
        const std::optional<ImVec2> at = find(snapshot, label);
        EXPECT_TRUE(at) << "no mouse reaches '" << label << "'";
        if (!at) return {};
        return click_at(snapshot, *at);
    }

    std::vector<app::Command> click_at(const app::Snapshot& snapshot, ImVec2 at) {
        ImGuiIO& io = ImGui::GetIO();
        std::vector<app::Command> all;
        const auto add = [&all, this, &snapshot] {
            for (const app::Command& command : frame(snapshot)) all.push_back(command);
        };
        io.MousePos = at;
        add();
        io.MouseDown[0] = true;
        add();
        io.MouseDown[0] = false;
        add();
        add();
        return all;
    }

    Look& look() { return *look_; }

    WindowView view;

private:
    static bool hovers(const char* label) {
        const ImGuiContext& context = *ImGui::GetCurrentContext();
        if (context.HoveredId == 0) return false;
        for (ImGuiWindow* window : context.Windows)
            if (window->GetID((std::string("###") + label).c_str()) == context.HoveredId ||
                window->GetID(label) == context.HoveredId)
                return true;
        return hovers_heading(label);
    }

    // Headings of tables have ids of their own: that of the table, then the column, then the words.
    static bool hovers_heading(const char* label) {
        ImGuiContext& context = *ImGui::GetCurrentContext();
        for (int t = 0; t < context.Tables.GetMapSize(); ++t) {
            const ImGuiTable* table = context.Tables.TryGetMapData(t);
            if (table == nullptr) continue;
            for (int column = 0; column < table->ColumnsCount; ++column)
                if (ImHashStr(label, 0, ImHashData(&column, sizeof column, table->ID)) == context.HoveredId)
                    return true;
        }
        return false;
    }

    ImGuiContext* context_ = nullptr;
    std::unique_ptr<Look> look_;
};

}  // namespace boresight::ui
