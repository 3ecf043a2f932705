// SPDX-License-Identifier: GPL-3.0-or-later
#include "scene/spurs.h"

#include <cmath>

#include "scene/phasors.h"

namespace boresight::scene {

void Spurs::tune(const Tuning& tuning) {
    radio_.clear();
    baseband_.clear();
    const double clock = 1 + tuning.clock_ppm * 1e-6;
    const double nominal_hz = tuning.frequency_hz / clock;
    for (const Spur& spur : spurs_) {
        const double amplitude = std::pow(10.0, spur.level_db / 20);
        const auto line = [&](double offset_hz, double rate_hz, std::vector<Line>& lines) {
            if (std::abs(offset_hz) < rate_hz / 2) lines.push_back({offset_hz / rate_hz, amplitude});
        };
        switch (spur.kind) {
            case Spur::Kind::baseband: line(spur.frequency_hz, tuning.rate_hz, baseband_); break;
            case Spur::Kind::radio:
                line(spur.frequency_hz - tuning.frequency_hz, tuning.rate_hz * clock, radio_);
                break;
            case Spur::Kind::comb: {
                const double lowest = std::ceil((nominal_hz - tuning.rate_hz / 2) / spur.frequency_hz);
                const double highest = std::floor((nominal_hz + tuning.rate_hz / 2) / spur.frequency_hz);
                for (double n = lowest; n <= highest; ++n)
                    line(n * spur.frequency_hz - nominal_hz, tuning.rate_hz, radio_);
            }
        }
    }
}

void Spurs::add(const std::vector<Line>& lines, std::int64_t first, std::span<std::complex<float>> samples) {
    for (const Line& tone : lines) {
        const long double step = static_cast<long double>(tone.cycles_per_sample);
        add_tone(samples, step * static_cast<long double>(first), step, tone.amplitude);
    }
}

}  // namespace boresight::scene
