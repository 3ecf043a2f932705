// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>

#include <cmath>

#include "app/scan_words.h"
#include "catalog/frequency_text.h"
#include "cli/scan_report.h"
#include "cli/signal_words.h"

namespace boresight::cli {

namespace {

using survey::Finding;

// Of what was heard in it.
std::string sentence_of_signals(const Finding& finding) {
    switch (finding.kind) {
        case Finding::Kind::no_better_than_noise:
            return fmt::format(
                "Nothing in it looks like a cell: the best match to a sync signal reached {:.2f}, which noise does by "
                "itself. If there should be a cell, record a second instead of 80 ms, turn the gain up, or turn the "
                "antenna.",
                finding.value);
        case Finding::Kind::no_reference_signals:
            return fmt::format(
                "Something in it resembles LTE ({} tried), but no cell's reference signals stand behind "
                "it: a neighbour's edge, another system, or cells too weak to be sure of. A recording "
                "of a second would tell.",
                counted(std::llround(finding.value), "candidate"));
        case Finding::Kind::no_pilot:
            return fmt::format(
                "Something in it resembles UMTS ({} tried), but no cell's pilot stands behind it: a secondary code, "
                "another system, or a cell too weak to be sure of. A recording of a second would tell.",
                counted(std::llround(finding.value), "candidate"));
        case Finding::Kind::bch_not_read:
            return fmt::format(
                "The broadcast (BCH) of {} couldn't be read: the signal is too weak or the recording too short. "
                "A block lasts 20 ms, and the network's name comes every 80 ms: 100 ms or more helps.",
                counted(std::llround(finding.value), "UMTS cell"));
        case Finding::Kind::mib_not_read:
            return fmt::format(
                "The broadcast (MIB) of {} couldn't be read: the signal is too weak or the recording "
                "too short. 160 ms or more helps.",
                counted(std::llround(finding.value), "cell"));
        case Finding::Kind::crystal_off:
            return fmt::format(
                "A cell shows {:+.0f} ppm from the frequencies that carriers have, and {:.0f} ppm were allowed: the "
                "radio's crystal is that far off. Scan again with --ppm-window {:.0f}.",
                finding.value, finding.limit, app::wider_ppm(finding.value));
        case Finding::Kind::lte_unreadable:
            return fmt::format(
                "There is something like LTE in it, but no cell can be read: the best match to a sync signal reached "
                "{:.2f}. It is too weak, several cells are equally strong, the middle of its carrier lies outside, or "
                "it is 5G. Record a second around the middle of the carrier, or turn the antenna.",
                finding.limit);
        case Finding::Kind::umts_unreadable:
            return fmt::format(
                "There is something like UMTS (3G) in it, but no cell can be read: the best match to a sync signal "
                "reached {:.2f}. It is too weak, or the middle of its carrier lies outside. Record a second around the "
                "middle of the carrier, or turn the antenna.",
                finding.limit);
        default: break;  // of scans with a radio
    }
    return "";
}

const char* searched_words(const survey::ScanResult& found) {
    if (!found.umts_searched) return "LTE";
    return found.lte_searched ? "LTE and UMTS" : "UMTS";
}

std::string sentence(const Finding& finding, const app::ScanOutcome& outcome) {
    switch (finding.kind) {
        case Finding::Kind::too_short:
            return fmt::format(
                "The recording is too short: {:.1f} ms, and a cell shows itself every {:.0f} ms. Record 80 ms or more.",
                1e3 * finding.value, std::floor(1e3 * finding.limit));
        case Finding::Kind::other_systems:
            return fmt::format(
                "What stands out in it is of other systems than {}. Record where \"boresight bands --country\" says "
                "that they are.",
                searched_words(outcome.result));
        case Finding::Kind::silence:
            return "There is no signal in the recording, not even a radio's own noise. Check that the radio was "
                   "running and the right file was written.";
        case Finding::Kind::overload:
            return fmt::format(
                "The radio was overloaded: {:.2g} % of the samples are at full scale. Record again with "
                "10 dB less gain.",
                100 * finding.value);
        case Finding::Kind::no_band:
            return fmt::format(
                "No band of LTE or UMTS lies around {}. Check the frequency, or tune to one that \"boresight "
                "bands\" names.",
                catalog::frequency_text(outcome.center_frequency_hz.value_or(0)));
        case Finding::Kind::reference_off:
            return fmt::format(
                "Something like a cell shows {:.0f} kHz from the edge of what was searched, so the "
                "radio's frequency may be far off. Record again, tuned 300 kHz beside, or wider.",
                finding.value / 1e3);
        case Finding::Kind::no_frequency:
            return "The recording doesn't say what frequency it was made at, so bands aren't named. Give it as in "
                   "--frequency 806M.";
        default: return sentence_of_signals(finding);
    }
}

}  // namespace

std::vector<std::string> scan_advice(const app::ScanOutcome& outcome) {
    std::vector<std::string> advice;
    for (const Finding& finding : outcome.result.findings) advice.push_back(sentence(finding, outcome));
    return advice;
}

std::string short_words(const survey::ShortCell& cell) {
    if (cell.why == survey::ShortCell::Why::outside_window)
        return fmt::format("seen {:.1f} ppm from the nearest carrier frequency, where at most {:g} ppm were allowed",
                           cell.metric, cell.needed);
    if (cell.why == survey::ShortCell::Why::no_mib)
        return "its reference signals are there, but beside a stronger cell its broadcast would have to be read to be "
               "sure";
    if (cell.why == survey::ShortCell::Why::pilot)
        return fmt::format("its pilot reached {:.2f} of the {:.2f} that would make it sure", cell.metric, cell.needed);
    return fmt::format("its reference signals reached {:.2f} of the {:.2f} that would make it sure", cell.metric,
                       cell.needed);
}

std::string kept_words(const app::ScanRequest& request, const app::ScanOutcome& outcome) {
    const std::string database = request.database.string();
    if (outcome.kept && outcome.kept->already_there)
        return fmt::format("This recording's readings are in {} already; they weren't kept twice.", database);
    if (outcome.kept) {
        const std::string when =
            outcome.wall_ns ? "" : " The recording doesn't say when it was made; its file's date stands in.";
        const std::string where = outcome.position ? "" : " No place goes with them: --at LAT,LON would give it.";
        return fmt::format("Kept {} in {}.{}{}", counted(outcome.kept->readings, "reading"), database, when, where);
    }
    if (outcome.keep_error) return fmt::format("Not kept in {}.", database);
    if (request.keeping == app::Keeping::never) return "Not kept, as asked.";
    const std::string lacks = outcome.wall_ns ? "where" : outcome.position ? "when" : "when and where";
    return fmt::format(
        "Not kept: the recording doesn't say {} it was made. --at LAT,LON keeps it, or --db FILE in a "
        "database of its own.",
        lacks);
}

}  // namespace boresight::cli
