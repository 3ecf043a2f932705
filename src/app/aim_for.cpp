// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/aim_for.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "advise/own_carriers.h"

namespace boresight::app {

namespace {

advise::MeasuredCell cell_at(double frequency_hz, bool tdd) {
    advise::MeasuredCell cell;
    cell.frequency_hz = frequency_hz;
    cell.tdd = tdd;
    return cell;
}

AimLock possible(advise::Lock lock) {
    if (!lock.possible()) return {.lock = {}, .why_not = lock.why_not};
    return {.lock = std::move(lock), .why_not = {}};
}

}  // namespace

advise::RankingQuestion AimFor::question() const {
    advise::RankingQuestion question;
    question.hotspot = hotspot;
    question.of = of ? &*of : nullptr;
    question.country = country;
    return question;
}

survey::CarrierWish AimFor::wish() const {
    survey::CarrierWish wish;
    if (of) wish.operator_name = of->brand;
    if (hotspot)
        wish.usable = [who = *this](double frequency_hz, bool tdd) {
            return advise::can_use(cell_at(frequency_hz, tdd), who.question());
        };
    return wish;
}

AimFor aim_for_origin(const survey::SweepOrigin& origin) {
    AimFor who;
    who.own = own_microcell(origin.microcell);
    if (!origin.hotspot.empty()) who.hotspot = catalog::find_hotspot(origin.hotspot);
    if (!origin.country.empty()) who.country = catalog::find_country(origin.country);
    if (origin.operator_name.empty()) return who;
    for (const catalog::Operator& each : catalog::find_operators(origin.operator_name, who.country))
        if (each.brand == origin.operator_name) {
            who.of = each;
            who.country = catalog::find_country(each.iso);
            break;
        }
    return who;
}

std::optional<catalog::Carrier> carrier_name(const AimFor& who, double frequency_hz, bool tdd) {
    const advise::RankingQuestion question = who.question();
    const auto names = advise::names_of(cell_at(frequency_hz, tdd), question);
    if (names.empty()) return std::nullopt;
    const catalog::Carrier* usable = advise::usable_name(names, question);
    return usable ? *usable : names.front();
}

std::string carrier_label(const catalog::Carrier& carrier) {
    return carrier.band->rat == catalog::Rat::umts
               ? fmt::format("3G band {} (UARFCN {})", carrier.band->label, carrier.channel)
               : fmt::format("band {} (EARFCN {})", carrier.band->label, carrier.channel);
}

std::optional<catalog::Carrier> umts_name(const AimFor& who, const std::vector<catalog::Carrier>& names) {
    if (who.hotspot)
        for (const catalog::Carrier& name : names)
            if (std::ranges::count(who.hotspot->umts_bands, name.band->number) > 0) return name;
    return names.empty() ? std::nullopt : std::optional(names.front());
}

AimLock lock_umts(const AimFor& who, int band) {
    if (!who.hotspot) return {.lock = {}, .why_not = "no hotspot was named"};
    if (who.own.of_umts())
        return {.lock = {}, .why_not = "kept to 3G, the hotspot would choose your own microcell, which hangs on it"};
    return possible(advise::lock_for_umts(*who.hotspot, band));
}

AimLock lock_cell(const AimFor& who, const catalog::Carrier& carrier, int pci) {
    if (!who.hotspot) return {.lock = {}, .why_not = "no hotspot was named"};
    return possible(advise::lock_for(*who.hotspot, carrier.band->number, static_cast<int>(carrier.channel), pci));
}

}  // namespace boresight::app
