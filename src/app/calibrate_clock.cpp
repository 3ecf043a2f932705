// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/calibrate_clock.h"

#include <algorithm>
#include <cmath>

#include "app/keep_calibration.h"
#include "survey/carrier_scan.h"
#include "survey/clock_looks.h"
#include "survey/radio_calibration.h"
#include "survey/radio_rate.h"

namespace boresight::app {

namespace {

constexpr double look_s = 1;          // at each carrier
constexpr double looks_every_s = 10;  // from the beginning of one to that of the next
constexpr std::size_t most_carriers = 4;
constexpr std::int64_t wait_ns = 100'000'000;  // at most until whether to stop is asked
constexpr double prepared_share = 0.1;         // of the time, until the looks begin
constexpr double minutes_ahead = 10;           // that a crystal which still drifts is known for

class Job {
public:
    Job(radio::Radio& radio, const ClockRequest& request, const std::function<void(const std::string&)>& say,
        const std::function<bool(const ClockProgress&)>& progress, StopToken stop,
        const survey::MakeSearch& make_search)
        : radio_(radio),
          request_(request),
          say_(say),
          progress_(progress),
          stop_(stop),
          make_search_(make_search),
          listener_(radio) {}

    ClockOutcome run() {
        outcome_.radio = radio_.name().label;
        outcome_.bring_back = radio::bring_back(radio_.name());
        outcome_.simulated = radio_.name().simulated;
        outcome_.device = survey::device_of(radio_.name());
        outcome_.earlier = survey::calibration_of(radio_.name(), request_.wishes.database).clock;
        const std::vector<double> carriers_hz = measured_carriers(radio_, request_.wishes, say_, stop_).lte_hz;
        if (!carriers_hz.empty() && set_gain(carriers_hz) && look_first(carriers_hz)) look_again_and_again();
        if (stop_.stop_requested()) outcome_.ending = radio::Ending::stopped;
        settle();
        return std::move(outcome_);
    }

private:
    bool tell(ClockProgress::Doing doing, double share) {
        const double before = doing == ClockProgress::Doing::looking ? prepared_share : 0;
        const double part = doing == ClockProgress::Doing::looking ? 1 - prepared_share : prepared_share;
        ClockProgress now{.doing = doing, .share = before + part * share, .clock_ppm = {}};
        if (const auto so_far = survey::estimate_clock(sightings_)) now.clock_ppm = so_far->clock_ppm;
        return !progress_ || progress_(now);
    }

    bool set_gain(const std::vector<double>& carriers_hz) {
        tell(ClockProgress::Doing::gain, 0);
        if (request_.gain_db) {
            outcome_.gain_db = radio_.set_gain_db(*request_.gain_db);
            return true;
        }
        std::vector<radio::Tuning> tunings;
        for (const double hz : carriers_hz) tunings.push_back({hz, survey::search_rate_hz(radio_)});
        outcome_.gain = radio::find_gain(radio_, tunings, stop_);
        outcome_.gain_db = outcome_.gain->gain_db;
        outcome_.ending = outcome_.gain->ending;
        return outcome_.ending == radio::Ending::complete;
    }

    // Which of the carriers have cells, and about where: a short look with a wide window.
    bool look_first(const std::vector<double>& carriers_hz) {
        std::vector<survey::CarrierPlace> places;
        for (const double hz : carriers_hz) places.push_back({hz, hz});
        survey::CarrierScanner scanner(radio_, listener_, make_search_, {.ppm_window = request_.wishes.ppm_window});
        outcome_.ending = scanner.scan(places, stop_, [&](const survey::Stretch&, std::size_t done) {
            return tell(ClockProgress::Doing::carriers, static_cast<double>(done) / static_cast<double>(places.size()));
        });
        first_ = survey::judge_first_look(scanner.finish(false, 1).cells);
        if (!first_) return false;
        if (first_->carriers_hz.size() > most_carriers) first_->carriers_hz.resize(most_carriers);
        std::sort(first_->carriers_hz.begin(), first_->carriers_hz.end());
        outcome_.carriers_hz = first_->carriers_hz;
        return outcome_.ending == radio::Ending::complete;
    }

    void look_again_and_again() {
        std::vector<survey::CarrierPlace> places;
        for (const double hz : first_->carriers_hz) places.push_back({hz, hz});
        const survey::PpmWindow window{first_->around_ppm, survey::calibrated_ppm_window};
        survey::CarrierScanner scanner(radio_, listener_, make_search_,
                                       {.ppm_window = window, .seconds = look_s, .narrow = true});
        begin_ns_ = radio_.clock().monotonic_ns();
        end_ns_ = begin_ns_ + std::llround(1e9 * request_.seconds);
        for (std::int64_t next_ns = begin_ns_;; next_ns += std::llround(1e9 * looks_every_s)) {
            // The last look is at the end, however long each takes.
            next_ns = std::min(std::max(next_ns, radio_.clock().monotonic_ns()), end_ns_);
            if (!wait_until(next_ns)) break;
            outcome_.ending = scanner.scan(places, stop_);
            take(scanner);
            if (outcome_.ending != radio::Ending::complete || next_ns >= end_ns_) break;
        }
    }

    double share() const {
        const auto done_ns = static_cast<double>(radio_.clock().monotonic_ns() - begin_ns_);
        return std::min(1.0, done_ns / std::max(1.0, static_cast<double>(end_ns_ - begin_ns_)));
    }

    bool wait_until(std::int64_t time_ns) {
        Clock& clock = radio_.clock();
        if (clock.monotonic_ns() < time_ns) radio_.pause();
        while (tell(ClockProgress::Doing::looking, share()) && !stop_.stop_requested()) {
            if (clock.monotonic_ns() >= time_ns) return true;
            clock.sleep_until(std::min(time_ns, clock.monotonic_ns() + wait_ns));
        }
        return false;
    }

    void take(survey::CarrierScanner& scanner) {
        const survey::ScanResult heard = scanner.finish(false, 1);
        const auto sightings = survey::sightings_of(heard.stretches, scanner.sample_rate_hz());
        sightings_.insert(sightings_.end(), sightings.begin(), sightings.end());
        cells_.insert(cells_.end(), heard.cells.begin(), heard.cells.end());
        if (!heard.stretches.empty()) ++outcome_.looks;
    }

    void settle() {
        outcome_.estimate = survey::estimate_clock(sightings_);
        if (!outcome_.estimate) return;
        const survey::ClockEstimate& estimate = *outcome_.estimate;
        outcome_.sample_clock = survey::sample_clock(cells_);
        if (outcome_.sample_clock)
            outcome_.one_crystal = survey::one_crystal(estimate.clock_ppm, *outcome_.sample_clock);
        survey::KnownClock clock{estimate.clock_ppm, estimate.sigma_ppm};
        if (estimate.drifts())
            clock.sigma_ppm = std::hypot(clock.sigma_ppm, minutes_ahead * *estimate.drift_ppm_per_min);
        if (outcome_.earlier) {
            const auto combined =
                survey::combine(clock, {outcome_.earlier->clock_ppm, outcome_.earlier->clock_sigma_ppm});
            clock = combined.clock;
            outcome_.moved = combined.moved;
        }
        const auto used = std::count_if(estimate.cells.begin(), estimate.cells.end(),
                                        [](const survey::CellClock& cell) { return !cell.left_out; });
        outcome_.kept = store::ClockCalibration{.device = outcome_.device,
                                                .made_ns = radio_.clock().wall_ns(),
                                                .clock_ppm = clock.clock_ppm,
                                                .clock_sigma_ppm = clock.sigma_ppm,
                                                .drift_ppm_per_min = estimate.drift_ppm_per_min,
                                                .drift_sigma_ppm_per_min = estimate.drift_sigma_ppm_per_min,
                                                .cells = static_cast<int>(used)};
        if (!request_.keep) return;
        outcome_.keep_error = keep_calibration(request_.wishes.database, radio_, [&](store::Writer& writer) {
            writer.add_clock(*outcome_.kept, outcome_.simulated);
        });
        if (outcome_.keep_error) outcome_.kept.reset();
    }

    radio::Radio& radio_;
    const ClockRequest& request_;
    const std::function<void(const std::string&)>& say_;
    const std::function<bool(const ClockProgress&)>& progress_;
    StopToken stop_;
    const survey::MakeSearch& make_search_;
    radio::Listener listener_;
    std::optional<survey::FirstLook> first_;
    std::vector<survey::ClockSighting> sightings_;
    std::vector<survey::ScanCell> cells_;
    std::int64_t begin_ns_ = 0, end_ns_ = 0;  // of the looks
    ClockOutcome outcome_;
};

}  // namespace

ClockOutcome calibrate_clock(radio::Radio& radio, const ClockRequest& request,
                             const std::function<void(const std::string&)>& say,
                             const std::function<bool(const ClockProgress&)>& progress, StopToken stop,
                             const survey::MakeSearch& make_search) {
    return Job(radio, request, say, progress, stop, make_search).run();
}

}  // namespace boresight::app
