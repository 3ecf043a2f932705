// SPDX-License-Identifier: GPL-3.0-or-later
// Normal random numbers of mean 0 and variance 1, several times faster than the standard library's: the ziggurat of
// Marsaglia and Tsang (2000) with 128 layers, as Doornik (2005) corrects it. One object, one thread.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "scene/draws.h"

namespace boresight::scene {

class Gaussian {
public:
    explicit Gaussian(std::uint64_t seed) : draws_(seed, 0, 0), edges_(edges()) {}

    float next() {
        const std::uint64_t word = draws_.word();
        const auto layer = static_cast<std::size_t>(word & 127U);
        const double share = static_cast<double>(static_cast<std::int64_t>(word) >> 11) * 0x1p-52;  // -1 to 1
        const double value = share * edges_[layer];
        if (value < edges_[layer + 1] && -value < edges_[layer + 1]) return static_cast<float>(value);
        return beyond(layer, share);
    }

private:
    static constexpr std::size_t layers = 128;
    using Edges = std::array<double, layers + 1>;  // falling; the first layer holds the tail too
    static const Edges& edges();

    float beyond(std::size_t layer, double share);

    Draws draws_;
    const Edges& edges_;
};

}  // namespace boresight::scene
