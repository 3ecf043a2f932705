// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/listen.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <string>

#include "ui/controls.h"
#include "ui/look.h"
#include "ui/plot/spectrum_plot.h"

namespace boresight::ui {

namespace {

constexpr double step_hz = 1e6, gain_step_db = 3;
constexpr double overdriven_share = 1e-4, full_gauge_share = 1e-2;
constexpr float spectrum_share = 0.55F;  // of the height; the waterfall has the rest
constexpr float between_times_px = 48;
constexpr double used_share = 0.9;  // of a channel's width: the rest is guard, TS 36.101 5.6
constexpr std::size_t longest_mark = 60;

void tune(const app::Snapshot& snapshot, ListenView& view, std::vector<app::Command>& commands) {
    const double now_hz = snapshot.source.center_frequency_hz.value_or(0);
    if (!view.typing) view.typed_mhz = now_hz / 1e6;
    ImGui::SetNextItemWidth(ImGui::CalcTextSize("00000.000 MHz").x + 16);
    if (ImGui::InputDouble("##frequency", &view.typed_mhz, 0, 0, "%.3f MHz", ImGuiInputTextFlags_EnterReturnsTrue) &&
        std::isfinite(view.typed_mhz) && view.typed_mhz > 0)
        commands.emplace_back(app::TuneTo{view.typed_mhz * 1e6});
    view.typing = ImGui::IsItemActive();
    ImGui::SameLine();
    if (button("Lower", ',') && now_hz > step_hz) commands.emplace_back(app::TuneTo{now_hz - step_hz});
    ImGui::SameLine();
    if (button("Higher", '.')) commands.emplace_back(app::TuneTo{now_hz + step_hz});
}

void set_gain(const app::Snapshot& snapshot, std::vector<app::Command>& commands) {
    const std::optional<double> gain_db = snapshot.source.gain_db;
    if (button("Less gain", '-') && gain_db) commands.emplace_back(app::SetGain{*gain_db - gain_step_db});
    ImGui::SameLine();
    if (button("More", '+') && gain_db) commands.emplace_back(app::SetGain{*gain_db + gain_step_db});
    ImGui::SameLine();
    if (button("Find gain", 'G')) commands.emplace_back(app::SetGain{});
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

// Carriers of the last scan that lie here, with the cells on each.
std::vector<app::BandMark> scanned_carriers(const app::Snapshot& snapshot, const SpectrumSpan& span) {
    std::vector<app::BandMark> marks;
    if (!snapshot.cells) return marks;
    std::map<double, app::BandMark> by_frequency;
    for (const app::CellRow& cell : *snapshot.cells) {
        if (!cell.frequency_hz || !cell.bandwidth_mhz || !std::isfinite(*cell.bandwidth_mhz)) continue;
        const double half_hz = *cell.bandwidth_mhz * used_share * 1e6 / 2;
        if (!(*cell.frequency_hz + half_hz > span.low_hz) || !(*cell.frequency_hz - half_hz < span.high_hz)) continue;
        app::BandMark& mark = by_frequency[*cell.frequency_hz];
        if (mark.name.empty()) {
            mark = {"band " + (cell.band.empty() ? "unknown" : cell.band) +
                        (cell.earfcn ? fmt::format(" (EARFCN {})", *cell.earfcn) : "") + ": PCI ",
                    *cell.frequency_hz - half_hz,
                    *cell.frequency_hz + half_hz,
                    true,
                    {},
                    {}};
            mark.name += fmt::format("{}", cell.pci);
        } else if (mark.name.size() < longest_mark) {
            mark.name += fmt::format(", {}", cell.pci);
        }
    }
    for (const auto& [frequency_hz, mark] : by_frequency) marks.push_back(mark);
    return marks;
}

// Time runs down the side: how many seconds ago each row was.
void draw_waterfall(const ListenView& view, const SpectrumSpan& span, ImVec2 low, ImVec2 high) {
    const ImVec2 top{low.x + axis_room().x, low.y};
    if (!(high.y > top.y) || !(high.x > top.x)) return;
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const Colours& colours = look().colours();
    list.AddRectFilled(top, high, colours.plot_ground);
    view.waterfall.draw(list, top, high, span.low_hz, span.high_hz);
    list.AddRect(top, high, colours.faint);
    const float line = ImGui::GetTextLineHeight(), height = high.y - top.y;
    const float step = std::max(2 * line, between_times_px * look().scale());
    for (float below = 0; below + line <= height; below += step) {
        const auto age_s = view.waterfall.age_s(below, height);
        if (!age_s) break;
        const std::string words = below == 0 ? "now" : fmt::format("-{:.{}f} s", *age_s, *age_s < 10 ? 1 : 0);
        list.AddLine({top.x - 4, top.y + below}, {top.x, top.y + below}, colours.faint);
        list.AddText({top.x - 6 - ImGui::CalcTextSize(words.c_str()).x, top.y + below}, colours.faint, words.c_str());
    }
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
    std::vector<app::BandMark> marks = snapshot.listen.marks;
    const auto scanned = scanned_carriers(snapshot, span);
    marks.insert(marks.end(), scanned.begin(), scanned.end());
    draw_spectrum(snapshot.listen, marks, span, low, {high.x, split});
    draw_waterfall(view, span, {low.x, split + 4}, high);
    ImGui::Dummy(room);
}

}  // namespace

std::vector<app::Command> draw_listen(const app::Snapshot& snapshot, ListenView& view) {
    std::vector<app::Command> commands;
    view.waterfall.take(snapshot.listen.waterfall);
    const bool running = app::is_running(snapshot, app::JobKind::listen);
    if (running ? button("Pause", 'L') : button("Start listening", 'L')) {
        if (running)
            commands.emplace_back(app::StopJob{app::JobKind::listen});
        else
            commands.emplace_back(app::Listen{});
    }
    ImGui::SameLine();
    tune(snapshot, view, commands);
    ImGui::SameLine();
    set_gain(snapshot, commands);
    std::string tuned = snapshot.source.gain_db && std::isfinite(*snapshot.source.gain_db)
                            ? fmt::format("gain {:.0f} dB {}", *snapshot.source.gain_db,
                                          snapshot.source.gain_by_hand ? "by hand" : "found")
                            : "";
    if (snapshot.source.sample_rate_hz && std::isfinite(*snapshot.source.sample_rate_hz))
        tuned += fmt::format("{}{:.2f} MHz wide", tuned.empty() ? "" : ", ", *snapshot.source.sample_rate_hz / 1e6);
    clip_gauge(snapshot.listen);
    if (!tuned.empty()) {
        const std::string lines = ".  Lines: thick now, thin highest, level noise";
        const std::string spike =
            snapshot.listen.spike_removed ? "; the radio's own spike at the middle is taken out" : "";
        ImGui::SameLine();
        const float room = ImGui::GetContentRegionAvail().x;
        const auto fits = [room](const std::string& text) { return ImGui::CalcTextSize(text.c_str()).x <= room; };
        text_line(fits(tuned + lines + spike) ? tuned + lines + spike : fits(tuned + lines) ? tuned + lines : tuned);
    }
    if (snapshot.listen.spectrum && !snapshot.listen.spectrum->dbfs_hz.empty())
        draw_plots(snapshot, view);
    else
        faint_block(snapshot.source.label.empty() ? "No radio is open." : "Nothing was heard yet. Press L to listen.");
    return commands;
}

}  // namespace boresight::ui
