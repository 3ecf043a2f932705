// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/aim_umts.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace boresight::app {

namespace {

using survey::SweepCarrier;
using survey::UmtsScanCell;

constexpr std::size_t most_beside = 2, most_alone = 6;

// The first cell of that carrier for which it holds; null: none.
template <typename Holds>
const UmtsScanCell* cell_on(const SweepCarrier& carrier, std::span<const UmtsScanCell> heard, Holds holds) {
    const auto found = std::ranges::find_if(
        heard, [&](const UmtsScanCell& cell) { return cell.frequency_hz == carrier.frequency_hz && holds(cell); });
    return found == heard.end() ? nullptr : &*found;
}

// The cell of that carrier that is the user's microcell; null: none of them.
const UmtsScanCell* home_on(const SweepCarrier& carrier, std::span<const UmtsScanCell> heard, const AimFor& who) {
    return cell_on(carrier, heard, [&](const UmtsScanCell& cell) { return who.own.known_by(cell).has_value(); });
}

std::string label_of(const SweepCarrier& carrier) {
    return carrier.names.empty() ? std::string("A carrier of 3G") : carrier_label(carrier.names.front());
}

std::string home_sentence(const SweepCarrier& carrier, const UmtsScanCell& home, const AimFor& who) {
    return fmt::format(
        "{} is listened to, since your microcell sends there (PSC {}{}): its level at every stop tells "
        "how far it is kept from the antenna. It is never aimed for.",
        label_of(carrier), home.cell.psc,
        who.own.known_by(home) == advise::KnownBy::announced_power ? ", by the little power that it tells of" : "");
}

std::string strange_sentence(const SweepCarrier& carrier, const UmtsScanCell& microcell) {
    return fmt::format(
        "{} isn't aimed for: its cell PSC {} tells of the little power of a microcell, which lets in only whom its "
        "owner has named, as a rule. If it is yours, tell \"boresight setup\" of it.",
        label_of(carrier), microcell.cell.psc);
}

}  // namespace

std::optional<bool> has_umts(const AimFor& who, double frequency_hz) {
    if (!who.hotspot || !who.hotspot->umts_known) return std::nullopt;
    const auto names = catalog::carriers_at(catalog::Rat::umts, frequency_hz);
    return std::ranges::any_of(names, [&](const catalog::Carrier& name) {
        return std::ranges::count(who.hotspot->umts_bands, name.band->number) > 0;
    });
}

UmtsToSweep umts_beside_lte(std::span<const UmtsScanCell> heard, const AimFor& who) {
    UmtsToSweep out;
    std::size_t usual = 0;
    for (SweepCarrier& carrier : survey::heard_umts_carriers(heard, who.of ? who.of->brand : "")) {
        const UmtsScanCell* home = home_on(carrier, heard, who);
        if (home == nullptr && (has_umts(who, carrier.frequency_hz) != true || usual == most_beside)) continue;
        if (home == nullptr) ++usual;
        out.why.push_back(home != nullptr ? home_sentence(carrier, *home, who)
                                          : fmt::format("{} is listened to as well, since {} has that band of 3G.",
                                                        label_of(carrier), who.hotspot->name));
        carrier.usable = home == nullptr;
        out.carriers.push_back(std::move(carrier));
    }
    return out;
}

UmtsToSweep umts_instead(std::span<const UmtsScanCell> heard, const AimFor& who) {
    UmtsToSweep out;
    for (SweepCarrier& carrier : survey::heard_umts_carriers(heard, who.of ? who.of->brand : "")) {
        const UmtsScanCell* home = home_on(carrier, heard, who);
        const UmtsScanCell* strange = home != nullptr ? nullptr : cell_on(carrier, heard, is_any_microcell);
        if (home == nullptr && out.carriers.size() >= most_alone) continue;
        if (home != nullptr) out.why.push_back(home_sentence(carrier, *home, who));
        if (strange != nullptr) out.why.push_back(strange_sentence(carrier, *strange));
        carrier.usable = home == nullptr && strange == nullptr && has_umts(who, carrier.frequency_hz).value_or(true);
        out.carriers.push_back(std::move(carrier));
    }
    return out;
}

}  // namespace boresight::app
