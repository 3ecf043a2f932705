// SPDX-License-Identifier: GPL-3.0-or-later
#include "survey/band_scan.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "dsp/core/decibel.h"
#include "survey/carrier_raster.h"

namespace boresight::survey {

namespace {

constexpr double half_six_blocks_hz = 540e3;
constexpr double resource_block_hz = 180e3;
constexpr double occupied = 1.06;         // over the floor: 0.25 dB, what a radio's own filter may do to its noise
constexpr double other_floor_db = 6;      // a span whose emptiest part is that much over that of others is full
constexpr double known_width_hz = 1.4e6;  // of a cell whose MIB wasn't read
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

// What a cell accounts for.
struct Explained {
    double low_hz, high_hz;
};

class BandScan {
public:
    BandScan(radio::Radio& radio, const ScanPlan& plan, const BandScanSettings& settings, const BandScanEvents& events,
             StopToken stop, const MakeSearch& make_search)
        : radio_(radio),
          plan_(plan),
          settings_(settings),
          events_(events),
          stop_(stop),
          listener_(radio),
          meter_(radio, listener_, settings.power_s),
          scanner_(radio, listener_, make_search, settings.carriers) {}

    BandScanResult run() {
        result_.not_heard = plan_.not_heard;
        result_.sample_rate_hz = scanner_.sample_rate_hz();
        for (const PlannedSpan& span : plan_.spans)
            left_s_ += power_cost_s * static_cast<double>(meter_.tunings(span.range));
        left_s_ += search_cost_s * static_cast<double>(plan_.carriers_hz.size());
        if (measure_spans() && search_carriers() && plan_.every_point) explore();
        result_.time.add(scanner_.time());
        result_.carriers_searched = scanner_.pieces().size();
        result_.found = scanner_.finish(result_.ending != radio::Ending::complete, share_);
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

    bool search_carriers() {
        std::vector<CarrierPlace> places;
        for (const double hz : plan_.carriers_hz) places.push_back({hz, hz, gain_at(hz)});
        for (const SpanHeard& span : result_.spans)
            for (const SpectrumChannel& channel : span.power.channels) {
                const double hz = raster_point((channel.low_hz + channel.high_hz) / 2);
                if (channel.kind == SpectrumChannel::Kind::carrier && channel.shape == dsp::spectrum::Shape::lte &&
                    radio_.limits().reaches(hz))
                    places.push_back({hz, hz, span.gain.gain_db});
            }
        unite(places);
        left_s_ = search_cost_s * static_cast<double>(places.size());
        std::size_t before = 0;
        result_.ending = scanner_.scan(places, stop_, [&](const Stretch& piece, std::size_t done) {
            if (events_.piece) events_.piece(piece);
            return spent(search_cost_s * static_cast<double>(done - std::exchange(before, done)));
        });
        return result_.ending == radio::Ending::complete;
    }

    std::vector<Explained> explained() const {
        std::vector<Explained> out;
        for (const Stretch& piece : scanner_.pieces())
            for (const ScanCell& cell : piece.cells) {
                const double width_hz = cell.cell.mib ? cell.cell.mib->n_rb_dl * resource_block_hz : known_width_hz;
                out.push_back({*cell.frequency_hz - width_hz / 2, *cell.frequency_hz + width_hz / 2});
            }
        for (const SpanHeard& span : result_.spans)
            for (const SpectrumChannel& channel : span.power.channels)
                if (channel.shape == dsp::spectrum::Shape::umts) out.push_back({channel.low_hz, channel.high_hz});
        return out;
    }

    // Raster points of the span where a carrier's six middle blocks would stand out, and that no cell explains.
    std::vector<CarrierPlace> unexplained(const SpanHeard& span, const std::vector<Explained>& known) {
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
            places.push_back({hz - lte_raster_hz / 2, hz + lte_raster_hz / 2, span.gain.gain_db});
        }
        unite(places);
        return places;
    }

    void explore() {
        const std::vector<Explained> known = explained();
        std::vector<CarrierPlace> places;
        for (const SpanHeard& span : result_.spans)
            for (const CarrierPlace& place : unexplained(span, known)) places.push_back(place);
        left_s_ = 0;
        for (const CarrierPlace& place : places)
            left_s_ += search_cost_s * static_cast<double>(scanner_.pieces_of(place));
        result_.ending = scanner_.explore(places, stop_, [&](const Stretch& piece, std::size_t) {
            if (events_.piece) events_.piece(piece);
            return spent(search_cost_s);
        });
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
    double done_s_ = 0, left_s_ = 0, share_ = 0;
};

}  // namespace

BandScanResult scan_bands(radio::Radio& radio, const ScanPlan& plan, const BandScanSettings& settings,
                          const BandScanEvents& events, StopToken stop, const MakeSearch& make_search) {
    return BandScan(radio, plan, settings, events, stop, make_search).run();
}

}  // namespace boresight::survey
