// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/log_radios.h"

#include <utility>

#include "platform/error.h"
#include "radio/gain_search.h"
#include "survey/earlier_cells.h"
#include "survey/either_standard.h"
#include "survey/likely_operators.h"
#include "survey/radio_rate.h"
#include "survey/umts_rounds.h"

namespace boresight::app {

namespace {

survey::RadioTime since(const survey::RadioTime& before, const survey::RadioTime& now) {
    return {.heard_s = now.heard_s - before.heard_s,
            .settling_s = now.settling_s - before.settling_s,
            .tunings = now.tunings - before.tunings,
            .losses = now.losses - before.losses};
}

survey::CarrierSettings settings_of(const MeasuredCarriers& carriers, const survey::PpmWindow& window,
                                    bool pilot_powers) {
    survey::CarrierSettings settings{.ppm_window = window,
                                     .usual_hz = survey::carriers_of_both(carriers.lte_hz, carriers.umts_hz)};
    if (carriers.umts_hz.empty()) return settings;
    settings.umts = survey::make_umts_search;
    settings.umts_naming_s = survey::usual_naming_s;
    settings.umts_alone = carriers.lte_hz.empty();
    settings.pilot_powers = pilot_powers;
    return settings;
}

class ScanningLogRadio final : public LogRadio {
public:
    ScanningLogRadio(RadioSession session, const MeasuredCarriers& carriers, const survey::PpmWindow& ppm_window,
                     std::vector<store::LevelCalibration> levels, std::filesystem::path database,
                     const catalog::Country* country, bool pilot_powers)
        : session_(std::move(session)),
          listener_(session_.radio()),
          scanner_(session_.radio(), listener_, survey::make_lte_search,
                   settings_of(carriers, ppm_window, pilot_powers)),
          umts_(session_.radio(), listener_, scanner_, carriers.umts_hz),
          carriers_(carriers.lte_hz.size() + carriers.umts_hz.size()),
          name_(session_.radio().name().label),
          levels_(std::move(levels)),
          database_(std::move(database)),
          country_(country) {
        for (const double hz : carriers.lte_hz) places_.push_back({.low_hz = hz, .high_hz = hz});
    }

    Clock& clock() override { return session_.clock(); }
    std::string name() const override { return name_; }
    bool simulated() const override { return session_.simulated(); }
    double sample_rate_hz() const override { return scanner_.sample_rate_hz(); }
    std::size_t carriers() const override { return carriers_; }

    survey::CarrierRound measure(const std::function<bool()>& goes_on, StopToken stop) override {
        survey::CarrierRound round;
        const survey::RadioTime before = scanner_.time();
        std::size_t done = 0;
        round.ending = scanner_.scan(places_, stop, [&](const survey::Stretch&, std::size_t places_done) {
            done = places_done;
            return goes_on();
        });
        if (round.ending == radio::Ending::complete)
            round.ending = umts_.measure(stop, [&](std::size_t umts_done) {
                done = places_.size() + umts_done;
                return goes_on();
            });
        session_.radio().pause();
        const double share = static_cast<double>(done) / static_cast<double>(carriers_);
        round.found = scanner_.finish(round.ending == radio::Ending::stopped, share);
        round.time = since(before, scanner_.time());
        survey::name_from_earlier(database_, round.found);
        survey::name_by_band_plan(round.found, country_);
        survey::put_dbm(round.found, levels_);
        return round;
    }

private:
    RadioSession session_;
    radio::Listener listener_;
    survey::CarrierScanner scanner_;
    survey::UmtsRounds umts_;
    std::size_t carriers_;
    std::string name_;
    std::vector<store::LevelCalibration> levels_;
    std::filesystem::path database_;
    const catalog::Country* country_;
    std::vector<survey::CarrierPlace> places_;
};

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
    const auto calibration = survey::calibration_of(session.radio().name(), request_.database);
    const survey::PpmWindow window = calibration.window(request_.ppm_window);
    if (carriers_.empty()) choose_carriers(session.radio(), window);
    if (carriers_.empty()) return nullptr;
    if (!gain_db_) choose_gain(session.radio());
    session.radio().set_gain_db(*gain_db_);
    return std::make_unique<ScanningLogRadio>(std::move(session), carriers_, window, calibration.levels,
                                              request_.database, request_.question.country,
                                              own_microcell(config_).known_by_power());
}

void LogRadios::choose_carriers(radio::Radio& radio, const survey::PpmWindow& window) {
    carriers_ = measured_carriers(radio,
                                  {.question = request_.question,
                                   .asked_for_some = request_.asked_for_some,
                                   .database = request_.database,
                                   .gain_db = gain_db_,
                                   .ppm_window = window},
                                  say_, stop_);
    if (carriers_.empty() && !stop_.stop_requested())
        throw Error(Error::Kind::missing, {.what = "no cell is heard that could be logged",
                                           .where = radio.name().label,
                                           .expected = "",
                                           .fix = "Run 'boresight scan', which says why, or name carriers with "
                                                  "--earfcn or --uarfcn"});
}

void LogRadios::choose_gain(radio::Radio& radio) {
    std::vector<radio::Tuning> tunings;
    for (const std::vector<double>* carriers_hz : {&carriers_.lte_hz, &carriers_.umts_hz})
        for (const double hz : *carriers_hz) tunings.push_back({hz, survey::search_rate_hz(radio)});
    const radio::GainChoice choice = radio::find_gain(radio, tunings, stop_);
    if (choice.ending == radio::Ending::unplugged || choice.ending == radio::Ending::no_samples)
        throw gone_while_prepared(radio);
    if (choice.overloaded)
        say_("The signal is too strong for this radio even at its lowest gain: levels may be wrong.");
    gain_db_ = choice.gain_db;
}

}  // namespace boresight::app
