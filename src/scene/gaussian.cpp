// SPDX-License-Identifier: GPL-3.0-or-later
#include "scene/gaussian.h"

#include <cmath>

namespace boresight::scene {
namespace {

constexpr double tail_begin = 3.442619855899;
constexpr double layer_area = 9.91256303526217e-3;

double density(double x) {
    return std::exp(-x * x / 2);
}

}  // namespace

const Gaussian::Edges& Gaussian::edges() {
    static const Edges table = [] {
        Edges edge{};
        edge[0] = layer_area / density(tail_begin);
        edge[1] = tail_begin;
        for (std::size_t i = 2; i < layers; ++i)
            edge[i] = std::sqrt(-2 * std::log(layer_area / edge[i - 1] + density(edge[i - 1])));
        return edge;
    }();
    return table;
}

// What lies beyond the rectangle of a layer: the tail, or under the curve, or nothing and another try.
float Gaussian::beyond(std::size_t layer, double share) {
    if (layer == 0) {
        double x = 0;
        double y = 0;
        do {
            x = -std::log(1 - draws_.share()) / tail_begin;
            y = -std::log(1 - draws_.share());
        } while (2 * y < x * x);
        return static_cast<float>(share < 0 ? -tail_begin - x : tail_begin + x);
    }
    const double value = share * edges_[layer];
    const double below = density(edges_[layer]);
    const double above = density(edges_[layer + 1]);
    if (below + draws_.share() * (above - below) < density(value)) return static_cast<float>(value);
    return next();
}

}  // namespace boresight::scene
