// SPDX-License-Identifier: GPL-3.0-or-later
// Complex float FFTs by FFTW, unnormalized (a forward and an inverse transform multiply by the size). Plans are made
// in the constructor, so construct outside hot loops; execute() is const, allocates nothing and may be called from
// several threads at once on different buffers. IqBuffer is memory aligned for FFTW's vector code: every transform
// must be given buffers of that alignment.
#pragma once

#include <cstddef>
#include <memory>
#include <vector>

#include "dsp/core/iq.h"

namespace boresight::dsp {

// Allocates as FFTW does, so that any element 0 is aligned for its vector code.
template <class T>
struct FftAllocator {
    using value_type = T;
    FftAllocator() = default;
    template <class U>
    FftAllocator(const FftAllocator<U>&) {}
    T* allocate(std::size_t n);
    void deallocate(T* p, std::size_t) noexcept;
    template <class U>
    bool operator==(const FftAllocator<U>&) const {
        return true;
    }
};

using IqBuffer = std::vector<Sample, FftAllocator<Sample>>;
using FloatBuffer = std::vector<float, FftAllocator<float>>;

class Fft {
public:
    enum class Direction { forward, inverse };
    enum class Effort { estimate, measure };  // measure takes 0.1 s or more to plan and runs about a quarter faster

    Fft(std::size_t size, Direction direction, Effort effort = Effort::estimate);
    ~Fft();
    Fft(Fft&&) noexcept;
    Fft& operator=(Fft&&) noexcept;

    std::size_t size() const { return size_; }

    // Transforms `in` (size() samples, kept) to `out` (size() samples, elsewhere).
    void execute(const Sample* in, Sample* out) const;

private:
    struct Plan;
    std::size_t size_;
    std::unique_ptr<Plan> plan_;
};

// The smallest size >= n whose only prime factors are 2, 3 and 5: quick to transform.
std::size_t next_fast_size(std::size_t n);

}  // namespace boresight::dsp
