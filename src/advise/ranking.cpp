// SPDX-License-Identifier: GPL-3.0-or-later
#include "advise/ranking.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <set>
#include <string_view>
#include <utility>

#include "advise/own_carriers.h"
#include "catalog/reach.h"

namespace boresight::advise {

namespace {

using catalog::Carrier;
using catalog::Rat;

constexpr double hz_per_mhz = 1e6;
constexpr double least_mbps = 1e-9;   // to divide by
constexpr double certain = 0.005;     // a probability beside 0 or 1 that isn't worth telling
constexpr double unsure_share = 0.1;  // a carrier that is the best one so probably isn't ruled out
constexpr std::string_view downlink_only =
    "carries the downlink only: it is added to another carrier and can't be locked alone";

std::string sinr_words(const aim::Value& sinr) {
    return fmt::format("SINR {:.0f} dB ({:.0f} to {:.0f})", sinr.value, sinr.low, sinr.high);
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
        .leads = cell.leads,
        .own_azimuth_deg = cell.own_azimuth_deg,
        .own_mbps = cell.own_mbps,
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
    std::stable_sort(carriers.begin(), carriers.end(), [](const RankedCarrier& a, const RankedCarrier& b) {
        return std::pair(a.leads, a.expected_mbps) > std::pair(b.leads, b.expected_mbps);
    });
    std::set<int> seen;
    std::erase_if(carriers, [&](const RankedCarrier& each) { return !seen.insert(each.earfcn).second; });
}

std::string form_words(const RankedCarrier& carrier) {
    const std::string whose = carrier.usually_of.empty() ? "" : fmt::format(", usually {}'s", carrier.usually_of);
    return fmt::format("{:g} MHz at {}{}{}", carrier.bandwidth_hz / hz_per_mhz, sinr_words(carrier.sinr_db),
                       carrier.tdd ? ", shared with the uplink in time" : "", whose);
}

// That another azimuth would suit this carrier better, where it would by more than a tenth.
std::string elsewhere_words(const RankedCarrier& carrier) {
    if (!carrier.own_azimuth_deg || !carrier.own_mbps || *carrier.own_mbps < 1.1 * carrier.expected_mbps) return "";
    const double more = 100 * (*carrier.own_mbps / std::max(carrier.expected_mbps, least_mbps) - 1);
    const std::string words = more > 200 ? "much more" : fmt::format("{:.0f} % more", more);
    return fmt::format("; {} at its own best azimuth, {:.0f}", words, *carrier.own_azimuth_deg);
}

void explain(std::vector<RankedCarrier>& carriers) {
    if (carriers.empty()) return;
    RankedCarrier& first = carriers.front();
    const double least = expected_ends(first).low;
    for (RankedCarrier& each : carriers) {
        const bool is_first = &each == &first;
        // A sweep's own draws know what the carriers have in common; their intervals alone don't.
        each.tied = !is_first && (each.p_best ? *each.p_best >= unsure_share : expected_ends(each).high > least);
        const double behind = std::max(0.0, 100 * (1 - each.expected_mbps / std::max(first.expected_mbps, least_mbps)));
        each.why = form_words(each);
        if (is_first && carriers.size() > 1) each.why += ": the most is expected of it";
        if (is_first && carriers.size() == 1) each.why += ": the only one that can be ranked";
        if (!is_first) each.why += fmt::format(": {:.0f} % less expected than of band {}", behind, first.band);
        if (each.tied) each.why += ", but the readings don't tell them apart for certain";
        if (each.p_best && *each.p_best > certain && *each.p_best < 1 - certain)
            each.why += fmt::format("; the best one with probability {:.2f}", *each.p_best);
        each.why += elsewhere_words(each);
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

// What a scan heard of carriers that the sweep didn't listen to: of each the best cell.
void name_not_swept(const RankingQuestion& question, std::set<int>& named, Ranking& out) {
    std::vector<const NotSwept*> all;
    for (const NotSwept& each : question.not_swept)
        if (!of_others(each.cell, question)) all.push_back(&each);
    std::stable_sort(all.begin(), all.end(), [](const NotSwept* a, const NotSwept* b) {
        return a->cell.sinr_db.value > b->cell.sinr_db.value;
    });
    std::set<double> carriers;
    for (const NotSwept* each : all) {
        const auto names = names_of(each->cell, question);
        if (names.empty() || !carriers.insert(each->cell.frequency_hz).second) continue;
        const Carrier* name = usable_name(names, question);
        const std::string heard =
            fmt::format("EARFCN {}, PCI {}, {}: heard by {}", name ? name->channel : names.front().channel,
                        each->cell.pci, sinr_words(each->cell.sinr_db), each->by);
        if (!name) {
            out.not_usable.push_back({names.front().band->number,
                                      fmt::format("{}, but {} hasn't this band", heard, question.hotspot->name)});
            continue;
        }
        for (const Carrier& number : names) named.insert(number.band->number);
        out.not_measured.push_back({name->band->number, fmt::format("{}, but the sweep didn't listen to it", heard)});
    }
}

// Bands that cells of this network name to their phones, with the channels there.
std::map<int, std::set<std::int64_t>> told_bands(const RankingQuestion& question) {
    std::map<int, std::set<std::int64_t>> told;
    const auto take = [&](const MeasuredCell& cell) {
        if (of_others(cell, question)) return;
        for (const int earfcn : cell.told_earfcns)
            for (const Carrier& each : catalog::carriers_of_channel(Rat::lte, catalog::Direction::downlink, earfcn))
                told[each.band->number].insert(each.channel);
    };
    for (const MeasuredCell& cell : question.cells) take(cell);
    for (const NotSwept& each : question.not_swept) take(each.cell);
    return told;
}

void name_left_out(const RankingQuestion& question, Ranking& out) {
    std::set<int> heard;
    name_not_swept(question, heard, out);
    for (const MeasuredCell& cell : question.cells)
        if (!of_others(cell, question))
            for (const Carrier& each : names_of(cell, question)) heard.insert(each.band->number);
    std::vector<int> wanted = home_bands(question);
    if (wanted.empty() && question.hotspot) wanted = question.hotspot->lte_bands;
    const auto told = told_bands(question);
    for (const auto& [number, channels] : told)
        if (std::find(wanted.begin(), wanted.end(), number) == wanted.end()) wanted.push_back(number);
    for (const int number : wanted) {
        const catalog::Band* band = catalog::find_band(Rat::lte, number);
        const bool usable =
            !question.hotspot || question.hotspot->lte_bands.empty() || question.hotspot->has_lte_band(number);
        if (!band || !usable || heard.contains(number)) continue;
        std::string why = why_not_measured(*band, question);
        if (const auto named = told.find(number); named != told.end())
            why += fmt::format("; cells heard here tell their phones of EARFCN {}", fmt::join(named->second, ", "));
        out.not_measured.push_back({number, why});
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
    std::stable_sort(out.not_measured.begin(), out.not_measured.end(),
                     [](const LeftOut& a, const LeftOut& b) { return a.band < b.band; });
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
