// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <chrono>
#include <cmath>
#include <functional>
#include <iterator>
#include <utility>

#include "dsp/spectrum/noise_floor.h"
#include "survey/carrier_scan.h"
#include "survey/either_standard.h"
#include "survey/stretches.h"
#include "survey/umts_capture.h"

namespace boresight::survey {

namespace {

using namespace std::chrono_literals;

constexpr double umts_look_s = 0.1;  // holds a MIB, which comes every 80 ms
constexpr double half_carrier_hz = 1.92e6;
constexpr double least_reach_hz = 300e3;  // of a radio that doesn't hear a whole carrier
constexpr double at_point_hz = 1;
constexpr double one_carrier_hz = 2.2e6;  // carriers lie farther apart
constexpr double found_within_hz = 3e3;   // where the search by pilots looks for what was found
constexpr auto stop_asked_every = 50ms;

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
    gathering_.searched(!settings_.umts_alone, umts_searches_ != nullptr);
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

std::deque<UmtsPlaces> CarrierScanner::umts_pieces(std::span<const UmtsPlaces> places) const {
    std::deque<UmtsPlaces> pieces;
    for (const UmtsPlaces& part : places)
        for (std::span<const double> left = part.points_hz; !left.empty();) {
            const auto now = left.first(umts_points_of_next_piece(left));
            pieces.push_back({{now.begin(), now.end()}, part.gain_db, part.look});
            left = left.subspan(now.size());
        }
    return pieces;
}

std::vector<Explained> CarrierScanner::explained() const {
    std::vector<Explained> out = learned_;
    for (const Stretch& piece : pieces_)
        for_every_cell(piece, [&out](const auto& cell) { out.push_back(taken_by(cell)); });
    return out;
}

UmtsQuestion CarrierScanner::umts_question(double center_hz, const UmtsPlaces& places) const {
    if (places.points_hz.size() == 1) {
        const double hz = places.points_hz.front();
        dsp::umts::SearchWindow window = window_around(hz, center_hz, sample_rate_hz_, crystal_, known_clock_ppm());
        window.crystal = clock_by(crystal_, hz);
        window.quick = places.look != UmtsLook::named;
        window.by_pilots = false;
        return window;
    }
    CapturedBand band{.sample_rate_hz = sample_rate_hz_,
                      .center_hz = center_hz,
                      .clock_ppm = known_clock_ppm(),
                      .crystal = crystal_,
                      .one_crystal = true,
                      .quick = true,
                      .by_pilots = false};
    for (const double hz : places.points_hz) band.wanted.push_back({hz - at_point_hz, hz + at_point_hz});
    return UmtsBandQuestion{std::move(band), explained()};
}

radio::Ending CarrierScanner::hear_umts(UmtsPlaces places, StopToken stop) {
    if (stop.stop_requested()) return radio::Ending::stopped;
    const double center_hz = (places.points_hz.front() + places.points_hz.back()) / 2;
    radio::Heard heard = listener_.listen({center_hz, sample_rate_hz_},
                                          places.look == UmtsLook::naming ? umts_naming_look_s : umts_look_s, stop);
    time_.add(heard, sample_rate_hz_);
    if (heard.ending != radio::Ending::complete) return heard.ending;
    UmtsSearches::Found found =
        umts_searches_->begin(heard.block, umts_question(*heard.block.center_frequency_hz, places));
    heard_umts_.push_back({std::move(places), piece_of(heard), std::move(heard.block), std::move(found)});
    return radio::Ending::complete;
}

// What was found in the piece that was heard first.
Stretch& CarrierScanner::take_umts() {
    HeardUmts heard = std::move(heard_umts_.front());
    heard_umts_.pop_front();
    gathering_.take(heard.found.get(), 0, heard.piece);
    pieces_.push_back(std::move(heard.piece));
    put_on_carriers(pieces_, settings_.ppm_window, settings_.usual_hz);
    narrow();
    if (heard.places.look == UmtsLook::naming) umts_naming_.heard(heard.places.points_hz.front());
    begin_by_pilots(pieces_.size() - 1, heard.block, heard.places.look);
    return pieces_.back();
}

// Of carriers that weren't searched so.
void CarrierScanner::begin_by_pilots(std::size_t piece, const radio::Block& block, UmtsLook look) {
    const double center_hz = *pieces_[piece].center_frequency_hz;
    for (const UmtsScanCell& cell : pieces_[piece].umts_cells) {
        const double seen_hz = *cell.frequency_hz + cell.cell.cfo_hz;
        if (std::any_of(searched_by_pilots_.begin(), searched_by_pilots_.end(),
                        [seen_hz](double hz) { return std::abs(hz - seen_hz) < one_carrier_hz; }))
            continue;
        searched_by_pilots_.push_back(seen_hz);
        dsp::umts::SearchWindow window =
            window_around(*cell.frequency_hz, center_hz, sample_rate_hz_, crystal_, known_clock_ppm());
        window.low_hz = std::max(window.low_hz, seen_hz - center_hz - found_within_hz);
        window.high_hz = std::min(window.high_hz, seen_hz - center_hz + found_within_hz);
        window.crystal = clock_by(crystal_, *cell.frequency_hz);
        window.quick = look != UmtsLook::named;
        by_pilots_.push_back({piece, umts_searches_->begin_by_pilots(block, window)});
    }
}

// Cells of a piece that were found afterwards, alone; nothing where the user stops.
std::optional<Stretch> CarrierScanner::take_by_pilots(StopToken stop) {
    CarrierByPilots& next = by_pilots_.front();
    while (next.found.wait_for(stop.stop_requested() ? 0ms : stop_asked_every) != std::future_status::ready)
        if (stop.stop_requested()) return std::nullopt;
    dsp::umts::SearchResult all = next.found.get(), found;
    Stretch& whole = pieces_[next.piece];
    Stretch more = whole;
    more.cells.clear();
    more.umts_cells.clear();
    const auto is_known = [&](const dsp::umts::Cell& cell) {
        return std::any_of(whole.umts_cells.begin(), whole.umts_cells.end(), [&](const UmtsScanCell& known) {
            dsp::umts::Cell as_found = known.cell;
            as_found.cfo_hz += *known.frequency_hz - *whole.center_frequency_hz;
            return is_shadow_of(cell, as_found, sample_rate_hz_);
        });
    };
    std::copy_if(all.cells.begin(), all.cells.end(), std::back_inserter(found.cells), std::not_fn(is_known));
    by_pilots_.pop_front();
    const std::size_t before = whole.umts_cells.size();
    gathering_.take(found, 0, whole);
    put_on_carriers(pieces_, settings_.ppm_window, settings_.usual_hz);
    more.umts_cells.assign(whole.umts_cells.begin() + static_cast<std::ptrdiff_t>(before), whole.umts_cells.end());
    return more;
}

radio::Ending CarrierScanner::run_umts(std::deque<UmtsPlaces> pieces, StopToken stop, const Each& each) {
    radio::Ending ending = radio::Ending::complete;
    double gain_db = radio_.gain_db();
    std::size_t done = 0;
    while (!heard_umts_.empty() || (ending == radio::Ending::complete && !pieces.empty())) {
        if (ending == radio::Ending::complete && !pieces.empty() && heard_umts_.size() <= heard_ahead) {
            UmtsPlaces now = std::move(pieces.front());
            pieces.pop_front();
            if (now.look == UmtsLook::raster)
                std::erase_if(now.points_hz, [known = explained()](double hz) { return is_explained(hz, known); });
            if (now.points_hz.empty()) {
                ++done;
                continue;
            }
            if (now.gain_db.value_or(gain_db) != gain_db) radio_.set_gain_db(gain_db = *now.gain_db);
            ending = hear_umts(std::move(now), stop);
            continue;
        }
        done += heard_umts_.front().places.look == UmtsLook::naming ? 0 : 1;
        const Stretch& piece = take_umts();
        if (each && !each(piece, done) && ending == radio::Ending::complete) ending = radio::Ending::stopped;
        const std::deque<UmtsPlaces> silent = umts_to_name();
        pieces.insert(pieces.begin(), silent.begin(), silent.end());
    }
    return ending;
}

std::deque<UmtsPlaces> CarrierScanner::umts_to_name() {
    std::deque<UmtsPlaces> carriers;
    while (const auto asked = umts_naming_.next(pieces_))
        carriers.push_back({{asked->frequency_hz}, asked->gain_db, UmtsLook::naming});
    return carriers;
}

radio::Ending CarrierScanner::scan_umts(std::span<const UmtsPlaces> places, StopToken stop, const Each& each) {
    return run_umts(umts_pieces(places), stop, each);
}

radio::Ending CarrierScanner::end_umts(StopToken stop, const Each& each) {
    std::size_t done = 0;
    do {
        while (!by_pilots_.empty()) {
            const auto more = take_by_pilots(stop);
            if (!more) return radio::Ending::stopped;
            if (each && !each(*more, ++done)) return radio::Ending::stopped;
        }
        const radio::Ending ending = run_umts(umts_to_name(), stop, each);
        if (ending != radio::Ending::complete) return ending;
    } while (!by_pilots_.empty());
    return radio::Ending::complete;
}

}  // namespace boresight::survey
