// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/log_radios.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

#include "catalog/frequency_text.h"
#include "platform/error.h"
#include "radio/gain_search.h"
#include "store/history.h"
#include "survey/band_scan.h"
#include "survey/earlier_cells.h"
#include "survey/radio_rate.h"

namespace boresight::app {

namespace {

// Before the gain is chosen on the carriers themselves: below the top, where cheap tuners compress.
constexpr double below_most_gain_db = 10;

survey::RadioTime since(const survey::RadioTime& before, const survey::RadioTime& now) {
    return {.heard_s = now.heard_s - before.heard_s,
            .settling_s = now.settling_s - before.settling_s,
            .tunings = now.tunings - before.tunings,
            .losses = now.losses - before.losses};
}

class ScanningLogRadio final : public LogRadio {
public:
    ScanningLogRadio(RadioSession session, const std::vector<double>& carriers_hz, double ppm_window,
                     std::filesystem::path database)
        : session_(std::move(session)),
          listener_(session_.radio()),
          scanner_(session_.radio(), listener_, survey::make_lte_search, {.ppm_window = ppm_window}),
          name_(session_.radio().name().label),
          database_(std::move(database)) {
        for (const double hz : carriers_hz) places_.push_back({.low_hz = hz, .high_hz = hz});
    }

    Clock& clock() override { return session_.clock(); }
    std::string name() const override { return name_; }
    bool simulated() const override { return session_.simulated(); }
    double sample_rate_hz() const override { return scanner_.sample_rate_hz(); }
    std::size_t carriers() const override { return places_.size(); }

    survey::CarrierRound measure(const std::function<bool()>& goes_on, StopToken stop) override {
        survey::CarrierRound round;
        const survey::RadioTime before = scanner_.time();
        std::size_t done = 0;
        round.ending = scanner_.scan(places_, stop, [&](const survey::Stretch&, std::size_t places_done) {
            done = places_done;
            return goes_on();
        });
        session_.radio().pause();
        const double share = static_cast<double>(done) / static_cast<double>(places_.size());
        round.found = scanner_.finish(round.ending == radio::Ending::stopped, share);
        round.time = since(before, scanner_.time());
        survey::name_from_earlier(database_, round.found);
        return round;
    }

private:
    RadioSession session_;
    radio::Listener listener_;
    survey::CarrierScanner scanner_;
    std::string name_;
    std::filesystem::path database_;
    std::vector<survey::CarrierPlace> places_;
};

Error gone(const radio::Radio& radio) {
    return Error(Error::Kind::missing, {.what = "the radio stopped giving samples while it was prepared",
                                        .where = radio.name().label,
                                        .expected = "",
                                        .fix = radio::bring_back(radio.name())});
}

std::vector<double> carriers_of_last_scan(const std::filesystem::path& database) try {
    if (!std::filesystem::exists(database)) return {};
    return store::History(database).carriers_of_last_scan();
} catch (const Error&) {
    return {};  // what is wrong with the database is told when it is opened for writing
}

}  // namespace

LogRadios::LogRadios(LogRadioRequest request, const Config& config, Clock& machine_clock, StopToken stop,
                     std::function<void(const std::string&)> say)
    : request_(std::move(request)),
      config_(config),
      machine_clock_(machine_clock),
      stop_(stop),
      say_(std::move(say)),
      gain_db_(request_.gain_db) {}

std::unique_ptr<LogRadio> LogRadios::open() {
    RadioSession session(request_.radio, config_, machine_clock_);
    if (carriers_hz_.empty()) choose_carriers(session.radio());
    if (carriers_hz_.empty()) return nullptr;
    if (!gain_db_) choose_gain(session.radio());
    session.radio().set_gain_db(*gain_db_);
    return std::make_unique<ScanningLogRadio>(std::move(session), carriers_hz_, request_.ppm_window, request_.database);
}

void LogRadios::choose_carriers(radio::Radio& radio) {
    if (!request_.question.earfcns.empty()) {
        carriers_hz_ = survey::plan_scan(request_.question, radio.limits()).carriers_hz;
        return;
    }
    if (!request_.asked_for_some) {
        for (const double hz : carriers_of_last_scan(request_.database)) {
            if (radio.limits().tuner.empty() || radio.limits().reaches(hz))
                carriers_hz_.push_back(hz);
            else
                say_(fmt::format("{} is out of this radio's reach and is left out.", catalog::frequency_text(hz)));
        }
    }
    if (carriers_hz_.empty()) carriers_hz_ = heard_in_scan(radio);
    if (carriers_hz_.empty() && !stop_.stop_requested())
        throw Error(Error::Kind::missing, {.what = "no cell is heard that could be logged",
                                           .where = radio.name().label,
                                           .expected = "",
                                           .fix = "Run 'boresight scan', which says why, or name carriers with "
                                                  "--earfcn"});
}

std::vector<double> LogRadios::heard_in_scan(radio::Radio& radio) {
    say_("Looking for carriers with cells first; that takes a while.");
    const survey::ScanPlan plan = survey::plan_scan(request_.question, radio.limits());
    for (const survey::BandNotHeard& band : plan.not_heard)
        say_(fmt::format("Band {} is {}left out: {}.", band.band->number, band.partly ? "partly " : "", band.why));
    radio.set_gain_db(gain_db_.value_or(radio.limits().gain_high_db - below_most_gain_db));
    survey::BandScanSettings settings;
    settings.carriers.ppm_window = request_.ppm_window;
    const survey::BandScanResult heard = survey::scan_bands(radio, plan, settings, {}, stop_);
    if (heard.ending == radio::Ending::unplugged || heard.ending == radio::Ending::no_samples) throw gone(radio);
    std::set<double> carriers_hz;
    for (const survey::ScanCell& cell : heard.found.cells)
        if (cell.frequency_hz) carriers_hz.insert(*cell.frequency_hz);
    return {carriers_hz.begin(), carriers_hz.end()};
}

void LogRadios::choose_gain(radio::Radio& radio) {
    std::vector<radio::Tuning> tunings;
    for (const double hz : carriers_hz_) tunings.push_back({hz, survey::search_rate_hz(radio)});
    const radio::GainChoice choice = radio::find_gain(radio, tunings, stop_);
    if (choice.ending == radio::Ending::unplugged || choice.ending == radio::Ending::no_samples) throw gone(radio);
    if (choice.overloaded)
        say_("The signal is too strong for this radio even at its lowest gain: levels may be wrong.");
    gain_db_ = choice.gain_db;
}

}  // namespace boresight::app
