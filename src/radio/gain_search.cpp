// SPDX-License-Identifier: GPL-3.0-or-later
#include "radio/gain_search.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <complex>
#include <stdexcept>

#include "catalog/radios.h"

namespace boresight::radio {

namespace {

constexpr double look_s = 0.02;
constexpr double most_clipped = 1e-4;
constexpr double step_db = 3;
constexpr double check_db = 6;
constexpr double check_tolerance_db = 1;
constexpr double above_converter_db = 10;
constexpr double floor_power = 1e-12;

struct Level {
    double dbfs = 0;
    double clipped_share = 0;
    double high_share = 0;  // within 6 dB of the end of the scale
};

class Search {
public:
    Search(Radio& radio, StopToken stop) : radio_(radio), listener_(radio), stop_(stop) {}

    // False when the radio or the user ended it.
    bool look(const Tuning& at, double gain_db, Level& level) {
        radio_.tune(at);
        choice.gain_db = radio_.set_gain_db(gain_db);
        const Heard heard = listener_.listen(at, look_s, stop_);
        if (heard.ending != Ending::complete) {
            choice.ending = heard.ending;
            return false;
        }
        std::complex<double> sum = 0;
        double energy = 0;
        std::size_t high = 0;
        const auto half = static_cast<float>(radio_.end_of_scale() / 2);
        for (const dsp::Sample& sample : heard.block.samples) {
            sum += std::complex<double>(sample);
            energy += std::norm(std::complex<double>(sample));
            if (std::abs(sample.real()) >= half || std::abs(sample.imag()) >= half) ++high;
        }
        const auto count = static_cast<double>(heard.block.samples.size());
        level.dbfs = 10 * std::log10(std::max(floor_power, energy / count - std::norm(sum / count)));
        level.clipped_share = heard.block.clipped_share;
        level.high_share = static_cast<double>(high) / count;
        return true;
    }

    // At a gain in the middle: the one that clips most, and of those that don't the strongest.
    bool find_strongest(std::span<const Tuning> carriers) {
        const RadioLimits& limits = radio_.limits();
        const double middle_db = (limits.gain_low_db + limits.gain_high_db) / 2;
        Level strongest;
        for (const Tuning& carrier : carriers) {
            Level level;
            if (carriers.size() > 1 && !look(carrier, middle_db, level)) return false;
            const bool stronger = level.clipped_share != strongest.clipped_share
                                      ? level.clipped_share > strongest.clipped_share
                                      : level.dbfs > strongest.dbfs;
            if (choice.checked_at && !stronger) continue;
            choice.checked_at = carrier;
            strongest = level;
        }
        return true;
    }

    // Tries one gain; false when it can't be used.
    bool take(double gain_db, bool& ended) {
        const Tuning at = *choice.checked_at;
        Level level;
        ended = !look(at, gain_db, level);
        if (ended) return false;
        const double taken_db = choice.gain_db;
        GainStep step{.gain_db = taken_db,
                      .level_dbfs = level.dbfs,
                      .clipped_share = level.clipped_share,
                      .lowered_db = {},
                      .fell_db = {}};
        const bool clips = level.clipped_share >= most_clipped;
        const bool lowest = taken_db <= radio_.limits().gain_low_db;
        if (clips || lowest || level.dbfs < converter_noise_dbfs() + above_converter_db + check_db) {
            step.finding = clips ? GainFinding::clips : lowest ? GainFinding::lowest_left : GainFinding::too_low;
            choice.steps.push_back(step);
            return !clips;
        }
        ended = !turn_down(at, taken_db, level, step);
        if (ended) return false;
        const double lower_db = taken_db - *step.lowered_db;
        const bool follows = *step.fell_db >= *step.lowered_db - check_tolerance_db;
        step.finding = follows ? GainFinding::follows : GainFinding::compresses;
        choice.steps.push_back(step);
        if (follows && level.high_share >= most_clipped) choice.gain_db = radio_.set_gain_db(lower_db);
        return follows;
    }

    GainChoice choice;

private:
    // By how much the level follows a step down and up again: what the traffic does meanwhile counts half. Where it
    // doesn't follow that may be the traffic, so the middle of three counts.
    bool turn_down(const Tuning& at, double gain_db, Level level, GainStep& step) {
        std::array<double, 3> fell_db{};
        for (std::size_t k = 0; k < fell_db.size(); ++k) {
            Level lower, again;
            if (!look(at, gain_db - check_db, lower)) return false;
            step.lowered_db = gain_db - choice.gain_db;
            if (!look(at, gain_db, again)) return false;
            fell_db[k] = (level.dbfs + again.dbfs) / 2 - lower.dbfs;
            step.fell_db = fell_db[k];
            if (k == 0 && std::abs(fell_db[k] - *step.lowered_db) <= check_tolerance_db) return true;
            level = again;
        }
        std::sort(fell_db.begin(), fell_db.end());
        step.fell_db = fell_db[1];
        return true;
    }

    // Of rounding to its steps.
    double converter_noise_dbfs() const {
        const double step = (1 - radio_.end_of_scale()) / 1.5;
        return 10 * std::log10(std::max(floor_power, step * step / 6));
    }

    Radio& radio_;
    Listener listener_;
    StopToken stop_;
};

}  // namespace

std::optional<Dbm> max_input_of(const RadioName& name) {
    const std::string& driver = name.hardware_driver.empty() ? name.driver : name.hardware_driver;
    for (const catalog::Radio& radio : catalog::radios())
        if (radio.generic && radio.driver == driver) return radio.max_input;
    return std::nullopt;
}

GainChoice check_gain(Radio& radio, const Tuning& at, double gain_db, StopToken stop) {
    Search search(radio, stop);
    search.choice.checked_at = at;
    bool ended = false;
    search.take(gain_db, ended);
    return search.choice;
}

GainChoice find_gain(Radio& radio, std::span<const Tuning> carriers, StopToken stop) {
    if (carriers.empty()) throw std::logic_error("a gain is looked for on no carrier");
    Search search(radio, stop);
    GainChoice& choice = search.choice;
    if (!search.find_strongest(carriers)) return choice;
    const RadioLimits& limits = radio.limits();
    double gain_db = limits.gain_high_db;
    while (true) {
        bool ended = false;
        if (search.take(gain_db, ended) || ended) return choice;
        if (gain_db <= limits.gain_low_db) break;
        // A radio whose steps are coarse took less than it was given: go on below that.
        gain_db = std::max(limits.gain_low_db, std::min(gain_db, choice.steps.back().gain_db) - step_db);
    }
    choice.overloaded = true;
    choice.max_input = max_input_of(radio.name());
    return choice;
}

}  // namespace boresight::radio
