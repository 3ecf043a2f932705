// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/spectrum/welch.h"

#include <algorithm>
#include <cassert>
#include <numeric>

#include "dsp/core/clones.h"

namespace boresight::dsp::spectrum {

namespace {

constexpr std::size_t most_kept_rows = 64;
constexpr std::size_t row_budget = std::size_t{1} << 20;  // values in all kept rows: 8 MB while both halves are full

double sum_of_squares(std::span<const float> values) {
    return std::transform_reduce(values.begin(), values.end(), 0.0, std::plus<>{},
                                 [](float v) { return static_cast<double>(v) * v; });
}

// I and Q in turn, each times its point of the window.
BORESIGHT_CLONES void multiply(const float* __restrict samples, const float* __restrict window,
                               float* __restrict windowed, std::size_t points) {
    for (std::size_t i = 0; i < points; ++i) {
        windowed[2 * i] = samples[2 * i] * window[i];
        windowed[2 * i + 1] = samples[2 * i + 1] * window[i];
    }
}

// Adds the powers of the bins to their sums and keeps the highest.
BORESIGHT_CLONES void gather(const float* __restrict bins, float* __restrict sums, float* __restrict highest,
                             std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) {
        const float power = bins[2 * i] * bins[2 * i] + bins[2 * i + 1] * bins[2 * i + 1];
        sums[i] += power;
        highest[i] = highest[i] < power ? power : highest[i];
    }
}

}  // namespace

Welch::Welch(double sample_rate_hz, std::size_t fft_size, Window window, Fft::Effort effort)
    : sample_rate_hz_(sample_rate_hz),
      size_(fft_size),
      hop_(fft_size / 2),
      shape_(window),
      window_(make_window(window, fft_size)),
      scale_(1 / (sample_rate_hz * sum_of_squares(window_))),
      fft_(fft_size, Fft::Direction::forward, effort),
      windowed_(fft_size),
      transformed_(fft_size),
      carry_(2 * fft_size),
      row_(fft_size),
      highest_(fft_size),
      total_(fft_size),
      kept_rows_(std::clamp<std::size_t>(row_budget / fft_size, 8, most_kept_rows)) {
    assert(fft_size >= 16 && fft_size % 2 == 0);
    rows_.resize(2 * kept_rows_ * size_);
}

void Welch::add(IqSpan samples) {
    // Frames that begin in the carried samples are put together there; all others are taken where they lie.
    const std::size_t before = carried_;
    const std::size_t taken = std::min(samples.size(), carry_.size() - carried_);
    std::copy_n(samples.begin(), before == 0 ? 0 : taken, carry_.begin() + static_cast<std::ptrdiff_t>(carried_));
    const std::size_t joined = before == 0 ? 0 : before + taken;
    std::size_t begin = 0;  // of the next frame, counted from the first carried sample
    for (; begin < before && begin + size_ <= joined; begin += hop_) add_frame(carry_.data() + begin);
    if (begin < before) {  // too few came to complete a frame
        std::copy(carry_.begin() + static_cast<std::ptrdiff_t>(begin),
                  carry_.begin() + static_cast<std::ptrdiff_t>(joined), carry_.begin());
        carried_ = joined - begin;
        return;
    }
    std::size_t at = begin - before;
    for (; at + size_ <= samples.size(); at += hop_) add_frame(samples.data() + at);
    carried_ = samples.size() - std::min(at, samples.size());
    std::copy_n(samples.end() - static_cast<std::ptrdiff_t>(carried_), carried_, carry_.begin());
}

void Welch::interrupt() {
    carried_ = 0;
}

void Welch::begin_anew() {
    carried_ = 0;
    std::fill(row_.begin(), row_.end(), 0.0F);
    std::fill(highest_.begin(), highest_.end(), 0.0F);
    std::fill(total_.begin(), total_.end(), 0.0);
    row_count_ = 0;
    frames_per_row_ = 1;
    frames_in_row_ = ended_frames_ = 0;
}

void Welch::add_frame(const Sample* samples) {
    multiply(reinterpret_cast<const float*>(samples), window_.data(), reinterpret_cast<float*>(windowed_.data()),
             size_);
    fft_.execute(windowed_.data(), transformed_.data());
    gather(reinterpret_cast<const float*>(transformed_.data()), row_.data(), highest_.data(), size_);
    if (++frames_in_row_ == frames_per_row_) end_row();
}

void Welch::end_row() {
    if (row_count_ == 2 * kept_rows_) {  // full: pairs become one
        for (std::size_t r = 0; r < kept_rows_; ++r)
            for (std::size_t i = 0; i < size_; ++i)
                rows_[r * size_ + i] = (rows_[2 * r * size_ + i] + rows_[(2 * r + 1) * size_ + i]) / 2;
        row_count_ = kept_rows_;
        frames_per_row_ *= 2;
        if (frames_in_row_ < frames_per_row_) return;
    }
    const float share = 1 / static_cast<float>(frames_in_row_);
    ended_frames_ += frames_in_row_;
    for (std::size_t i = 0; i < size_; ++i) {
        rows_[row_count_ * size_ + i] = row_[i] * share;
        total_[i] += row_[i];
        row_[i] = 0;
    }
    ++row_count_;
    frames_in_row_ = 0;
}

Spectrum Welch::result() const {
    Spectrum result;
    result.sample_rate_hz = sample_rate_hz_;
    result.step_hz = sample_rate_hz_ / static_cast<double>(size_);
    result.enbw_hz = result.step_hz * enbw_bins(window_);
    result.window = shape_;
    result.frames = frames();
    if (result.frames == 0) return result;
    result.row_seconds = static_cast<double>(frames_per_row_ * hop_) / sample_rate_hz_;
    result.frames_per_row = static_cast<double>(std::min(frames_per_row_, result.frames));
    result.mean.resize(size_);
    result.maximum.resize(size_);
    // A last row that holds less than half of what the others do is too noisy to stand beside them.
    const bool last = row_count_ == 0 || 2 * frames_in_row_ >= frames_per_row_;
    result.row_data.resize((row_count_ + last) * size_);
    for (std::size_t bin = 0; bin < size_; ++bin) {
        const std::size_t i = (bin + size_ / 2) % size_;  // the FFT begins at 0 Hz
        const auto density = [this](double sum, std::uint64_t count) {
            return static_cast<float>(sum / static_cast<double>(count) * scale_);
        };
        result.mean[bin] = density(total_[i] + row_[i], result.frames);
        result.maximum[bin] = density(highest_[i], 1);
        for (std::size_t r = 0; r < row_count_; ++r)
            result.row_data[r * size_ + bin] = density(rows_[r * size_ + i], 1);
        if (last) result.row_data[row_count_ * size_ + bin] = density(row_[i], frames_in_row_);
    }
    return result;
}

}  // namespace boresight::dsp::spectrum
