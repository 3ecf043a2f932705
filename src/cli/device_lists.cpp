// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <nlohmann/json.hpp>

#include "cli/advise_report.h"
#include "cli/table.h"
#include "platform/version.h"

namespace boresight::cli {

namespace {

using Json = nlohmann::ordered_json;

std::string hotspots_table() {
    Table table(
        {{.heading = "hotspot"}, {.heading = "name for --hotspot"}, {.heading = "LTE bands"}, {.heading = "lock"}});
    for (const catalog::Hotspot& each : catalog::hotspots()) {
        const catalog::LockFamily* family = catalog::find_lock_family(each.lock_family);
        const bool typed = family && family->support == catalog::LockSupport::bands;
        table.add_row({each.name, each.id,
                       each.lte_bands.empty() ? "its module's" : fmt::format("{}", fmt::join(each.lte_bands, " ")),
                       typed    ? "commands"
                       : family ? "menu or none"
                                : "its module's"});
    }
    return table.text();
}

std::string microcells_table() {
    Table table({{.heading = "microcell"}, {.heading = "name for --microcell"}, {.heading = "off since"}});
    for (const catalog::Microcell& each : catalog::microcells()) table.add_row({each.name, each.id, each.off_since});
    return table.text();
}

Json hotspot_object(const catalog::Hotspot& hotspot) {
    return {{"id", hotspot.id},
            {"name", hotspot.name},
            {"articles", hotspot.articles},
            {"kind", hotspot.kind},
            {"lte_category", hotspot.lte_category},
            {"layers", hotspot.layers},
            {"socket", hotspot.socket},
            {"sockets", hotspot.sockets ? Json(*hotspot.sockets) : Json(nullptr)},
            {"lte_bands", hotspot.lte_bands},
            {"nr_bands", hotspot.nr_bands},
            {"lock_family", hotspot.lock_family.empty() ? Json(nullptr) : Json(hotspot.lock_family)},
            {"sure", hotspot.sure}};
}

Json microcell_object(const catalog::Microcell& cell) {
    return {{"id", cell.id},
            {"name", cell.name},
            {"operator", cell.operated_by.empty() ? Json(nullptr) : Json(cell.operated_by)},
            {"lte_bands", cell.lte_bands},
            {"umts_bands", cell.umts_bands},
            {"off_since", cell.off_since.empty() ? Json(nullptr) : Json(cell.off_since)},
            {"sure", cell.sure}};
}

}  // namespace

std::string devices_text(bool hotspots, bool microcells) {
    return (hotspots ? hotspots_table() : "") + (microcells ? microcells_table() : "");
}

std::string devices_json(bool hotspots, bool microcells) {
    Json out{{"boresight", version()}, {"command", "advise"}};
    if (hotspots) out["hotspots"] = Json::array();
    for (const catalog::Hotspot& each : catalog::hotspots())
        if (hotspots) out["hotspots"].push_back(hotspot_object(each));
    if (microcells) out["microcells"] = Json::array();
    for (const catalog::Microcell& each : catalog::microcells())
        if (microcells) out["microcells"].push_back(microcell_object(each));
    return out.dump(-1, ' ', false, Json::error_handler_t::replace) + '\n';
}

}  // namespace boresight::cli
