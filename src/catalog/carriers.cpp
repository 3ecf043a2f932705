// SPDX-License-Identifier: GPL-3.0-or-later
#include "catalog/carriers.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "catalog/frequency_text.h"
#include "platform/error.h"

namespace boresight::catalog {

namespace {

constexpr double same_point_hz = 1;

const std::vector<ChannelRun>& runs_of(const Band& band, Direction direction) {
    return direction == Direction::downlink ? band.downlink_channels : band.uplink_channels;
}

// Between two points of the run, or beyond its ends: clamped to the nearest number.
std::int64_t nearest_channel(const ChannelRun& run, double frequency_hz) {
    if (std::isnan(frequency_hz)) return run.first;
    const double hz_per_stride = run.hz_per_number * static_cast<double>(run.stride);
    const double strides = std::round((frequency_hz - run.first_hz) / hz_per_stride);
    const double most = static_cast<double>((run.last - run.first) / run.stride);
    return run.first + static_cast<std::int64_t>(std::clamp(strides, 0.0, most)) * run.stride;
}

bool holds(const ChannelRun& run, std::int64_t channel, bool on_raster) {
    if (channel < run.first || channel > run.last) return false;
    return !on_raster || (channel - run.first) % run.stride == 0;
}

void sort_by_band(std::vector<Carrier>& carriers) {
    std::stable_sort(carriers.begin(), carriers.end(),
                     [](const Carrier& a, const Carrier& b) { return a.band->number < b.band->number; });
}

// "it is the uplink number of band 1 (1920 MHz)", or nothing.
std::string what_it_is_instead(Rat rat, std::int64_t channel) {
    const auto uplink = carriers_of_channel(rat, Direction::uplink, channel);
    if (uplink.empty()) return {};
    return fmt::format("It is an uplink number of band {} ({}); give the downlink's", uplink.front().band->label,
                       frequency_text(uplink.front().frequency_hz));
}

}  // namespace

std::vector<Carrier> carriers_at(Rat rat, double frequency_hz) {
    std::vector<Carrier> found;
    for (const Band& band : bands(rat)) {
        for (const ChannelRun& run : band.downlink_channels) {
            const std::int64_t channel = nearest_channel(run, frequency_hz);
            const double hz = run.frequency_hz(channel);
            if (!(std::abs(hz - frequency_hz) <= same_point_hz)) continue;
            found.push_back({&band, channel, hz});
            break;
        }
    }
    sort_by_band(found);
    return found;
}

std::vector<Carrier> carriers_of_channel(Rat rat, Direction direction, std::int64_t channel) {
    std::vector<Carrier> found;
    for (const Band& band : bands(rat)) {
        for (const ChannelRun& run : runs_of(band, direction)) {
            if (!holds(run, channel, rat != Rat::nr)) continue;
            found.push_back({&band, channel, run.frequency_hz(channel)});
            break;
        }
    }
    sort_by_band(found);
    return found;
}

double channel_to_frequency_hz(Rat rat, std::int64_t channel, const Band* band) {
    auto carriers = carriers_of_channel(rat, Direction::downlink, channel);
    if (band) std::erase_if(carriers, [&](const Carrier& carrier) { return carrier.band != band; });
    if (carriers.empty()) {
        throw Error(Error::Kind::bad_input, {.what = fmt::format("{} is no downlink {}{}", channel, channel_word(rat),
                                                                 band ? fmt::format(" of band {}", band->label) : ""),
                                             .where = {},
                                             .expected = "a number from a band's range",
                                             .fix = what_it_is_instead(rat, channel)});
    }
    for (const Carrier& carrier : carriers) {
        if (carrier.frequency_hz == carriers.front().frequency_hz) continue;
        throw Error(Error::Kind::bad_input,
                    {.what = fmt::format("{} {} means {} in {} and {} in {}", channel_word(rat), channel,
                                         frequency_text(carriers.front().frequency_hz), carriers.front().band->label,
                                         frequency_text(carrier.frequency_hz), carrier.band->label),
                     .where = {},
                     .expected = {},
                     .fix = "Name the band too"});
    }
    return carriers.front().frequency_hz;
}

std::optional<double> uplink_frequency_hz(const Band& band, double downlink_hz) {
    if (band.duplex == Duplex::tdd) return downlink_hz;
    if (band.rat == Rat::nr || !band.uplink || !band.downlink) return std::nullopt;
    const double hz = downlink_hz - band.duplex_spacing_hz;
    // An uplink must be a channel, and numbers end below the upper edge.
    for (const ChannelRun& run : band.uplink_channels) {
        if (std::abs(run.frequency_hz(nearest_channel(run, hz)) - hz) <= same_point_hz) return hz;
    }
    return std::nullopt;
}

std::vector<double> raster_points_hz(Rat rat, FrequencyRange within) {
    std::vector<double> points;
    for (const Band& band : bands(rat)) {
        for (const ChannelRun& run : band.downlink_channels) {
            for (std::int64_t n = nearest_channel(run, within.low_hz); n <= run.last; n += run.stride) {
                const double hz = run.frequency_hz(n);
                if (hz > within.high_hz) break;
                if (hz >= within.low_hz) points.push_back(hz);
            }
        }
    }
    std::sort(points.begin(), points.end());
    points.erase(std::unique(points.begin(), points.end()), points.end());
    return points;
}

std::optional<double> nearest_raster_point_hz(Rat rat, double frequency_hz, double within_hz) {
    std::optional<double> nearest;
    for (const Band& band : bands(rat)) {
        for (const ChannelRun& run : band.downlink_channels) {
            const double hz = run.frequency_hz(nearest_channel(run, frequency_hz));
            if (!(std::abs(hz - frequency_hz) <= within_hz)) continue;
            if (!nearest || std::abs(hz - frequency_hz) < std::abs(*nearest - frequency_hz)) nearest = hz;
        }
    }
    return nearest;
}

}  // namespace boresight::catalog
