// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "cli/lock_report.h"
#include "cli/table.h"

namespace boresight::cli {

namespace {

constexpr std::size_t indent = 4;

// Commands are to be copied: never broken.
std::string step(int number, const std::string& what, const catalog::Commands& commands) {
    std::string out = fmt::format("  {}. {}\n", number, what);
    for (const std::string& command : commands) out += std::string(2 * indent, ' ') + command + '\n';
    return out;
}

std::string steps_text(const advise::LockSteps& steps) {
    return step(1, "Ask first, and write the answer down:", steps.query) +
           step(2, "What undoes it (keep this on paper too):", steps.undo) + step(3, "Lock:", steps.lock) +
           step(4, "See whether it worked:", steps.verify);
}

std::string reached_words(const std::string& by) {
    if (by == "at") return "on the modem's AT port";
    if (by == "http") return "as requests to the router's web interface";
    if (by == "shell") return "on a command line";
    return "in its menu";
}

// "2, 12 and 66".
std::string numbers(const std::vector<int>& bands) {
    std::string out;
    for (std::size_t i = 0; i < bands.size(); ++i)
        out += fmt::format("{}{}", i == 0 ? "" : i + 1 == bands.size() ? " and " : ", ", bands[i]);
    return out;
}

}  // namespace

std::string lock_subject(const advise::Lock& lock) {
    std::string out;
    if (!lock.bands.empty())
        out = fmt::format("LTE band{} {}", lock.bands.size() == 1 ? "" : "s", numbers(lock.bands));
    else if (lock.technology == advise::Technology::lte_only)
        out = "LTE only";
    else if (lock.technology == advise::Technology::umts_only)
        out = lock.umts_band ? fmt::format("3G only, band {}", *lock.umts_band) : std::string("3G only");
    if (!lock.earfcn) return out;
    const std::string cell =
        lock.pci ? fmt::format("EARFCN {}, PCI {}", *lock.earfcn, *lock.pci) : fmt::format("EARFCN {}", *lock.earfcn);
    return out.empty() ? cell : fmt::format("{} ({})", out, cell);
}

std::string lock_text(const advise::Lock& lock) {
    if (!lock.possible()) return paragraph(fmt::format("No lock: {}.", lock.why_not));
    std::string out = paragraph(fmt::format("{} {}. How well these commands are known: {}.", lock.family_name,
                                            reached_words(lock.reached_by), lock.sure));
    if (lock.steps)
        out += steps_text(*lock.steps);
    else
        out += paragraph(fmt::format("Bands and technology stay open: {}.", lock.why_not));
    if (lock.steps && !lock.why_not.empty()) out += paragraph(fmt::format("But {}.", lock.why_not), "  ");
    if (lock.cell) {
        const std::string fits = lock.cell->fits.empty() ? "" : fmt::format(", for {}", lock.cell->fits);
        out += paragraph(fmt::format("And to the cell (known: {}){}:", lock.cell->sure, fits));
        out += steps_text(lock.cell->steps);
        if (!lock.cell->note.empty()) out += paragraph(lock.cell->note + '.', "  - ");
    } else if (!lock.why_no_cell.empty()) {
        out += paragraph(fmt::format("Not to the cell: {}.", lock.why_no_cell), "  - ");
    }
    for (const advise::Blank& each : lock.blanks)
        out += paragraph(fmt::format("{}: {}", each.written, each.meaning), "  ");
    for (const std::string& warning : lock.warnings) out += paragraph(warning, "  ! ");
    if (!lock.restart.empty()) out += paragraph(fmt::format("Restart needed: {}.", lock.restart), "  - ");
    out += paragraph(fmt::format("Kept over a restart: {}.", lock.kept), "  - ");
    for (const std::string& note : lock.notes) out += paragraph(note, "  - ");
    return out;
}

}  // namespace boresight::cli
