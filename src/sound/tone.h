// SPDX-License-Identifier: GPL-3.0-or-later
// A tone for somebody who can't look: its pitch is the level relative to a mean, an octave for each 12 dB, 440 Hz at
// the mean, from 110 to 1760 Hz; silence where there is no level. The generator glides from pitch to pitch with its
// phase unbroken and swells and fades within hundredths of a second, so that nothing clicks. Levels in dB, frequencies
// in Hz, samples between -1 and 1. Pure; one thread.
#pragma once

#include <optional>
#include <span>

namespace boresight::sound {

double pitch_hz(double over_mean_db);

class ToneGenerator {
public:
    explicit ToneGenerator(double rate_hz);

    // From the next sample on; nothing: silence.
    void set(std::optional<double> hz);
    void render(std::span<float> samples);

private:
    double rate_hz_;
    double glide_, swell_;  // share of the way to the target that one sample takes
    std::optional<double> wanted_hz_;
    double hz_ = 0, loudness_ = 0;
    double phase_ = 0;  // of a whole turn, 0..1
};

}  // namespace boresight::sound
