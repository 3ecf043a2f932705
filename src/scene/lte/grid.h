// SPDX-License-Identifier: GPL-3.0-or-later
// Resource elements of a subframe, TS 36.211 6.2. Plain values.
#pragma once

#include <complex>
#include <span>
#include <vector>

#include "scene/lte/frame.h"

namespace boresight::scene::lte {

constexpr int subcarriers_per_block = 12;

// One subframe of one port: symbols of 12 n_rb_dl subcarriers, lowest first.
class Grid {
public:
    explicit Grid(int n_rb_dl)
        : width_(static_cast<std::size_t>(n_rb_dl * subcarriers_per_block)), elements_(width_ * most_symbols) {}

    std::span<std::complex<float>> symbol(int l) {
        return {elements_.data() + static_cast<std::size_t>(l) * width_, width_};
    }
    std::span<const std::complex<float>> symbol(int l) const {
        return {elements_.data() + static_cast<std::size_t>(l) * width_, width_};
    }
    void clear() { elements_.assign(elements_.size(), {}); }

private:
    std::size_t width_;
    std::vector<std::complex<float>> elements_;
};

}  // namespace boresight::scene::lte
