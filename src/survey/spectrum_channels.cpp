// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "catalog/bands.h"
#include "catalog/frequency_text.h"
#include "dsp/core/decibel.h"
#include "dsp/spectrum/band_power.h"
#include "survey/spectrum_look.h"

namespace boresight::survey {

namespace {

using dsp::spectrum::FoundCarrier;
using dsp::spectrum::NoiseFloor;
using dsp::spectrum::Shape;
using dsp::spectrum::Spectrum;

constexpr double db_per_share = 4.342944819;  // 10 / ln 10
constexpr double raster_hz = 100e3;           // of LTE; UMTS has 200 kHz, some of it off by 100

double sigma_db_of(double relative_sigma) {
    return db_per_share * relative_sigma;
}

// Measures low_hz .. high_hz, relative to the middle.
bool measure(const Spectrum& spectrum, const NoiseFloor& floor, double low_hz, double high_hz, double origin_hz,
             SpectrumChannel& channel) {
    const auto power = measure_band(spectrum, floor, low_hz, high_hz);
    if (!power) return false;
    channel.low_hz = origin_hz + power->low_hz;
    channel.high_hz = origin_hz + power->high_hz;
    channel.power_dbfs = dsp::db_from_power(power->power);
    channel.power_sigma_db = sigma_db_of(power->power_relative_sigma);
    channel.noise_dbfs = dsp::db_from_power(power->noise);
    if (power->snr) channel.snr_db = dsp::db_from_power(*power->snr);
    channel.sigma_db = power->snr ? sigma_db_of(power->snr_relative_sigma) : channel.power_sigma_db;
    return true;
}

struct BandGroup {
    std::map<catalog::Rat, std::string> labels;  // "3, 9"
    double full_width_hz = 0;                    // of the widest
};

std::string name_of(const BandGroup& group) {
    std::string name;
    for (const catalog::Rat rat : {catalog::Rat::lte, catalog::Rat::umts})
        if (const auto found = group.labels.find(rat); found != group.labels.end())
            name += fmt::format("{}{} {}", name.empty() ? "" : "; ", catalog::rat_title(rat), found->second);
    return name;
}

// Bands that the capture holds the same part of are one channel with all of their names.
std::vector<SpectrumChannel> band_channels(const Spectrum& spectrum, const NoiseFloor& floor, double origin_hz) {
    const double half_hz = dsp::spectrum::usable_share / 2 * spectrum.sample_rate_hz;
    std::map<std::pair<double, double>, BandGroup> groups;
    for (const catalog::Rat rat : {catalog::Rat::lte, catalog::Rat::umts})
        for (const catalog::Band& band : catalog::bands(rat)) {
            if (!band.downlink || band.regions == catalog::never_on_air) continue;
            const double low_hz = std::max(band.downlink->low_hz - origin_hz, -half_hz);
            const double high_hz = std::min(band.downlink->high_hz - origin_hz, half_hz);
            if (!(low_hz < high_hz)) continue;
            BandGroup& group = groups[{low_hz, high_hz}];
            std::string& labels = group.labels[rat];
            labels += (labels.empty() ? "" : ", ") + band.label;
            group.full_width_hz = std::max(group.full_width_hz, band.downlink->high_hz - band.downlink->low_hz);
        }
    std::vector<SpectrumChannel> channels;
    for (const auto& [range, group] : groups) {
        SpectrumChannel channel;
        channel.name = name_of(group);
        channel.captured_share = (range.second - range.first) / group.full_width_hz;
        channel.cut_low = range.first == -half_hz;
        channel.cut_high = range.second == half_hz;
        if (measure(spectrum, floor, range.first, range.second, origin_hz, channel)) channels.push_back(channel);
    }
    return channels;
}

std::string width_text(double hz) {
    return hz >= 1e6 ? fmt::format("{:.1f} MHz", hz / 1e6) : fmt::format("{:.0f} kHz", hz / 1e3);
}

std::string place_text(double hz, bool absolute) {
    return absolute ? catalog::frequency_text(std::round(hz / raster_hz) * raster_hz)
                    : fmt::format("{:+.2f} MHz", hz / 1e6);
}

std::string name_of(const FoundCarrier& found, double origin_hz, bool absolute) {
    const std::string at = place_text(origin_hz + (found.low_hz + found.high_hz) / 2, absolute);
    if (found.n_rb_dl == 6) return "LTE 1.4 MHz, or the middle of a wider one, at " + at;
    if (found.shape == Shape::lte) return fmt::format("LTE {:g} MHz at {}", found.nominal_bandwidth_hz / 1e6, at);
    if (found.shape == Shape::umts) return "UMTS at " + at;
    if (found.low_edge_db == 0) return "a carrier up to " + place_text(origin_hz + found.high_hz, absolute);
    if (found.high_edge_db == 0) return "a carrier from " + place_text(origin_hz + found.low_hz, absolute);
    return fmt::format("a signal of {} at {}", width_text(found.high_hz - found.low_hz), at);
}

}  // namespace

std::vector<SpectrumChannel> spectrum_channels(const Spectrum& spectrum, const NoiseFloor& floor,
                                               std::optional<double> center_frequency_hz) {
    const double origin_hz = center_frequency_hz.value_or(0);
    std::vector<SpectrumChannel> channels;
    if (center_frequency_hz) channels = band_channels(spectrum, floor, origin_hz);
    for (const FoundCarrier& found : find_carriers(spectrum, floor)) {
        SpectrumChannel channel;
        channel.kind = SpectrumChannel::Kind::carrier;
        channel.name = name_of(found, origin_hz, center_frequency_hz.has_value());
        channel.cut_low = found.low_edge_db == 0;
        channel.cut_high = found.high_edge_db == 0;
        channel.near_filter_edge = found.near_filter_edge;
        channel.shape = found.shape;
        channel.n_rb_dl = found.n_rb_dl;
        if (measure(spectrum, floor, found.low_hz, found.high_hz, origin_hz, channel)) channels.push_back(channel);
    }
    const bool only_bands = channels.empty() || channels.back().kind == SpectrumChannel::Kind::band;
    for (SpectrumChannel& channel : channels)
        if (only_bands) {
            channel.snr_db.reset();
            channel.sigma_db = channel.power_sigma_db;
        }
    return channels;
}

}  // namespace boresight::survey
