// SPDX-License-Identifier: GPL-3.0-or-later
#include "advise/lock.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "advise/band_text.h"
#include "advise/carrier_numbers.h"
#include "advise/lock_template.h"
#include "advise/lock_words.h"
#include "catalog/carriers.h"
#include "platform/error.h"

namespace boresight::advise {

namespace {

using catalog::Commands;
using catalog::LockFamily;
using catalog::LockSupport;

constexpr int word_bits = 64;

std::vector<int> ascending(std::vector<int> bands) {
    std::sort(bands.begin(), bands.end());
    bands.erase(std::unique(bands.begin(), bands.end()), bands.end());
    return bands;
}

// Those of `more` that aren't there yet: a session is opened once.
void append(Commands& all, const Commands& more) {
    const Commands before = all;
    for (const std::string& command : more)
        if (std::find(before.begin(), before.end(), command) == before.end()) all.push_back(command);
}

// "B2B12B66": names a set of bands in the modem.
std::string label_of(const std::vector<int>& bands) {
    return bands.empty() ? "" : fmt::format("B{}", fmt::join(bands, "B"));
}

const Commands& technology_commands(const LockFamily& family, Technology technology) {
    static const Commands none;
    switch (technology) {
        case Technology::any: break;
        case Technology::lte_only: return family.technology.lte_only;
        case Technology::umts_only: return family.technology.umts_only;
    }
    return none;
}

// Adds the technology's own commands; says why where there are none.
void add_technology(const LockFamily& family, Technology technology, TemplateFiller& filler, LockSteps& steps,
                    std::string& why_not) {
    const Commands& commands = technology_commands(family, technology);
    if (commands.empty()) {
        why_not = family.technology.note.empty()
                      ? "no public command of this family chooses the technology"
                      : fmt::format("the technology is chosen in a menu: {}", family.technology.note);
        return;
    }
    append(steps.query, filler.filled(family.technology.query));
    append(steps.undo, filler.filled(family.technology.automatic));
    append(steps.lock, filler.filled(commands));
    append(steps.verify, filler.filled(family.technology.query));
}

void add_bands(const LockFamily& family, const LockWish& wish, TemplateFiller& filler, LockSteps& steps) {
    append(steps.query, filler.filled(family.query));
    append(steps.undo, filler.filled(family.undo));
    const bool high = !wish.bands.empty() && wish.bands.back() > word_bits && !family.lock_high.empty();
    if (!wish.bands.empty()) append(steps.lock, filler.filled(high ? family.lock_high : family.lock));
    if (!wish.nr_bands.empty()) append(steps.lock, filler.filled(family.lock_nr));
    append(steps.verify, filler.filled(family.verify));
}

void set_values(const LockFamily& family, const LockWish& wish, const BandText& text, TemplateFiller& filler) {
    filler.set("bands", text.bands);
    filler.set("bands_high", text.high);
    filler.set("nr_bands", text.nr_bands);
    filler.set("count", std::to_string(wish.bands.size()));
    if (!wish.blanks.contains("label")) filler.set("label", label_of(wish.bands));
    if (!wish.bands.empty()) filler.set("band", std::to_string(wish.bands.front()));
    if (wish.earfcn) filler.set("earfcn", std::to_string(*wish.earfcn));
    if (wish.pci) filler.set("pci", std::to_string(*wish.pci));
    const bool lte_only = wish.technology == Technology::lte_only;
    const std::string& within = lte_only ? family.technology.within_lte_only : family.technology.within_any;
    if (!within.empty()) filler.set("technology", filler.filled(within));
}

// One band of 3G; where the family has no words for it, the technology alone.
void add_umts_band(const LockFamily& family, int band, TemplateFiller& filler, LockSteps& steps, Lock& out) {
    const auto word = family.umts.words.find(std::to_string(band));
    if (word == family.umts.words.end()) {
        out.notes.push_back(fmt::format("All bands of 3G stay on: no public words of this family lock band {}.", band));
        return;
    }
    filler.set("umts_band", word->second);
    filler.set("label", fmt::format("W{}", band));
    append(steps.query, filler.filled(family.query));
    append(steps.undo, filler.filled(family.umts.undo));
    append(steps.lock, filler.filled(family.umts.lock));
    append(steps.verify, filler.filled(family.verify));
    out.umts_band = band;
    out.notes.push_back(
        "The word of the 3G band is from public tables of this family; no worked example of it is known.");
}

// Bands and technology.
void add_steps(const LockFamily& family, const LockWish& wish, TemplateFiller& filler, Lock& out) {
    const bool wants_bands = !wish.bands.empty() || !wish.nr_bands.empty();
    const bool takes_bands = family.support == LockSupport::bands;
    if (wants_bands && wish.technology == Technology::umts_only) {
        out.why_not = "bands of LTE can't be used with 3G only";
        return;
    }
    LockSteps steps;
    const bool within = takes_bands && wants_bands && !family.technology.within_lte_only.empty();
    std::string no_technology;
    if (wish.technology != Technology::any && !within)
        add_technology(family, wish.technology, filler, steps, no_technology);
    if (wish.umts_band && wish.technology == Technology::umts_only && !steps.lock.empty())
        add_umts_band(family, *wish.umts_band, filler, steps, out);
    if (wants_bands && takes_bands) {
        add_bands(family, wish, filler, steps);
        out.bands = wish.bands;
        out.nr_bands = wish.nr_bands;
    }
    if (wants_bands && !takes_bands) out.why_not = fmt::format("bands can't be locked: {}", family.why_not);
    if (no_technology.empty())
        out.technology = wish.technology;
    else if (steps.lock.empty() && out.why_not.empty())
        out.why_not = no_technology;
    else if (!steps.lock.empty())
        out.warnings.push_back(fmt::format("The technology stays open: {}.", no_technology));
    if (!steps.lock.empty()) out.steps = std::move(steps);
}

void add_cell(const LockFamily& family, const LockWish& wish, TemplateFiller& filler, Lock& out) {
    const auto found = std::find_if(family.cells.begin(), family.cells.end(), [&](const catalog::CellLock& each) {
        return wish.cell_lock.empty() || each.id == wish.cell_lock;
    });
    if (found == family.cells.end()) {
        out.why_no_cell = family.no_cell_lock.empty() ? "no public command of this family locks a cell"
                                                      : fmt::format("a cell can't be locked: {}", family.no_cell_lock);
        return;
    }
    const Commands& commands = wish.pci ? found->lock_cell : found->lock_carrier;
    if (commands.empty()) {
        out.why_no_cell = wish.pci ? "this family locks a carrier, not one cell of it"
                                   : "this family locks a cell only where its PCI is known too";
        return;
    }
    out.earfcn = wish.earfcn;
    out.pci = wish.pci;
    LockSteps steps{.query = filler.filled(found->query.empty() ? family.query : found->query),
                    .undo = filler.filled(found->undo),
                    .lock = filler.filled(commands),
                    .verify = filler.filled(found->query)};
    append(steps.verify, filler.filled(family.verify));
    out.cell = CellSteps{
        .steps = std::move(steps), .fits = found->fits, .sure = found->sure, .kept = found->kept, .note = found->note};
}

// The number by which the hotspot knows the carrier, and every one of its bands that holds it.
struct OwnNames {
    int band = 0;
    std::optional<int> earfcn;
    std::vector<int> bands;
};

OwnNames own_names(const catalog::Hotspot& hotspot, int number, std::optional<int> earfcn) {
    OwnNames own{.band = number, .earfcn = earfcn, .bands = {number}};
    const catalog::Band* band = catalog::find_band(catalog::Rat::lte, number);
    if (!earfcn || !band || hotspot.lte_bands.empty()) return own;
    const auto named = catalog::carriers_of_channel(catalog::Rat::lte, catalog::Direction::downlink, *earfcn);
    if (named.empty()) return own;
    auto usable = numbers_of(named.front().frequency_hz, *band);
    std::erase_if(usable, [&](const catalog::Carrier& each) { return !hotspot.has_lte_band(each.band->number); });
    if (usable.empty()) return own;
    own.bands.clear();
    for (const catalog::Carrier& each : usable) own.bands.push_back(each.band->number);
    if (!hotspot.has_lte_band(number)) {
        own.band = usable.front().band->number;
        own.earfcn = static_cast<int>(usable.front().channel);
    }
    return own;
}

}  // namespace

Lock lock(const LockFamily& family, const LockWish& wished) {
    LockWish wish = wished;
    wish.bands = ascending(wish.bands);
    wish.nr_bands = ascending(wish.nr_bands);
    Lock out;
    out.family = family.id;
    out.family_name = family.name;
    out.reached_by = family.reached_by;
    out.sure = family.sure;
    out.sources = family.sources;
    out.kept = family.kept;
    TemplateFiller filler(family, wish.blanks);
    const bool takes_bands = family.support == LockSupport::bands;
    const BandText text = takes_bands ? band_text(family, wish.bands, wish.nr_bands) : BandText{};
    if (!text.refused.empty()) {
        out.why_not = text.refused;
        return out;
    }
    set_values(family, wish, text, filler);
    add_steps(family, wish, filler, out);
    if (wish.earfcn) add_cell(family, wish, filler, out);
    if (!out.possible() && out.why_not.empty())
        out.why_not = out.why_no_cell.empty() ? "nothing was asked to be locked" : out.why_no_cell;
    out.blanks = filler.blanks();
    if (!out.bands.empty() || !out.nr_bands.empty()) out.restart = family.restart;
    for (const std::string& warning : family.warnings) out.warnings.push_back(warning + '.');
    for (const std::string& note : family.notes) out.notes.push_back(note + '.');
    add_lock_words(out);
    return out;
}

Lock lock(const catalog::Hotspot& hotspot, const LockWish& wish) {
    const LockFamily* family = catalog::find_lock_family(hotspot.lock_family);
    Lock refused;
    if (!family) {
        refused.why_not =
            fmt::format("{} has no radio of its own: the modem inside decides how it is locked", hotspot.name);
        return refused;
    }
    for (const int band : wish.bands) {
        if (hotspot.lte_bands.empty() || hotspot.has_lte_band(band)) continue;
        refused.family = family->id;
        refused.family_name = family->name;
        refused.sure = family->sure;
        refused.why_not = fmt::format("{} hasn't band {}; its LTE bands are {}", hotspot.name, band,
                                      fmt::join(hotspot.lte_bands, ", "));
        return refused;
    }
    LockWish own = wish;
    if (own.cell_lock.empty()) own.cell_lock = hotspot.cell_lock;
    return lock(*family, own);
}

Technology usual_technology(const catalog::Hotspot& hotspot) {
    return hotspot.nr_bands.empty() ? Technology::lte_only : Technology::any;
}

Lock lock_for(const catalog::Hotspot& hotspot, int band, std::optional<int> earfcn, std::optional<int> pci) {
    const OwnNames own = own_names(hotspot, band, earfcn);
    Lock found = lock(hotspot, {.bands = own.bands,
                                .nr_bands = {},
                                .technology = usual_technology(hotspot),
                                .earfcn = own.earfcn,
                                .pci = own.earfcn ? pci : std::nullopt,
                                .cell_lock = {},
                                .blanks = {}});
    if (own.band != band && found.possible())
        found.notes.push_back(
            fmt::format("{} hasn't band {}: it can hear this carrier only where the tower announces "
                        "it as band {} too.",
                        hotspot.name, band, own.band));
    else if (own.bands.size() > 1 && found.possible())
        found.notes.push_back(
            fmt::format("The carrier has {} numbers, bands {}: the modem may use it as either, so all "
                        "are locked.",
                        own.bands.size(), fmt::join(own.bands, " and ")));
    if (found.possible() && !hotspot.nr_bands.empty())
        found.notes.push_back("5G stays as it is: only LTE was measured, and 5G beside LTE needs its anchor's band.");
    return found;
}

Lock lock_for_umts(const catalog::Hotspot& hotspot, int band) {
    if (hotspot.umts_known && std::ranges::count(hotspot.umts_bands, band) == 0) {
        Lock refused;
        refused.why_not = fmt::format("{} has no 3G in band {}", hotspot.name, band);
        return refused;
    }
    LockWish wish;
    wish.technology = Technology::umts_only;
    wish.umts_band = band;
    return lock(hotspot, wish);
}

}  // namespace boresight::advise
