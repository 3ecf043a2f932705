// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/lte/carrier.h"

#include <algorithm>
#include <cmath>

#include "dsp/lte/delay.h"
#include "dsp/lte/measure.h"

namespace boresight::dsp::lte {

namespace {

constexpr int refine_rounds = 3;
constexpr double settled_reach_hz = 200;      // error of the carrier offset once refined
constexpr double same_carrier_hz = 600;       // cells of one carrier differ by less: 0.1 ppm each at 2.6 GHz
constexpr double least_rsrp = 1e-19;          // a level of 0 stands at -200 dBFS
constexpr double least_closeness = 0.7;       // to the threshold, of a candidate worth naming
constexpr std::size_t neighbour_places = 16;  // candidates of the primary signal looked at on a known carrier
constexpr std::size_t neighbour_identities = 4;
constexpr double neighbour_reach_hz = 400;
constexpr double taken_out_from_snr = 0.5;  // -3 dB: weaker cells hide nothing
constexpr int most_taken_out = 6;
constexpr int most_layers = 3;  // of cells under cells

// Moves frame_start to the first frame that begins in the samples; a start a sample early still counts.
void to_first_whole_frame(Alignment& a) {
    const double period = frame_samples * a.stretch();
    a.frame_start += period * std::ceil((-1.0 - a.frame_start) / period);
}

// The candidate's echoes as delays from the timing that was refined since.
std::vector<double> delays_around(const SyncCandidate& candidate, const Alignment& refined) {
    const double period = frame_samples * refined.stretch();
    double moved = std::remainder(candidate.alignment.frame_start - refined.frame_start, period);
    std::vector<double> delays = candidate.taps;
    for (double& d : delays) d += moved;
    return delays;
}

}  // namespace

CarrierSurvey::CarrierSurvey(PssSearch& pss, SssDetector& sss, SymbolReader& reader)
    : pss_(pss), sss_(sss), reader_(reader) {}

// At both offsets that a first candidate leaves open. With the extended prefix these are as far apart as what reference
// symbols can't tell: 1 / 250 us.
CrsEvidence CarrierSurvey::first_check(IqSpan view, const SyncCandidate& candidate, double reach_hz,
                                       const CrsDemand& demand) {
    const auto check_at = [&](double cfo_hz) {
        Alignment a = candidate.alignment;
        a.cfo_hz = cfo_hz;
        reader_.aim(view, cfo_hz);
        grid_.read(reader_, a);
        return check_.check(grid_, candidate.taps, reach_hz, demand);
    };
    const CrsEvidence one = check_at(candidate.alignment.cfo_hz);
    const bool can_tell = candidate.alignment.cp == CyclicPrefix::normal;
    if (!heard_.empty() || !candidate.other_cfo_hz || !can_tell) return one;
    const CrsEvidence other = check_at(*candidate.other_cfo_hz);
    return other.metric * one.threshold > one.metric * other.threshold ? other : one;
}

bool CarrierSurvey::settle(IqSpan view, const SyncCandidate& candidate, double reach_hz, SearchResult& result) {
    Alignment a = candidate.alignment;
    const CrsDemand& demand = heard_.empty() && candidate.clear() ? crs_demand_after_clear_sync : crs_demand;
    const auto refuse = [&](const CrsEvidence& evidence) {
        ++result.refused(Refusal::crs_absent);
        const double closeness = evidence.metric / std::max(evidence.threshold, 1e-9);
        if (!evidence.present() && closeness > least_closeness)
            result.short_candidates.push_back({a.pci, a.cfo_hz, evidence.metric, evidence.threshold});
        return false;
    };
    CrsEvidence evidence = first_check(view, candidate, reach_hz, demand);
    if (!evidence.present()) return refuse(evidence);
    a.cfo_hz = evidence.cfo_hz;
    Refinement refined;
    for (int round = 0; round < refine_rounds; ++round) {
        reader_.aim(view, a.cfo_hz);
        grid_.read(reader_, a);
        refined = refine(reader_, grid_, evidence.ports);
        a = refined.alignment;
    }
    to_first_whole_frame(a);
    reader_.aim(view, a.cfo_hz);
    grid_.read(reader_, a);
    const std::vector<double> taps = delays_around(candidate, a);
    evidence = check_.check(grid_, taps, settled_reach_hz, demand);
    const Levels levels = measure(grid_, 1);
    if (!evidence.present() || levels.rsrp[0].power <= least_rsrp) return refuse(evidence);
    if (!heard_.empty() && std::abs(a.cfo_hz - heard_.front().alignment.cfo_hz) > same_carrier_hz)
        return refuse(evidence);

    Heard heard{.alignment = a, .taps = taps, .snr = levels.rsrp[0].power / levels.noise.power};
    Cell& cell = heard.cell;
    cell.pci = a.pci;
    cell.duplex = a.duplex;
    cell.cp = a.cp;
    cell.frame_start_sample = std::max(a.frame_start, 0.0);
    cell.cfo_hz = a.cfo_hz;
    cell.cfo_sigma_hz = refined.cfo_sigma_hz;
    cell.clock_ppm = a.clock_ppm;
    cell.clock_sigma_ppm = refined.clock_sigma_ppm;
    heard_.push_back(std::move(heard));
    return true;
}

bool CarrierSurvey::confirm(IqSpan samples, const SyncCandidate& candidate, double reach_hz, SearchResult& result) {
    samples_ = samples;
    heard_.clear();
    cells_.clear();
    return settle(samples, candidate, reach_hz, result);
}

void CarrierSurvey::find_neighbours(IqSpan view, SearchResult& result) {
    const Alignment first = heard_.front().alignment;
    for (PssCandidate& place : pss_.search_at(view, first.cfo_hz, first.clock_ppm, neighbour_places)) {
        place.offset_hz = first.cfo_hz;
        reader_.aim(view, first.cfo_hz);
        for (SyncCandidate& sync : sss_.detect(reader_, place, neighbour_identities)) {
            const bool known = std::any_of(heard_.begin(), heard_.end(),
                                           [&sync](const Heard& h) { return h.alignment.pci == sync.alignment.pci; });
            if (known || !sync.plausible() || sync.alignment.duplex != first.duplex) continue;
            sync.alignment.cfo_hz = first.cfo_hz;
            settle(view, sync, neighbour_reach_hz, result);
        }
    }
}

void CarrierSurvey::read_mib(IqSpan view, Heard& heard) {
    reader_.aim(view, heard.alignment.cfo_hz);
    grid_.read(reader_, heard.alignment);
    const Levels levels = measure(grid_, 1);
    for (const Averaging averaging : {Averaging::while_still, Averaging::subframe}) {
        const auto frames = pbch_.receive(reader_, grid_, levels, averaging);
        const auto decoded = pbch_decoder_.decode(frames, heard.cell.pci, heard.cell.cp);
        if (!decoded) continue;
        heard.cell.mib = decoded->mib;
        return;
    }
}

// Further cells without a MIB may be mixtures of others: on samples without those they get another chance.
void CarrierSurvey::drop_unread() {
    const auto unread = [](const Heard& h) { return !h.cell.mib; };
    heard_.erase(std::remove_if(heard_.begin() + 1, heard_.end(), unread), heard_.end());
}

bool CarrierSurvey::worth_taking_out(const Heard& heard) const {
    return heard.snr > taken_out_from_snr;
}

// The samples with no cell but this one, as far as they could be taken out.
IqSpan CarrierSurvey::without_others(const Heard& heard) {
    if (heard.replica.empty()) return rest_;
    view_.resize(rest_.size());
    for (std::size_t n = 0; n < rest_.size(); ++n) view_[n] = rest_[n] + heard.replica[n];
    return view_;
}

// Makes the replicas of what is heard, strongest first, each from the samples without the others.
void CarrierSurvey::take_out() {
    std::vector<Heard*> order;
    for (Heard& h : heard_)
        if (worth_taking_out(h)) order.push_back(&h);
    std::sort(order.begin(), order.end(), [](const Heard* a, const Heard* b) { return a->snr > b->snr; });
    if (order.size() > most_taken_out) order.resize(most_taken_out);
    const int rounds = order.size() > 1 ? 2 : 1;
    for (int round = 0; round < rounds; ++round) {
        for (Heard* h : order) {
            const IqSpan alone = without_others(*h);
            const KnownSignal known{
                .alignment = h->alignment, .ports = h->cell.mib ? h->cell.mib->ports : 1, .mib = h->cell.mib};
            IqBuffer before = std::move(h->replica);
            replicas_.make(reader_, alone, known, h->replica);
            for (std::size_t n = 0; n < rest_.size(); ++n)
                rest_[n] -= before.empty() ? h->replica[n] : h->replica[n] - before[n];
        }
    }
}

// Takes out what is heard and looks at the rest, as long as that brings something to light.
void CarrierSurvey::uncover(SearchResult& result) {
    rest_.assign(samples_.begin(), samples_.end());
    for (int layer = 0; layer < most_layers; ++layer) {
        if (std::none_of(heard_.begin(), heard_.end(), [this](const Heard& h) { return worth_taking_out(h); })) return;
        take_out();
        const std::size_t before = heard_.size();
        find_neighbours(rest_, result);
        for (std::size_t i = 0; i < heard_.size(); ++i)
            if (!heard_[i].cell.mib) read_mib(without_others(heard_[i]), heard_[i]);
        const bool more = std::any_of(heard_.begin() + static_cast<std::ptrdiff_t>(before), heard_.end(),
                                      [this](const Heard& h) { return h.cell.mib && worth_taking_out(h); });
        if (!more) return;
        drop_unread();
    }
}

void CarrierSurvey::survey(SearchResult& result) {
    find_neighbours(samples_, result);
    for (Heard& heard : heard_) read_mib(samples_, heard);
    std::vector<Heard> unread;
    for (std::size_t i = 1; i < heard_.size(); ++i)
        if (!heard_[i].cell.mib) unread.push_back(heard_[i]);
    drop_unread();
    uncover(result);
    for (Heard& one : unread)  // to be named as short, unless they came to light since
        if (std::none_of(heard_.begin(), heard_.end(), [&](const Heard& h) { return h.cell.pci == one.cell.pci; }))
            heard_.push_back(std::move(one));
    for (std::size_t i = 0; i < heard_.size(); ++i)
        if (assured(heard_[i], i == 0, result)) {
            fill_levels(heard_[i]);
            cells_.push_back(std::move(heard_[i].cell));
        }
}

// The check on either half of the samples alone; the lesser evidence.
CrsEvidence CarrierSurvey::weaker_half(const std::vector<double>& taps) {
    const double middle = 0.5 * static_cast<double>(samples_.size());
    const auto size = static_cast<double>(samples_.size());
    const CrsEvidence first = check_.check(grid_.between(0, middle), taps, settled_reach_hz, crs_demand_of_a_half);
    const CrsEvidence second = check_.check(grid_.between(middle, size), taps, settled_reach_hz, crs_demand_of_a_half);
    return first.metric * second.threshold < second.metric * first.threshold ? first : second;
}

// A first cell with its MIB is. Without it, and further ones even with it, either half of the samples must show it.
bool CarrierSurvey::assured(Heard& heard, bool first, SearchResult& result) {
    if (!heard.cell.mib) ++result.refused(Refusal::pbch_crc);
    if (first && heard.cell.mib) return true;
    reader_.aim(without_others(heard), heard.alignment.cfo_hz);
    grid_.read(reader_, heard.alignment);
    const CrsEvidence evidence = weaker_half(heard.taps);
    if (evidence.present() && (first || heard.cell.mib)) return true;
    if (!evidence.present()) ++result.refused(Refusal::crs_absent);
    result.short_candidates.push_back(
        {heard.cell.pci, heard.cell.cfo_hz, evidence.metric, evidence.threshold, evidence.present()});
    return false;
}

void CarrierSurvey::fill_levels(Heard& heard) {
    Cell& cell = heard.cell;
    reader_.aim(samples_, heard.alignment.cfo_hz);
    received_.read(reader_, heard.alignment);
    reader_.aim(without_others(heard), heard.alignment.cfo_hz);
    grid_.read(reader_, heard.alignment);
    set_levels(cell, measure(grid_, cell.mib ? cell.mib->ports : 1, received_));
    if (const auto profile = delay_profile(grid_)) {
        cell.delay_spread_us = profile->spread_us;
        cell.first_path_db = profile->first_path_db;
        cell.direct_path_blocked = profile->direct_path_blocked;
    }
}

}  // namespace boresight::dsp::lte
