// SPDX-License-Identifier: GPL-3.0-or-later
// A Fourier transform of one size and direction with memory of its own, without scaling. One object, one thread.
#pragma once

#include <fftw3.h>

#include <complex>
#include <span>

namespace boresight::scene {

class Fft {
public:
    enum class Direction { forward, inverse };

    Fft(int size, Direction direction) : size_(size) {
        [[maybe_unused]] static const bool safe = (fftwf_make_planner_thread_safe(), true);
        in_ = fftwf_alloc_complex(static_cast<std::size_t>(size));
        out_ = fftwf_alloc_complex(static_cast<std::size_t>(size));
        plan_ = fftwf_plan_dft_1d(size, in_, out_, direction == Direction::forward ? FFTW_FORWARD : FFTW_BACKWARD,
                                  FFTW_ESTIMATE);
    }
    ~Fft() {
        fftwf_destroy_plan(plan_);
        fftwf_free(in_);
        fftwf_free(out_);
    }
    Fft(const Fft&) = delete;
    Fft& operator=(const Fft&) = delete;

    std::span<std::complex<float>> input() { return {values(in_), static_cast<std::size_t>(size_)}; }
    std::span<const std::complex<float>> transform() {
        fftwf_execute(plan_);
        return {values(out_), static_cast<std::size_t>(size_)};
    }

private:
    static std::complex<float>* values(fftwf_complex* memory) { return reinterpret_cast<std::complex<float>*>(memory); }

    int size_;
    fftwf_complex* in_ = nullptr;
    fftwf_complex* out_ = nullptr;
    fftwf_plan plan_ = nullptr;
};

}  // namespace boresight::scene
