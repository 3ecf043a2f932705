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

bool CarrierSurvey::settle(const SyncCandidate& candidate, double reach_hz, SearchResult& result) {
    Alignment a = candidate.alignment;
    const CrsDemand& demand = cells_.empty() && candidate.clear() ? crs_demand_after_clear_sync : crs_demand;
    const auto refuse = [&](const CrsEvidence& evidence) {
        ++result.refused(Refusal::crs_absent);
        const double closeness = evidence.metric / std::max(evidence.threshold, 1e-9);
        if (!evidence.present() && closeness > least_closeness)
            result.short_candidates.push_back({a.pci, a.cfo_hz, evidence.metric, evidence.threshold});
        return false;
    };
    reader_.aim(samples_, a.cfo_hz);
    grid_.read(reader_, a);
    CrsEvidence evidence = check_.check(grid_, candidate.taps, reach_hz, demand);
    if (!evidence.present()) return refuse(evidence);
    a.cfo_hz = evidence.cfo_hz;
    Refinement refined;
    for (int round = 0; round < refine_rounds; ++round) {
        reader_.aim(samples_, a.cfo_hz);
        grid_.read(reader_, a);
        refined = refine(grid_, evidence.ports);
        a = refined.alignment;
    }
    to_first_whole_frame(a);
    reader_.aim(samples_, a.cfo_hz);
    grid_.read(reader_, a);
    const std::vector<double> taps = delays_around(candidate, a);
    evidence = check_.check(grid_, taps, settled_reach_hz, demand);
    if (!evidence.present() || measure(grid_, 1).rsrp[0].power <= least_rsrp) return refuse(evidence);
    if (!alignments_.empty() && std::abs(a.cfo_hz - alignments_.front().cfo_hz) > same_carrier_hz)
        return refuse(evidence);

    Cell cell;
    cell.pci = a.pci;
    cell.duplex = a.duplex;
    cell.cp = a.cp;
    cell.frame_start_sample = std::max(a.frame_start, 0.0);
    cell.cfo_hz = a.cfo_hz;
    cell.cfo_sigma_hz = refined.cfo_sigma_hz;
    cell.clock_ppm = a.clock_ppm;
    cell.clock_sigma_ppm = refined.clock_sigma_ppm;
    alignments_.push_back(a);
    taps_.push_back(taps);
    cells_.push_back(std::move(cell));
    return true;
}

bool CarrierSurvey::confirm(IqSpan samples, const SyncCandidate& candidate, double reach_hz, SearchResult& result) {
    samples_ = samples;
    alignments_.clear();
    taps_.clear();
    cells_.clear();
    return settle(candidate, reach_hz, result);
}

void CarrierSurvey::find_neighbours(SearchResult& result) {
    const Alignment first = alignments_.front();
    for (PssCandidate& place : pss_.search_at(samples_, first.cfo_hz, first.clock_ppm, neighbour_places)) {
        place.offset_hz = first.cfo_hz;
        reader_.aim(samples_, first.cfo_hz);
        for (SyncCandidate& sync : sss_.detect(reader_, place, neighbour_identities)) {
            const bool known = std::any_of(cells_.begin(), cells_.end(),
                                           [&sync](const Cell& c) { return c.pci == sync.alignment.pci; });
            if (known || !sync.plausible() || sync.alignment.duplex != first.duplex) continue;
            sync.alignment.cfo_hz = first.cfo_hz;
            settle(sync, neighbour_reach_hz, result);
        }
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

void CarrierSurvey::fill_levels(Cell& cell, const Levels& levels) const {
    for (const Level& port : levels.rsrp) cell.rsrp_ports_dbfs.push_back(port.dbfs());
    cell.rsrp_dbfs = levels.rsrp[0].dbfs();
    cell.rsrp_sigma_db = levels.rsrp[0].sigma_db;
    cell.rssi_dbfs = levels.rssi.dbfs();
    cell.rssi_sigma_db = levels.rssi.sigma_db;
    cell.rsrq_db = levels.rsrq_db;
    cell.rsrq_sigma_db = levels.rsrq_sigma_db;
    cell.rsrq_n_rb = measured_n_rb;
    cell.sinr_db = levels.sinr_db;
    cell.sinr_sigma_db = levels.sinr_sigma_db;
    cell.noise_dbfs_re = levels.noise.dbfs();
    cell.noise_sigma_db = levels.noise.sigma_db;
    cell.n = levels.n;
}

void CarrierSurvey::decode_and_measure(SearchResult& result) {
    std::vector<Cell> assured;
    for (std::size_t i = 0; i < cells_.size(); ++i) {
        Cell& cell = cells_[i];
        reader_.aim(samples_, alignments_[i].cfo_hz);
        grid_.read(reader_, alignments_[i]);
        Levels levels = measure(grid_, 1);
        if (const auto decoded = pbch_decoder_.decode(pbch_.receive(reader_, grid_, levels), cell.pci, cell.cp)) {
            cell.mib = decoded->mib;
            levels = measure(grid_, decoded->mib.ports);
        } else {
            ++result.refused(Refusal::pbch_crc);
            const CrsEvidence evidence = weaker_half(taps_[i]);
            if (i > 0 || !evidence.present()) {
                if (!evidence.present()) ++result.refused(Refusal::crs_absent);
                result.short_candidates.push_back(
                    {cell.pci, cell.cfo_hz, evidence.metric, evidence.threshold, evidence.present()});
                continue;
            }
        }
        fill_levels(cell, levels);
        if (const auto profile = delay_profile(grid_)) {
            cell.delay_spread_us = profile->spread_us;
            cell.first_path_db = profile->first_path_db;
        }
        assured.push_back(std::move(cell));
    }
    cells_ = std::move(assured);
}

}  // namespace boresight::dsp::lte
