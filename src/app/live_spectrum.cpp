// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/live_spectrum.h"

#include <algorithm>
#include <cmath>

#include "dsp/core/decibel.h"
#include "dsp/spectrum/dc_notch.h"
#include "dsp/spectrum/noise_floor.h"
#include "survey/spectrum_look.h"

namespace boresight::app {

namespace {

constexpr float newest_share = 0.15F;  // of a look in the average
constexpr int looks_between_marks = 5;

std::vector<float> decibels(const std::vector<float>& densities) {
    std::vector<float> values(densities.size());
    std::transform(densities.begin(), densities.end(), values.begin(),
                   [](float density) { return static_cast<float>(dsp::db_from_power(density)); });
    return values;
}

double level_dbfs(dsp::IqSpan samples) {
    double sum = 0;
    for (const dsp::Sample& sample : samples) sum += std::norm(sample);
    return dsp::db_from_power(sum / static_cast<double>(samples.size()));
}

}  // namespace

void LiveSpectrum::add(const radio::Block& block, int losses) {
    state_.losses += static_cast<std::uint64_t>(losses);
    state_.clipped_share = block.clipped_share;
    if (block.samples.size() < survey::usual_fft_size) return;
    state_.level_dbfs = level_dbfs(block.samples);
    if (block.center_frequency_hz.value_or(0) != center_hz_ || block.sample_rate_hz != rate_hz_ ||
        block.gain_db != gain_db_)
        begin_anew(block);
    welch_->begin_anew();
    welch_->add(block.samples);
    dsp::spectrum::Spectrum look = welch_->result();
    state_.spike_removed = dsp::spectrum::notch_dc(look).has_value();
    average(look);
    if (highest_.empty())
        highest_ = look.maximum;
    else
        std::transform(highest_.begin(), highest_.end(), look.maximum.begin(), highest_.begin(),
                       [](float a, float b) { return std::max(a, b); });
    SpectrumLine line{center_hz_ + look.frequency_hz(0), look.step_hz, decibels(look.mean), decibels(highest_)};
    state_.waterfall.push_back(std::make_shared<const WaterfallRow>(WaterfallRow{
        ++rows_, line.start_hz, line.step_hz, line.dbfs_hz, static_cast<double>(block.monotonic_ns) * 1e-9}));
    if (state_.waterfall.size() > rows_kept) state_.waterfall.erase(state_.waterfall.begin());
    state_.spectrum = std::make_shared<const SpectrumLine>(std::move(line));
    if (looks_++ % looks_between_marks == 0) mark();
}

void LiveSpectrum::begin_anew(const radio::Block& block) {
    if (!welch_ || block.sample_rate_hz != rate_hz_) welch_.emplace(block.sample_rate_hz, survey::usual_fft_size);
    center_hz_ = block.center_frequency_hz.value_or(0);
    rate_hz_ = block.sample_rate_hz;
    gain_db_ = block.gain_db;
    average_ = {};
    highest_.clear();
    looks_ = 0;
}

void LiveSpectrum::average(const dsp::spectrum::Spectrum& look) {
    if (average_.mean.size() != look.mean.size()) {
        average_ = look;
        return;
    }
    std::transform(average_.mean.begin(), average_.mean.end(), look.mean.begin(), average_.mean.begin(),
                   [](float old, float now) { return old + newest_share * (now - old); });
}

void LiveSpectrum::mark() {
    const dsp::spectrum::NoiseFloor floor = dsp::spectrum::estimate_noise_floor(average_);
    if (floor.density > 0)
        state_.floor_dbfs_hz = dsp::db_from_power(floor.density);
    else
        state_.floor_dbfs_hz.reset();
    state_.marks.clear();
    for (const survey::SpectrumChannel& channel : survey::spectrum_channels(average_, floor, center_hz_))
        state_.marks.push_back({channel.name, channel.low_hz, channel.high_hz,
                                channel.kind == survey::SpectrumChannel::Kind::carrier, channel.power_dbfs,
                                channel.snr_db});
}

}  // namespace boresight::app
