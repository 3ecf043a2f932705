// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "cli/band_scan_report.h"
#include "cli/json_numbers.h"
#include "cli/scan_cells_json.h"
#include "cli/undecoded_report.h"
#include "platform/utc_time.h"
#include "platform/version.h"

namespace boresight::cli {

namespace {

using Json = nlohmann::ordered_json;

Json source_object(const app::BandScanRequest& request, const app::BandScanOutcome& outcome) {
    Json position = nullptr;
    if (request.position)
        position = {{"latitude_deg", request.position->latitude_deg},
                    {"longitude_deg", request.position->longitude_deg},
                    {"height_m", number(request.position->height_m, 1)}};
    return {{"kind", "device"},
            {"name", outcome.radio},
            {"sample_rate_hz", number(outcome.result.sample_rate_hz, 3)},
            {"center_frequency_hz", nullptr},
            {"seconds", number(outcome.result.time.heard_s, 3)},
            {"position", position},
            {"level_dbfs", number(outcome.result.found.level_dbfs, 1)},
            {"clipped_share", number(outcome.result.found.clipped_share, 6)},
            {"notes", Json::array()}};
}

Json channel_object(const survey::SpectrumChannel& channel) {
    return {{"name", channel.name},
            {"kind", channel.kind == survey::SpectrumChannel::Kind::band ? "band" : "carrier"},
            {"low_hz", hertz(channel.low_hz)},
            {"high_hz", hertz(channel.high_hz)},
            {"power_dbfs", number(channel.power_dbfs, 2)},
            {"noise_dbfs", number(channel.noise_dbfs, 2)},
            {"snr_db", number(channel.snr_db, 2)},
            {"sigma_db", number(channel.sigma_db, 2)}};
}

Json spans_json(const survey::BandScanResult& result) {
    Json out = Json::array();
    for (const survey::SpanHeard& span : result.spans) {
        Json channels = Json::array();
        for (const survey::SpectrumChannel& channel : span.power.channels) channels.push_back(channel_object(channel));
        out.push_back({{"low_hz", hertz(span.span.range.low_hz)},
                       {"high_hz", hertz(span.span.range.high_hz)},
                       {"gain_db", number(span.power.gain_db, 2)},
                       {"clipped_share", number(span.power.clipped_share, 6)},
                       {"channels", channels}});
    }
    return out;
}

Json not_heard_json(const survey::BandScanResult& result) {
    Json out = Json::array();
    for (const survey::BandNotHeard& band : result.not_heard)
        out.push_back({{"band", band.band->number}, {"partly", band.partly}, {"why", band.why}});
    return out;
}

}  // namespace

const char* ending_name(radio::Ending ending) {
    switch (ending) {
        case radio::Ending::complete: return "complete";
        case radio::Ending::stopped: return "stopped";
        case radio::Ending::no_samples: return "no_samples";
        case radio::Ending::unplugged: return "unplugged";
        case radio::Ending::too_lossy: break;
    }
    return "too_lossy";
}

std::string band_scan_json(const app::BandScanRequest& request, const app::BandScanOutcome& outcome,
                           double cpu_seconds) {
    const survey::BandScanResult& result = outcome.result;
    Json out;
    out["boresight"] = version();
    out["command"] = "scan";
    out["simulated"] = outcome.simulated;
    out["source"] = source_object(request, outcome);
    out["cells"] = cells_json(result.found);
    out["short"] = short_json(result.found.short_cells);
    out["refusals"] = refusals_json(result.found);
    out["best_correlation"] = number(result.found.best_pss_metric, 3);
    out["best_umts_correlation"] = number(result.found.best_psch_metric, 3);
    out["advice"] = band_scan_advice(outcome);
    out["ppm_window"] = {
        {"around_ppm", number(outcome.ppm_window.around_ppm, 3)},
        {"reach_ppm", number(outcome.ppm_window.reach_ppm, 3)},
        {"calibrated", outcome.calibrated_clock ? Json(format_utc(outcome.calibrated_clock->made_ns)) : Json(nullptr)}};
    out["microcells"] = microcells_json(outcome.microcells);
    out["undecoded"] = undecoded_json(result.found, true);
    out["spans"] = spans_json(result);
    out["not_heard"] = not_heard_json(result);
    out["stopped"] = result.ending == radio::Ending::stopped;
    out["ending"] = ending_name(result.ending);
    out["share_done"] = number(result.found.share_done, 3);
    out["radio_seconds"] = number(result.time.heard_s + result.time.settling_s, 3);
    out["scan_cpu_seconds"] = number(outcome.scan_cpu_seconds, 3);
    out["tunings"] = result.time.tunings;
    out["losses"] = result.time.losses;
    const bool stored = request.keep && outcome.kept_readings > 0;
    out["stored"] = stored ? Json{{"database", request.database.string()},
                                  {"readings", outcome.kept_readings},
                                  {"already_there", false}}
                           : Json(nullptr);
    out["not_stored"] = stored && !outcome.keep_error ? Json(nullptr) : Json(kept_words(request, outcome));
    out["cpu_seconds"] = number(cpu_seconds, 3);
    return out.dump(-1, ' ', false, Json::error_handler_t::replace) + '\n';
}

}  // namespace boresight::cli
