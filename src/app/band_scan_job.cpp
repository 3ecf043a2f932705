// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/band_scan_job.h"

#include <algorithm>
#include <memory>
#include <set>

#include "platform/thread_time.h"
#include "radio/gain_search.h"
#include "store/announcement.h"
#include "survey/band_findings.h"
#include "survey/earlier_cells.h"
#include "survey/either_standard.h"
#include "survey/likely_operators.h"
#include "survey/radio_calibration.h"
#include "survey/radio_rate.h"
#include "survey/sweep_carriers.h"

namespace boresight::app {

namespace {

constexpr double tried_every_hz = 10e6;  // of a span, beside its carriers: any strong signal may overload the radio
constexpr std::size_t most_carriers = 4;
constexpr std::size_t most_announced = 8;

// The highest gain at which the radio is linear on the strongest of what the span may hold.
survey::ChosenGain find_gain(radio::Radio& radio, const catalog::FrequencyRange& span,
                             const std::vector<double>& carriers_hz, StopToken stop) {
    const double rate_hz = survey::power_rate_hz(radio);
    std::vector<radio::Tuning> tried;
    for (const double hz : carriers_hz)
        if (span.contains(hz) && tried.size() < most_carriers) tried.push_back({hz, rate_hz});
    for (double hz = span.low_hz + tried_every_hz / 2; hz < span.high_hz; hz += tried_every_hz)
        tried.push_back({hz, rate_hz});
    if (tried.empty()) tried.push_back({(span.low_hz + span.high_hz) / 2, rate_hz});
    const radio::GainChoice choice = radio::find_gain(radio, tried, stop);
    return {.gain_db = choice.gain_db, .overloaded = choice.overloaded};
}

class Job {
public:
    Job(radio::Radio& radio, const BandScanRequest& request,
        const std::function<bool(const BandScanProgress&)>& progress, StopToken stop)
        : radio_(radio), request_(request), progress_(progress), stop_(stop) {}

    BandScanOutcome run() {
        outcome_.radio = radio_.name().label;
        outcome_.over_network = !radio_.name().server.empty();
        outcome_.bring_back = radio::bring_back(radio_.name());
        outcome_.simulated = radio_.name().simulated;
        survey::ScanPlan plan = survey::plan_scan(request_.question, radio_.limits());
        if (plan.umts_by_likeness) add_announced(plan);
        if (request_.gain_db) radio_.set_gain_db(*request_.gain_db);
        if (request_.keep)
            guarded([&] {
                record_ = std::make_unique<survey::BandScanRecord>(request_.database, origin(), radio_.clock());
            });
        survey::BandScanSettings settings;
        const survey::RadioCalibration calibration = survey::calibration_of(radio_.name(), request_.database);
        outcome_.calibrated_clock = calibration.clock;
        outcome_.ppm_window = settings.carriers.ppm_window = calibration.window(request_.ppm_window);
        settings.carriers.naming_s = survey::usual_naming_s;
        if (!request_.gain_db)
            settings.choose_gain = [&](radio::Radio& radio, const catalog::FrequencyRange& span) {
                return find_gain(radio, span, plan.carriers_hz, stop_);
            };
        rate_hz_ = plan.lte ? survey::search_rate_hz(radio_) : survey::umts_search_rate_hz(radio_);
        const double before_s = cpu_of_this_thread_s();
        outcome_.result = survey::scan_bands(radio_, plan, settings, events(), stop_);
        // The radio's driver works on threads of its own.
        outcome_.scan_cpu_seconds = cpu_of_this_thread_s() - before_s + outcome_.result.cpu_beside_s;
        if (record_) guarded([&] { record_->end(outcome_.result.ending); });
        if (record_) outcome_.kept_readings = record_->readings();
        record_.reset();
        explain();
        survey::name_from_earlier(request_.database, outcome_.result.found);
        survey::name_by_band_plan(outcome_.result.found, request_.question.country);
        survey::put_dbm(outcome_.result.found, calibration.levels);
        outcome_.microcells = mark_microcells(request_.own, outcome_.result.found.umts_cells);
        return std::move(outcome_);
    }

private:
    survey::RadioOrigin origin() const {
        survey::RadioOrigin origin;
        origin.radio = radio_.name().label;
        origin.antenna = request_.antenna;
        origin.settings = request_.asked;
        origin.simulated = radio_.name().simulated;
        origin.position = request_.position;
        return origin;
    }

    // Carriers of UMTS that cells heard before told their phones of. What is wrong with the database is told elsewhere.
    void add_announced(survey::ScanPlan& plan) const try {
        std::set<double> carriers_hz;
        for (const auto& [place, said] : store::read_announcements(request_.database))
            for (const store::AnnouncedUmtsCell& other : said.umts_others)
                if (const auto carrier = survey::umts_carrier(other.uarfcn)) carriers_hz.insert(carrier->frequency_hz);
        for (const double hz : carriers_hz)
            if (plan.umts_carriers_hz.size() < most_announced &&
                std::ranges::any_of(plan.spans, [hz](const auto& span) { return span.range.contains(hz); }))
                plan.umts_carriers_hz.push_back(hz);
    } catch (const Error&) {
    }

    // The first thing that goes wrong with the database is told at the end; the scan goes on.
    void guarded(const std::function<void()>& keep) {
        if (outcome_.keep_error) return;
        try {
            keep();
        } catch (const Error& error) {
            outcome_.keep_error = error;
        }
    }

    survey::BandScanEvents events() {
        return {.progress =
                    [this](double share) {
                        now_.share = share;
                        return !progress_ || progress_(now_);
                    },
                .span =
                    [this](const survey::SpanHeard& span) {
                        if (record_) guarded([&] { record_->keep(span); });
                    },
                .piece =
                    [this](const survey::Stretch& piece) {
                        survey::for_every_cell(piece, [this](const auto& cell) {
                            heard_.insert({cell.frequency_hz.value_or(0), survey::physical_id(cell.cell)});
                        });
                        now_.cells = heard_.size();
                        now_.frequency_hz = piece.center_frequency_hz;
                        if (record_) guarded([&] { record_->keep(piece, rate_hz_); });
                    },
                .begins =
                    [this](double expected_s) {
                        now_.expected_s = expected_s;
                        if (progress_) progress_(now_);
                    }};
    }

    void explain() {
        survey::BandScanResult& result = outcome_.result;
        std::optional<survey::GainTrial> trial;
        if (!result.found.found_a_cell() && result.ending == radio::Ending::complete && !result.spans.empty()) {
            const auto loudest = std::max_element(result.spans.begin(), result.spans.end(),
                                                  [](const survey::SpanHeard& a, const survey::SpanHeard& b) {
                                                      return a.power.level_dbfs < b.power.level_dbfs;
                                                  });
            trial = survey::try_less_gain(radio_, loudest->power.center_frequency_hz, stop_);
        }
        outcome_.findings = survey::explain_bands(result, trial);
    }

    radio::Radio& radio_;
    const BandScanRequest& request_;
    const std::function<bool(const BandScanProgress&)>& progress_;
    StopToken stop_;
    BandScanOutcome outcome_;
    BandScanProgress now_;
    std::set<std::pair<double, int>> heard_;
    std::unique_ptr<survey::BandScanRecord> record_;
    double rate_hz_ = 0;
};

}  // namespace

BandScanOutcome scan_bands_job(radio::Radio& radio, const BandScanRequest& request,
                               const std::function<bool(const BandScanProgress&)>& progress, StopToken stop) {
    return Job(radio, request, progress, stop).run();
}

}  // namespace boresight::app
