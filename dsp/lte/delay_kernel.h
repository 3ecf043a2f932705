// SPDX-License-Identifier: GPL-3.0-or-later
// Values of a channel on some subcarriers, each replaced by a sum over those beside it as alike as short echoes leave
// them: signals of such channels add up, noise does not. Subcarriers are taken 24 at a time. Pure; a value.
#pragma once

#include <algorithm>
#include <complex>
#include <span>
#include <vector>

#include "dsp/core/iq.h"

namespace boresight::dsp::lte {

class DelayKernel {
public:
    // Distances from the carrier, rising.
    explicit DelayKernel(std::span<const int> subcarriers);

    void apply(const Sample* in, Sample* out) const;

    // Calls use(i, j, how alike they are) for all pairs that are summed.
    template <class Use>
    void for_each_pair(Use use) const {
        for (std::size_t i = 0; i < size_; ++i)
            for (std::size_t j = i / block * block; j < std::min((i / block + 1) * block, size_); ++j)
                use(i, j, alike_[i * block + j % block]);
    }

private:
    static constexpr std::size_t block = 24;
    std::size_t size_;
    std::vector<Sample> alike_;  // a row of `block` for each
};

}  // namespace boresight::dsp::lte
