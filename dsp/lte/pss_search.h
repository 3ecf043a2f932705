// SPDX-License-Identifier: GPL-3.0-or-later
// The first step of the cell search: where in time and frequency primary synchronization signals may lie. Every carrier
// offset of the window in steps of 3.75 kHz, all three sequences, every sample; correlation powers, each over the power
// of the samples under it, are summed over all half frames along the drift of a hypothesis of clock error. Works at
// 1.92 MS/s. Candidates are many on purpose: the joint test with the secondary signal decides (sss.h).
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "dsp/core/fft.h"
#include "dsp/core/iq.h"
#include "dsp/lte/numerology.h"

namespace boresight::dsp::lte {

struct PssCandidate {
    double start = 0;      // useful part of the first primary signal, 0 <= start < 9600 and a little
    double offset_hz = 0;  // carrier above the middle of the samples
    int n_id_2 = 0;
    double clock_ppm = 0;  // of the hypothesis
    double metric = 0;     // summed correlation over that of noise, per half frame: 1 where there is nothing
};

// Which clock errors to try with a carrier offset.
struct ClockHypotheses {
    double center_frequency_hz = 0;   // ties the clock to the offset (one crystal); 0: not tied
    double carrier_hz = 0;            // where the carrier would lie without an error: the tie counts from there
    std::optional<double> known_ppm;  // then nothing else is tried
    double free_ppm = 0;              // beyond that everything up to this many ppm either way; 0: only tied and none
};

struct PssSettings {
    double low_hz = 0, high_hz = 0;
    ClockHypotheses clock;
    std::size_t most = 96;  // candidates
};

class PssSearch {
public:
    PssSearch();

    // Candidates over a window of offsets, best first. `samples` hold at least one half frame.
    std::vector<PssCandidate> search(IqSpan samples, const PssSettings& settings);

    // Candidates at one known offset and clock error, of all three sequences; neighbours in time are kept apart from
    // 3 samples on, so that cells of one site can both be seen.
    std::vector<PssCandidate> search_at(IqSpan samples, double offset_hz, double clock_ppm, std::size_t most);

    // The metric that noise alone passes with probability p at one place.
    static double threshold(std::size_t half_frames, double p);

    static std::size_t half_frames(std::size_t sample_count);

    // How many places and hypotheses a search over so many samples tries: noise gets as many chances.
    static double tries(const PssSettings& settings, std::size_t sample_count);

private:
    using Waveform = std::array<Sample, fft_size>;

    void load(IqSpan samples);
    void correlate(int n_id_2, double offset_hz);
    void add_power(std::size_t block);
    void fold(std::span<const double> clocks_ppm);
    double level();
    std::vector<double> clock_grid(double offset_hz, const ClockHypotheses& clock) const;
    void collect(int n_id_2, double offset_hz, double low, std::vector<PssCandidate>& found) const;
    Waveform matched(int n_id_2, double offset_hz) const;
    double power_at(IqSpan samples, const Waveform& wave, double start, double clock_ppm) const;
    PssCandidate refined(IqSpan samples, const PssCandidate& coarse, const ClockHypotheses& clock) const;

    static constexpr std::size_t block_ = 2048;  // two of them fit in the nearest cache
    static constexpr std::size_t step_ = block_ - fft_size + 1;

    Fft forward_, inverse_;
    std::array<Waveform, 3> waveforms_;
    std::array<IqBuffer, 3> templates_;  // conjugate spectra of the sequences
    std::vector<IqBuffer> spectra_;      // of the blocks of samples
    std::size_t blocks_ = 0, samples_ = 0, half_frames_ = 0, groups_ = 0, group_size_ = 0;
    IqBuffer product_, correlation_;
    std::vector<float> inverse_energy_;
    // Sums over the half frames of a group, each with `wrap_` more places at either end as if it went round.
    std::vector<std::vector<float>> group_sums_;
    std::size_t wrap_ = 0;
    std::vector<float> best_;  // over the hypotheses of the clock
    std::vector<float> quantile_scratch_;
};

}  // namespace boresight::dsp::lte
