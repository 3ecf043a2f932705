// SPDX-License-Identifier: GPL-3.0-or-later
#include "advise/circular.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "advise/carrier_numbers.h"
#include "catalog/bands.h"
#include "catalog/name_key.h"
#include "catalog/operators.h"

namespace boresight::advise {

namespace {

using catalog::Hotspot;
using catalog::Microcell;

constexpr double kbps_per_mbps = 1000;
constexpr int unlicensed_band = 46;  // only beside another carrier: TS 36.101 5.5

std::string hotspot_name(const CircularQuestion& question) {
    return question.hotspot ? question.hotspot->name : "the hotspot";
}

// On that day; ISO days compare as text.
bool off(const std::string& since, const std::string& day) {
    return !since.empty() && day >= since;
}

bool holds(const std::vector<int>& bands, int band) {
    return std::find(bands.begin(), bands.end(), band) != bands.end();
}

std::vector<int> common(const std::vector<int>& a, const std::vector<int>& b) {
    std::vector<int> both;
    std::copy_if(a.begin(), a.end(), std::back_inserter(both), [&](int band) { return holds(b, band); });
    return both;
}

std::vector<int> without(std::vector<int> bands, const std::vector<int>& others) {
    std::erase_if(bands, [&](int band) { return holds(others, band); });
    return bands;
}

// With the bands by which the same carriers may be announced: 66 with 4, 25 with 2.
std::vector<int> with_twins(const std::vector<int>& bands) {
    std::vector<int> all = bands;
    for (const int number : bands) {
        const catalog::Band* band = catalog::find_band(catalog::Rat::lte, number);
        if (!band) continue;
        for (const catalog::Band& other : catalog::bands(catalog::Rat::lte))
            if (share_carriers(*band, other) && !holds(all, other.number)) all.push_back(other.number);
    }
    return all;
}

void add_standards(Circular& out) {
    out.sources = {"TS 36.304 and TS 25.304 (cell selection)", "TS 23.122 (choice of network)"};
}

void add_checks(Circular& out) {
    out.checks = {"The query shows the lock.", "Technology, band and PCI in use are the ones meant.",
                  "Switch the microcell off and on: the serving cell stays, and SINR moves by no more than 0.5 dB.",
                  "Cut the power of everything and look again: some locks don't outlast a restart."};
}

// Reasons why they can't meet on 3G, or nothing.
std::optional<std::string> apart_on_umts(const CircularQuestion& question) {
    const Hotspot* hotspot = question.hotspot;
    if (!hotspot || !hotspot->umts_known) return std::nullopt;
    if (hotspot->umts_bands.empty()) return fmt::format("{} has no 3G radio.", hotspot->name);
    if (common(hotspot->umts_bands, question.microcell->umts_bands).empty())
        return fmt::format("{} has 3G bands {}, the microcell sends in {}.", hotspot->name,
                           fmt::join(hotspot->umts_bands, ", "), fmt::join(question.microcell->umts_bands, ", "));
    return std::nullopt;
}

void need_technology_lock(const CircularQuestion& question, Circular& out) {
    out.separation = Separation::technology_lock;
    out.sentence =
        fmt::format("Keep {} to LTE only: the microcell is 3G, so that lock separates them.", hotspot_name(question));
    out.reasons.push_back("A lock of LTE bands alone doesn't: it may leave 3G free.");
    out.reasons.push_back(
        "Without a lock the hotspot leaves LTE when LTE falls below its threshold: at night, in "
        "rain, or when the tower is busy.");
    if (question.microcell->access == "list")
        out.reasons.push_back(
            "That the microcell takes only listed numbers doesn't protect: each refusal bars the "
            "hotspot for up to 300 s, again and again.");
    if (!question.hotspot) {
        out.reasons.push_back(
            "Emergency calls: a voice device that is kept to LTE makes no calls without VoLTE, perhaps not even to "
            "emergency services.");
        return;
    }
    Lock lte_only = lock(*question.hotspot, {.bands = {},
                                             .nr_bands = {},
                                             .technology = Technology::lte_only,
                                             .earfcn = {},
                                             .pci = {},
                                             .cell_lock = {},
                                             .blanks = {}});
    if (!lte_only.possible())
        out.sentence += fmt::format(" No command for it is public, though: {}.", lte_only.why_not);
    out.lock = std::move(lte_only);
}

void need_cell_lock(const CircularQuestion& question, Circular& out) {
    out.separation = Separation::cell_lock;
    out.sentence = fmt::format(
        "Lock {} to the tower's carrier (EARFCN), or to carrier and cell (PCI) if the microcell uses the same carrier.",
        hotspot_name(question));
    out.reasons.push_back("Both are LTE in the same band: neither a lock of technology nor of bands separates them.");
    if (question.microcell->band_chosen_by == "operator")
        out.reasons.push_back(
            "The operator chooses the microcell's band and carrier by address: scan beside it, and "
            "compare its EARFCN and PCI with the tower's.");
    out.reasons.push_back(
        "On the same carrier interference remains: place the microcell behind and below the antenna.");
    const catalog::LockFamily* family =
        question.hotspot ? catalog::find_lock_family(question.hotspot->lock_family) : nullptr;
    if (!question.hotspot || (family && !family->cells.empty())) return;
    out.separation = Separation::impossible;
    out.sentence = fmt::format("{} and this microcell can't be kept apart by a lock.", question.hotspot->name);
    out.reasons.push_back(family ? fmt::format("A cell can't be locked: {}.", family->no_cell_lock.empty()
                                                                                  ? "no command is public"
                                                                                  : family->no_cell_lock)
                                 : std::string("How its modem is locked isn't known: the module inside decides."));
}

// What the operator's towers may send in that the microcell doesn't; the hotspot's own, where it is known. Carriers of
// downlinks alone may be added to others, but can't be stayed on.
std::vector<int> bands_apart(const CircularQuestion& question, const std::vector<int>& sent) {
    std::vector<int> towers = question.operator_lte_bands;
    if (towers.empty()) {
        // One brand may be several operators: the one of the country in which the microcell's bands are in use.
        auto known = catalog::find_operators(question.microcell->operated_by);
        std::erase_if(known, [&](const auto& each) { return common(each.lte_bands, sent).empty(); });
        if (known.size() == 1) towers = known.front().lte_bands;
    }
    std::vector<int> wanted = question.hotspot ? question.hotspot->lte_bands : towers;
    if (wanted.empty()) wanted = towers;
    if (!towers.empty() && !common(wanted, towers).empty()) wanted = common(wanted, towers);
    wanted = without(wanted, sent);
    const auto stayed_on = [](int number) {
        const catalog::Band* band = catalog::find_band(catalog::Rat::lte, number);
        return band && band->duplex != catalog::Duplex::sdl && number != unlicensed_band;
    };
    if (std::none_of(wanted.begin(), wanted.end(), stayed_on)) wanted.clear();
    return wanted;
}

Lock lock_to(const Hotspot& hotspot, const std::vector<int>& bands) {
    return lock(hotspot, {.bands = bands,
                          .nr_bands = {},
                          .technology = Technology::any,
                          .earfcn = {},
                          .pci = {},
                          .cell_lock = {},
                          .blanks = {}});
}

// To those bands that its commands can say; a menu has no commands, and does it all the same.
void need_band_lock(const CircularQuestion& question, std::vector<int> wanted, Circular& out) {
    const Microcell& cell = *question.microcell;
    out.separation = Separation::band_lock;
    out.reasons.push_back(fmt::format("The microcell may send in LTE bands {}{}.", fmt::join(cell.lte_bands, ", "),
                                      cell.band_chosen_by == "operator" ? "; which, the operator chooses" : ""));
    if (question.hotspot) {
        std::vector<int> said;
        for (const int band : wanted)
            if (lock_to(*question.hotspot, {band}).possible()) said.push_back(band);
        Lock bands = lock_to(*question.hotspot, said.empty() ? wanted : said);
        const catalog::LockFamily* family = catalog::find_lock_family(question.hotspot->lock_family);
        const bool by_menu = family && family->support == catalog::LockSupport::menu;
        if (!bands.possible() && !by_menu) {
            out.separation = Separation::impossible;
            out.sentence =
                fmt::format("No lock keeps {} off the microcell: {}.", question.hotspot->name, bands.why_not);
            out.lock = std::move(bands);
            return;
        }
        if (!bands.possible()) out.reasons.push_back(fmt::format("That is done in its menu: {}.", bands.why_not));
        if (!said.empty()) wanted = said;
        if (!question.hotspot->nr_bands.empty())
            out.reasons.push_back(
                "5G beside LTE hangs on an LTE carrier, its anchor: the lock of LTE bands counts, lists of 5G bands "
                "don't separate anything.");
        out.lock = std::move(bands);
    }
    out.separating_bands = wanted;
    out.sentence = fmt::format("Lock {} to bands that the microcell doesn't send in: {}.", hotspot_name(question),
                               fmt::join(wanted, ", "));
}

void separate_lte(const CircularQuestion& question, Circular& out) {
    const std::vector<int> sent = with_twins(question.microcell->lte_bands);
    const bool known = question.hotspot && !question.hotspot->lte_bands.empty();
    if (known && common(question.hotspot->lte_bands, sent).empty()) {
        out.separation = Separation::none_needed;
        out.sentence = "No lock is needed: the hotspot has none of the microcell's bands.";
        return;
    }
    out.reasons.push_back("Both are LTE: a lock to LTE only doesn't separate them.");
    if (!question.locked_bands.empty() && !common(question.locked_bands, sent).empty())
        return need_cell_lock(question, out);
    const std::vector<int> wanted = question.locked_bands.empty() ? bands_apart(question, sent) : question.locked_bands;
    if (wanted.empty()) return need_cell_lock(question, out);
    need_band_lock(question, wanted, out);
}

// Whether the two are of different networks, or can't meet at all.
bool apart_by_network(const CircularQuestion& question, Circular& out) {
    const Microcell& cell = *question.microcell;
    out.separation = Separation::none_needed;
    if (cell.laboratory) {
        out.sentence = "No lock is needed: a home-made cell is a network of its own, which the hotspot doesn't choose.";
        out.reasons.push_back("Unless the hotspot's SIM is of that network. And sending needs a licence.");
        return true;
    }
    if (!question.hotspot_operator.empty() &&
        catalog::name_key(question.hotspot_operator) != catalog::name_key(cell.operated_by)) {
        out.sentence = fmt::format("No lock is needed: the hotspot is of {}, the microcell of {}.",
                                   question.hotspot_operator, cell.operated_by);
        out.reasons.push_back(
            "A modem chooses cells of its own network. They may still disturb each other: keep the "
            "microcell behind and below the antenna.");
        return true;
    }
    return false;
}

}  // namespace

const char* separation_name(Separation separation) {
    switch (separation) {
        case Separation::dead: return "dead";
        case Separation::none_needed: break;
        case Separation::technology_lock: return "technology_lock";
        case Separation::band_lock: return "band_lock";
        case Separation::cell_lock: return "cell_lock";
        case Separation::impossible: return "impossible";
    }
    return "none_needed";
}

Circular circular(const CircularQuestion& question) {
    const Microcell& cell = *question.microcell;
    Circular out;
    add_standards(out);
    out.sources.insert(out.sources.end(), cell.sources.begin(), cell.sources.end());
    if (off(cell.off_since, question.day)) {
        out.separation = Separation::dead;
        out.sentence = fmt::format("{} is dead: {}.", cell.name, cell.off_words);
        out.reasons.push_back("It can't close a circle any more, and it gives no calls either.");
        out.reasons.push_back(
            "Emergency calls: whoever relied on it needs another way before it is needed (VoLTE, Wi-Fi calling, a "
            "line).");
        return out;
    }
    if (!cell.off_since.empty())
        out.reasons.push_back(fmt::format("As of {}. It works no more today: {}.", question.day, cell.off_words));
    if (apart_by_network(question, out)) return out;
    add_checks(out);
    const bool umts = cell.umts && !off(cell.umts_off_since, question.day);
    if (cell.umts && !umts) out.reasons.push_back(fmt::format("Its 3G half is off since {}.", cell.umts_off_since));
    if (cell.lte) {
        separate_lte(question, out);
        if (umts && !apart_on_umts(question))
            out.reasons.push_back("It is 3G as well: keep the hotspot to LTE only on top of this.");
    } else if (umts) {
        if (const auto apart = apart_on_umts(question)) {
            out.sentence = "No lock is needed: they have no technology and band in common.";
            out.reasons.push_back(*apart);
        } else {
            need_technology_lock(question, out);
        }
    } else {
        out.sentence = "No lock is needed: the microcell's technology isn't one that the hotspot uses.";
    }
    out.reasons.push_back(fmt::format("It wants {:g} Mbit/s down and {:g} up of the line that feeds it.",
                                      cell.downlink_kbps / kbps_per_mbps, cell.uplink_kbps / kbps_per_mbps));
    if (!cell.note.empty()) out.reasons.push_back(fmt::format("About the microcell: {}.", cell.note));
    return out;
}

}  // namespace boresight::advise
