// SPDX-License-Identifier: GPL-3.0-or-later
// Power spectral density by Welch's method: windowed frames that overlap by half, transformed, their powers averaged.
// Scaled so that a complex sinusoid of full scale has the power 1 (0 dBFS) when its line is summed over frequency, and
// white noise its true density. Beside the mean it keeps the highest of all single frames, and rows: means over
// stretches of time, 64 to 129 of them however long the signal is. Densities are full scale squared per hertz.
// Allocates in the constructor only; one object belongs to one thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "dsp/core/fft.h"
#include "dsp/core/iq.h"
#include "dsp/core/window.h"

namespace boresight::dsp::spectrum {

// Bins run from the lowest frequency to the highest; frequencies are relative to the middle of the capture.
struct Spectrum {
    double sample_rate_hz = 0;
    double step_hz = 0;  // between bins
    double enbw_hz = 0;  // what one bin gathers of white noise
    Window window = Window::kaiser;
    std::uint64_t frames = 0;     // averaged in `mean`
    double frames_per_row = 0;    // averaged in one row; the last row may hold fewer
    double row_seconds = 0;       // from one row to the next
    std::vector<float> mean;      // one a bin
    std::vector<float> maximum;   // one a bin, of single frames
    std::vector<float> row_data;  // rows() times bins(), earliest first

    std::size_t bins() const { return mean.size(); }
    std::size_t rows() const { return mean.empty() ? 0 : row_data.size() / mean.size(); }
    std::span<const float> row(std::size_t index) const { return std::span(row_data).subspan(index * bins(), bins()); }
    double frequency_hz(std::size_t bin) const {
        return (static_cast<double>(bin) - static_cast<double>(bins() / 2)) * step_hz;
    }
};

class Welch {
public:
    // fft_size: even, 16 or more; powers of 2 are quickest. Effort measure plans for 0.1 s and then runs faster.
    Welch(double sample_rate_hz, std::size_t fft_size, Window window = Window::kaiser,
          Fft::Effort effort = Fft::Effort::estimate);

    // Samples that follow those before without a gap.
    void add(IqSpan samples);

    // The next samples don't follow the last ones: no frame may hold both.
    void interrupt();

    // Forgets all frames; the window and the plan, which took their time, stay.
    void begin_anew();

    std::uint64_t frames() const { return ended_frames_ + frames_in_row_; }

    // Of all frames so far; empty spectra when there is none, which is when fewer than fft_size samples came in a row.
    Spectrum result() const;

private:
    void add_frame(const Sample* samples);
    void end_row();

    double sample_rate_hz_;
    std::size_t size_;
    std::size_t hop_;
    Window shape_;
    FloatBuffer window_;
    double scale_;  // from |FFT|^2 to density
    Fft fft_;
    IqBuffer windowed_;
    IqBuffer transformed_;
    std::vector<Sample> carry_;  // the end of what came before, up to where the next frame begins
    std::size_t carried_ = 0;

    FloatBuffer row_;  // sums of the row that is being filled, in the FFT's order of bins, as all that follow
    FloatBuffer highest_;
    std::vector<double> total_;
    std::vector<float> rows_;  // means, `row_count_` of at most 2 * kept rows
    std::size_t kept_rows_;
    std::size_t row_count_ = 0;
    std::uint64_t frames_per_row_ = 1;
    std::uint64_t frames_in_row_ = 0;
    std::uint64_t ended_frames_ = 0;  // in rows that are full
};

}  // namespace boresight::dsp::spectrum
