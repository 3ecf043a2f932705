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
    large_line(advise.ranking.empty() ? "No carrier can be recommended." : "Carriers, the best first");
    if (!advise.source.empty()) faint_block(advise.source);
    for (std::size_t i = 0; i < advise.ranking.size(); ++i) {
        const app::RankedCarrier& carrier = advise.ranking[i];
        text_block(fmt::format("{}. {}: {}", i + 1, carrier_words(carrier), capacity_words(carrier)));
        if (carrier.why.empty()) continue;
        ImGui::Indent();
        faint_block(carrier.why);
        ImGui::Unindent();
    }
    for (const std::string& note : advise.notes) faint_block(note);
    if (advise.not_measured.empty()) return;
    ImGui::Spacing();
    large_line("Not ranked");
    for (const app::BandLeftOut& left : advise.not_measured) {
        const bool several = left.bands.find(',') != std::string::npos;
        text_block(fmt::format("{} {}{}{}", several ? "Bands" : "Band", left.bands.empty() ? "unknown" : left.bands,
                               left.why.empty() ? "" : ": ", left.why));
    }
}

void draw_circular(const app::AdviseState& advise) {
    if (advise.circular.empty()) return;
    ImGui::Spacing();
    large_line("Microcell and hotspot");
    if (!advise.microcell.empty()) faint_block(advise.microcell);
    text_block(advise.circular);
    for (const std::string& reason : advise.reasons) faint_block(reason);
}

void draw_commands(const char* heading, const std::string& name, const std::vector<std::string>& commands, char key,
                   AdviseView& view) {
    if (commands.empty()) return;
    std::string all;
    for (const std::string& command : commands) all += (all.empty() ? "" : "\n") + command;
    if (button("Copy " + name, key)) {
        ImGui::SetClipboardText(all.c_str());
        view.copied = name;
    }
    ImGui::SameLine();
    ImGui::AlignTextToFramePadding();
    text_line(view.copied == name ? "copied" : heading);
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
    large_line(lock.device.empty() ? "Lock" : "Lock the " + lock.device);
    if (!lock.family.empty()) faint_block(fmt::format("{}; known with {} confidence.", lock.family, lock.sure));
    const bool commands = !lock.lock.empty();
    if (!lock.why_not.empty())
        text_block("No lock: " + lock.why_not);
    else if (!commands)
        text_block("No commands are known for it: look in its menu for bands or network, or choose another hotspot.");
    if (commands && !lock.warnings.empty())
        warning_block(
            fmt::format("Read the {} below the commands first.", lock.warnings.size() == 1 ? "warning" : "warnings"));
    draw_commands("1. ask; keep the answer on paper", "query", lock.query, 'Q', view);
    draw_commands("2. what undoes it, on paper too", "undo", lock.undo, 'U', view);
    draw_commands("3. lock: now it changes", "lock", lock.lock, 'C', view);
    draw_commands("4. see whether it holds", "verify", lock.verify, 'F', view);
    ImGui::Spacing();
    for (const std::string& warning : lock.warnings) warning_block(warning);
    for (const std::string& note : lock.notes) faint_block(note);
}

// Where no advice can be given yet: what is to be done for it, in its order.
void draw_way(const app::Snapshot& snapshot) {
    const bool scanned = snapshot.cells && !snapshot.cells->empty();
    const bool swept = snapshot.aim.verdict != app::VerdictWord::none;
    large_line("What to lock is told here");
    text_block(scanned ? "1. Scan: done." : "1. Scan: press 2, then S.");
    text_block(swept ? "2. Sweep: done."
                     : "2. Sweep, so that it holds for where the antenna will point: press 3, then A.");
    text_block(app::chosen(snapshot, app::ChoiceKind::hotspot).name.empty()
                   ? "3. Choose your hotspot above: press H. Its lock commands then stand here."
                   : "3. Your hotspot: chosen.");
    text_block("4. Ask what to lock: press V.");
}

void draw_no_lock(const app::Snapshot& snapshot) {
    large_line("Lock");
    text_block(app::chosen(snapshot, app::ChoiceKind::hotspot).name.empty()
                   ? "Choose your hotspot, router or modem above (H): the commands to ask, undo, lock and verify then "
                     "stand here, to copy."
                   : "Press V once more: the hotspot was chosen after the advice.");
}

}  // namespace

std::vector<app::Command> draw_advise(const app::Snapshot& snapshot, AdviseView& view) {
    std::vector<app::Command> commands;
    const app::AdviseState& advise = snapshot.advise;
    draw_chosen(snapshot, view.chooser);
    const bool running = app::is_running(snapshot, app::JobKind::advise);
    if (!running && button(advise.known ? "Advise again" : "What to lock", 'V'))
        commands.emplace_back(app::StartAdvise{});
    if (running) text_line("Weighing carriers...");
    if (!advise.known) {
        draw_way(snapshot);
        return commands;
    }
    const float half = ImGui::GetContentRegionAvail().x / 2 - ImGui::GetStyle().ItemSpacing.x;
    ImGui::BeginChild("ranking", {std::max(1.0F, half), 0});
    draw_ranking(advise);
    draw_circular(advise);
    scroll_by_keys();
    ImGui::EndChild();
    ImGui::SameLine();
    ImGui::BeginChild("lock");
    if (advise.lock)
        draw_lock(*advise.lock, view);
    else
        draw_no_lock(snapshot);
    scroll_by_keys();
    ImGui::EndChild();
    return commands;
}

}  // namespace boresight::ui
