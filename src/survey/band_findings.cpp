// SPDX-License-Identifier: GPL-3.0-or-later
#include "survey/band_findings.h"

#include <algorithm>
#include <cmath>

#include "survey/findings.h"
#include "survey/radio_rate.h"
#include "survey/stretches.h"

namespace boresight::survey {

namespace {

constexpr double turned_down_db = 12;
constexpr double least_turn_db = 6;
constexpr double trial_s = 0.02;
constexpr double least_share = 0.25;  // of the turn that the level must follow where noise comes in from outside
constexpr double overload_share = 1e-4;
constexpr double clear_db = 3;  // a carrier that stands out

double level_now_dbfs(radio::Listener& listener, const radio::Tuning& tuning, StopToken stop, bool& heard) {
    const radio::Heard piece = listener.listen(tuning, trial_s, stop);
    heard = heard && piece.ending == radio::Ending::complete;
    return level_dbfs(piece.block.samples);
}

// Carriers that stand out, by what they are like; where that wasn't looked at, by their edges.
Likenesses heard_in(const BandScanResult& result) {
    if (!result.found.undecoded.empty()) {
        Likenesses heard = count_likenesses(result.found);
        heard.others += heard.noise_like;
        return heard;
    }
    Likenesses heard;
    for (const SpanHeard& span : result.spans)
        for (const SpectrumChannel& channel : span.power.channels) {
            if (channel.kind != SpectrumChannel::Kind::carrier || channel.snr_db.value_or(0) < clear_db) continue;
            const bool lte = channel.shape == dsp::spectrum::Shape::lte && result.found.lte_searched;
            const bool umts = channel.shape == dsp::spectrum::Shape::umts && result.found.umts_searched;
            ++(lte ? heard.lte : umts ? heard.umts : heard.others);
        }
    return heard;
}

}  // namespace

std::optional<GainTrial> try_less_gain(radio::Radio& radio, double frequency_hz, StopToken stop) {
    const double gain_db = radio.gain_db();
    const double less_db = std::max(radio.limits().gain_low_db, gain_db - turned_down_db);
    if (gain_db - less_db < least_turn_db) return std::nullopt;
    radio::Listener listener(radio);
    const radio::Tuning tuning{frequency_hz, power_rate_hz(radio)};
    bool heard = true;
    const double before_dbfs = level_now_dbfs(listener, tuning, stop, heard);
    GainTrial trial;
    trial.turned_down_db = gain_db - radio.set_gain_db(less_db);
    const double after_dbfs = level_now_dbfs(listener, tuning, stop, heard);
    if (std::isfinite(before_dbfs)) trial.fell_db = before_dbfs - after_dbfs;  // else silence, and it stays
    radio.set_gain_db(gain_db);
    return heard ? std::optional(trial) : std::nullopt;
}

std::vector<Finding> explain_bands(const BandScanResult& result, const std::optional<GainTrial>& trial) {
    if (result.found.found_a_cell()) return result.found.findings;
    using Kind = Finding::Kind;
    if (result.spans.empty() && result.found.stretches.empty() && !result.not_heard.empty())
        return {{.kind = Kind::nothing_in_reach, .value = static_cast<double>(result.not_heard.size())}};
    std::vector<Finding> out;
    const auto take = [&](Kind kind) {
        for (const Finding& finding : result.found.findings)
            if (finding.kind == kind) out.push_back(finding);
    };
    double clipped = result.found.clipped_share;
    bool overloaded = false;
    for (const SpanHeard& span : result.spans) {
        clipped = std::max(clipped, span.power.clipped_share);
        overloaded = overloaded || span.gain.overloaded;
    }
    overloaded = overloaded || clipped > overload_share;
    if (overloaded) out.push_back({.kind = Kind::overload, .value = clipped, .limit = overload_share});
    take(Kind::crystal_off);
    if (!overloaded && trial && trial->fell_db < least_share * trial->turned_down_db)
        out.push_back({.kind = Kind::gain_changes_nothing, .value = trial->fell_db, .limit = trial->turned_down_db});
    take(Kind::reference_off);
    const Likenesses heard = heard_in(result);
    if (heard.lte > 0)
        out.push_back({.kind = Kind::lte_unreadable,
                       .value = static_cast<double>(heard.lte),
                       .limit = result.found.best_pss_metric});
    else if (heard.umts > 0)
        out.push_back({.kind = Kind::umts_unreadable,
                       .value = static_cast<double>(heard.umts),
                       .limit = result.found.best_psch_metric});
    else if (heard.others > 0)
        out.push_back({.kind = Kind::other_systems, .value = static_cast<double>(heard.others)});
    else
        take(Kind::no_reference_signals), take(Kind::no_pilot);
    if (!result.spans.empty() && heard.lte + heard.umts + heard.others == 0)
        out.push_back({.kind = Kind::nothing_stands_out});
    take(Kind::no_better_than_noise);
    return out;
}

}  // namespace boresight::survey
