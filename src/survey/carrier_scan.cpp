// SPDX-License-Identifier: GPL-3.0-or-later
#include "survey/carrier_scan.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <utility>

#include "dsp/spectrum/noise_floor.h"
#include "survey/carrier_raster.h"
#include "survey/radio_rate.h"
#include "survey/stretches.h"

namespace boresight::survey {

namespace {

constexpr double half_six_blocks_hz = 540e3;
// A second look is worth its time where a carrier lay farther from the middle than that.
constexpr double well_centered_hz = 100e3;
// A crystal that warms up drifts by less between pieces.
constexpr double known_within_ppm = 4;
constexpr double well_known_clock_ppm = 0.5;  // sigma
constexpr double one_ppm = 1e-6;
constexpr double rounding = 1e-6;

// A radio's crystal makes its clock as well, which the chips of a cell show whatever carrier it lies on.
void narrow_by_clock(const dsp::umts::Cell& cell, PpmWindow& crystal) {
    if (!cell.clock_ppm || cell.clock_sigma_ppm > well_known_clock_ppm) return;
    const double shown_ppm = shown_by_clock_ppm(*cell.clock_ppm);
    if (crystal.contains(shown_ppm) && crystal.reach_ppm > known_within_ppm)
        crystal = {.around_ppm = shown_ppm, .reach_ppm = known_within_ppm};
}

}  // namespace

CarrierScanner::CarrierScanner(radio::Radio& radio, radio::Listener& listener, const MakeSearch& make_search,
                               const CarrierSettings& settings)
    : radio_(radio),
      listener_(listener),
      settings_(settings),
      sample_rate_hz_(settings.narrow       ? narrow_search_rate_hz(radio)
                      : settings.umts_alone ? umts_search_rate_hz(radio)
                                            : search_rate_hz(radio)),
      reach_hz_(dsp::spectrum::usable_share / 2 * sample_rate_hz_ - half_six_blocks_hz),
      edge_hz_(sample_rate_hz_ / 2 - half_six_blocks_hz),
      search_(make_search(sample_rate_hz_)),
      umts_searches_(settings.umts
                         ? std::make_unique<UmtsSearches>(settings.umts, sample_rate_hz_, settings.searched_on)
                         : nullptr),
      gathering_(sample_rate_hz_, settings.ppm_window, settings.usual_hz),
      naming_(radio, listener, settings.naming_s),
      umts_naming_(settings.umts_naming_s.value_or(settings.naming_s), settings.pilot_powers),
      crystal_(settings.ppm_window),
      searches_(heard_ahead + 1, settings.searched_on) {
    gathering_.searched(!settings.umts_alone, umts_searches_ != nullptr);
}

CarrierScanner::~CarrierScanner() = default;

// As many as the radio hears at once, at one gain.
std::size_t CarrierScanner::places_of_next_piece(std::span<const CarrierPlace> places) const {
    std::size_t count = 1;
    while (count < places.size() && places[count].gain_db == places.front().gain_db &&
           places[count].high_hz - places.front().low_hz <= 2 * reach_hz_)
        ++count;
    return count;
}

// Of a block around center_hz that may hold carriers at those places.
std::vector<dsp::lte::SearchWindow> CarrierScanner::windows(double center_hz,
                                                            std::span<const CarrierPlace> places) const {
    std::vector<dsp::lte::SearchWindow> out;
    const auto add = [&](double low_hz, double high_hz) {
        const double seen_low_hz = low_hz * (1 + crystal_.low_ppm() * one_ppm) - center_hz;
        const double seen_high_hz = high_hz * (1 + crystal_.high_ppm() * one_ppm) - center_hz;
        const dsp::lte::SearchWindow window{.low_hz = std::max(seen_low_hz, -edge_hz_),
                                            .high_hz = std::min(seen_high_hz, edge_hz_),
                                            .center_frequency_hz = center_hz,
                                            .carrier_hz = (low_hz + high_hz) / 2 - center_hz,
                                            .clock_ppm = known_clock_ppm(),
                                            .free_clock_ppm = high_hz > low_hz ? settings_.ppm_window.reach_ppm : 0};
        if (window.low_hz < window.high_hz) out.push_back(window);
    };
    const double spread = 2 * crystal_.reach_ppm * one_ppm;
    for (const CarrierPlace& place : places) {
        if (spread * place.high_hz > lte_raster_hz / 2 || place.high_hz == place.low_hz) {
            add(place.low_hz, place.high_hz);
            continue;
        }
        for (double hz = std::ceil(place.low_hz / lte_raster_hz - rounding) * lte_raster_hz; hz <= place.high_hz;
             hz += lte_raster_hz)
            add(hz, hz);
    }
    return out;
}

radio::Ending CarrierScanner::hear(double center_hz, std::span<const CarrierPlace> places, StopToken stop) {
    if (stop.stop_requested()) return radio::Ending::stopped;
    if (places.front().gain_db) radio_.set_gain_db(*places.front().gain_db);
    const radio::Heard heard = listener_.listen({center_hz, sample_rate_hz_}, settings_.seconds, stop);
    time_.add(heard, sample_rate_hz_);
    if (heard.ending != radio::Ending::complete) return heard.ending;
    std::vector<dsp::lte::SearchWindow> asked = windows(*heard.block.center_frequency_hz, places);
    auto found = searches_.begin([search = search_.get(), block = heard.block, asked] {
        std::vector<dsp::lte::SearchResult> results;
        for (const dsp::lte::SearchWindow& window : asked) results.push_back(search->search(block.samples, window, {}));
        return results;
    });
    heard_.push_back({places.size(), piece_of(heard), std::move(asked), std::move(found)});
    return radio::Ending::complete;
}

// What was found in the piece that was heard first; its cells are asked whose they are.
radio::Ending CarrierScanner::take(StopToken stop) {
    HeardPiece heard = std::move(heard_.front());
    heard_.pop_front();
    const std::vector<dsp::lte::SearchResult> found = heard.found.get();
    for (std::size_t k = 0; k < found.size(); ++k) gathering_.take(found[k], heard.asked[k], heard.piece);
    pieces_.push_back(std::move(heard.piece));
    put_on_carriers(pieces_, settings_.ppm_window, settings_.usual_hz);
    narrow();
    if (settings_.naming_s <= 0) return radio::Ending::complete;
    const double gain_db = pieces_.back().gain_db.value_or(radio_.gain_db());
    if (gain_db != radio_.gain_db()) radio_.set_gain_db(gain_db);  // another place has been heard since
    return naming_.name(pieces_.back(), sample_rate_hz_, stop);
}

// By one crystal carriers are shown as far off as its clock is.
std::optional<double> CarrierScanner::known_clock_ppm() const {
    if (crystal_.reach_ppm > known_within_ppm + rounding) return std::nullopt;
    return shown_by_clock_ppm(crystal_.around_ppm);
}

void CarrierScanner::narrow() {
    std::vector<Sighting> sightings;
    for (const Stretch& piece : pieces_) {
        for (const UmtsScanCell& cell : piece.umts_cells)
            if (!cell.cell.bch_blocks.empty())
                sightings.push_back({.seen_hz = *cell.frequency_hz + cell.cell.cfo_hz, .rat = catalog::Rat::umts});
        for (const ScanCell& cell : piece.cells)
            if (cell.cell.mib) sightings.push_back({*cell.frequency_hz + cell.cell.cfo_hz, cell.cell.duplex});
    }
    crystal_ = settings_.ppm_window;
    for (const Stretch& piece : pieces_)
        for (const UmtsScanCell& cell : piece.umts_cells)
            if (!cell.cell.bch_blocks.empty()) narrow_by_clock(cell.cell, crystal_);
    const std::optional<double> error_ppm = only_error_ppm(sightings, crystal_);
    if (!error_ppm) return;
    const double low_ppm = std::max(crystal_.low_ppm(), *error_ppm - known_within_ppm);
    const double high_ppm = std::min(crystal_.high_ppm(), *error_ppm + known_within_ppm);
    crystal_ = {.around_ppm = (low_ppm + high_ppm) / 2, .reach_ppm = (high_ppm - low_ppm) / 2};
}

RadioTime CarrierScanner::time() const {
    RadioTime all = time_;
    all.add(naming_.time());
    return all;
}

radio::Ending CarrierScanner::scan(std::span<const CarrierPlace> places, StopToken stop, const Each& each) {
    radio::Ending ending = radio::Ending::complete;
    std::size_t done = 0;
    while (!heard_.empty() || (ending == radio::Ending::complete && !places.empty())) {
        // How far off the crystal is makes the next search so much quicker that it is waited for.
        const std::size_t ahead = known_clock_ppm() ? heard_ahead : 0;
        if (ending == radio::Ending::complete && !places.empty() && heard_.size() <= ahead) {
            const auto now = places.first(places_of_next_piece(places));
            places = places.subspan(now.size());
            ending = hear((now.front().low_hz + now.back().high_hz) / 2, now, stop);
            continue;
        }
        done += heard_.front().places;
        const radio::Ending named = take(stop);
        if (ending == radio::Ending::complete) ending = named;
        if (each && !each(pieces_.back(), done) && ending == radio::Ending::complete) ending = radio::Ending::stopped;
    }
    return ending;
}

radio::Ending CarrierScanner::hear_and_take(double center_hz, const CarrierPlace& place, StopToken stop) {
    const radio::Ending ending = hear(center_hz, {&place, 1}, stop);
    return ending == radio::Ending::complete ? take(stop) : ending;
}

std::size_t CarrierScanner::pieces_of(const CarrierPlace& place) const {
    // What may lie off by the radio's error has to lie in the piece as well.
    const double width_hz = std::max(edge_hz_, 2 * edge_hz_ - 2 * crystal_.reach_ppm * one_ppm * place.high_hz);
    return static_cast<std::size_t>(std::max(1.0, std::ceil((place.high_hz - place.low_hz) / width_hz)));
}

radio::Ending CarrierScanner::explore(std::span<const CarrierPlace> places, StopToken stop, const Each& each) {
    for (std::size_t done = 0; done < places.size(); ++done) {
        const CarrierPlace& place = places[done];
        const std::size_t count = pieces_of(place);
        const double width_hz = (place.high_hz - place.low_hz) / static_cast<double>(count);
        for (std::size_t k = 0; k < count; ++k) {
            const double low_hz = place.low_hz + width_hz * static_cast<double>(k);
            const CarrierPlace part{low_hz, low_hz + width_hz, place.gain_db};
            const double shown_hz = (low_hz + width_hz / 2) * (1 + crystal_.around_ppm * one_ppm);
            radio::Ending ending = hear_and_take(shown_hz, part, stop);
            if (ending == radio::Ending::complete) ending = look_again(stop, each, done);
            if (ending != radio::Ending::complete) return ending;
        }
    }
    return radio::Ending::complete;
}

// At what the last piece found beside its middle.
radio::Ending CarrierScanner::look_again(StopToken stop, const Each& each, std::size_t places_done) {
    const std::size_t first_look = pieces_.size() - 1;
    const auto is_in = [](const Stretch& piece, const ScanCell& cell) {
        return std::any_of(piece.cells.begin(), piece.cells.end(), [&](const ScanCell& other) {
            return other.cell.pci == cell.cell.pci && other.frequency_hz == cell.frequency_hz;
        });
    };
    std::erase_if(pieces_[first_look].cells, [&](const ScanCell& cell) {
        return std::any_of(pieces_.begin(), pieces_.begin() + static_cast<std::ptrdiff_t>(first_look),
                           [&](const Stretch& earlier) { return is_in(earlier, cell); });
    });
    std::set<double> found_hz;
    for (const ScanCell& cell : pieces_[first_look].cells)
        if (std::abs(*cell.frequency_hz - *pieces_[first_look].center_frequency_hz) > well_centered_hz)
            found_hz.insert(*cell.frequency_hz);
    for (const double hz : found_hz) {
        const CarrierPlace place{hz, hz, pieces_[first_look].gain_db};
        const radio::Ending ending = hear_and_take(hz, place, stop);
        if (ending != radio::Ending::complete) return ending;
        const Stretch& second = pieces_.back();
        std::erase_if(pieces_[first_look].cells, [&](const ScanCell& cell) { return is_in(second, cell); });
    }
    for (std::size_t k = first_look; k < pieces_.size(); ++k)
        if (each && !each(pieces_[k], places_done + (k + 1 == pieces_.size() ? 1 : 0))) return radio::Ending::stopped;
    return radio::Ending::complete;
}

ScanResult CarrierScanner::finish(bool stopped, double share_done) {
    constexpr bool in_a_band = true;  // places are carriers of a band
    heard_.clear();
    heard_umts_.clear();
    by_pilots_.clear();
    if (umts_searches_) umts_searches_->drop_by_pilots();
    searched_by_pilots_.clear();
    umts_naming_.begin_anew();
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
