// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/scan_words.h"

#include <fmt/format.h>

#include <cmath>
#include <map>
#include <set>

#include "app/counted.h"
#include "platform/utc_time.h"

namespace boresight::app {

namespace {

using survey::Finding;

constexpr double clear_match = 1.2;  // of the best match, from where on it is looked into

// "UMTS (3G)", "UMTS (3G) and GSM (2G)"; empty where it is none of them.
std::string systems(const std::vector<survey::Undecoded>& undecoded) {
    bool umts = false, gsm = false;
    for (const survey::Undecoded& what : undecoded) {
        umts = umts || what.kind == survey::Undecoded::Kind::umts;
        gsm = gsm || what.kind == survey::Undecoded::Kind::gsm;
    }
    return umts && gsm ? "UMTS (3G) and GSM (2G)" : umts ? "UMTS (3G)" : gsm ? "GSM (2G)" : "";
}

std::string searched_words(const survey::ScanResult& found) {
    if (!found.umts_searched) return "LTE";
    return found.lte_searched ? "LTE or UMTS" : "UMTS";
}

std::string carriers_stand(double count) {
    return count == 1 ? "1 carrier stands" : fmt::format("{:.0f} carriers stand", count);
}

std::string others_stand_out(double count, const std::string& searched, const std::string& known) {
    return fmt::format(
        "{} out of the noise, but none is like {}{}: other systems send there. Ask for bands that \"boresight bands "
        "--country\" names.",
        carriers_stand(count), searched, known.empty() ? "" : ", rather like " + known);
}

// Of what was heard of one standard.
std::string sentence_of_signals(const Finding& finding) {
    switch (finding.kind) {
        case Finding::Kind::lte_unreadable:
            return fmt::format(
                "{} like LTE out of the noise, but no cell in it can be read: the best match to a sync signal reached "
                "{:.2f}, where {:.1f} counts. It is too weak, several cells are equally strong, or it is 5G. Turn the "
                "antenna towards one of them and scan again.",
                carriers_stand(finding.value), finding.limit, clear_match);
        case Finding::Kind::no_reference_signals:
            return fmt::format(
                "Something resembles LTE ({} tried), but no cell's reference signals stand behind it: a neighbour's "
                "edge, another system, or cells too weak to be sure of. Turn the antenna and scan again.",
                counted(std::llround(finding.value), "candidate"));
        case Finding::Kind::umts_unreadable:
            return fmt::format(
                "{} like UMTS (3G) out of the noise, but no cell in it can be read: the best match to a sync signal "
                "reached {:.2f}, where {:.1f} counts. It is too weak. Turn the antenna towards it and scan again.",
                carriers_stand(finding.value), finding.limit, clear_match);
        case Finding::Kind::no_pilot:
            return fmt::format(
                "Something resembles UMTS ({} tried), but no cell's pilot stands behind it: another system, or cells "
                "too weak to be sure of. Turn the antenna and scan again.",
                counted(std::llround(finding.value), "candidate"));
        case Finding::Kind::bch_not_read:
            return fmt::format("The broadcast (BCH) of {} couldn't be read: the signal is too weak.",
                               counted(std::llround(finding.value), "UMTS cell"));
        case Finding::Kind::mib_not_read:
            return fmt::format("The broadcast (MIB) of {} couldn't be read: the signal is too weak.",
                               counted(std::llround(finding.value), "cell"));
        default: break;
    }
    return "";
}

std::string sentence(const Finding& finding, const BandScanOutcome& outcome) {
    switch (finding.kind) {
        case Finding::Kind::overload:
            return fmt::format(
                "The radio is overloaded ({:.2g} % of the samples are at full scale): something near sends strongly. "
                "Scan again with --gain 10 dB lower; if that is the least it has, put an attenuator before the radio.",
                100 * finding.value);
        case Finding::Kind::gain_changes_nothing:
            return fmt::format(
                "With {:.0f} dB less gain the level falls by only {:.1f} dB: what the radio hears is its own noise. Is "
                "the antenna plugged in, and the right socket used?",
                finding.limit, finding.value);
        case Finding::Kind::nothing_stands_out:
            return "No carrier stands out of the noise anywhere. Check the antenna and its cable first; then put it "
                   "outdoors and higher, or turn it.";
        case Finding::Kind::other_systems:
            return others_stand_out(finding.value, searched_words(outcome.result.found),
                                    systems(outcome.result.found.undecoded));
        case Finding::Kind::crystal_off:
            return fmt::format(
                "Cells show {:+.0f} ppm from the frequencies that carriers have, and {:.0f} ppm were allowed: the "
                "radio's crystal is that far off. Scan again with --ppm-window {:.0f}.",
                finding.value, finding.limit, wider_ppm(finding.value));
        case Finding::Kind::nothing_in_reach:
            return "Nothing was listened to: this radio can't be tuned to any of these bands. \"boresight bands\" "
                   "says which it hears; another radio hears the others.";
        case Finding::Kind::reference_off:
            return fmt::format(
                "Something like a cell shows {:.0f} kHz from the edge of what was searched, so the radio's frequency "
                "may be far off. Scan again with --ppm-window 200.",
                finding.value / 1e3);
        case Finding::Kind::no_better_than_noise:
            return fmt::format(
                "Nothing looks like a cell: the best match to a sync signal reached {:.2f}, which noise does by "
                "itself. If there should be one, turn the antenna, or try \"boresight scan --all\".",
                finding.value);
        case Finding::Kind::too_short:
        case Finding::Kind::silence:
        case Finding::Kind::no_band:
        case Finding::Kind::no_frequency: return "";  // of recordings
        default: break;
    }
    return sentence_of_signals(finding);
}

}  // namespace

double wider_ppm(double error_ppm) {
    constexpr double step_ppm = 50;
    return step_ppm * (std::floor(std::abs(error_ppm) / step_ppm) + 1);
}

std::vector<std::string> band_scan_advice(const BandScanOutcome& outcome) {
    std::vector<std::string> advice;
    for (const Finding& finding : outcome.findings) {
        const std::string words = sentence(finding, outcome);
        if (!words.empty()) advice.push_back(words);
    }
    if (outcome.calibrated_clock && !outcome.result.found.found_a_cell() &&
        outcome.ppm_window.reach_ppm <= survey::calibrated_ppm_window)
        advice.push_back(fmt::format(
            "The radio was taken for the one that was calibrated on {}, and searched {:g} ppm about that. If it is "
            "another one, run \"boresight calibrate\", or scan with --ppm-window 100.",
            format_utc_minutes(outcome.calibrated_clock->made_ns), outcome.ppm_window.reach_ppm));
    return advice;
}

std::vector<std::string> not_heard_words(const survey::BandScanResult& result) {
    std::map<std::pair<bool, std::string>, std::set<int>> by_reason;
    for (const survey::BandNotHeard& band : result.not_heard)
        by_reason[{band.partly, band.why}].insert(band.band->number);
    std::vector<std::string> words;
    for (const auto& [reason, numbers] : by_reason)
        words.push_back(fmt::format("Not heard{}: {} {}, since this {}.", reason.first ? " in part" : "",
                                    numbers.size() == 1 ? "band" : "bands", fmt::join(numbers, ", "), reason.second));
    return words;
}

std::string ending_words(const BandScanOutcome& outcome) {
    const double percent = std::floor(100 * outcome.result.found.share_done);
    switch (outcome.result.ending) {
        case radio::Ending::complete: return "";
        case radio::Ending::stopped: return fmt::format("Stopped by you at {:.0f} %.", percent);
        case radio::Ending::unplugged:
            return fmt::format("The radio {} at {:.0f} %; what it heard until then is here.",
                               outcome.over_network ? "went away" : "was unplugged", percent);
        case radio::Ending::no_samples:
            return fmt::format("The radio gave no samples any more at {:.0f} %; what it heard until then is here.",
                               percent);
        case radio::Ending::too_lossy: break;
    }
    return fmt::format("The radio lost samples again and again at {:.0f} %; what it heard until then is here.",
                       percent);
}

}  // namespace boresight::app
