// SPDX-License-Identifier: GPL-3.0-or-later
#include "survey/band_scan.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "dsp/core/decibel.h"
#include "survey/carrier_names.h"
#include "survey/carrier_raster.h"
#include "survey/either_standard.h"
#include "survey/radio_rate.h"
#include "survey/umts_capture.h"
#include "survey/undecoded.h"

namespace boresight::survey {

namespace {

constexpr double half_six_blocks_hz = 540e3;
constexpr double half_umts_hz = 1.92e6;
constexpr double occupied = 1.03;     // over the floor: 0.13 dB, what a cell of -9 dB under half load adds at least
constexpr double stands_out = 2;      // over the floor: 3 dB
constexpr double other_floor_db = 6;  // a span whose emptiest part is that much over that of others is full
constexpr double rest_s = 0.04;       // of each look at what no cell explains
constexpr double unsharp_hz = 300e3;
constexpr std::size_t most_alike = 8;                       // that are searched: 5 s each at most
constexpr double power_cost_s = 0.04, search_cost_s = 0.2;  // of a tuning, for the time left

double raster_point(double hz) {
    return std::round(hz / lte_raster_hz) * lte_raster_hz;
}

void unite(std::vector<CarrierPlace>& places) {
    std::sort(places.begin(), places.end(),
              [](const CarrierPlace& a, const CarrierPlace& b) { return a.low_hz < b.low_hz; });
    std::vector<CarrierPlace> united;
    for (const CarrierPlace& place : places) {
        if (!united.empty() && place.low_hz <= united.back().high_hz)
            united.back().high_hz = std::max(united.back().high_hz, place.high_hz);
        else
            united.push_back(place);
    }
    places = std::move(united);
}

// Channels of UMTS that fit between the two, whose edges aren't sharp.
std::vector<double> umts_points_in(double low_hz, double high_hz) {
    const double middle_hz = (low_hz + high_hz) / 2;
    const double reach_hz = std::max(0.0, (high_hz - low_hz) / 2 - half_umts_hz) + unsharp_hz;
    std::vector<double> points;
    for (double hz = std::ceil((middle_hz - reach_hz) / umts_step_hz) * umts_step_hz; hz <= middle_hz + reach_hz;
         hz += umts_step_hz)
        if (!umts_carrier_names(hz).empty()) points.push_back(hz);
    return points;
}

CarrierSettings for_plan(CarrierSettings settings, const ScanPlan& plan, const Searches& searches) {
    settings.usual_hz = carriers_of_both(plan.carriers_hz, plan.umts_carriers_hz);
    if (!plan.umts.empty() || !plan.umts_carriers_hz.empty() || plan.umts_by_likeness) settings.umts = searches.umts;
    settings.umts_alone = !plan.lte;
    settings.pilot_powers = plan.pilot_powers;
    return settings;
}

class BandScan {
public:
    BandScan(radio::Radio& radio, const ScanPlan& plan, const BandScanSettings& settings, const BandScanEvents& events,
             StopToken stop, const Searches& searches)
        : radio_(radio),
          plan_(plan),
          settings_(settings),
          events_(events),
          stop_(stop),
          listener_(radio),
          meter_(radio, listener_, settings.power_s),
          scanner_(radio, listener_, searches.lte, for_plan(settings.carriers, plan, searches)) {}

    BandScanResult run() {
        result_.not_heard = plan_.not_heard;
        result_.sample_rate_hz = scanner_.sample_rate_hz();
        for (const PlannedSpan& span : plan_.spans)
            left_s_ += power_cost_s * static_cast<double>(meter_.tunings(span.range));
        left_s_ += search_cost_s * static_cast<double>(plan_.carriers_hz.size());
        if (events_.begins) events_.begins(left_s_);
        if (measure_spans() && search_carriers() && search_umts() && look_at_rest() && search_alike() &&
            plan_.every_point)
            explore();
        end_umts();
        leave_out_explained();
        result_.time.add(scanner_.time());
        result_.cpu_beside_s = scanner_.cpu_beside_s();
        result_.carriers_searched = scanner_.pieces().size();
        result_.found = scanner_.finish(result_.ending != radio::Ending::complete, share_);
        result_.found.undecoded = std::move(undecoded_);
        return std::move(result_);
    }

private:
    bool spent(double seconds) {
        done_s_ += seconds;
        left_s_ = std::max(0.0, left_s_ - seconds);
        share_ = std::max(share_, done_s_ / (done_s_ + left_s_));
        return !events_.progress || events_.progress(share_);
    }

    bool measure_spans() {
        for (const PlannedSpan& span : plan_.spans) {
            SpanHeard heard{.span = span, .gain = {.gain_db = radio_.gain_db()}, .power = {}};
            if (settings_.choose_gain) heard.gain = settings_.choose_gain(radio_, span.range);
            auto power =
                meter_.measure(span.range, stop_, result_.ending, result_.time, [this] { return spent(power_cost_s); });
            if (!power) return false;
            heard.power = std::move(*power);
            if (events_.span) events_.span(heard);
            result_.spans.push_back(std::move(heard));
        }
        doubt_full_spans();
        return true;
    }

    // The floor of a span is its emptiest part; where all of it is full, that is a signal and shows against others.
    void doubt_full_spans() {
        double lowest_db = 1e9;
        for (const SpanHeard& span : result_.spans) lowest_db = std::min(lowest_db, floor_db(span));
        for (SpanHeard& span : result_.spans) span.floor_known = floor_db(span) <= lowest_db + other_floor_db;
    }

    static double floor_db(const SpanHeard& span) {
        return dsp::db_from_power(span.power.floor.density) - span.gain.gain_db;
    }

    std::optional<double> gain_at(double hz) const {
        for (const SpanHeard& span : result_.spans)
            if (span.span.range.contains(hz)) return span.gain.gain_db;
        return std::nullopt;
    }

    // Carriers of LTE that show their edges in the spectrum.
    std::vector<CarrierPlace> shown_by_edges() const {
        std::vector<CarrierPlace> places;
        for (const SpanHeard& span : result_.spans)
            for (const SpectrumChannel& channel : span.power.channels) {
                const double hz = raster_point((channel.low_hz + channel.high_hz) / 2);
                if (channel.kind == SpectrumChannel::Kind::carrier && channel.shape == dsp::spectrum::Shape::lte &&
                    radio_.limits().reaches(hz))
                    places.push_back({hz, hz, span.gain.gain_db});
            }
        return places;
    }

    bool search_carriers() {
        if (!plan_.lte) return true;
        std::vector<CarrierPlace> places = shown_by_edges();
        for (const double hz : plan_.carriers_hz) places.push_back({hz, hz, gain_at(hz)});
        unite(places);
        left_s_ = search_cost_s * static_cast<double>(places.size());
        const auto quiet =
            std::stable_partition(places.begin(), places.end(), [this](const CarrierPlace& p) { return is_loud(p); });
        const auto loud = static_cast<std::size_t>(quiet - places.begin());
        return search(std::span(places).first(loud)) && search(std::span(places).subspan(loud));
    }

    // Raster points of a span where UMTS may be: not empty, and no carrier of LTE.
    std::vector<double> umts_points(const SpanHeard& span, const std::vector<Explained>& known) const {
        std::vector<double> points;
        for (const catalog::FrequencyRange& band : plan_.umts) {
            const double low_hz = std::max(band.low_hz, span.span.range.low_hz) + half_umts_hz;
            const double high_hz = std::min(band.high_hz, span.span.range.high_hz) - half_umts_hz;
            for (double hz = std::ceil(low_hz / umts_step_hz) * umts_step_hz; hz <= high_hz; hz += umts_step_hz) {
                if (umts_carrier_names(hz).empty()) continue;
                const bool is_known = std::any_of(known.begin(), known.end(),
                                                  [hz](const Explained& e) { return hz > e.low_hz && hz < e.high_hz; });
                const bool empty = span.floor_known && filled(span, hz) < half_occupied;
                if (!is_known && !empty) points.push_back(hz);
            }
        }
        std::sort(points.begin(), points.end());
        points.erase(std::unique(points.begin(), points.end()), points.end());
        return points;
    }

    // Over the floor, as far as a carrier's width is filled.
    static double filled(const SpanHeard& span, double hz) {
        return emptier_half_over_floor(span.power.spectrum, span.power.floor.density,
                                       hz - span.power.center_frequency_hz);
    }

    // Of points, those over which the spectrum is highest for a carrier's width, if it stands out.
    static std::vector<double> umts_peaks(const SpanHeard& span, const std::vector<double>& points) {
        std::vector<double> over_floor;
        for (const double hz : points) over_floor.push_back(filled(span, hz));
        std::vector<double> peaks;
        for (std::size_t k = 0; k < points.size(); ++k) {
            bool highest = over_floor[k] >= stands_out;
            for (std::size_t other = 0; other < points.size() && highest; ++other)
                highest = std::abs(points[other] - points[k]) > half_umts_hz || over_floor[other] <= over_floor[k];
            if (highest) peaks.push_back(points[k]);
        }
        return peaks;
    }

    // What stands out goes first: a cell that is read tells how far off the radio is, and what its carrier explains
    // needs no look.
    bool search_umts() {
        if (!plan_.lte && !plan_.umts.empty() && !learn_from_lte()) return false;
        std::vector<UmtsPlaces> named;
        for (const double hz : plan_.umts_carriers_hz) named.push_back({{hz}, gain_at(hz), UmtsLook::named});
        if (!search_umts_at(named)) return false;
        if (plan_.umts.empty()) return true;
        return search_umts(true) && (!wants_every_umts_point() || search_umts(false));
    }

    bool learn_from_lte() {
        std::vector<CarrierPlace> places = shown_by_edges();
        unite(places);
        result_.ending = scanner_.learn_from_lte(places, stop_);
        return result_.ending == radio::Ending::complete;
    }

    // Beside LTE what stands out will do, unless more is asked for.
    bool wants_every_umts_point() const { return plan_.every_point || !plan_.lte || plan_.pilot_powers; }

    // What is like UMTS and lies in a band of it, the strongest first.
    bool search_alike() {
        if (!plan_.umts_by_likeness) return true;
        std::vector<Undecoded> alike;
        for (const Undecoded& what : undecoded_)
            if (what.kind == Undecoded::Kind::umts) alike.push_back(what);
        std::sort(alike.begin(), alike.end(),
                  [](const Undecoded& a, const Undecoded& b) { return a.power_dbfs > b.power_dbfs; });
        alike.resize(std::min(alike.size(), most_alike));
        std::vector<UmtsPlaces> places;
        for (const Undecoded& what : alike) {
            std::vector<double> points = umts_points_in(what.low_hz, what.high_hz);
            if (!points.empty()) places.push_back({std::move(points), gain_at((what.low_hz + what.high_hz) / 2)});
        }
        return search_umts_at(places);
    }

    bool search_umts_at(const std::vector<UmtsPlaces>& places) {
        left_s_ = 0;
        for (const UmtsPlaces& part : places)
            left_s_ += search_cost_s * static_cast<double>(scanner_.umts_pieces_of(part.points_hz));
        result_.ending = scanner_.scan_umts(places, stop_, each_piece());
        return result_.ending == radio::Ending::complete;
    }

    bool search_umts(bool peaks_only) {
        const std::vector<Explained> known = by_cells();
        std::vector<UmtsPlaces> places;
        for (const SpanHeard& span : result_.spans) {
            std::vector<double> points = umts_points(span, known);
            if (peaks_only) points = umts_peaks(span, points);
            places.push_back({std::move(points), span.gain.gain_db});
        }
        return search_umts_at(places);
    }

    void end_umts() {
        left_s_ = search_cost_s * static_cast<double>(scanner_.umts_carriers_left());
        if (result_.ending == radio::Ending::complete) {
            result_.ending = scanner_.end_umts(stop_, each_piece());
            return;
        }
        StopSource ended;  // already: what was found by then is kept
        ended.request_stop();
        scanner_.end_umts(ended.token(), [each = each_piece()](const Stretch& piece, std::size_t done) {
            each(piece, done);
            return true;
        });
    }

    CarrierScanner::Each each_piece() {
        return [this, before = std::size_t{0}](const Stretch& piece, std::size_t done) mutable {
            if (events_.piece) events_.piece(piece);
            return spent(search_cost_s * static_cast<double>(done - std::exchange(before, done)));
        };
    }

    bool search(std::span<const CarrierPlace> places) {
        result_.ending = scanner_.scan(places, stop_, each_piece());
        return result_.ending == radio::Ending::complete;
    }

    bool is_loud(const CarrierPlace& place) const {
        return std::any_of(result_.spans.begin(), result_.spans.end(), [&](const SpanHeard& span) {
            return span.span.range.contains(place.low_hz) &&
                   (!span.floor_known || density_over_floor(span.power, place.low_hz - half_six_blocks_hz,
                                                            place.high_hz + half_six_blocks_hz) >= stands_out);
        });
    }

    std::vector<Explained> by_cells() const {
        std::vector<SpectrumChannel> channels;
        for (const SpanHeard& span : result_.spans)
            channels.insert(channels.end(), span.power.channels.begin(), span.power.channels.end());
        std::vector<Explained> out = scanner_.learned();
        for (const Stretch& piece : scanner_.pieces())
            for (const ScanCell& cell : piece.cells) out.push_back(explained_by(cell, channels));
        for (const Stretch& piece : scanner_.pieces())
            for (const UmtsScanCell& cell : piece.umts_cells) out.push_back(explained_by(cell));
        return out;
    }

    std::vector<Explained> explained() const {
        std::vector<Explained> out = by_cells();
        for (const SpanHeard& span : result_.spans)
            for (const SpectrumChannel& channel : span.power.channels)
                if (channel.shape == dsp::spectrum::Shape::umts) out.push_back({channel.low_hz, channel.high_hz});
        for (const Undecoded& what : undecoded_)
            if (what.kind == Undecoded::Kind::umts || what.kind == Undecoded::Kind::gsm)
                out.push_back({what.low_hz, what.high_hz});
        return out;
    }

    // What was taken for something before its cell was found.
    void leave_out_explained() {
        const std::vector<Explained> known = by_cells();
        std::erase_if(undecoded_, [&](const Undecoded& what) {
            if (what.kind == Undecoded::Kind::lte && !plan_.lte) return true;  // nobody looked for its cells
            const double middle_hz = (what.low_hz + what.high_hz) / 2;
            return std::any_of(known.begin(), known.end(),
                               [&](const Explained& e) { return middle_hz > e.low_hz && middle_hz < e.high_hz; });
        });
    }

    // Raster points of the span where a carrier's six middle blocks would stand out, and that no cell explains.
    std::vector<CarrierPlace> places_left(const SpanHeard& span, const std::vector<Explained>& known) {
        std::vector<CarrierPlace> places;
        const catalog::FrequencyRange& range = span.span.range;
        for (double hz = raster_point(range.low_hz + half_six_blocks_hz); hz <= range.high_hz - half_six_blocks_hz;
             hz += lte_raster_hz) {
            const double low_hz = hz - half_six_blocks_hz, high_hz = hz + half_six_blocks_hz;
            if (std::any_of(known.begin(), known.end(),
                            [&](const Explained& e) { return low_hz < e.high_hz && high_hz > e.low_hz; }))
                continue;
            if (span.floor_known && density_over_floor(span.power, low_hz, high_hz) < occupied) {
                result_.empty_hz += lte_raster_hz;
                continue;
            }
            // A weak carrier stands out here and there only: what lies between belongs to it.
            const bool near = !places.empty() && hz - places.back().high_hz < half_six_blocks_hz;
            places.push_back(
                {near ? places.back().high_hz : hz - lte_raster_hz / 2, hz + lte_raster_hz / 2, span.gain.gain_db});
        }
        unite(places);
        return places;
    }

    bool explore() {
        if (!plan_.lte) return true;
        const std::vector<Explained> known = explained();
        std::vector<CarrierPlace> places;
        for (const SpanHeard& span : result_.spans)
            for (const CarrierPlace& place : places_left(span, known)) places.push_back(place);
        left_s_ = 0;
        for (const CarrierPlace& place : places)
            left_s_ += search_cost_s * static_cast<double>(scanner_.pieces_of(place));
        result_.ending = scanner_.explore(places, stop_, [&](const Stretch& piece, std::size_t) {
            if (events_.piece) events_.piece(piece);
            return spent(search_cost_s);
        });
        return result_.ending == radio::Ending::complete;
    }

    // What lies under a span; of a full one what lies under the emptiest of the others.
    double noise_of(const SpanHeard& span) const {
        double lowest_db = floor_db(span);
        if (!span.floor_known)
            for (const SpanHeard& other : result_.spans) lowest_db = std::min(lowest_db, floor_db(other));
        return dsp::power_from_db(lowest_db + span.gain.gain_db);
    }

    bool look_at_rest() {
        const std::vector<Explained> known = by_cells();
        const double rate_hz = power_rate_hz(radio_);
        KindMeter meter(rate_hz);
        for (const SpanHeard& span : result_.spans)
            for (const Unexplained& what :
                 unexplained(span.power.spectrum, noise_of(span), span.power.center_frequency_hz, span.span.range,
                             span.power.channels, known)) {
                const double middle_hz = (what.low_hz + what.high_hz) / 2;
                radio_.set_gain_db(span.gain.gain_db);
                const radio::Heard heard = listener_.listen({middle_hz, rate_hz}, rest_s, stop_);
                result_.time.add(heard, rate_hz);
                result_.ending = heard.ending;
                if (result_.ending != radio::Ending::complete) return false;
                if (const auto judged = meter.judge(heard.block.samples, middle_hz, what))
                    undecoded_.push_back(*judged);
                if (!spent(power_cost_s)) {
                    result_.ending = radio::Ending::stopped;
                    return false;
                }
            }
        std::sort(undecoded_.begin(), undecoded_.end(),
                  [](const Undecoded& a, const Undecoded& b) { return a.low_hz < b.low_hz; });
        return true;
    }

    radio::Radio& radio_;
    const ScanPlan& plan_;
    const BandScanSettings& settings_;
    const BandScanEvents& events_;
    StopToken stop_;
    radio::Listener listener_;
    BandPowerMeter meter_;
    CarrierScanner scanner_;
    BandScanResult result_;
    std::vector<Undecoded> undecoded_;
    double done_s_ = 0, left_s_ = 0, share_ = 0;
};

}  // namespace

BandScanResult scan_bands(radio::Radio& radio, const ScanPlan& plan, const BandScanSettings& settings,
                          const BandScanEvents& events, StopToken stop, const Searches& searches) {
    return BandScan(radio, plan, settings, events, stop, searches).run();
}

}  // namespace boresight::survey
