// SPDX-License-Identifier: GPL-3.0-or-later
#include "survey/findings.h"

#include <algorithm>
#include <cmath>

namespace boresight::survey {

namespace {

constexpr double least_seconds = 0.0051;  // a half frame and one symbol: the least that holds a sync signal for sure
constexpr double silent_dbfs = -85;       // below the steps of a 12-bit radio
constexpr double overload_share = 1e-4;   // receiver.md: more than that in one step of full scale is compression
constexpr double clear_of_noise = 1.2;    // noise alone reaches 0.9 to 1.05 of the threshold in 80 ms
constexpr double edge_hz = 10e3;          // sync correlation is some 10 kHz wide

Finding finding(Finding::Kind kind, double value = 0, double limit = 0) {
    return {.kind = kind, .value = value, .limit = limit};
}

double from_edge_hz(const BestCorrelation& best) {
    return std::min(best.offset_hz - best.window.low_hz, best.window.high_hz - best.offset_hz);
}

void explain_empty(const ScanResult& result, const BestCorrelation& best, std::optional<bool> band_in_capture,
                   std::vector<Finding>& out) {
    using Kind = Finding::Kind;
    if (result.seconds < least_seconds) return out.push_back(finding(Kind::too_short, result.seconds, least_seconds));
    if (result.clipped_share > overload_share)
        out.push_back(finding(Kind::overload, result.clipped_share, overload_share));
    if (!(result.level_dbfs >= silent_dbfs)) out.push_back(finding(Kind::silence, result.level_dbfs, silent_dbfs));
    for (const ShortCell& cell : result.short_cells)
        if (cell.why == ShortCell::Why::outside_window) {
            out.push_back(finding(Kind::crystal_off, std::copysign(cell.metric, cell.cfo_hz), cell.needed));
            break;
        }
    if (band_in_capture == false) out.push_back(finding(Kind::no_lte_band));
    if (best.metric < clear_of_noise)
        return out.push_back(finding(Kind::no_better_than_noise, best.metric, clear_of_noise));
    if (from_edge_hz(best) < edge_hz) out.push_back(finding(Kind::reference_off, from_edge_hz(best), edge_hz));
    const int refused = result.refusals[static_cast<std::size_t>(dsp::lte::Refusal::crs_absent)] +
                        result.refusals[static_cast<std::size_t>(dsp::lte::Refusal::sss_inconsistent)];
    out.push_back(finding(Kind::no_reference_signals, refused));
}

}  // namespace

std::vector<Finding> explain(const ScanResult& result, const BestCorrelation& best,
                             std::optional<bool> band_in_capture) {
    std::vector<Finding> out;
    if (result.cells.empty()) explain_empty(result, best, band_in_capture, out);
    if (!result.cells.empty() && result.clipped_share > overload_share)
        out.push_back(finding(Finding::Kind::overload, result.clipped_share, overload_share));
    const auto unread = std::count_if(result.cells.begin(), result.cells.end(),
                                      [](const ScanCell& cell) { return !cell.cell.mib.has_value(); });
    if (unread > 0) out.push_back(finding(Finding::Kind::mib_not_read, static_cast<double>(unread)));
    if (!band_in_capture) out.push_back(finding(Finding::Kind::no_frequency));
    return out;
}

void explain_by_likeness(ScanResult& result) {
    using Kind = Finding::Kind;
    if (!result.cells.empty()) return;
    int lte = 0, others = 0;
    for (const Undecoded& what : result.undecoded) {
        lte += what.kind == Undecoded::Kind::lte ? 1 : 0;
        others += what.kind == Undecoded::Kind::umts || what.kind == Undecoded::Kind::gsm ? 1 : 0;
    }
    if (lte + others == 0) return;
    const auto at = std::find_if(result.findings.begin(), result.findings.end(), [](const Finding& found) {
        return found.kind == Kind::no_better_than_noise || found.kind == Kind::no_reference_signals;
    });
    if (at == result.findings.end()) return;
    *at = lte > 0 ? finding(Kind::lte_unreadable, lte, result.best_pss_metric) : finding(Kind::other_systems, others);
}

}  // namespace boresight::survey
