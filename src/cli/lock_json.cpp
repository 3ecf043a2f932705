// SPDX-License-Identifier: GPL-3.0-or-later
#include <nlohmann/json.hpp>

#include "cli/lock_report.h"

namespace boresight::cli {

namespace {

using Json = nlohmann::ordered_json;

const char* technology_name(advise::Technology technology) {
    switch (technology) {
        case advise::Technology::any: break;
        case advise::Technology::lte_only: return "lte_only";
        case advise::Technology::umts_only: return "umts_only";
    }
    return "any";
}

Json text_or_null(const std::string& text) {
    return text.empty() ? Json(nullptr) : Json(text);
}

void add_steps(Json& out, const std::optional<advise::LockSteps>& steps) {
    const advise::LockSteps none;
    const advise::LockSteps& each = steps ? *steps : none;
    out["query"] = each.query;
    out["undo"] = each.undo;
    out["lock"] = each.lock;
    out["verify"] = each.verify;
}

Json cell_object(const advise::Lock& lock) {
    if (!lock.cell) return nullptr;
    Json out{{"earfcn", lock.earfcn ? Json(*lock.earfcn) : Json(nullptr)},
             {"pci", lock.pci ? Json(*lock.pci) : Json(nullptr)},
             {"fits", text_or_null(lock.cell->fits)},
             {"sure", lock.cell->sure},
             {"kept", text_or_null(lock.cell->kept)},
             {"note", text_or_null(lock.cell->note)}};
    add_steps(out, lock.cell->steps);
    return out;
}

}  // namespace

Json lock_object(const advise::Lock& lock) {
    if (!lock.possible()) return nullptr;
    Json out{{"family", lock.family}, {"family_name", lock.family_name},
             {"sure", lock.sure},     {"reached_by", lock.reached_by},
             {"bands", lock.bands},   {"technology", technology_name(lock.technology)}};
    out["umts_band"] = lock.umts_band ? Json(*lock.umts_band) : Json(nullptr);
    add_steps(out, lock.steps);
    out["why_no_band_lock"] = text_or_null(lock.why_not);
    out["cell"] = cell_object(lock);
    out["why_no_cell_lock"] = text_or_null(lock.why_no_cell);
    out["blanks"] = Json::array();
    for (const advise::Blank& each : lock.blanks)
        out["blanks"].push_back({{"written", each.written}, {"meaning", each.meaning}});
    out["restart"] = text_or_null(lock.restart);
    out["kept"] = lock.kept;
    out["warnings"] = lock.warnings;
    out["notes"] = lock.notes;
    out["sources"] = lock.sources;
    return out;
}

}  // namespace boresight::cli
