// SPDX-License-Identifier: GPL-3.0-or-later
// Finds pilots without synchronization channels: CPICH under a scrambling code is the same every 10 ms, so one circular
// correlation of a frame of samples against each of the 512 codes tests every timing at once; powers are summed over
// frames. Some 15 dB more sensitive than the search by synchronization channels, but the carrier's offset must be known
// to some 50 Hz and the clock's error followed: steady samples (steady.h). One object belongs to one thread; it
// allocates where samples are more than any before.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "dsp/core/fft.h"
#include "dsp/core/iq.h"
#include "dsp/umts/alignment.h"

namespace boresight::dsp::umts {

struct PilotFind {
    int psc = 0;
    double frame_start = 0;  // in steady samples, within the first frame
    double cfo_hz = 0;       // left in them, to 25 Hz
    double metric = 0;       // sum over frames of correlation power, each frame's mean over all timings being 1
    double threshold = 0;
};

class PilotSearch {
public:
    PilotSearch();

    // `half_width_hz`: how far to either side of the carrier the samples hold anything. The paths of `known`, placed in
    // the steady samples, are left out. The share done is told to `progress`, which answers whether to go on.
    using Progress = std::function<bool(double)>;
    std::vector<PilotFind> search(IqSpan steady, double half_width_hz, std::span<const Alignment> known,
                                  const Progress& progress = {});

private:
    struct Peak {
        double metric = 0;
        double place = 0;  // steady samples
    };
    struct Scored {
        int psc = 0;
        Peak peak;
        double offset_hz = 0;
    };

    void load(IqSpan steady, double offset_hz, std::span<const std::size_t> frames);
    Peak peak(int psc);
    void leave_out(const Alignment& known);
    void take_more(std::vector<Scored>& scored, IqSpan steady, std::span<const std::size_t> frames, double offset_hz);

    Fft frame_transform_, code_transform_;
    std::optional<Fft> inverse_;
    std::size_t size_ = 0, half_ = 0;  // of the inverse transform; bins to either side of the carrier
    std::vector<IqBuffer> spectra_;    // of each frame: from bin 0 up, then the same number from below it up to -1
    std::size_t loaded_ = 0;
    std::span<const Alignment> known_;
    IqBuffer turned_, spectrum_, code_spectrum_, product_, correlation_;
    FloatBuffer sum_;
};

}  // namespace boresight::dsp::umts
