// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>

#include <algorithm>

#include "catalog/frequency_text.h"
#include "cli/band_scan_report.h"
#include "cli/progress.h"
#include "cli/scan_cells.h"
#include "cli/signal_words.h"
#include "cli/table.h"
#include "cli/undecoded_report.h"
#include "survey/either_standard.h"

namespace boresight::cli {

namespace {

constexpr double telling_s = 0.1;

std::string heading(const app::BandScanOutcome& outcome) {
    return fmt::format("{}{} heard with {}.", outcome.simulated ? "SIMULATED. " : "", found_words(outcome.result.found),
                       outcome.radio);
}

// Power of carriers, whoever sends them.
std::string carrier_table(const survey::BandScanResult& result) {
    Table table({{.heading = "carrier by its edges"},
                 {.heading = "power", .align = Align::right},
                 {.heading = "over noise (SNR)"},
                 {.heading = "gain", .align = Align::right}});
    bool any = false;
    for (const survey::SpanHeard& span : result.spans)
        for (const survey::SpectrumChannel& channel : span.power.channels) {
            if (channel.kind != survey::SpectrumChannel::Kind::carrier) continue;
            table.add_row({channel.name, fmt::format("{:.1f} dBFS", channel.power_dbfs),
                           channel.snr_db ? with_spread(*channel.snr_db, channel.sigma_db, "dB") : "none",
                           fmt::format("{:.0f} dB", span.power.gain_db)});
            any = true;
        }
    return any ? '\n' + table.text() : "";
}

std::string comparison_words(const survey::BandScanResult& result) {
    bool calibrated = true;
    survey::for_every_cell(result.found,
                           [&calibrated](const auto& cell) { calibrated = calibrated && cell.level_dbm; });
    if (calibrated)
        return "Strengths are those at the radio's socket, by its calibration: antenna, amplifier and cable are in "
               "them.";
    const auto& pieces = result.found.stretches;
    const bool one_gain = std::all_of(pieces.begin(), pieces.end(),
                                      [&](const survey::Stretch& p) { return p.gain_db == pieces.front().gain_db; });
    return one_gain ? "Strengths compare cells with each other: 0 dBFS is the loudest the radio can hold."
                    : "The gain differs from band to band: strengths compare cells of one band, quality all of them.";
}

std::string radio_clock_words(const app::BandScanOutcome& outcome) {
    const std::string words = clock_words(outcome.result.found);
    if (words.empty() || outcome.calibrated_clock) return words;
    return words + " \"boresight calibrate\" remembers that of this radio: later scans are quicker and surer.";
}

std::string effort_words(const app::BandScanOutcome& outcome) {
    const survey::BandScanResult& result = outcome.result;
    double width_hz = 0;
    for (const survey::SpanHeard& span : result.spans) width_hz += span.span.range.high_hz - span.span.range.low_hz;
    std::string words =
        fmt::format("Listened for {:.1f} s: the power of {:.0f} MHz, {} searched for cells.", result.time.heard_s,
                    width_hz / 1e6, counted(static_cast<long long>(result.carriers_searched), "piece"));
    if (result.time.settling_s >= telling_s)
        words += fmt::format(" {:.1f} s more went into settling.", result.time.settling_s);
    const double radio_s = result.time.heard_s + result.time.settling_s;
    if (radio_s > 0)
        words +=
            fmt::format(" The processor worked for {:.0f} % of that time.", 100 * outcome.scan_cpu_seconds / radio_s);
    if (result.time.losses > 0) words += fmt::format(" Samples were lost {}.", counted(result.time.losses, "time"));
    return words;
}

}  // namespace

std::string kept_words(const app::BandScanRequest& request, const app::BandScanOutcome& outcome) {
    const std::string database = request.database.string();
    if (!request.keep) return "Not kept, as asked.";
    if (outcome.keep_error && outcome.kept_readings == 0) return fmt::format("Not kept in {}.", database);
    return fmt::format("Kept {} in {}{}.{}", counted(outcome.kept_readings, "reading"), database,
                       outcome.keep_error ? ", not all that was heard" : "",
                       request.position ? "" : " No place goes with them: \"boresight setup\" or --at gives one.");
}

std::string band_scan_text(const Context& context, const app::BandScanRequest& request,
                           const app::BandScanOutcome& outcome) {
    const survey::BandScanResult& result = outcome.result;
    std::string out = paragraph(heading(outcome)) + paragraph(ending_words(outcome));
    if (result.found.found_a_cell())
        out += '\n' + cell_tables(context, result.found) + '\n' + paragraph(comparison_words(result));
    out += cell_lines(result.found);
    for (const app::MicrocellHeard& heard : outcome.microcells) out += paragraph(app::microcell_sentence(heard));
    out += paragraph(radio_clock_words(outcome));
    out += short_lines(result.found.short_cells);
    out += carrier_table(result);
    if (!out.ends_with("\n\n")) out += '\n';
    out += undecoded_lines(result.found, true);
    for (const std::string& advice : band_scan_advice(outcome)) out += paragraph(advice);
    for (const std::string& words : not_heard_words(result)) out += paragraph(words);
    out += paragraph(effort_words(outcome));
    out += paragraph(kept_words(request, outcome));
    return out;
}

}  // namespace boresight::cli
