// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/aim_umts.h"

#include <algorithm>

#include "catalog/countries.h"
#include "cli/arguments.h"
#include "cli/home_cell_arguments.h"
#include "platform/error.h"

namespace boresight::cli {

namespace {

using survey::SweepCarrier;

bool has_carrier(const std::vector<SweepCarrier>& carriers, double frequency_hz) {
    return std::ranges::any_of(carriers, [&](const SweepCarrier& each) { return each.frequency_hz == frequency_hz; });
}

// Aimed for, whatever the hotspot has: who names a carrier means it.
std::vector<SweepCarrier> named_carriers(const LiveAimWords& words) {
    std::vector<SweepCarrier> carriers;
    for (const std::string& text : words.uarfcns) {
        const auto carrier = survey::umts_carrier(uarfcn_argument("--umts-carrier", text));
        if (!has_carrier(carriers, carrier->frequency_hz)) carriers.push_back(*carrier);
    }
    return carriers;
}

// The carrier of the microcell that the settings name, though the scan hasn't heard it: its level is what is asked.
std::optional<SweepCarrier> home_carrier(const app::AimFor& who) {
    if (!who.own.cell.uarfcn) return std::nullopt;
    auto carrier = survey::umts_carrier(*who.own.cell.uarfcn);
    if (carrier) carrier->usable = false;
    return carrier;
}

// A sweep must not end with the antenna turned to the microcell.
void need_one_to_aim_for(const std::vector<SweepCarrier>& carriers) {
    if (carriers.empty() || std::ranges::any_of(carriers, [](const SweepCarrier& each) { return each.usable; })) return;
    throw Error(Error::Kind::bad_input,
                {.what = "of 3G only the microcell was heard, or bands that the hotspot hasn't",
                 .where = "aim",
                 .expected = "a tower's carrier in a band that the hotspot has",
                 .fix = "Turn the antenna elsewhere and try again, or name a carrier with --umts-carrier"});
}

}  // namespace

AimedRat aimed_rat(const LiveAimWords& words) {
    if (words.rat.empty()) return AimedRat::usual;
    return choice_argument("--rat", words.rat, {"lte", "umts"}) == 0 ? AimedRat::lte : AimedRat::umts;
}

bool needs_no_scan(const LiveAimWords& words) {
    return aimed_rat(words) == AimedRat::umts && !named_carriers(words).empty();
}

void ask_for_umts(const LiveAimWords& words, const app::AimFor& who, survey::ScanQuestion& question) {
    const AimedRat rat = aimed_rat(words);
    if (rat == AimedRat::lte) question.umts = false;
    if (rat == AimedRat::umts) question.lte = false;
    question.pilot_powers = rat == AimedRat::umts;  // a microcell isn't to be aimed for
    // Who aims for LTE doesn't wait for what is only like 3G.
    const bool on_air = question.country != nullptr && !catalog::country_bands(*question.country).umts_bands.empty();
    if (rat == AimedRat::usual) question.umts = on_air || who.own.unit != nullptr;
    app::ask_for_microcell(who.own, question);
}

app::UmtsToSweep umts_to_sweep(const LiveAimWords& words, const app::AimFor& who, const survey::ScanResult& heard) {
    const AimedRat rat = aimed_rat(words);
    app::UmtsToSweep out{.carriers = named_carriers(words), .why = {}};
    if (rat == AimedRat::lte || needs_no_scan(words)) return out;
    const bool instead = rat == AimedRat::umts || heard.cells.empty();
    app::UmtsToSweep more =
        instead ? app::umts_instead(heard.umts_cells, who) : app::umts_beside_lte(heard.umts_cells, who);
    if (instead && out.carriers.empty()) need_one_to_aim_for(more.carriers);
    if (instead && rat == AimedRat::usual) more.why.insert(more.why.begin(), "No LTE was heard: 3G is aimed for.");
    if (const auto home = home_carrier(who)) more.carriers.push_back(*home);
    for (SweepCarrier& carrier : more.carriers)
        if (!has_carrier(out.carriers, carrier.frequency_hz)) out.carriers.push_back(std::move(carrier));
    out.why = std::move(more.why);
    return out;
}

}  // namespace boresight::cli
