// SPDX-License-Identifier: GPL-3.0-or-later
#include "survey/carrier_scan.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "catalog/radios.h"
#include "dsp/spectrum/noise_floor.h"
#include "platform/error.h"
#include "survey/recording_scan.h"
#include "survey/stretches.h"

namespace boresight::survey {

namespace {

constexpr double half_six_blocks_hz = 540e3;
// A radio that lasts at this rate takes several carriers at once; more would cost memory without saving time.
constexpr double wide_rate_hz = 9.6e6;

double lasting_rate_hz(const radio::Radio& radio) {
    const catalog::Radio* known = catalog::find_radio(radio.name().driver);
    return known != nullptr ? known->usable_rate_sps : wide_rate_hz;
}

double rate_for(const radio::Radio& radio) {
    if (lasting_rate_hz(radio) >= wide_rate_hz)
        if (const auto wide = radio.limits().rate_of_at_least(wide_rate_hz); wide && *wide < 2 * wide_rate_hz)
            return *wide;
    if (const auto least = radio.limits().rate_of_at_least(least_lte_rate_hz)) return *least;
    throw Error(Error::Kind::bad_input, {.what = radio.name().label + " is too slow for LTE",
                                         .where = "sample rate",
                                         .expected = "1.92 million samples a second or more",
                                         .fix = "Use another radio"});
}

}  // namespace

CarrierScanner::CarrierScanner(radio::Radio& radio, const MakeSearch& make_search, const CarrierSettings& settings)
    : radio_(radio),
      listener_(radio),
      settings_(settings),
      sample_rate_hz_(rate_for(radio)),
      reach_hz_(dsp::spectrum::usable_share / 2 * sample_rate_hz_ - half_six_blocks_hz),
      search_(make_search(sample_rate_hz_)),
      gathering_(sample_rate_hz_, settings.ppm_window) {}

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
        const double margin_hz = place.high_hz * settings_.ppm_window * 1e-6;
        const double center_hz = *block.center_frequency_hz;
        const double edge_hz = sample_rate_hz_ / 2 - half_six_blocks_hz;
        const dsp::lte::SearchWindow window{.low_hz = std::max(place.low_hz - margin_hz - center_hz, -edge_hz),
                                            .high_hz = std::min(place.high_hz + margin_hz - center_hz, edge_hz),
                                            .center_frequency_hz = center_hz};
        gathering_.take(search_->search(block.samples, window, {}), window, piece);
    }
    return piece;
}

radio::Ending CarrierScanner::scan(std::span<const CarrierPlace> places, StopToken stop, const Each& each) {
    for (std::size_t done = 0; done < places.size();) {
        if (stop.stop_requested()) return radio::Ending::stopped;
        const auto now = places.subspan(done, places_of_next_piece(places.subspan(done)));
        const double center_hz = (now.front().low_hz + now.back().high_hz) / 2;
        if (now.front().gain_db) radio_.set_gain_db(*now.front().gain_db);
        const radio::Heard heard = listener_.listen({center_hz, sample_rate_hz_}, settings_.seconds, stop);
        time_.heard_s += static_cast<double>(heard.block.samples.size()) / sample_rate_hz_;
        time_.settling_s += heard.settling_s;
        time_.losses += heard.losses;
        ++time_.tunings;
        if (heard.ending != radio::Ending::complete) return heard.ending;
        pieces_.push_back(search(heard, now));
        done += now.size();
        put_on_carriers(pieces_, settings_.ppm_window);
        if (each && !each(pieces_.back(), done)) return radio::Ending::stopped;
    }
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
    CarrierScanner scanner(radio, make_search, settings);
    CarrierRound round;
    round.ending = scanner.scan(ordered, stop);
    round.time = scanner.time();
    const double share = static_cast<double>(scanner.pieces().size()) / std::max<double>(1, ordered.size());
    round.found = scanner.finish(round.ending != radio::Ending::complete, share);
    return round;
}

}  // namespace boresight::survey
