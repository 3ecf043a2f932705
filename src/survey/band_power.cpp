// SPDX-License-Identifier: GPL-3.0-or-later
#include "survey/band_power.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "dsp/core/decibel.h"
#include "dsp/spectrum/band_power.h"
#include "survey/radio_rate.h"
#include "survey/stretches.h"

namespace boresight::survey {

namespace {

using dsp::spectrum::Spectrum;
using dsp::spectrum::usable_share;

constexpr double widest_step_hz = 2500;
constexpr double beside_hz = 1e6;  // of empty spectrum beside a band, for its floor

std::size_t kept_of(std::size_t fft_size) {
    return static_cast<std::size_t>(usable_share * static_cast<double>(fft_size)) / 2 * 2;
}

// What the middle of one tuning shows goes to its place in the whole.
void put(const Spectrum& part, std::size_t kept, std::size_t nth, std::size_t parts, Spectrum& whole) {
    if (nth == 0) {
        whole = part;
        whole.sample_rate_hz = static_cast<double>(kept * parts) * part.step_hz;
        whole.mean.assign(kept * parts, 0);
        whole.maximum.assign(kept * parts, 0);
        whole.row_data.assign(kept * parts * part.rows(), 0);
    }
    const std::size_t from = (part.bins() - kept) / 2, to = nth * kept;
    const auto copy = [&](std::span<const float> source, float* target) {
        std::copy_n(source.begin() + static_cast<std::ptrdiff_t>(from), kept, target + to);
    };
    copy(part.mean, whole.mean.data());
    copy(part.maximum, whole.maximum.data());
    for (std::size_t row = 0; row < std::min(part.rows(), whole.rows()); ++row)
        copy(part.row(row), whole.row_data.data() + row * whole.bins());
}

}  // namespace

std::size_t power_fft_size(double sample_rate_hz) {
    std::size_t size = 256;
    while (sample_rate_hz / static_cast<double>(size) > widest_step_hz) size *= 2;
    return size;
}

BandPowerMeter::BandPowerMeter(radio::Radio& radio, radio::Listener& listener, double seconds)
    : radio_(radio),
      listener_(listener),
      seconds_(seconds),
      rate_hz_(power_rate_hz(radio)),
      fft_size_(power_fft_size(rate_hz_)),
      kept_bins_(kept_of(fft_size_)),
      step_hz_(rate_hz_ / static_cast<double>(fft_size_)),
      welch_(rate_hz_, fft_size_) {}

// Wide enough that the range lies in the part of the whole that counts as usable, as far as the tuner goes.
BandPowerMeter::Layout BandPowerMeter::layout(const catalog::FrequencyRange& range) const {
    const double width_hz = range.high_hz - range.low_hz;
    const double more_hz = std::max(beside_hz, width_hz * (1 / usable_share - 1) / 2);
    const double piece_hz = static_cast<double>(kept_bins_) * step_hz_;
    const double middle_hz = (range.low_hz + range.high_hz) / 2;
    Layout out;
    out.tunings = static_cast<std::size_t>(std::ceil((width_hz + 2 * more_hz) / piece_hz));
    out.first_hz = middle_hz - piece_hz * (static_cast<double>(out.tunings) - 1) / 2;
    while (out.tunings > 1 && !radio_.limits().reaches(out.first_hz)) {
        out.first_hz += piece_hz;
        --out.tunings;
    }
    while (out.tunings > 1 && !radio_.limits().reaches(out.first_hz + piece_hz * static_cast<double>(out.tunings - 1)))
        --out.tunings;
    return out;
}

std::size_t BandPowerMeter::tunings(const catalog::FrequencyRange& range) const {
    return layout(range).tunings;
}

std::optional<BandPower> BandPowerMeter::measure(const catalog::FrequencyRange& range, StopToken stop,
                                                 radio::Ending& ending, RadioTime& time,
                                                 const std::function<bool()>& each) {
    const Layout plan = layout(range);
    const double piece_hz = static_cast<double>(kept_bins_) * step_hz_;
    BandPower power;
    power.range = range;
    power.gain_db = radio_.gain_db();
    power.sample_rate_hz = rate_hz_;
    power.center_frequency_hz = plan.first_hz + piece_hz * (static_cast<double>(plan.tunings) - 1) / 2;
    double mean = 0;
    for (std::size_t nth = 0; nth < plan.tunings; ++nth) {
        const double center_hz = plan.first_hz + piece_hz * static_cast<double>(nth);
        const radio::Heard heard = listener_.listen({center_hz, rate_hz_}, seconds_, stop);
        time.add(heard, rate_hz_);
        ending = heard.ending;
        if (ending != radio::Ending::complete) return std::nullopt;
        if (nth == 0) power.wall_ns = heard.block.wall_ns;
        power.seconds += seconds_ + heard.settling_s;
        power.clipped_share += heard.block.clipped_share / static_cast<double>(plan.tunings);
        mean += dsp::power_from_db(level_dbfs(heard.block.samples)) / static_cast<double>(plan.tunings);
        welch_.begin_anew();
        welch_.add(heard.block.samples);
        Spectrum part = welch_.result();
        notch_dc(part);
        put(part, kept_bins_, nth, plan.tunings, power.spectrum);
        if (!each()) {
            ending = radio::Ending::stopped;
            return std::nullopt;
        }
    }
    power.level_dbfs = dsp::db_from_power(mean);
    power.floor = estimate_noise_floor(power.spectrum);
    power.channels = spectrum_channels(power.spectrum, power.floor, power.center_frequency_hz);
    power.spectrum.row_data = {};  // only the channels' spreads need the rows, which take most of the memory
    return power;
}

double density_over_floor(const BandPower& power, double low_hz, double high_hz) {
    const double origin_hz = power.center_frequency_hz;
    const double sum = integrate(power.spectrum, power.spectrum.mean, low_hz - origin_hz, high_hz - origin_hz);
    return power.floor.density > 0 ? sum / (high_hz - low_hz) / power.floor.density : 0;
}

}  // namespace boresight::survey
