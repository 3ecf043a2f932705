// SPDX-License-Identifier: GPL-3.0-or-later
// The first step of the cell search: where in time and frequency slots may begin. Every carrier offset of the window in
// steps of 4.7 kHz, every matched sample; powers of the correlation with the primary synchronization code (TS 25.213
// 5.2.3.1), each over the power of the samples under it, are summed over all slots along the drift of a hypothesis of
// clock error. Candidates are many on purpose: the secondary codes and the pilot decide. One object belongs to one
// thread; it allocates where samples are more than any before.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <vector>

#include "dsp/core/fft.h"
#include "dsp/core/iq.h"
#include "dsp/umts/alignment.h"

namespace boresight::dsp::umts {

constexpr std::size_t slot_samples = samples_per_chip * slot_chips;
constexpr std::size_t frame_samples = samples_per_chip * frame_chips;

struct SlotCandidate {
    double start = 0;      // of a slot's first chip, in matched samples, within the first slot and a little
    double offset_hz = 0;  // carrier in the matched samples
    double clock_ppm = 0;  // of the hypothesis
    double metric = 0;     // summed correlation over that of noise: 1 where there is nothing
};

// A crystal that makes the sampling clock as well as the frequency that the radio is tuned to.
struct Crystal {
    double low_ppm = 0, high_ppm = 0;  // error of the clock
    double raster_hz = 200e3;          // of what may be shown where the carrier seems to lie
};

// Which clock errors to try with a carrier offset.
struct ClockTie {
    double carrier_frequency_hz = 0;  // of 0 Hz of the matched samples; ties the clock to the offset; 0: unknown
    double carrier_hz = 0;            // where in the matched samples the carrier would lie without an error
    std::optional<double> known_ppm;  // then nothing else is tried
    std::optional<Crystal> crystal;   // then only what it explains
};

constexpr double whole_half_width_hz = matched_rate_hz / 2;

struct PschSettings {
    double low_hz = 0, high_hz = 0;
    ClockTie clock;
    std::size_t most = 48;  // candidates
    // To either side of 0 Hz: what the matched samples hold. Below the whole the correlation is made at a lower rate,
    // which costs a few tenths of a decibel and takes half the time.
    double half_width_hz = whole_half_width_hz;
};

class PschSearch {
public:
    PschSearch();

    // Best first.
    std::vector<SlotCandidate> search(IqSpan matched, const PschSettings& settings);

    // What noise alone passes once in so many searches of these settings.
    static double threshold(const PschSettings& settings, std::size_t samples, double false_rate);

    static std::size_t slots(std::size_t samples) { return samples / slot_samples; }

private:
    static constexpr std::size_t block_ = 4096;

    // The rate at which correlations are made, as a share of that of the matched samples.
    struct Grid {
        std::size_t size = block_;  // of the transform back: block_ times the share

        std::size_t scaled(std::size_t samples) const { return samples * size / block_; }
        std::size_t slot() const { return scaled(slot_samples); }
        // Matched samples of a block that are new: what a code leaves, on coarser grids a multiple of 8.
        std::size_t new_samples() const { return size == block_ ? 3585 : 3584; }
        std::size_t step() const { return scaled(new_samples()); }
        double sample() const { return static_cast<double>(block_) / static_cast<double>(size); }
        std::ptrdiff_t drift(std::size_t slots, double ppm) const;
    };

    // The sums of a hypothesis of clock error, by group of slots and place in the slot.
    struct Family {
        double ppm = 0;
        double spread_ppm = 0;  // the error may be off by that much
        std::vector<FloatBuffer> sums;
    };

    void load(IqSpan matched, double half_width_hz);
    void weigh(IqSpan matched);
    void transform_blocks(IqSpan matched);
    std::vector<Family> families(double offset_hz, const ClockTie& clock) const;
    void correlate(std::ptrdiff_t step, std::vector<Family>& families);
    void add_power(std::size_t block, Family& family) const;
    void fold(const Family& family, double ppm);
    double noise_of_folded();
    void collect(const Family& family, double offset_hz, double low, std::vector<SlotCandidate>& found);

    Fft forward_;
    std::array<Fft, 3> inverse_;  // coarse to fine
    IqBuffer code_;               // its spectrum, conjugated
    std::size_t nth_grid_ = 0;
    Grid grid_;
    std::ptrdiff_t reach_bins_ = 0;  // to either side of 0 Hz: where matched samples hold something
    std::size_t samples_ = 0, slots_ = 0, groups_ = 0, blocks_ = 0;
    std::array<std::vector<IqBuffer>, 2> spectra_;  // of each block, as it is and half a bin lower
    std::vector<float> inverse_energy_;             // of the samples under the code
    IqBuffer product_, correlation_;
    FloatBuffer powers_, folded_;
    std::vector<float> sorted_;
};

}  // namespace boresight::dsp::umts
