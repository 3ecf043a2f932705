// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/umts/track.h"

#include <algorithm>
#include <cmath>
#include <complex>
#include <optional>
#include <utility>

#include "dsp/core/decibel.h"
#include "dsp/umts/rotate.h"
#include "dsp/umts/steady.h"

namespace boresight::dsp::umts {

namespace {

constexpr std::size_t frame_samples = samples_per_chip * frame_chips;
constexpr std::size_t spoiled = 30 * samples_per_chip;  // at either end of matched samples
constexpr double bin_hz = matched_rate_hz / frame_samples;
constexpr double half_bin_hz = bin_hz / 2;
constexpr int usual_bins = 1, lost_bins = 5;  // to either side of the offset that is known
constexpr double least_power = 1e-20;
constexpr int lost_after = 5;         // looks
constexpr double enough_metric = 60;  // of an offset, beside which no other is tried: 30 times what noise gives

double mean_power(IqSpan samples) {
    double sum = 0;
    for (const Sample& sample : samples) sum += std::norm(sample);
    return samples.empty() ? 0 : sum / static_cast<double>(samples.size());
}

// The pulses of matched samples peak at every second one.
IqBuffer code_spectrum(int psc, const Fft& forward) {
    IqBuffer chips(frame_samples), spectrum(frame_samples);
    const IqBuffer code = scrambling_code(psc);
    for (std::size_t i = 0; i < code.size(); ++i) chips[samples_per_chip * i] = code[i];
    forward.execute(chips.data(), spectrum.data());
    for (Sample& each : spectrum) each = std::conj(each);
    return spectrum;
}

}  // namespace

Tracker::Tracker(const KnownCell& cell, const CaptureBand& band)
    : cell_(cell),
      band_(band),
      reader_(band),
      forward_(frame_samples, Fft::Direction::forward),
      inverse_(frame_samples, Fft::Direction::inverse),
      code_(code_spectrum(cell.psc, forward_)),
      spectrum_(frame_samples),
      product_(frame_samples),
      correlation_(frame_samples) {}

// At `bins` bins above the window's own offset: the spectrum moves by as many.
void Tracker::correlate(double cfo_hz, int bins, Peak& best) {
    const auto shift =
        static_cast<std::size_t>((bins + static_cast<int>(frame_samples)) % static_cast<int>(frame_samples));
    for (std::size_t k = 0; k < frame_samples; ++k) {
        const std::size_t from = k + shift < frame_samples ? k + shift : k + shift - frame_samples;
        product_[k] = spectrum_[from] * code_[k];
    }
    inverse_.execute(product_.data(), correlation_.data());
    double sum = 0;
    float most = 0;
    std::size_t lag = 0;
    for (std::size_t k = 0; k < frame_samples; ++k) {
        const float power = std::norm(correlation_[k]);
        sum += power;
        if (power > most) {
            most = power;
            lag = k;
        }
    }
    const double metric = sum > 0 ? most * static_cast<double>(frame_samples) / sum : 0;
    if (metric > best.metric) best = {metric, lag, cfo_hz + bins * bin_hz};
}

// Where the pilot stands out most, at offsets half a bin apart.
Alignment Tracker::find(IqSpan matched) {
    Peak best;
    const int most_bins = missed_ >= lost_after ? lost_bins : usual_bins;
    for (const double between_hz : {0.0, half_bin_hz}) {
        const double cfo_hz = cell_.cfo_hz + between_hz;
        make_steady(matched, spoiled, cfo_hz, cell_.clock_ppm, frame_samples, window_);
        forward_.execute(window_.data(), spectrum_.data());
        correlate(cfo_hz, 0, best);
        if (between_hz == 0 && best.metric > enough_metric) break;
        for (int bins = 1; bins <= most_bins; ++bins) {
            correlate(cfo_hz, bins, best);
            correlate(cfo_hz, -bins, best);
        }
    }
    return {.psc = cell_.psc,
            .frame_start = spoiled + static_cast<double>(best.lag) * (1 + cell_.clock_ppm * 1e-6),
            .cfo_hz = best.cfo_hz,
            .clock_ppm = cell_.clock_ppm};
}

TrackLook Tracker::look(IqSpan matched) {
    if (matched.size() < frame_samples + samples_per_chip * slot_chips + 2 * spoiled) return {};
    TrackLook look;
    look.measured = true;
    look.received_dbfs =
        db_from_power(std::max(least_power, mean_power(matched.subspan(spoiled, matched.size() - 2 * spoiled)))) -
        band_loss_db(band_);
    std::optional<Cell> read = reader_.read(matched, find(matched), CellReader::Depth::levels);
    if (!read || !(read->ecno_db > detection_ecno_db)) {
        ++missed_;
        return look;
    }
    missed_ = 0;
    cell_.cfo_hz = read->cfo_hz - band_.carrier_hz;
    look.received_dbfs = read->rssi_dbfs;
    look.cell = std::move(read);
    return look;
}

}  // namespace boresight::dsp::umts
