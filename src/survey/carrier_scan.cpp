// SPDX-License-Identifier: GPL-3.0-or-later
#include "survey/carrier_scan.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <utility>

#include "dsp/spectrum/noise_floor.h"
#include "survey/radio_rate.h"
#include "survey/stretches.h"

namespace boresight::survey {

namespace {

constexpr double half_six_blocks_hz = 540e3;
// A second look is worth its time where a carrier lay farther from the middle than that.
constexpr double well_centered_hz = 100e3;

}  // namespace

CarrierScanner::CarrierScanner(radio::Radio& radio, radio::Listener& listener, const MakeSearch& make_search,
                               const CarrierSettings& settings)
    : radio_(radio),
      listener_(listener),
      settings_(settings),
      sample_rate_hz_(settings.narrow ? narrow_search_rate_hz(radio) : search_rate_hz(radio)),
      reach_hz_(dsp::spectrum::usable_share / 2 * sample_rate_hz_ - half_six_blocks_hz),
      edge_hz_(sample_rate_hz_ / 2 - half_six_blocks_hz),
      search_(make_search(sample_rate_hz_)),
      gathering_(sample_rate_hz_, settings.ppm_window),
      naming_(radio, listener, settings.naming_s) {}

CarrierScanner::~CarrierScanner() = default;

// As many as the radio hears at once, at one gain.
std::size_t CarrierScanner::places_of_next_piece(std::span<const CarrierPlace> places) const {
    std::size_t count = 1;
    while (count < places.size() && places[count].gain_db == places.front().gain_db &&
           places[count].high_hz - places.front().low_hz <= 2 * reach_hz_)
        ++count;
    return count;
}

Stretch CarrierScanner::search(const radio::Heard& heard, std::span<const CarrierPlace> places) {
    const radio::Block& block = heard.block;
    Stretch piece;
    piece.samples = block.samples.size();
    piece.center_frequency_hz = block.center_frequency_hz;
    piece.wall_ns = block.wall_ns;
    piece.gain_db = block.gain_db;
    piece.after_overflow = heard.losses > 0;
    piece.level_dbfs = level_dbfs(block.samples);
    piece.clipped_share = block.clipped_share;
    for (const CarrierPlace& place : places) {
        const PpmWindow& ppm = settings_.ppm_window;
        const double center_hz = *block.center_frequency_hz;
        const double low_hz = place.low_hz * (1 + (ppm.around_ppm - ppm.reach_ppm) * 1e-6);
        const double high_hz = place.high_hz * (1 + (ppm.around_ppm + ppm.reach_ppm) * 1e-6);
        const dsp::lte::SearchWindow window{.low_hz = std::max(low_hz - center_hz, -edge_hz_),
                                            .high_hz = std::min(high_hz - center_hz, edge_hz_),
                                            .center_frequency_hz = center_hz};
        gathering_.take(search_->search(block.samples, window, {}), window, piece);
    }
    return piece;
}

radio::Ending CarrierScanner::hear(double center_hz, std::span<const CarrierPlace> places, StopToken stop) {
    if (stop.stop_requested()) return radio::Ending::stopped;
    if (places.front().gain_db) radio_.set_gain_db(*places.front().gain_db);
    const radio::Heard heard = listener_.listen({center_hz, sample_rate_hz_}, settings_.seconds, stop);
    time_.add(heard, sample_rate_hz_);
    if (heard.ending != radio::Ending::complete) return heard.ending;
    pieces_.push_back(search(heard, places));
    put_on_carriers(pieces_, settings_.ppm_window);
    if (settings_.naming_s <= 0) return radio::Ending::complete;
    return naming_.name(pieces_.back(), sample_rate_hz_, stop);
}

RadioTime CarrierScanner::time() const {
    RadioTime all = time_;
    all.add(naming_.time());
    return all;
}

radio::Ending CarrierScanner::scan(std::span<const CarrierPlace> places, StopToken stop, const Each& each) {
    for (std::size_t done = 0; done < places.size();) {
        const auto now = places.subspan(done, places_of_next_piece(places.subspan(done)));
        const radio::Ending ending = hear((now.front().low_hz + now.back().high_hz) / 2, now, stop);
        if (ending != radio::Ending::complete) return ending;
        done += now.size();
        if (each && !each(pieces_.back(), done)) return radio::Ending::stopped;
    }
    return radio::Ending::complete;
}

std::size_t CarrierScanner::pieces_of(const CarrierPlace& place) const {
    return static_cast<std::size_t>(std::max(1.0, std::ceil((place.high_hz - place.low_hz) / (2 * edge_hz_))));
}

radio::Ending CarrierScanner::explore(std::span<const CarrierPlace> places, StopToken stop, const Each& each) {
    for (std::size_t done = 0; done < places.size(); ++done) {
        const CarrierPlace& place = places[done];
        const std::size_t count = pieces_of(place);
        const double width_hz = (place.high_hz - place.low_hz) / static_cast<double>(count);
        for (std::size_t k = 0; k < count; ++k) {
            const double low_hz = place.low_hz + width_hz * static_cast<double>(k);
            const CarrierPlace part{low_hz, low_hz + width_hz, place.gain_db};
            radio::Ending ending = hear(low_hz + width_hz / 2, {&part, 1}, stop);
            if (ending == radio::Ending::complete) ending = look_again(stop, each, done);
            if (ending != radio::Ending::complete) return ending;
        }
    }
    return radio::Ending::complete;
}

// At what the last piece found beside its middle.
radio::Ending CarrierScanner::look_again(StopToken stop, const Each& each, std::size_t places_done) {
    const std::size_t first_look = pieces_.size() - 1;
    std::set<double> found_hz;
    for (const ScanCell& cell : pieces_[first_look].cells)
        if (std::abs(*cell.frequency_hz - *pieces_[first_look].center_frequency_hz) > well_centered_hz)
            found_hz.insert(*cell.frequency_hz);
    for (const double hz : found_hz) {
        const CarrierPlace place{hz, hz, pieces_[first_look].gain_db};
        const radio::Ending ending = hear(hz, {&place, 1}, stop);
        if (ending != radio::Ending::complete) return ending;
        const Stretch& second = pieces_.back();
        std::erase_if(pieces_[first_look].cells, [&](const ScanCell& cell) {
            return std::any_of(second.cells.begin(), second.cells.end(), [&](const ScanCell& again) {
                return again.cell.pci == cell.cell.pci && again.frequency_hz == cell.frequency_hz;
            });
        });
    }
    for (std::size_t k = first_look; k < pieces_.size(); ++k)
        if (each && !each(pieces_[k], places_done + (k + 1 == pieces_.size() ? 1 : 0))) return radio::Ending::stopped;
    return radio::Ending::complete;
}

ScanResult CarrierScanner::finish(bool stopped, double share_done) {
    constexpr bool in_a_band = true;  // places are carriers of a band
    return gathering_.finish(std::exchange(pieces_, {}), stopped, share_done, in_a_band);
}

CarrierRound scan_carriers(radio::Radio& radio, std::span<const CarrierPlace> carriers, const CarrierSettings& settings,
                           StopToken stop, const MakeSearch& make_search) {
    std::vector<CarrierPlace> ordered(carriers.begin(), carriers.end());
    std::sort(ordered.begin(), ordered.end(),
              [](const CarrierPlace& a, const CarrierPlace& b) { return a.low_hz < b.low_hz; });
    radio::Listener listener(radio);
    CarrierScanner scanner(radio, listener, make_search, settings);
    CarrierRound round;
    round.ending = scanner.scan(ordered, stop);
    round.time = scanner.time();
    const double share = static_cast<double>(scanner.pieces().size()) / std::max<double>(1, ordered.size());
    round.found = scanner.finish(round.ending != radio::Ending::complete, share);
    return round;
}

}  // namespace boresight::survey
