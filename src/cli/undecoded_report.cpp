// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/undecoded_report.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <set>
#include <vector>

#include "app/undecoded_words.h"
#include "cli/json_numbers.h"
#include "cli/table.h"
#include "survey/carrier_names.h"
#include "survey/carrier_raster.h"

namespace boresight::cli {

namespace {

constexpr std::size_t most_lines = 8, most_channels = 4;

}  // namespace

std::string undecoded_lines(const survey::ScanResult& found, bool absolute) {
    const std::vector<survey::Undecoded>& undecoded = found.undecoded;
    if (undecoded.empty()) return "";
    std::vector<survey::Undecoded> shown = undecoded;
    std::sort(shown.begin(), shown.end(), [](const auto& a, const auto& b) { return a.power_dbfs > b.power_dbfs; });
    shown.resize(std::min(shown.size(), most_lines));
    std::sort(shown.begin(), shown.end(), [](const auto& a, const auto& b) { return a.low_hz < b.low_hz; });
    std::string out = paragraph("Also on the air, by what it is like:");
    for (const survey::Undecoded& what : shown)
        out += paragraph(app::undecoded_words(what, absolute, found.umts_searched), "- ");
    if (undecoded.size() > shown.size())
        out += paragraph(fmt::format("{} more, weaker: --format json has them all.", undecoded.size() - shown.size()),
                         "- ");
    return out;
}

std::string umts_hint(const survey::ScanResult& found, const std::string& scan, bool by_channel) {
    std::set<std::int64_t> channels;
    bool any = false;
    for (const survey::Undecoded& what : found.undecoded) {
        if (what.kind != survey::Undecoded::Kind::umts) continue;
        any = true;
        const double middle_hz = (what.low_hz + what.high_hz) / 2;
        const auto names =
            survey::umts_carrier_names(std::round(middle_hz / survey::umts_raster_hz) * survey::umts_raster_hz);
        if (!names.empty() && channels.size() < most_channels) channels.insert(names.front().channel);
    }
    if (!any || found.umts_searched || (by_channel && channels.empty())) return "";
    std::string words = scan + (by_channel ? "" : " --rat umts");
    if (by_channel)
        for (const std::int64_t channel : channels) words += fmt::format(" --uarfcn {}", channel);
    return paragraph("Nobody looked for cells in what is like UMTS (3G). This does:") + "  " + words + '\n';
}

nlohmann::ordered_json undecoded_json(const survey::ScanResult& found, bool absolute) {
    nlohmann::ordered_json out = nlohmann::ordered_json::array();
    for (const survey::Undecoded& what : found.undecoded)
        out.push_back({{"low_hz", hertz(what.low_hz)},
                       {"high_hz", hertz(what.high_hz)},
                       {"power_dbfs", number(what.power_dbfs, 2)},
                       {"snr_db", number(what.snr_db, 2)},
                       {"kind", app::name_of(what.kind)},
                       {"words", app::undecoded_words(what, absolute, found.umts_searched)}});
    return out;
}

}  // namespace boresight::cli
