// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/lte/offset_fit.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numbers>

#include "dsp/lte/numerology.h"

namespace boresight::dsp::lte {

namespace {

using Complex = std::complex<double>;
constexpr double two_pi = 2 * std::numbers::pi;
constexpr int furthest = 6.5e-3 * base_rate_hz;     // samples between two of a pair
constexpr int near_furthest = 2e-3 * base_rate_hz;  // of those within a half frame
constexpr double reach_hz = 1000, step_hz = 10;
constexpr double least_coherence = 0.6;  // over half a frame, for its phase to be used
constexpr int newton_rounds = 3;

// Pairs of one distance.
struct Lag {
    double seconds = 0;
    Complex product = 0;
    double pairs = 0;
};

struct Products {
    std::vector<Lag> near, far;
    // Those that begin in each half frame: for the spread.
    std::vector<std::vector<Lag>> of_half_frames;
};

std::vector<Lag> listed(const std::map<int, Lag>& lags) {
    std::vector<Lag> list;
    for (const auto& [samples, lag] : lags) list.push_back(lag);
    return list;
}

Products products_of(const std::vector<SymbolSum>& sums) {
    std::map<int, Lag> near, far, own;
    Products products;
    int half_frame_end = 0;
    for (std::size_t i = 0; i < sums.size(); ++i) {
        if (i == 0 || sums[i].nominal >= half_frame_end) {
            if (!own.empty()) products.of_half_frames.push_back(listed(own));
            own.clear();
            half_frame_end = sums[i].nominal + near_furthest;
        }
        for (std::size_t k = i + 1; k < sums.size() && sums[k].nominal - sums[i].nominal <= furthest; ++k) {
            const int apart = sums[k].nominal - sums[i].nominal;
            Complex product = 0;
            for (std::size_t t = 0; t < sums[i].values.size(); ++t)
                product += std::conj(sums[i].values[t]) * sums[k].values[t];
            for (Lag* lag : {&(apart < near_furthest ? near : far)[apart], &own[apart]}) {
                lag->seconds = apart / base_rate_hz;
                lag->product += product;
                lag->pairs += 1;
            }
        }
    }
    if (!own.empty()) products.of_half_frames.push_back(listed(own));
    products.near = listed(near);
    products.far = listed(far);
    return products;
}

double agreement(const std::vector<Lag>& lags, double offset_hz) {
    double sum = 0;
    for (const Lag& lag : lags) sum += (lag.product * std::polar(1.0, -two_pi * offset_hz * lag.seconds)).real();
    return sum;
}

double pairs_of(const std::vector<Lag>& lags) {
    double pairs = 0;
    for (const Lag& lag : lags) pairs += lag.pairs;
    return pairs;
}

// How the agreement rises with the offset, and how it bends; in radians a hertz.
struct Slope {
    double rise = 0, bend = 0;
};

Slope slope_at(const std::vector<Lag>& lags, double offset_hz) {
    Slope slope;
    for (const Lag& lag : lags) {
        const double turn = two_pi * lag.seconds;
        const Complex product = lag.product * std::polar(1.0, -turn * offset_hz);
        slope.rise += turn * product.imag();
        slope.bend -= turn * turn * product.real();
    }
    return slope;
}

double best_offset(const std::vector<Lag>& lags) {
    std::vector<Complex> turned, step;
    for (const Lag& lag : lags) {
        turned.push_back(lag.product * std::polar(1.0, two_pi * reach_hz * lag.seconds));
        step.push_back(std::polar(1.0, -two_pi * step_hz * lag.seconds));
    }
    double best_hz = 0, most = 0;
    for (double hz = -reach_hz; hz < reach_hz; hz += step_hz) {
        double sum = 0;
        for (std::size_t i = 0; i < turned.size(); ++i) {
            sum += turned[i].real();
            turned[i] *= step[i];
        }
        if (sum > most) best_hz = hz;
        most = std::max(most, sum);
    }
    for (int round = 0; round < newton_rounds; ++round) {
        const Slope slope = slope_at(lags, best_hz);
        if (slope.bend < 0) best_hz += std::clamp(-slope.rise / slope.bend, -step_hz, step_hz);
    }
    return best_hz;
}

}  // namespace

OffsetFit fit_offset(const std::vector<SymbolSum>& sums) {
    const Products products = products_of(sums);
    if (products.near.empty()) return {};
    std::vector<Lag> all = products.near;
    all.insert(all.end(), products.far.begin(), products.far.end());
    OffsetFit fit{.offset_hz = best_offset(all)};
    const double near_mean = agreement(products.near, fit.offset_hz) / pairs_of(products.near);
    const double far_mean = agreement(products.far, fit.offset_hz) / std::max(pairs_of(products.far), 1.0);
    const bool still = far_mean > least_coherence * near_mean;
    if (!still) fit.offset_hz = best_offset(products.near);

    const double bend = slope_at(still ? all : products.near, fit.offset_hz).bend;
    double spread = 0;
    for (std::vector<Lag> half_frame : products.of_half_frames) {
        if (!still)
            std::erase_if(half_frame, [](const Lag& lag) { return lag.seconds >= near_furthest / base_rate_hz; });
        const double rise = slope_at(half_frame, fit.offset_hz).rise;
        spread += rise * rise;
    }
    if (products.of_half_frames.size() > 1 && bend < 0) fit.sigma_hz = std::sqrt(spread) / -bend;
    return fit;
}

}  // namespace boresight::dsp::lte
