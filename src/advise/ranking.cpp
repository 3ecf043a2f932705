// SPDX-License-Identifier: GPL-3.0-or-later
#include "advise/ranking.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string_view>

#include "advise/carrier_numbers.h"
#include "catalog/carrier_hints.h"
#include "catalog/carriers.h"
#include "catalog/reach.h"

namespace boresight::advise {

namespace {

using catalog::Carrier;
using catalog::Rat;

constexpr double hz_per_mhz = 1e6;
constexpr std::string_view downlink_only =
    "carries the downlink only: it is added to another carrier and can't be locked alone";

bool holds(const std::vector<int>& bands, int band) {
    return std::find(bands.begin(), bands.end(), band) != bands.end();
}

// Bands that the operator uses, or those of its country where that is all that is known.
const std::vector<int>& home_bands(const RankingQuestion& question) {
    static const std::vector<int> none;
    if (question.of) return question.of->lte_bands;
    return question.country ? catalog::country_bands(*question.country).lte_bands : none;
}

bool has(const RankingQuestion& question, int band) {
    return !question.hotspot || question.hotspot->lte_bands.empty() || question.hotspot->has_lte_band(band);
}

// The carrier's numbers. Bands overlap: which of them a frequency means, the bands in use there tell, else the
// hotspot's.
std::vector<Carrier> names_of(const MeasuredCell& cell, const RankingQuestion& question) {
    auto names = catalog::carriers_at(Rat::lte, cell.frequency_hz);
    std::erase_if(names, [&](const Carrier& each) { return (each.band->duplex == catalog::Duplex::tdd) != cell.tdd; });
    if (names.empty()) return names;
    auto found = std::find_if(names.begin(), names.end(),
                              [&](const Carrier& each) { return holds(home_bands(question), each.band->number); });
    if (found == names.end())
        found = std::find_if(names.begin(), names.end(),
                             [&](const Carrier& each) { return has(question, each.band->number); });
    return numbers_of(cell.frequency_hz, found == names.end() ? *names.front().band : *found->band);
}

// The number to use: the hotspot must have it; one in use there goes first.
const Carrier* usable_name(const std::vector<Carrier>& names, const RankingQuestion& question) {
    const Carrier* found = nullptr;
    for (const Carrier& each : names) {
        if (!has(question, each.band->number)) continue;
        if (holds(home_bands(question), each.band->number)) return &each;
        if (!found) found = &each;
    }
    return found;
}

std::string sinr_words(const aim::Value& sinr) {
    return fmt::format("SINR {:.0f} dB ({:.0f} to {:.0f})", sinr.value, sinr.low, sinr.high);
}

bool usually_of(const MeasuredCell& cell, const catalog::Operator& of) {
    const auto brands = catalog::usual_brands(cell.frequency_hz, of.iso);
    return std::find(brands.begin(), brands.end(), of.brand) != brands.end();
}

// Of another operator by name or, where no name was read, by what is usual there; a carrier in none of this one's bands
// isn't its own either.
bool of_others(const MeasuredCell& cell, const RankingQuestion& question) {
    if (!question.of) return false;
    if (!cell.operator_name.empty()) return cell.operator_name != question.of->brand;
    if (!catalog::usual_brands(cell.frequency_hz, question.of->iso).empty()) return !usually_of(cell, *question.of);
    const auto names = names_of(cell, question);
    return std::none_of(names.begin(), names.end(),
                        [&](const Carrier& each) { return holds(question.of->lte_bands, each.band->number); });
}

// The carrier as ranked; nothing, with a reason in `out`, where it can't be.
std::optional<RankedCarrier> ranked(const MeasuredCell& cell, const RankingQuestion& question,
                                    const catalog::Throughput& model, Ranking& out) {
    const auto names = names_of(cell, question);
    if (names.empty()) return std::nullopt;
    const Carrier* name = usable_name(names, question);
    if (!name) {
        out.not_usable.push_back(
            {names.front().band->number, fmt::format("heard (PCI {}, {}), but {} hasn't this band", cell.pci,
                                                     sinr_words(cell.sinr_db), question.hotspot->name)});
        return std::nullopt;
    }
    if (name->band->duplex == catalog::Duplex::sdl) {
        out.not_usable.push_back({name->band->number, std::string(downlink_only)});
        return std::nullopt;
    }
    if (!cell.bandwidth_hz) {
        out.not_usable.push_back(
            {name->band->number, fmt::format("EARFCN {}, PCI {}: heard, but its MIB wasn't read, so its bandwidth "
                                             "isn't known",
                                             name->channel, cell.pci)});
        return std::nullopt;
    }
    RankedCarrier carrier{
        .band = name->band->number,
        .earfcn = static_cast<int>(name->channel),
        .pci = cell.pci,
        .bandwidth_hz = *cell.bandwidth_hz,
        .tdd = cell.tdd,
        .operator_name = cell.operator_name,
        .usually_of =
            cell.operator_name.empty() && question.of && usually_of(cell, *question.of) ? question.of->brand : "",
        .sinr_db = cell.sinr_db,
        .efficiency_bps_hz = expected_efficiency(cell.sinr_db),
        .expected_mbps = 0,
        .capacity_mbps = capacity_range_mbps(model, {*cell.bandwidth_hz, cell.ports, cell.tdd}, cell.sinr_db),
        .p_best = cell.p_best,
        .tied = false,
        .why = {}};
    carrier.expected_mbps = cell.mean_mbps.value_or(carrier.efficiency_bps_hz * carrier.bandwidth_hz / hz_per_mhz);
    if (cell.mean_mbps) carrier.efficiency_bps_hz = carrier.expected_mbps * hz_per_mhz / carrier.bandwidth_hz;
    return carrier;
}

// Expected throughput at either end of the SINR's interval.
Range expected_ends(const RankedCarrier& carrier) {
    const double mhz = carrier.bandwidth_hz / hz_per_mhz;
    return {mhz * ranking_efficiency(std::min(known_sinr_db, carrier.sinr_db.low)),
            mhz * ranking_efficiency(std::min(known_sinr_db, carrier.sinr_db.high))};
}

// Of several cells on one carrier the best serves.
void keep_best_of_each(std::vector<RankedCarrier>& carriers) {
    std::stable_sort(carriers.begin(), carriers.end(),
                     [](const RankedCarrier& a, const RankedCarrier& b) { return a.expected_mbps > b.expected_mbps; });
    std::set<int> seen;
    std::erase_if(carriers, [&](const RankedCarrier& each) { return !seen.insert(each.earfcn).second; });
}

std::string form_words(const RankedCarrier& carrier) {
    const std::string whose = carrier.usually_of.empty() ? "" : fmt::format(", usually {}'s", carrier.usually_of);
    return fmt::format("{:g} MHz at {}{}{}", carrier.bandwidth_hz / hz_per_mhz, sinr_words(carrier.sinr_db),
                       carrier.tdd ? ", shared with the uplink in time" : "", whose);
}

void explain(std::vector<RankedCarrier>& carriers) {
    if (carriers.empty()) return;
    RankedCarrier& first = carriers.front();
    const double least = expected_ends(first).low;
    for (RankedCarrier& each : carriers) {
        const bool is_first = &each == &first;
        each.tied = !is_first && expected_ends(each).high > least;
        const double behind = 100 * (1 - each.expected_mbps / std::max(first.expected_mbps, 1e-9));
        each.why = form_words(each);
        if (is_first && carriers.size() > 1) each.why += ": the most is expected of it";
        if (is_first && carriers.size() == 1) each.why += ": the only one that can be ranked";
        if (!is_first) each.why += fmt::format(": {:.0f} % less expected than of band {}", behind, first.band);
        if (each.tied) each.why += ", but the readings don't tell them apart for certain";
        if (each.p_best) each.why += fmt::format("; best of all with {:.0f} %", 100 * *each.p_best);
    }
}

std::string why_not_measured(const catalog::Band& band, const RankingQuestion& question) {
    if (band.duplex == catalog::Duplex::sdl) return std::string(downlink_only);
    if (question.radio) {
        const auto reach = catalog::reach(*question.radio, band);
        if (reach.extent != catalog::Reach::Extent::whole && !reach.why_not.empty()) {
            const bool none = reach.extent == catalog::Reach::Extent::none;
            return none ? fmt::format("this {}", reach.why_not)
                        : fmt::format("only a part can be heard: this {}", reach.why_not);
        }
    }
    const bool listened =
        std::any_of(question.listened.begin(), question.listened.end(), [&](const catalog::FrequencyRange& range) {
            return band.downlink && range.low_hz < band.downlink->high_hz && range.high_hz > band.downlink->low_hz;
        });
    return listened ? "listened to, at least in part: no cell was decoded" : "not scanned";
}

void name_left_out(const RankingQuestion& question, Ranking& out) {
    std::set<int> heard;
    for (const MeasuredCell& cell : question.cells)
        if (!of_others(cell, question))
            for (const Carrier& each : names_of(cell, question)) heard.insert(each.band->number);
    std::vector<int> wanted = home_bands(question);
    if (wanted.empty() && question.hotspot) wanted = question.hotspot->lte_bands;
    for (const int number : wanted) {
        const catalog::Band* band = catalog::find_band(Rat::lte, number);
        const bool usable =
            !question.hotspot || question.hotspot->lte_bands.empty() || question.hotspot->has_lte_band(number);
        if (!band || !usable || heard.contains(number)) continue;
        out.not_measured.push_back({number, why_not_measured(*band, question)});
    }
}

}  // namespace

Ranking rank(const RankingQuestion& question, const catalog::Throughput& model) {
    Ranking out;
    std::size_t others = 0;
    for (const MeasuredCell& cell : question.cells) {
        if (of_others(cell, question)) {
            ++others;
            continue;
        }
        if (auto carrier = ranked(cell, question, model, out)) out.carriers.push_back(std::move(*carrier));
    }
    keep_best_of_each(out.carriers);
    explain(out.carriers);
    name_left_out(question, out);
    if (!out.carriers.empty()) return out;
    if (question.cells.empty())
        out.why_empty = "no LTE cell was measured";
    else if (others == question.cells.size())
        out.why_empty = fmt::format("no cell of {} was measured", question.of->brand);
    else
        out.why_empty = "none of the cells measured can be ranked";
    return out;
}

std::vector<std::string> ranking_notes(const Ranking& ranking) {
    if (ranking.carriers.empty()) return {};
    std::vector<std::string> notes{
        "The range is what the carrier can carry in all, for all its users together and for one layer, by two models "
        "of "
        "LTE less its overheads: an estimate from the SINR, not a measurement of throughput. A busy cell gives a "
        "fraction of it; a second layer (two crossed antennas) may add to it."};
    if (std::any_of(ranking.carriers.begin(), ranking.carriers.end(),
                    [](const RankedCarrier& each) { return each.sinr_db.high > known_sinr_db; }))
        notes.push_back(fmt::format("A SINR above {:.0f} dB isn't known more closely and counts as {:.0f} dB.",
                                    known_sinr_db, known_sinr_db));
    if (std::any_of(ranking.carriers.begin(), ranking.carriers.end(),
                    [](const RankedCarrier& each) { return each.operator_name.empty() && each.usually_of.empty(); }))
        notes.push_back(
            "Where no operator stands, no cell's name was read: the carrier may be another operator's in the same "
            "band.");
    return notes;
}

}  // namespace boresight::advise
