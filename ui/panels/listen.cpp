// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/listen.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "ui/controls.h"
#include "ui/look.h"
#include "ui/plot/spectrum_plot.h"

namespace boresight::ui {

namespace {

constexpr double step_hz = 1e6, gain_step_db = 3;
constexpr double overdriven_share = 1e-4, full_gauge_share = 1e-2;
constexpr float spectrum_share = 0.55F;  // of the height; the waterfall has the rest

void tune(const app::Snapshot& snapshot, ListenView& view, std::vector<app::Command>& commands) {
    const double now_hz = snapshot.source.center_frequency_hz.value_or(0);
    if (!view.typing) view.typed_mhz = now_hz / 1e6;
    ImGui::SetNextItemWidth(ImGui::CalcTextSize("00000.000 MHz").x + 16);
    if (ImGui::InputDouble("##frequency", &view.typed_mhz, 0, 0, "%.3f MHz", ImGuiInputTextFlags_EnterReturnsTrue) &&
        std::isfinite(view.typed_mhz) && view.typed_mhz > 0)
        commands.push_back(app::TuneTo{view.typed_mhz * 1e6});
    view.typing = ImGui::IsItemActive();
    ImGui::SameLine();
    if (button("Lower", ',') && now_hz > step_hz) commands.push_back(app::TuneTo{now_hz - step_hz});
    ImGui::SameLine();
    if (button("Higher", '.')) commands.push_back(app::TuneTo{now_hz + step_hz});
}

void set_gain(const app::Snapshot& snapshot, std::vector<app::Command>& commands) {
    const std::optional<double> gain_db = snapshot.source.gain_db;
    if (button("Less gain", '-') && gain_db) commands.push_back(app::SetGain{*gain_db - gain_step_db});
    ImGui::SameLine();
    if (button("More", '+') && gain_db) commands.push_back(app::SetGain{*gain_db + gain_step_db});
}

// How many samples are at full scale, as a bar whose end means "turn the gain down", in words too.
void clip_gauge(const app::ListenState& listen) {
    const double share = std::isfinite(listen.clipped_share) ? std::clamp(listen.clipped_share, 0.0, 1.0) : 0;
    const bool overdriven = share > overdriven_share;
    const Colours& colours = look().colours();
    // Decades from 1e-6 to the full gauge.
    const double filled = share > 1e-6 ? std::log10(share / 1e-6) / std::log10(full_gauge_share / 1e-6) : 0;
    const float height = ImGui::GetTextLineHeight(), width = 90 * look().scale();
    const ImVec2 at = ImGui::GetCursorScreenPos();
    ImDrawList& list = *ImGui::GetWindowDrawList();
    list.AddRectFilled(at, {at.x + width, at.y + height}, colours.plot_ground);
    list.AddRectFilled(at, {at.x + width * static_cast<float>(std::min(filled, 1.0)), at.y + height},
                       overdriven ? colours.bad : colours.good);
    list.AddRect(at, {at.x + width, at.y + height}, colours.faint);
    ImGui::Dummy({width, height});
    ImGui::SameLine();
    std::string words = overdriven ? fmt::format("overdriven: {:.2g} % clipped, less gain!", 100 * share)
                                   : std::string("not overdriven");
    if (listen.level_dbfs && std::isfinite(*listen.level_dbfs))
        words += fmt::format("  {:.0f} dBFS", *listen.level_dbfs);
    if (listen.losses > 0) words += fmt::format("  {} losses", listen.losses);
    text_line(words);
}

void draw_plots(const app::Snapshot& snapshot, ListenView& view) {
    const ImVec2 low = ImGui::GetCursorScreenPos(), room = ImGui::GetContentRegionAvail();
    const ImVec2 high{low.x + room.x, low.y + room.y};
    if (room.x < 16 || room.y < 16) return;
    const float split = low.y + room.y * spectrum_share;
    const SpectrumSpan span = span_of(*snapshot.listen.spectrum);
    if (span.empty()) {
        faint_block("Nothing but silence or faulty samples came from the radio.");
        return;
    }
    draw_spectrum(snapshot.listen, span, low, {high.x, split});
    const ImVec2 top{low.x + axis_room().x, split + 4};
    ImDrawList& list = *ImGui::GetWindowDrawList();
    if (high.y > top.y && high.x > top.x) {
        list.AddRectFilled(top, high, look().colours().plot_ground);
        view.waterfall.draw(list, top, high, span.low_hz, span.high_hz);
    }
    ImGui::Dummy(room);
}

}  // namespace

std::vector<app::Command> draw_listen(const app::Snapshot& snapshot, ListenView& view) {
    std::vector<app::Command> commands;
    view.waterfall.take(snapshot.listen.waterfall);
    const bool running = app::is_running(snapshot, app::JobKind::listen);
    if (running ? button("Pause", 'L') : button("Start listening", 'L')) {
        if (running)
            commands.push_back(app::StopJob{app::JobKind::listen});
        else
            commands.push_back(app::Listen{});
    }
    ImGui::SameLine();
    tune(snapshot, view, commands);
    ImGui::SameLine();
    set_gain(snapshot, commands);
    std::string tuned = snapshot.source.gain_db && std::isfinite(*snapshot.source.gain_db)
                            ? fmt::format("gain {:.0f} dB", *snapshot.source.gain_db)
                            : "";
    if (snapshot.source.sample_rate_hz && std::isfinite(*snapshot.source.sample_rate_hz))
        tuned += fmt::format("{}{:.2f} MHz wide", tuned.empty() ? "" : ", ", *snapshot.source.sample_rate_hz / 1e6);
    clip_gauge(snapshot.listen);
    if (!tuned.empty()) {
        ImGui::SameLine();
        text_line(tuned + ".  Lines: thick now, thin highest, level noise" +
                  (snapshot.listen.spike_removed ? "; the radio's own spike at the middle is taken out" : ""));
    }
    if (snapshot.listen.spectrum && !snapshot.listen.spectrum->dbfs_hz.empty())
        draw_plots(snapshot, view);
    else
        faint_block(snapshot.source.label.empty() ? "No radio is open." : "Nothing was heard yet. Press L to listen.");
    return commands;
}

}  // namespace boresight::ui
