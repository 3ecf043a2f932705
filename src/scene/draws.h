// SPDX-License-Identifier: GPL-3.0-or-later
// Random numbers whose n-th follows from a key and n alone, so that no order has to be kept. (SplitMix64.)
#pragma once

#include <cmath>
#include <cstdint>
#include <numbers>

namespace boresight::scene {

class Draws {
public:
    Draws(std::uint64_t seed, std::uint64_t first, std::uint64_t second)
        : state_(mixed(mixed(seed + first * golden) + second)) {}

    std::uint64_t word() { return mixed(state_ += golden); }
    double share() { return static_cast<double>(word() >> 11) * 0x1p-53; }  // 0 to 1
    double uniform(double low, double high) { return low + (high - low) * share(); }
    double normal() {
        const double radius = std::sqrt(-2 * std::log(1 - share()));
        return radius * std::cos(2 * std::numbers::pi * share());
    }

private:
    static constexpr std::uint64_t golden = 0x9E3779B97F4A7C15U;
    static std::uint64_t mixed(std::uint64_t z) {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9U;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBU;
        return z ^ (z >> 31);
    }
    std::uint64_t state_;
};

}  // namespace boresight::scene
