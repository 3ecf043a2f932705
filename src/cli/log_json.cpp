// SPDX-License-Identifier: GPL-3.0-or-later
#include <nlohmann/json.hpp>

#include "cli/json_numbers.h"
#include "cli/log_report.h"
#include "cli/scan_cells_json.h"
#include "platform/utc_time.h"
#include "platform/version.h"

namespace boresight::cli {

std::string log_json(const app::LogRound& round, const std::filesystem::path& database) {
    using Json = nlohmann::ordered_json;
    const survey::ScanResult& found = round.heard.found;
    Json out;
    out["boresight"] = version();
    out["command"] = "log";
    out["simulated"] = round.simulated;
    out["round"] = round.number;
    out["time"] = format_utc(round.start_ns);
    out["missed"] = round.missed;
    out["source"] = {{"kind", "device"},
                     {"name", round.radio},
                     {"sample_rate_hz", number(round.sample_rate_hz, 3)},
                     {"center_frequency_hz", nullptr},
                     {"seconds", number(round.heard.time.heard_s, 3)},
                     {"level_dbfs", number(found.level_dbfs, 1)},
                     {"clipped_share", number(found.clipped_share, 6)}};
    out["cells"] = cells_json(found);
    out["microcells"] = microcells_json(round.microcells);
    out["short"] = short_json(found.short_cells);
    out["refusals"] = refusals_json(found);
    out["tunings"] = round.heard.time.tunings;
    out["losses"] = round.heard.time.losses;
    out["complete"] = round.heard.ending == radio::Ending::complete;
    out["stored"] = {{"database", database.string()}, {"readings", round.kept_readings}};
    return out.dump(-1, ' ', false, Json::error_handler_t::replace) + '\n';
}

}  // namespace boresight::cli
