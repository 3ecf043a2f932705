// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/undecoded_report.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <vector>

#include "app/undecoded_words.h"
#include "cli/json_numbers.h"
#include "cli/table.h"

namespace boresight::cli {

namespace {

constexpr std::size_t most_lines = 8;

}  // namespace

std::string undecoded_lines(std::span<const survey::Undecoded> undecoded, bool absolute) {
    if (undecoded.empty()) return "";
    std::vector<survey::Undecoded> shown(undecoded.begin(), undecoded.end());
    std::sort(shown.begin(), shown.end(), [](const auto& a, const auto& b) { return a.power_dbfs > b.power_dbfs; });
    shown.resize(std::min(shown.size(), most_lines));
    std::sort(shown.begin(), shown.end(), [](const auto& a, const auto& b) { return a.low_hz < b.low_hz; });
    std::string out = paragraph("Also on the air, by what it is like:");
    for (const survey::Undecoded& what : shown) out += paragraph(app::undecoded_words(what, absolute), "- ");
    if (undecoded.size() > shown.size())
        out += paragraph(fmt::format("{} more, weaker: --format json has them all.", undecoded.size() - shown.size()),
                         "- ");
    return out;
}

nlohmann::ordered_json undecoded_json(std::span<const survey::Undecoded> undecoded, bool absolute) {
    nlohmann::ordered_json out = nlohmann::ordered_json::array();
    for (const survey::Undecoded& what : undecoded)
        out.push_back({{"low_hz", hertz(what.low_hz)},
                       {"high_hz", hertz(what.high_hz)},
                       {"power_dbfs", number(what.power_dbfs, 2)},
                       {"snr_db", number(what.snr_db, 2)},
                       {"kind", app::name_of(what.kind)},
                       {"words", app::undecoded_words(what, absolute)}});
    return out;
}

}  // namespace boresight::cli
