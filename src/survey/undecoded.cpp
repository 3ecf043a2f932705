// SPDX-License-Identifier: GPL-3.0-or-later
#include "survey/undecoded.h"

#include <algorithm>
#include <cmath>

#include "dsp/core/decibel.h"
#include "dsp/spectrum/band_power.h"
#include "dsp/spectrum/edges.h"

namespace boresight::survey {

namespace {

using dsp::spectrum::Shape;
using dsp::spectrum::Spectrum;

constexpr double cell_hz = 20e3;
constexpr double stands_out = 1.58;  // over the floor: 2 dB
constexpr double least_sigmas = 5;
constexpr double line_stands_out = 4;  // of what is a few cells wide: 6 dB
constexpr double line_hz = 60e3;
constexpr double join_hz = 150e3;  // fading makes gaps as wide
constexpr double resource_block_hz = 180e3, least_carrier_hz = 1.4e6;
constexpr double umts_occupied_hz = 4.7e6;  // with its slopes
constexpr double beside_hz = 100e3;         // of an explained carrier, which the radio's error may have moved
constexpr double spilled = 1e-3;            // of its density: what a carrier may spill beside itself
constexpr double widest_hz = 6e6;           // what is wider is cut, since it may be several carriers
constexpr double least_slope_hz = 300e3, slope_share = 0.15;  // beside a carrier, of its width: its own slopes
constexpr double core_share = 0.9;                            // of the power
constexpr double edges_off_hz = 50e3, raster_off_hz = 200e3;  // of a middle that edges show, and of one that none do
constexpr double known_share = 0.25;  // of a stretch, that a carrier by its edges must take to stand for it

double density(const Spectrum& spectrum, double low_hz, double high_hz) {
    return integrate(spectrum, spectrum.mean, low_hz, high_hz) / (high_hz - low_hz);
}

// Width of the fewest bins that hold most of what is over the noise.
double core_hz(const Spectrum& spectrum, double noise, double low_hz, double high_hz) {
    std::vector<double> over;
    double sum = 0;
    for (std::size_t bin = 0; bin < spectrum.bins(); ++bin) {
        const double f = spectrum.frequency_hz(bin);
        if (f < low_hz || f > high_hz) continue;
        over.push_back(std::max(0.0, spectrum.mean[bin] - noise));
        sum += over.back();
    }
    std::sort(over.begin(), over.end(), std::greater<>());
    double held = 0;
    std::size_t count = 0;
    while (count < over.size() && held < core_share * sum) held += over[count++];
    return static_cast<double>(count) * spectrum.step_hz;
}

class Finder {
public:
    Finder(const Spectrum& spectrum, double noise, double origin_hz, std::span<const SpectrumChannel> channels,
           std::span<const Explained> explained)
        : spectrum_(spectrum), noise_(noise), origin_hz_(origin_hz), channels_(channels) {
        for (const Explained& known : explained) {
            const double low_hz = known.low_hz - origin_hz, high_hz = known.high_hz - origin_hz;
            explained_.push_back({low_hz, high_hz, dsp::spectrum::median_density(spectrum, low_hz, high_hz)});
        }
    }

    std::vector<Unexplained> find(double low_hz, double high_hz) {
        const double cells_in_mean = static_cast<double>(spectrum_.frames) * std::max(1.0, cell_hz / spectrum_.enbw_hz);
        const double least = std::max(stands_out, 1 + least_sigmas / std::sqrt(cells_in_mean));
        double begin_hz = 0, end_hz = 0;  // of what stands out now; equal: nothing
        for (double f = low_hz; f + cell_hz <= high_hz; f += cell_hz) {
            const double level = density(spectrum_, f, f + cell_hz) / noise_;
            if (level < least || is_explained(f, f + cell_hz, level * noise_)) continue;
            if (end_hz > begin_hz && f > end_hz + join_hz) add_run(begin_hz, end_hz), begin_hz = end_hz = f;
            if (begin_hz == end_hz) begin_hz = f;
            end_hz = f + cell_hz;
        }
        if (end_hz > begin_hz) add_run(begin_hz, end_hz);
        std::sort(found_.begin(), found_.end(),
                  [](const Unexplained& a, const Unexplained& b) { return a.power_dbfs > b.power_dbfs; });
        if (found_.size() > most_unexplained) found_.resize(most_unexplained);
        return std::move(found_);
    }

private:
    struct Known {
        double low_hz, high_hz, density;
    };

    bool is_explained(double low_hz, double high_hz, double level) const {
        return std::any_of(explained_.begin(), explained_.end(), [&](const Known& known) {
            const double reach_hz = level < spilled * known.density ? known.high_hz - known.low_hz : beside_hz;
            return low_hz < known.high_hz + reach_hz && high_hz > known.low_hz - reach_hz;
        });
    }

    // Carriers by their edges are pieces of their own; what is left of a wide run is cut.
    void add_run(double low_hz, double high_hz) {
        double from_hz = low_hz;
        for (const SpectrumChannel& channel : channels_) {
            const double channel_low_hz = channel.low_hz - origin_hz_, channel_high_hz = channel.high_hz - origin_hz_;
            const double shared_hz = std::min(high_hz, channel_high_hz) - std::max(from_hz, channel_low_hz);
            if (channel.kind != SpectrumChannel::Kind::carrier || channel.cut_low || channel.cut_high ||
                shared_hz < known_share * (channel_high_hz - channel_low_hz))
                continue;
            const double slope_hz = std::max(least_slope_hz, slope_share * (channel_high_hz - channel_low_hz));
            if (channel_low_hz - from_hz > slope_hz) add_parts(from_hz, channel_low_hz);
            add(channel_low_hz, channel_high_hz, channel.shape);
            from_hz = channel_high_hz;
            if (high_hz - from_hz <= slope_hz) from_hz = high_hz;
        }
        add_parts(from_hz, high_hz);
    }

    void add_parts(double low_hz, double high_hz) {
        if (high_hz - low_hz < cell_hz) return;
        const int parts = static_cast<int>(std::ceil((high_hz - low_hz) / widest_hz));
        const double width_hz = (high_hz - low_hz) / parts;
        for (int k = 0; k < parts; ++k) add(low_hz + k * width_hz, low_hz + (k + 1) * width_hz, Shape::unknown);
    }

    void add(double low_hz, double high_hz, Shape shape) {
        const double width_hz = high_hz - low_hz;
        const double level = density(spectrum_, low_hz, high_hz) / noise_;
        if (level <= 1 || (width_hz <= line_hz && level < line_stands_out)) return;
        found_.push_back({.low_hz = low_hz + origin_hz_,
                          .high_hz = high_hz + origin_hz_,
                          .power_dbfs = dsp::db_from_power(level * noise_ * width_hz),
                          .snr_db = dsp::db_from_power(level - 1),
                          .core_hz = core_hz(spectrum_, noise_, low_hz, high_hz),
                          .shape = shape,
                          .middle_off_hz = shape == Shape::unknown ? raster_off_hz : edges_off_hz});
    }

    const Spectrum& spectrum_;
    double noise_;
    double origin_hz_;
    std::span<const SpectrumChannel> channels_;
    std::vector<Known> explained_;
    std::vector<Unexplained> found_;
};

}  // namespace

Explained explained_by(const ScanCell& cell, std::span<const SpectrumChannel> channels) {
    const double seen_hz = cell.frequency_hz.value_or(0) + cell.cell.cfo_hz;
    if (cell.cell.mib) {
        const double half_hz = cell.cell.mib->n_rb_dl * resource_block_hz / 2;
        return {seen_hz - half_hz, seen_hz + half_hz};
    }
    for (const SpectrumChannel& channel : channels)
        if (channel.shape == Shape::lte && std::abs((channel.low_hz + channel.high_hz) / 2 - seen_hz) < beside_hz)
            return {channel.low_hz, channel.high_hz};
    return {seen_hz - least_carrier_hz / 2, seen_hz + least_carrier_hz / 2};
}

Explained explained_by(const UmtsScanCell& cell) {
    const double seen_hz = cell.frequency_hz.value_or(0) + cell.cell.cfo_hz;
    return {seen_hz - umts_occupied_hz / 2, seen_hz + umts_occupied_hz / 2};
}

std::vector<Unexplained> unexplained(const Spectrum& spectrum, double noise_density, double origin_hz,
                                     const catalog::FrequencyRange& range, std::span<const SpectrumChannel> channels,
                                     std::span<const Explained> explained) {
    if (spectrum.frames == 0 || !(noise_density > 0)) return {};
    const double end_hz = dsp::spectrum::usable_share / 2 * spectrum.sample_rate_hz;
    return Finder(spectrum, noise_density, origin_hz, channels, explained)
        .find(std::max(range.low_hz - origin_hz, -end_hz), std::min(range.high_hz - origin_hz, end_hz));
}

}  // namespace boresight::survey
