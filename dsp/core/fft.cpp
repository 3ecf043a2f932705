// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/core/fft.h"

#include <fftw3.h>

#include <new>

namespace boresight::dsp {

template <class T>
T* FftAllocator<T>::allocate(std::size_t n) {
    void* p = fftwf_malloc(n * sizeof(T));
    if (p == nullptr) throw std::bad_alloc();
    return static_cast<T*>(p);
}

template <class T>
void FftAllocator<T>::deallocate(T* p, std::size_t) noexcept {
    fftwf_free(p);
}

template struct FftAllocator<Sample>;
template struct FftAllocator<float>;

struct Fft::Plan {
    explicit Plan(fftwf_plan made) : handle(made) {}
    ~Plan() { fftwf_destroy_plan(handle); }
    Plan(const Plan&) = delete;
    Plan& operator=(const Plan&) = delete;
    fftwf_plan handle;
};

Fft::Fft(std::size_t size, Direction direction, Effort effort) : size_(size) {
    static const bool planner_is_thread_safe = (fftwf_make_planner_thread_safe(), true);
    (void)planner_is_thread_safe;
    IqBuffer in(size), out(size);
    const unsigned flags = (effort == Effort::measure ? FFTW_MEASURE : FFTW_ESTIMATE) | FFTW_PRESERVE_INPUT;
    plan_ = std::make_unique<Plan>(
        fftwf_plan_dft_1d(static_cast<int>(size), reinterpret_cast<fftwf_complex*>(in.data()),
                          reinterpret_cast<fftwf_complex*>(out.data()),
                          direction == Direction::forward ? FFTW_FORWARD : FFTW_BACKWARD, flags));
}

Fft::~Fft() = default;
Fft::Fft(Fft&&) noexcept = default;
Fft& Fft::operator=(Fft&&) noexcept = default;

void Fft::execute(const Sample* in, Sample* out) const {
    // FFTW_PRESERVE_INPUT: the input is only read, though FFTW's type isn't const.
    fftwf_execute_dft(plan_->handle, reinterpret_cast<fftwf_complex*>(const_cast<Sample*>(in)),
                      reinterpret_cast<fftwf_complex*>(out));
}

std::size_t next_fast_size(std::size_t n) {
    for (std::size_t size = n < 1 ? 1 : n;; ++size) {
        std::size_t rest = size;
        for (const std::size_t prime : {2U, 3U, 5U})
            while (rest % prime == 0) rest /= prime;
        if (rest == 1) return size;
    }
}

}  // namespace boresight::dsp
