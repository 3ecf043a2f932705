// SPDX-License-Identifier: GPL-3.0-or-later
#include "survey/umts_naming.h"

#include <algorithm>
#include <utility>

namespace boresight::survey {

namespace {

constexpr double least_named_ecno_db = -17;
constexpr double least_asked_ecno_db = -12;  // for how strongly it sends
constexpr int looks_for_one = 2;             // at a cell that none of them shows: it was found by pilots alone

// What a cell must say to be known: in one of the pieces, since one alone may not hold it.
struct Said {
    bool network = false, cell = false, power = false;
    std::optional<double> gain_db = {};  // at which it was heard
    int pieces = 0;                      // that show it

    bool all() const { return network && cell && power; }
};

}  // namespace

std::optional<UmtsCarrierAsked> UmtsNaming::next(std::span<const Stretch> pieces) {
    std::map<std::pair<double, int>, Said> said;
    for (const Stretch& piece : pieces)
        for (const UmtsScanCell& cell : piece.umts_cells) {
            if (!cell.frequency_hz || cell.cell.ecno_db < least_named_ecno_db) continue;
            const auto& info = cell.cell.system_info;
            Said& all = said[{*cell.frequency_hz, cell.cell.psc}];
            all.network = all.network || (info && info->mib);
            all.cell = all.cell || (info && info->sib3);
            all.power = all.power || !pilot_powers_ || cell.cell.ecno_db < least_asked_ecno_db || (info && info->sib5);
            all.gain_db = piece.gain_db;
            ++all.pieces;
        }
    const auto silent = std::find_if(said.begin(), said.end(), [this](const auto& each) {
        const double frequency_hz = each.first.first;
        if (each.second.all() || asked_.count(frequency_hz) > 0) return false;
        const auto spent = spent_s_.find(frequency_hz);
        if (spent == spent_s_.end()) return true;
        const bool shows = each.second.pieces > 1 || spent->second < looks_for_one * umts_naming_look_s;
        return shows && spent->second < most_s_;
    });
    if (silent == said.end() || most_s_ <= 0) return std::nullopt;
    const double frequency_hz = silent->first.first;
    spent_s_[frequency_hz] += umts_naming_look_s;
    asked_.insert(frequency_hz);
    return UmtsCarrierAsked{frequency_hz, silent->second.gain_db};
}

void UmtsNaming::begin_anew() {
    spent_s_.clear();
    asked_.clear();
}

}  // namespace boresight::survey
