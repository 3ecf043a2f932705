// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/advise.h"

#include <fmt/format.h>

#include <cmath>
#include <string>

#include "ui/controls.h"
#include "ui/look.h"

namespace boresight::ui {

namespace {

std::string carrier_words(const app::RankedCarrier& carrier) {
    std::string words = "band " + (carrier.band.empty() ? "unknown" : carrier.band);
    if (carrier.earfcn) words += fmt::format(" (EARFCN {})", *carrier.earfcn);
    if (carrier.pci) words += fmt::format(", PCI {}", *carrier.pci);
    return words;
}

// A range, never one number: what is expected isn't measured.
std::string capacity_words(const app::RankedCarrier& carrier) {
    if (!carrier.capacity_mbps || !std::isfinite(carrier.capacity_mbps->low) ||
        !std::isfinite(carrier.capacity_mbps->high))
        return "unknown";
    return fmt::format("{:.0f} to {:.0f} Mbit/s", carrier.capacity_mbps->low, carrier.capacity_mbps->high);
}

void draw_ranking(const app::AdviseState& advise) {
    ImGui::PushFont(look().large());
    text_line(advise.ranking.empty() ? "No carrier can be recommended." : "Carriers, the best first");
    ImGui::PopFont();
    for (std::size_t i = 0; i < advise.ranking.size(); ++i) {
        const app::RankedCarrier& carrier = advise.ranking[i];
        text_line(fmt::format("{}. {}: {}", i + 1, carrier_words(carrier), capacity_words(carrier)));
        if (!carrier.why.empty()) faint_block(carrier.why);
    }
    if (!advise.ranking.empty()) faint_block("Ranges of what the carrier could carry, for comparing. No promise.");
    if (!advise.not_measured.empty()) {
        ImGui::Spacing();
        text_line("Not measured");
        for (const app::BandLeftOut& band : advise.not_measured)
            faint_block(fmt::format("band {}: {}", band.band.empty() ? "unknown" : band.band, band.why));
    }
}

void draw_commands(const std::string& name, const char* what_for, const std::vector<std::string>& commands, char key,
                   AdviseView& view) {
    if (commands.empty()) return;
    std::string all;
    for (const std::string& command : commands) all += (all.empty() ? "" : "\n") + command;
    if (button("Copy " + name, key)) {
        ImGui::SetClipboardText(all.c_str());
        view.copied = name;
    }
    ImGui::SameLine();
    text_line(view.copied == name ? "copied" : what_for);
    for (const std::string& command : commands) {
        const ImVec2 at = ImGui::GetCursorScreenPos();
        const float width = ImGui::GetContentRegionAvail().x, indent = 8 * look().scale();
        const float height = ImGui::CalcTextSize(command.c_str(), nullptr, false, std::max(1.0F, width - indent)).y;
        ImGui::GetWindowDrawList()->AddRectFilled(at, {at.x + width, at.y + height}, look().colours().plot_ground);
        ImGui::SetCursorPosX(ImGui::GetCursorPosX() + indent);
        text_block(command);
    }
}

void draw_lock(const app::LockSteps& lock, AdviseView& view) {
    ImGui::PushFont(look().large());
    text_line(lock.device.empty() ? "Lock" : "Lock the " + lock.device);
    ImGui::PopFont();
    if (!lock.family.empty()) faint_block(fmt::format("{}; known with {} confidence.", lock.family, lock.sure));
    if (!lock.why_not.empty())
        text_block(lock.why_not);
    else if (lock.lock.empty())
        text_block("No commands are known for it.");
    for (const std::string& warning : lock.warnings) {
        ImGui::PushStyleColor(ImGuiCol_Text, look().colours().bad);
        text_block(warning);
        ImGui::PopStyleColor();
    }
    draw_commands("query", "first; keep the answer on paper", lock.query, 'Q', view);
    draw_commands("undo", "what takes the lock back", lock.undo, 'U', view);
    draw_commands("lock", "now it changes", lock.lock, 'C', view);
    draw_commands("verify", "see that it holds", lock.verify, 'F', view);
}

}  // namespace

std::vector<app::Command> draw_advise(const app::Snapshot& snapshot, AdviseView& view) {
    std::vector<app::Command> commands;
    const app::AdviseState& advise = snapshot.advise;
    const bool running = app::is_running(snapshot, app::JobKind::advise);
    if (!running && button(advise.known ? "Advise again" : "What to lock", 'V')) commands.push_back(app::StartAdvise{});
    if (running) text_line("Weighing carriers...");
    if (!advise.known) {
        if (!running) faint_block("Scan and sweep first, then ask what to lock.");
        return commands;
    }
    const float half = ImGui::GetContentRegionAvail().x / 2;
    ImGui::BeginChild("ranking", {std::max(1.0F, half), 0});
    draw_ranking(advise);
    if (!advise.circular.empty()) {
        ImGui::Spacing();
        text_line("Microcell and hotspot");
        text_block(advise.circular);
    }
    for (const std::string& note : advise.notes) faint_block(note);
    ImGui::EndChild();
    ImGui::SameLine();
    ImGui::BeginChild("lock");
    if (advise.lock)
        draw_lock(*advise.lock, view);
    else
        faint_block("No lock: no hotspot was named.");
    ImGui::EndChild();
    return commands;
}

}  // namespace boresight::ui
