// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <map>
#include <utility>

#include "dsp/spectrum/noise_floor.h"
#include "survey/carrier_scan.h"
#include "survey/either_standard.h"
#include "survey/stretches.h"
#include "survey/umts_capture.h"

namespace boresight::survey {

namespace {

constexpr double umts_look_s = 0.1;         // holds a MIB, which comes every 80 ms
constexpr double umts_naming_look_s = 0.4;  // most blocks that name a cell come within 320 ms
constexpr double least_named_ecno_db = -17;
constexpr double least_asked_ecno_db = -12;  // for how strongly it sends
constexpr double half_carrier_hz = 1.92e6;
constexpr double least_reach_hz = 300e3;  // of a radio that doesn't hear a whole carrier
constexpr double at_point_hz = 1;

// What a cell must say to be known: in one of the pieces, since one alone may not hold it.
struct Said {
    bool network = false, cell = false, power = false;

    bool all() const { return network && cell && power; }
};

Explained taken_by(const ScanCell& cell) {
    return explained_by(cell, {});
}

Explained taken_by(const UmtsScanCell& cell) {
    return explained_by(cell);
}

// As far as the crystal may show the carrier.
dsp::umts::SearchWindow window_around(double hz, double center_hz, double rate_hz, const PpmWindow& crystal,
                                      const std::optional<double>& clock_ppm) {
    const double edge_hz = dsp::spectrum::usable_share / 2 * rate_hz;
    return {.low_hz = std::max(hz * (1 + 1e-6 * crystal.low_ppm()) - center_hz, -edge_hz),
            .high_hz = std::min(hz * (1 + 1e-6 * crystal.high_ppm()) - center_hz, edge_hz),
            .center_frequency_hz = center_hz,
            .carrier_hz = hz - center_hz,
            .clock_ppm = clock_ppm};
}

}  // namespace

radio::Ending CarrierScanner::learn_from_lte(std::span<const CarrierPlace> places, StopToken stop) {
    const double naming_s = std::exchange(settings_.naming_s, 0);
    const radio::Ending ending = scan(places, stop);
    settings_.naming_s = naming_s;
    for (const Stretch& piece : std::exchange(pieces_, {}))
        for (const ScanCell& cell : piece.cells)
            if (cell.cell.mib) learned_.push_back(taken_by(cell));
    settings_.ppm_window = crystal_;
    gathering_ = Gathering(sample_rate_hz_, settings_.ppm_window, settings_.usual_hz);
    gathering_.searched(!settings_.umts_alone, umts_search_ != nullptr);
    return ending;
}

std::size_t CarrierScanner::umts_points_of_next_piece(std::span<const double> points_hz) const {
    const double reach_hz =
        std::max(least_reach_hz, dsp::spectrum::usable_share / 2 * sample_rate_hz_ - half_carrier_hz);
    std::size_t count = 1;
    while (count < points_hz.size() && points_hz[count] - points_hz.front() <= 2 * reach_hz) ++count;
    return count;
}

std::size_t CarrierScanner::umts_pieces_of(std::span<const double> points_hz) const {
    std::size_t pieces = 0;
    for (std::size_t done = 0; done < points_hz.size(); ++pieces)
        done += umts_points_of_next_piece(points_hz.subspan(done));
    return pieces;
}

radio::Ending CarrierScanner::hear_umts(double center_hz, std::span<const double> points_hz, UmtsLook look,
                                        StopToken stop) {
    if (stop.stop_requested()) return radio::Ending::stopped;
    const radio::Heard heard = listener_.listen({center_hz, sample_rate_hz_},
                                                look == UmtsLook::naming ? umts_naming_look_s : umts_look_s, stop);
    time_.add(heard, sample_rate_hz_);
    if (heard.ending != radio::Ending::complete) return heard.ending;
    Stretch piece = piece_of(heard);
    gathering_.take(search_umts(heard.block, points_hz, look), 0, piece);
    pieces_.push_back(std::move(piece));
    put_on_carriers(pieces_, settings_.ppm_window, settings_.usual_hz);
    narrow();
    return radio::Ending::complete;
}

dsp::umts::SearchResult CarrierScanner::search_umts(const radio::Block& block, std::span<const double> points_hz,
                                                    UmtsLook look) {
    if (points_hz.size() == 1) {
        dsp::umts::SearchWindow window =
            window_around(points_hz.front(), *block.center_frequency_hz, sample_rate_hz_, crystal_, known_clock_ppm());
        window.crystal = clock_by(crystal_, points_hz.front());
        window.quick = look != UmtsLook::named;
        window.by_pilots = look != UmtsLook::naming;
        return umts_search_->search(block.samples, window, {});
    }
    std::vector<Explained> explained = learned_;
    for (const Stretch& piece : pieces_)
        for_every_cell(piece, [&explained](const auto& cell) { explained.push_back(taken_by(cell)); });
    CapturedBand band{.sample_rate_hz = sample_rate_hz_,
                      .center_hz = block.center_frequency_hz,
                      .clock_ppm = known_clock_ppm(),
                      .crystal = crystal_,
                      .one_crystal = true,
                      .quick = true};
    for (const double hz : points_hz) band.wanted.push_back({hz - at_point_hz, hz + at_point_hz});
    return survey::search_umts(*umts_search_, block.samples, band, explained, {});
}

// Cells of the pieces since that one.
radio::Ending CarrierScanner::name_umts(std::size_t first_piece, StopToken stop) {
    std::map<std::pair<double, int>, Said> said;
    double spent_s = 0;
    while (spent_s < settings_.umts_naming_s.value_or(settings_.naming_s)) {
        for (std::size_t k = first_piece; k < pieces_.size(); ++k)
            for (const UmtsScanCell& cell : pieces_[k].umts_cells) {
                if (!cell.frequency_hz || cell.cell.ecno_db < least_named_ecno_db) continue;
                const auto& info = cell.cell.system_info;
                Said& all = said[{*cell.frequency_hz, cell.cell.psc}];
                all.network = all.network || (info && info->mib);
                all.cell = all.cell || (info && info->sib3);
                all.power = all.power || !settings_.pilot_powers || cell.cell.ecno_db < least_asked_ecno_db ||
                            (info && info->sib5);
            }
        const auto silent = std::find_if(said.begin(), said.end(), [](const auto& each) { return !each.second.all(); });
        if (silent == said.end()) break;
        const double carrier_hz = silent->first.first;
        const radio::Ending ending = hear_umts(carrier_hz, {&carrier_hz, 1}, UmtsLook::naming, stop);
        if (ending != radio::Ending::complete) return ending;
        spent_s += umts_naming_look_s;
    }
    return radio::Ending::complete;
}

radio::Ending CarrierScanner::scan_umts(std::span<const double> points_hz, std::optional<double> gain_db,
                                        StopToken stop, const Each& each, UmtsLook look) {
    if (gain_db) radio_.set_gain_db(*gain_db);
    std::size_t told = 0;
    for (std::size_t done = 0; done < points_hz.size(); ++told) {
        const auto now = points_hz.subspan(done, umts_points_of_next_piece(points_hz.subspan(done)));
        const std::size_t first = pieces_.size();
        radio::Ending ending = hear_umts((now.front() + now.back()) / 2, now, look, stop);
        if (ending == radio::Ending::complete) ending = name_umts(first, stop);
        for (std::size_t k = first; each && k < pieces_.size(); ++k)
            if (!each(pieces_[k], told + (k + 1 == pieces_.size() ? 1 : 0))) return radio::Ending::stopped;
        if (ending != radio::Ending::complete) return ending;
        done += now.size();
    }
    return radio::Ending::complete;
}

}  // namespace boresight::survey
