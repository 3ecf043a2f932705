// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "cli/json_numbers.h"
#include "cli/scan_cells_json.h"
#include "cli/scan_report.h"
#include "cli/undecoded_report.h"
#include "platform/version.h"

namespace boresight::cli {

namespace {

using Json = nlohmann::ordered_json;

Json source_object(const app::ScanOutcome& outcome) {
    Json position = nullptr;
    if (outcome.position)
        position = {{"latitude_deg", outcome.position->latitude_deg},
                    {"longitude_deg", outcome.position->longitude_deg},
                    {"height_m", number(outcome.position->height_m, 1)}};
    return {{"kind", "recording"},
            {"name", outcome.name},
            {"sample_rate_hz", number(outcome.sample_rate_hz, 3)},
            {"center_frequency_hz", number(outcome.center_frequency_hz, 3)},
            {"seconds", number(outcome.length_s, 6)},
            {"position", position},
            {"level_dbfs", number(outcome.result.level_dbfs, 1)},
            {"clipped_share", number(outcome.result.clipped_share, 6)},
            {"notes", outcome.notes}};
}

Json stored_object(const app::ScanRequest& request, const app::ScanOutcome& outcome) {
    if (!outcome.kept) return nullptr;
    return {{"database", request.database.string()},
            {"readings", outcome.kept->readings},
            {"already_there", outcome.kept->already_there}};
}

}  // namespace

std::string scan_json(const app::ScanRequest& request, const app::ScanOutcome& outcome, double cpu_seconds) {
    Json out;
    out["boresight"] = version();
    out["command"] = "scan";
    out["simulated"] = false;
    out["source"] = source_object(outcome);
    out["cells"] = cells_json(outcome.result);
    out["short"] = short_json(outcome.result.short_cells);
    out["refusals"] = refusals_json(outcome.result);
    out["best_correlation"] = number(outcome.result.best_pss_metric, 3);  // noise gives about 1
    out["best_umts_correlation"] = number(outcome.result.best_psch_metric, 3);
    out["advice"] = scan_advice(outcome);
    out["microcells"] = microcells_json(outcome.microcells);
    out["undecoded"] = undecoded_json(outcome.result, outcome.center_frequency_hz.has_value());
    out["stopped"] = outcome.result.stopped;
    out["stored"] = stored_object(request, outcome);
    out["not_stored"] = outcome.kept ? Json(nullptr) : Json(kept_words(request, outcome));
    out["cpu_seconds"] = number(cpu_seconds, 3);
    // File names may hold bytes that aren't UTF-8; they become U+FFFD.
    return out.dump(-1, ' ', false, Json::error_handler_t::replace) + '\n';
}

}  // namespace boresight::cli
