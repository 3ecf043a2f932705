// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>

#include <cmath>

#include "catalog/frequency_text.h"
#include "cli/catalog_arguments.h"
#include "cli/progress.h"
#include "cli/scan_cells.h"
#include "cli/scan_report.h"
#include "cli/signal_words.h"
#include "cli/table.h"
#include "cli/undecoded_report.h"

namespace boresight::cli {

namespace {

constexpr double whole_share = 0.999;

std::string length_words(double seconds) {
    if (seconds < 1) return fmt::format("{:.3g} ms", 1e3 * seconds);
    return seconds < 10 ? fmt::format("{:.3g} s", seconds) : spoken_duration(seconds);
}

std::string heading(const app::ScanOutcome& outcome) {
    const std::string tuned = outcome.center_frequency_hz
                                  ? "around " + catalog::frequency_text(*outcome.center_frequency_hz)
                                  : std::string("at an unknown frequency");
    std::string part;
    if (outcome.result.stopped)
        part = fmt::format(" (stopped by you at {:.0f} %)", 100 * outcome.result.share_done);
    else if (outcome.result.seconds < whole_share * outcome.length_s)
        part = fmt::format(" (only the first {})", length_words(outcome.result.seconds));
    return fmt::format("{} in {}{}: {} {}, {:g} MHz wide.", found_words(outcome.result), outcome.name, part,
                       length_words(outcome.length_s), tuned, std::round(outcome.sample_rate_hz / 1e4) / 100);
}

std::string next_command(const Context& context, const app::ScanRequest& request, const app::ScanOutcome& outcome) {
    if (outcome.kept && outcome.result.found_a_cell())
        return fmt::format(
            "Next: boresight {}export readings.csv",
            context.database.empty() ? "" : fmt::format("--db {} ", shell_word(context.database.string())));
    if (!outcome.result.found_a_cell()) return "Next: boresight bands --help";
    return fmt::format("Next: boresight scan --file {} --at LAT,LON", shell_word(request.recording.string()));
}

}  // namespace

std::string scan_text(const Context& context, const app::ScanRequest& request, const app::ScanOutcome& outcome) {
    std::string out = paragraph(heading(outcome));
    if (outcome.result.found_a_cell())
        out += '\n' + cell_tables(context, outcome.result) +
               "\nStrengths compare cells of this recording with each other: 0 dBFS is the loudest it can hold.\n";
    out += cell_lines(outcome.result);
    for (const app::MicrocellHeard& heard : outcome.microcells) out += paragraph(app::microcell_sentence(heard));
    out += paragraph(clock_words(outcome.result));
    out += short_lines(outcome.result.short_cells);
    out += undecoded_lines(outcome.result, outcome.center_frequency_hz.has_value());
    out += umts_hint(outcome.result, "boresight scan --file " + shell_word(request.recording.string()), false);
    for (const std::string& advice : scan_advice(outcome)) out += paragraph(advice);
    for (const std::string& note : outcome.notes) out += paragraph("Note: " + note);
    if (outcome.result.found_a_cell() || outcome.kept || outcome.keep_error)
        out += paragraph(kept_words(request, outcome));
    return out + next_command(context, request, outcome) + '\n';
}

}  // namespace boresight::cli
