// SPDX-License-Identifier: GPL-3.0-or-later
// Whether the window is to be drawn: when the snapshot is another one, for some frames after input (Dear ImGui needs
// them to come to rest), and while the cursor of a field blinks. Else nothing is drawn and no processor is used. Times
// in seconds of any clock. Pure; one thread.
#pragma once

#include <cstdint>
#include <optional>

namespace boresight::ui {

class Redraw {
public:
    static constexpr int frames_after_input = 3;
    static constexpr double cursor_blink_s = 0.4;

    void input() { owed_ = frames_after_input; }

    bool needed(std::uint64_t revision, bool cursor_blinks, double now_s) const {
        return revision != drawn_ || owed_ > 0 || (cursor_blinks && now_s - drawn_at_s_ >= cursor_blink_s);
    }

    void drawn(std::uint64_t revision, double now_s) {
        if (owed_ > 0) --owed_;
        drawn_ = revision;
        drawn_at_s_ = now_s;
    }

private:
    int owed_ = frames_after_input;
    std::optional<std::uint64_t> drawn_;
    double drawn_at_s_ = 0;
};

}  // namespace boresight::ui
