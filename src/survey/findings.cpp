// SPDX-License-Identifier: GPL-3.0-or-later
#include "survey/findings.h"

#include <algorithm>
#include <cmath>

namespace boresight::survey {

namespace {

constexpr double least_seconds = 0.0051;  // a half frame and one symbol: the least that holds a sync signal for sure
constexpr double least_umts_seconds = 0.0107;  // a frame and a slot
constexpr double silent_dbfs = -85;            // below the steps of a 12-bit radio
constexpr double overload_share = 1e-4;        // receiver.md: more than that in one step of full scale is compression
constexpr double clear_of_noise = 1.2;         // noise alone reaches 0.9 to 1.05 of the threshold in 80 ms
constexpr double clear_of_noise_umts = 1.2;    // likewise
constexpr double edge_hz = 10e3;               // sync correlation is some 10 kHz wide

Finding finding(Finding::Kind kind, double value = 0, double limit = 0) {
    return {.kind = kind, .value = value, .limit = limit};
}

double from_edge_hz(const BestCorrelation& best) {
    return std::min(best.offset_hz - best.window.low_hz, best.window.high_hz - best.offset_hz);
}

int refused(const ScanResult& result, dsp::lte::Refusal why) {
    return result.refusals[static_cast<std::size_t>(why)];
}

int refused(const ScanResult& result, dsp::umts::Refusal why) {
    return result.umts_refusals[static_cast<std::size_t>(why)];
}

// What came near: matches to a sync signal that no cell stands behind.
void explain_near_misses(const ScanResult& result, const BestCorrelation& best, std::vector<Finding>& out) {
    using Kind = Finding::Kind;
    const bool lte_near = best.metric >= clear_of_noise;
    const bool umts_near = result.best_psch_metric >= clear_of_noise_umts;
    if (!lte_near && !umts_near) {
        const double match = std::max(best.metric, result.best_psch_metric);
        return out.push_back(finding(Kind::no_better_than_noise, match, clear_of_noise));
    }
    if (lte_near && from_edge_hz(best) < edge_hz)
        out.push_back(finding(Kind::reference_off, from_edge_hz(best), edge_hz));
    if (lte_near)
        out.push_back(finding(Kind::no_reference_signals, refused(result, dsp::lte::Refusal::crs_absent) +
                                                              refused(result, dsp::lte::Refusal::sss_inconsistent)));
    if (umts_near)
        out.push_back(finding(Kind::no_pilot, refused(result, dsp::umts::Refusal::pilot_absent) +
                                                  refused(result, dsp::umts::Refusal::ssch_inconsistent)));
}

void explain_empty(const ScanResult& result, const BestCorrelation& best, std::optional<bool> band_in_capture,
                   std::vector<Finding>& out) {
    using Kind = Finding::Kind;
    const double least_s = result.lte_searched ? least_seconds : least_umts_seconds;
    if (result.seconds < least_s) return out.push_back(finding(Kind::too_short, result.seconds, least_s));
    if (result.clipped_share > overload_share)
        out.push_back(finding(Kind::overload, result.clipped_share, overload_share));
    if (!(result.level_dbfs >= silent_dbfs)) out.push_back(finding(Kind::silence, result.level_dbfs, silent_dbfs));
    for (const ShortCell& cell : result.short_cells)
        if (cell.why == ShortCell::Why::outside_window) {
            out.push_back(finding(Kind::crystal_off, std::copysign(cell.metric, cell.cfo_hz), cell.needed));
            break;
        }
    if (band_in_capture == false) out.push_back(finding(Kind::no_band));
    explain_near_misses(result, best, out);
}

}  // namespace

std::vector<Finding> explain(const ScanResult& result, const BestCorrelation& best,
                             std::optional<bool> band_in_capture) {
    std::vector<Finding> out;
    if (!result.found_a_cell()) explain_empty(result, best, band_in_capture, out);
    if (result.found_a_cell() && result.clipped_share > overload_share)
        out.push_back(finding(Finding::Kind::overload, result.clipped_share, overload_share));
    const auto unread = std::count_if(result.cells.begin(), result.cells.end(),
                                      [](const ScanCell& cell) { return !cell.cell.mib.has_value(); });
    if (unread > 0) out.push_back(finding(Finding::Kind::mib_not_read, static_cast<double>(unread)));
    const auto silent = std::count_if(result.umts_cells.begin(), result.umts_cells.end(),
                                      [](const UmtsScanCell& cell) { return cell.cell.bch_blocks.empty(); });
    if (silent > 0) out.push_back(finding(Finding::Kind::bch_not_read, static_cast<double>(silent)));
    if (!band_in_capture) out.push_back(finding(Finding::Kind::no_frequency));
    return out;
}

Likenesses count_likenesses(const ScanResult& result) {
    Likenesses alike;
    for (const Undecoded& what : result.undecoded) {
        const bool lte = what.kind == Undecoded::Kind::lte && result.lte_searched;
        const bool umts = what.kind == Undecoded::Kind::umts && result.umts_searched;
        const bool network = what.kind == Undecoded::Kind::lte || what.kind == Undecoded::Kind::umts ||
                             what.kind == Undecoded::Kind::gsm;
        alike.lte += lte ? 1 : 0;
        alike.umts += umts ? 1 : 0;
        alike.others += network && !lte && !umts ? 1 : 0;
        alike.noise_like += what.kind == Undecoded::Kind::noise_like ? 1 : 0;
    }
    return alike;
}

void explain_by_likeness(ScanResult& result) {
    using Kind = Finding::Kind;
    if (result.found_a_cell()) return;
    const Likenesses alike = count_likenesses(result);
    if (alike.lte + alike.umts + alike.others == 0) return;
    const auto at = std::find_if(result.findings.begin(), result.findings.end(), [](const Finding& found) {
        return found.kind == Kind::no_better_than_noise || found.kind == Kind::no_reference_signals ||
               found.kind == Kind::no_pilot;
    });
    if (at == result.findings.end()) return;
    if (alike.lte > 0)
        *at = finding(Kind::lte_unreadable, alike.lte, result.best_pss_metric);
    else if (alike.umts > 0)
        *at = finding(Kind::umts_unreadable, alike.umts, result.best_psch_metric);
    else
        *at = finding(Kind::other_systems, alike.others);
}

}  // namespace boresight::survey
