// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/calibrate_level.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "app/keep_calibration.h"
#include "catalog/frequency_text.h"
#include "survey/carrier_scan.h"
#include "survey/known_tone.h"
#include "survey/radio_calibration.h"
#include "survey/radio_rate.h"

namespace boresight::app {

namespace {

constexpr double tone_s = 0.2;
constexpr double tone_beside_share = 0.25;  // of the sample rate: away from the radio's own spike in the middle
constexpr double gains_apart_db = 10;
constexpr double least_snr_db = 20;  // of a generator's carrier
constexpr double most_clipped = 1e-4;
constexpr double cell_s = 1;
// Of a radio whose make isn't known: what all that are known stand.
constexpr Dbm unknown_max_input{-15};

class Job {
public:
    Job(radio::Radio& radio, const LevelRequest& request, const std::function<bool(double)>& progress, StopToken stop,
        const survey::MakeSearch& make_search)
        : radio_(radio),
          request_(request),
          progress_(progress),
          stop_(stop),
          make_search_(make_search),
          listener_(radio),
          window_(survey::calibration_of(radio.name(), request.database).window()) {}

    LevelOutcome run() {
        outcome_.radio = radio_.name().label;
        outcome_.bring_back = radio::bring_back(radio_.name());
        outcome_.simulated = radio_.name().simulated;
        outcome_.device = survey::device_of(radio_.name());
        std::visit([this](const auto& known) { hold_against(known); }, request_.against);
        if (stop_.stop_requested()) outcome_.ending = radio::Ending::stopped;
        if (request_.keep && !outcome_.levels.empty())
            outcome_.keep_error = keep_calibration(request_.database, radio_, [&](store::Writer& writer) {
                for (const store::LevelCalibration& level : outcome_.levels)
                    writer.add_level(level, outcome_.simulated);
            });
        return std::move(outcome_);
    }

private:
    bool set_gain(const radio::Tuning& tuning) {
        if (request_.gain_db) {
            outcome_.gain_db = radio_.set_gain_db(*request_.gain_db);
            return true;
        }
        outcome_.gain = radio::find_gain(radio_, std::array{tuning}, stop_);
        outcome_.gain_db = outcome_.gain->gain_db;
        outcome_.ending = outcome_.gain->ending;
        if (outcome_.gain->overloaded) outcome_.why = LevelOutcome::Why::clips;
        return outcome_.ending == radio::Ending::complete && !outcome_.gain->overloaded;
    }

    void add(double frequency_hz, double gain_db, double offset_db, double measured_sigma_db,
             store::HeldAgainst against) {
        outcome_.levels.push_back({.device = outcome_.device,
                                   .made_ns = radio_.clock().wall_ns(),
                                   .frequency_hz = frequency_hz,
                                   .gain_db = gain_db,
                                   .offset_db = offset_db,
                                   .offset_sigma_db = std::hypot(request_.sigma_db, measured_sigma_db),
                                   .held_against = against});
    }

    void hold_against(const KnownGenerator& generator) {
        require_safe(generator, radio_.name());
        const double rate_hz = survey::search_rate_hz(radio_);
        const radio::Tuning tuning{generator.frequency_hz - tone_beside_share * rate_hz, rate_hz};
        radio_.tune(tuning);
        if (!set_gain(tuning)) return;
        for (double gain_db = outcome_.gain_db;; gain_db -= gains_apart_db) {
            const double taken_db = radio_.set_gain_db(std::max(gain_db, radio_.limits().gain_low_db));
            const bool first = outcome_.levels.empty();
            if (!first && outcome_.levels.back().gain_db - taken_db < gains_apart_db / 2) break;
            if (!hear_tone(generator, tuning, taken_db)) break;
            if (progress_ && !progress_(share_of(taken_db))) break;
        }
    }

    double share_of(double gain_db) const {
        const double low_db = radio_.limits().gain_low_db;
        return (outcome_.gain_db - gain_db) / std::max(1.0, outcome_.gain_db - low_db);
    }

    bool hear_tone(const KnownGenerator& generator, const radio::Tuning& tuning, double gain_db) {
        const radio::Heard heard = listener_.listen(tuning, tone_s, stop_);
        const bool first = outcome_.levels.empty();
        if (heard.ending != radio::Ending::complete) {
            outcome_.ending = heard.ending;
            return false;
        }
        const double middle_hz = generator.frequency_hz * (1 + window_.around_ppm * 1e-6) - tuning.frequency_hz;
        const double reach_hz = generator.frequency_hz * window_.reach_ppm * 1e-6 + survey::tone_half_width_hz;
        const auto tone = survey::measure_tone(heard.block.samples, tuning.sample_rate_hz, middle_hz - reach_hz,
                                               middle_hz + reach_hz);
        if (!tone || tone->snr_db < least_snr_db || heard.block.clipped_share > most_clipped) {
            if (first)
                outcome_.why = heard.block.clipped_share > most_clipped ? LevelOutcome::Why::clips
                                                                        : LevelOutcome::Why::nothing_stands_out;
            return false;
        }
        if (first) outcome_.heard_dbfs = tone->power_dbfs;
        add(generator.frequency_hz, gain_db, generator.level.dbm - tone->power_dbfs, tone->sigma_db,
            store::HeldAgainst::generator);
        return true;
    }

    void hold_against(const KnownRsrp& known) {
        if (!set_gain({known.frequency_hz, survey::search_rate_hz(radio_)})) return;
        survey::CarrierScanner scanner(radio_, listener_, make_search_,
                                       {.ppm_window = window_, .seconds = cell_s, .narrow = true});
        const survey::CarrierPlace place{known.frequency_hz, known.frequency_hz};
        outcome_.ending = scanner.scan({&place, 1}, stop_);
        const survey::ScanResult heard = scanner.finish(false, 1);
        if (outcome_.ending != radio::Ending::complete) return;
        outcome_.why = LevelOutcome::Why::cell_not_heard;
        for (const survey::ScanCell& cell : heard.cells) {
            if (cell.cell.pci != known.pci) {
                outcome_.other_pcis.push_back(cell.cell.pci);
                continue;
            }
            outcome_.why = LevelOutcome::Why::found;
            outcome_.heard_dbfs = cell.cell.rsrp_dbfs;
            add(known.frequency_hz, outcome_.gain_db, known.level.dbm - cell.cell.rsrp_dbfs, cell.cell.rsrp_sigma_db,
                store::HeldAgainst::hotspot);
        }
    }

    radio::Radio& radio_;
    const LevelRequest& request_;
    const std::function<bool(double)>& progress_;
    StopToken stop_;
    const survey::MakeSearch& make_search_;
    radio::Listener listener_;
    survey::PpmWindow window_;
    LevelOutcome outcome_;
};

}  // namespace

void require_safe(const KnownGenerator& generator, const radio::RadioName& name) {
    const std::optional<Dbm> known = radio::max_input_of(name);
    const Dbm most = known.value_or(unknown_max_input);
    if (generator.level <= most) return;
    throw Error(Error::Kind::bad_input,
                {.what = fmt::format("{:g} dBm may destroy {}", generator.level.dbm, name.label),
                 .where = fmt::format("--generator-dbm {:g}", generator.level.dbm),
                 .expected = fmt::format("at most {:g} dBm at its socket{}", most.dbm,
                                         known ? "" : ", since nobody knows what this radio stands"),
                 .fix = "Turn the generator down, or put an attenuator before the radio and count it"});
}

LevelOutcome calibrate_level(radio::Radio& radio, const LevelRequest& request,
                             const std::function<bool(double)>& progress, StopToken stop,
                             const survey::MakeSearch& make_search) {
    return Job(radio, request, progress, stop, make_search).run();
}

}  // namespace boresight::app
