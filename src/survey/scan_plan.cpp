// SPDX-License-Identifier: GPL-3.0-or-later
#include "survey/scan_plan.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "catalog/band_plan.h"
#include "catalog/carrier_hints.h"
#include "catalog/carriers.h"
#include "catalog/frequency_text.h"
#include "catalog/reach.h"
#include "platform/error.h"

namespace boresight::survey {

namespace {

using catalog::Band;
using catalog::FrequencyRange;

constexpr double near_hz = 3e6;             // spans that lie closer are one
constexpr double widest_span_hz = 200e6;    // wider ones are cut: the spectrum of a span lies in memory
constexpr double around_carrier_hz = 11e6;  // either side: the widest carrier and room beside it

void add_once(std::vector<const Band*>& bands, const Band* band) {
    if (std::find(bands.begin(), bands.end(), band) == bands.end()) bands.push_back(band);
}

std::vector<const Band*> bands_on_air(const ScanQuestion& question) {
    std::vector<const Band*> bands;
    const catalog::BandQuestion asked{.country = question.country, .radio = nullptr, .of = question.of};
    for (const catalog::PlannedBand& planned : band_plan(catalog::Rat::lte, asked))
        if (planned.band->downlink && planned.band->regions != catalog::never_on_air) bands.push_back(planned.band);
    return bands;
}

// Of the bands that are asked for those of the same number.
std::vector<const Band*> umts_bands(const ScanQuestion& question) {
    std::vector<const Band*> bands;
    if (!question.umts || (question.lte && question.country == nullptr)) return bands;
    const catalog::BandQuestion asked{.country = question.country, .radio = nullptr, .of = question.of};
    std::vector<catalog::PlannedBand> planned = band_plan(catalog::Rat::umts, asked);
    // Who looks for UMTS alone knows better than the plan.
    if (!question.lte && (planned.empty() || !question.bands.empty())) planned = band_plan(catalog::Rat::umts, {});
    for (const catalog::PlannedBand& one : planned) {
        const bool is_asked = std::any_of(question.bands.begin(), question.bands.end(),
                                          [&](const Band* band) { return band->number == one.band->number; });
        const bool usual = question.bands.empty() && one.band->regions != catalog::never_on_air;
        if (one.band->downlink && (is_asked || usual)) add_once(bands, one.band);
    }
    return bands;
}

// Of a radio that says nothing of its tuner, everything.
catalog::Reach reach_of(const radio::RadioLimits& limits, const Band& band) {
    if (limits.tuner.empty())
        return band.downlink ? catalog::Reach{catalog::Reach::Extent::whole, {*band.downlink}, ""} : catalog::Reach{};
    catalog::Radio radio;
    radio.ranges = limits.tuner;
    return catalog::reach(radio, band);
}

class Planner {
public:
    explicit Planner(const radio::RadioLimits& limits) : limits_(limits) {}

    void add(const Band* band) {
        const catalog::Reach reach = reach_of(limits_, *band);
        for (const FrequencyRange& heard : reach.heard) plan_.spans.push_back({heard, {band}});
        if (reach.extent != catalog::Reach::Extent::whole)
            plan_.not_heard.push_back({band, !reach.heard.empty(), reach.why_not});
    }

    void add_umts(const Band* band) {
        add(band);
        for (const FrequencyRange& heard : reach_of(limits_, *band).heard) plan_.umts.push_back(heard);
    }

    // Where it can be heard; what can't isn't missed.
    void add_more_umts(const Band* band) {
        for (const FrequencyRange& heard : reach_of(limits_, *band).heard) {
            if (std::find(plan_.umts.begin(), plan_.umts.end(), heard) != plan_.umts.end()) continue;
            plan_.spans.push_back({heard, {band}});
            plan_.umts.push_back(heard);
        }
    }

    void add_carrier(double frequency_hz) {
        if (limits_.reaches(frequency_hz)) plan_.carriers_hz.push_back(frequency_hz);
    }

    void add_earfcn(std::int64_t earfcn) {
        add_asked(catalog::Rat::lte, catalog::channel_to_frequency_hz(catalog::Rat::lte, earfcn), earfcn);
    }

    void add_uarfcn(std::int64_t uarfcn) {
        const auto names = catalog::carriers_of_channel(catalog::Rat::umts, catalog::Direction::downlink, uarfcn);
        if (names.empty())
            throw Error(Error::Kind::bad_input,
                        {.what = fmt::format("{} is no downlink channel of UMTS", uarfcn),
                         .where = "--uarfcn",
                         .expected = "the number of a carrier as a cell sends it, as in 4413",
                         .fix = "\"boresight bands --frequency 882.6M\" tells the number of a frequency"});
        add_asked(catalog::Rat::umts, names.front().frequency_hz, uarfcn);
    }

    ScanPlan finish() {
        std::sort(plan_.umts.begin(), plan_.umts.end(),
                  [](const FrequencyRange& a, const FrequencyRange& b) { return a.low_hz < b.low_hz; });
        for (std::vector<double>* carriers_hz : {&plan_.carriers_hz, &plan_.umts_carriers_hz}) {
            std::sort(carriers_hz->begin(), carriers_hz->end());
            carriers_hz->erase(std::unique(carriers_hz->begin(), carriers_hz->end()), carriers_hz->end());
        }
        unite_spans();
        return std::move(plan_);
    }

    ScanPlan& plan() { return plan_; }

private:
    // With the spectrum around it.
    void add_asked(catalog::Rat rat, double hz, std::int64_t channel) {
        const bool lte = rat == catalog::Rat::lte;
        if (!limits_.reaches(hz))
            throw Error(Error::Kind::bad_input,
                        {.what = fmt::format("{} {} lies at {}, where the radio hears nothing",
                                             lte ? "EARFCN" : "UARFCN", channel, catalog::frequency_text(hz)),
                         .where = lte ? "--earfcn" : "--uarfcn",
                         .expected = fmt::format("a carrier in {}", catalog::range_text(limits_.tuner.front().low_hz,
                                                                                        limits_.tuner.back().high_hz)),
                         .fix = "Ask for another carrier, or use another radio"});
        (lte ? plan_.carriers_hz : plan_.umts_carriers_hz).push_back(hz);
        PlannedSpan span{{hz - around_carrier_hz, hz + around_carrier_hz}, {}};
        for (const catalog::Carrier& name : catalog::carriers_at(rat, hz)) add_once(span.bands, name.band);
        for (const FrequencyRange& tuner : limits_.tuner)
            if (tuner.contains(hz))
                span.range = {std::max(span.range.low_hz, tuner.low_hz), std::min(span.range.high_hz, tuner.high_hz)};
        plan_.spans.push_back(std::move(span));
    }

    void unite_spans() {
        std::vector<PlannedSpan>& spans = plan_.spans;
        std::sort(spans.begin(), spans.end(),
                  [](const PlannedSpan& a, const PlannedSpan& b) { return a.range.low_hz < b.range.low_hz; });
        std::vector<PlannedSpan> united;
        for (PlannedSpan& span : spans) {
            if (united.empty() || span.range.low_hz > united.back().range.high_hz + near_hz) {
                united.push_back(std::move(span));
                continue;
            }
            united.back().range.high_hz = std::max(united.back().range.high_hz, span.range.high_hz);
            for (const Band* band : span.bands) add_once(united.back().bands, band);
        }
        spans.clear();
        for (const PlannedSpan& span : united) add_parts(span);
    }

    void add_parts(const PlannedSpan& span) {
        const double width_hz = span.range.high_hz - span.range.low_hz;
        const int parts = std::max(1, static_cast<int>(std::ceil(width_hz / widest_span_hz)));
        for (int k = 0; k < parts; ++k)
            plan_.spans.push_back(
                {{span.range.low_hz + width_hz * k / parts, span.range.low_hz + width_hz * (k + 1) / parts},
                 span.bands});
    }

    const radio::RadioLimits& limits_;
    ScanPlan plan_;
};

}  // namespace

ScanPlan plan_scan(const ScanQuestion& question, const radio::RadioLimits& limits) {
    Planner planner(limits);
    planner.plan().pilot_powers = question.pilot_powers || !question.more_umts_bands.empty();
    if (!question.earfcns.empty() || !question.uarfcns.empty()) {
        for (const std::int64_t earfcn : question.earfcns) planner.add_earfcn(earfcn);
        for (const std::int64_t uarfcn : question.uarfcns) planner.add_uarfcn(uarfcn);
        planner.plan().lte = !question.earfcns.empty();
        return planner.finish();
    }
    for (const Band* band : umts_bands(question)) planner.add_umts(band);
    for (const Band* band : question.more_umts_bands) planner.add_more_umts(band);
    planner.plan().lte = question.lte;
    if (!question.lte) return planner.finish();
    planner.plan().umts_by_likeness = question.umts;
    const std::vector<catalog::CarrierHint> hints = catalog::carrier_hints(question.country, question.of);
    std::vector<const Band*> bands = question.bands;
    planner.plan().every_point = !bands.empty() || question.all || hints.empty();
    if (bands.empty()) {
        if (question.country != nullptr || question.of || planner.plan().every_point) bands = bands_on_air(question);
        for (const catalog::CarrierHint& hint : hints) add_once(bands, hint.band);
    }
    for (const catalog::CarrierHint& hint : hints)
        if (std::find(bands.begin(), bands.end(), hint.band) != bands.end()) planner.add_carrier(hint.frequency_hz);
    for (const Band* band : bands) planner.add(band);
    return planner.finish();
}

}  // namespace boresight::survey
