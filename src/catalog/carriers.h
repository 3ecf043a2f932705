// SPDX-License-Identifier: GPL-3.0-or-later
// Between channel numbers (EARFCN, UARFCN, ARFCN, NR-ARFCN) and carrier frequencies in hertz: TS 36.101 5.7.3,
// TS 25.101 5.4, TS 45.005 2, TS 38.104 5.4.2. Bands overlap, so a frequency has as many names as bands hold it, and
// all are given. Uplink and downlink numbers are separate spaces. An empty list means that nothing is there; the
// functions that return a single frequency throw an Error that says what the number is instead. Any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "catalog/bands.h"

namespace boresight::catalog {

struct Carrier {
    const Band* band = nullptr;  // never null; lives as long as the program
    std::int64_t channel = 0;    // of the direction that was asked for
    double frequency_hz = 0;

    bool operator==(const Carrier&) const = default;
};

// Names of the downlink carrier at exactly this frequency (within 1 Hz), by band number: LTE on its 100 kHz raster,
// UMTS with its additional channels, GSM, NR on the channel raster of each band.
std::vector<Carrier> carriers_at(Rat rat, double frequency_hz);

// Every band in which that number is a channel. NR numbers count when they lie in the band's range, on its channel
// raster or not, since synchronization blocks lie beside it.
std::vector<Carrier> carriers_of_channel(Rat rat, Direction direction, std::int64_t channel);

// Of a downlink channel number. Throws when it is none, and for a GSM number that means two bands unless one is given.
double channel_to_frequency_hz(Rat rat, std::int64_t channel, const Band* band = nullptr);

// The paired uplink of a downlink carrier at the default spacing; none for downlink-only bands and where the uplink
// would lie outside the band. Of a TDD band: the same frequency. NR pairs by signalling, so its FDD bands have none.
std::optional<double> uplink_frequency_hz(const Band& band, double downlink_hz);

// The downlink frequencies at which a carrier of that technology may be centred, ascending, within [low_hz, high_hz].
std::vector<double> raster_points_hz(Rat rat, FrequencyRange within);

// The raster point nearest to a frequency, at most within_hz away.
std::optional<double> nearest_raster_point_hz(Rat rat, double frequency_hz, double within_hz);

}  // namespace boresight::catalog
