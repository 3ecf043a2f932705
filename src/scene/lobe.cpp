// SPDX-License-Identifier: GPL-3.0-or-later
#include "scene/lobe.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <random>

namespace boresight::scene {
namespace {

constexpr double step_deg = 0.25;
constexpr int steps = 1440;
constexpr double ripple_rms_db = 3;
constexpr int first_ripple = 3;
constexpr int ripples = 5;

double power(double db) {
    return std::pow(10.0, db / 10);
}

}  // namespace

Lobe::Lobe(double beamwidth_deg, std::uint64_t seed) : table_(steps) {
    std::mt19937_64 random(seed);
    std::normal_distribution<double> normal;
    const auto uniform = [&](double low, double high) {
        return std::uniform_real_distribution<double>(low, high)(random);
    };
    const double width = beamwidth_deg * std::exp(0.12 * normal(random));
    const double exponent = uniform(1.7, 2.5);
    const double skew = uniform(-0.1, 0.1);
    const double side_db = uniform(11, 17);
    const double back_db = uniform(15, 26);
    std::array<double, ripples> level{};
    std::array<double, ripples> phase{};
    double squares = 0;
    for (int k = 0; k < ripples; ++k) {
        level[static_cast<std::size_t>(k)] = normal(random);
        phase[static_cast<std::size_t>(k)] = uniform(0, 2 * std::numbers::pi);
        squares += level[static_cast<std::size_t>(k)] * level[static_cast<std::size_t>(k)] / 2;
    }
    for (int i = 0; i < steps; ++i) {
        const double off = i * step_deg < 180 ? i * step_deg : i * step_deg - 360;
        const double half_width = width * (off > 0 ? 1 + skew : 1 - skew) / 2;
        const double main_db = -3 * std::pow(std::abs(off) / half_width, exponent);
        double side = -side_db - (back_db - side_db) * std::abs(off) / 180;
        for (int k = 0; k < ripples; ++k)
            side += ripple_rms_db / std::sqrt(squares) * level[static_cast<std::size_t>(k)] *
                    std::cos((k + first_ripple) * off * std::numbers::pi / 180 + phase[static_cast<std::size_t>(k)]);
        table_[static_cast<std::size_t>(i)] = power(main_db) + power(side) * std::min(1.0, std::abs(off) / width);
    }
    put_peak_ahead();
}

Lobe::Lobe(std::span<const PatternPoint> pattern) : table_(steps) {
    for (int i = 0; i < steps; ++i) {
        const PatternPoint& first = pattern.front();
        double off = i * step_deg;
        while (off >= first.off_boresight_deg + 360) off -= 360;
        while (off < first.off_boresight_deg) off += 360;
        PatternPoint before = pattern.back();
        PatternPoint after{first.off_boresight_deg + 360, first.gain_db};
        for (std::size_t p = 1; p < pattern.size(); ++p)
            if (pattern[p].off_boresight_deg > off) {
                before = pattern[p - 1];
                after = pattern[p];
                break;
            }
        const double share = (off - before.off_boresight_deg) / (after.off_boresight_deg - before.off_boresight_deg);
        table_[static_cast<std::size_t>(i)] = power(before.gain_db + share * (after.gain_db - before.gain_db));
    }
    put_peak_ahead();
}

void Lobe::put_peak_ahead() {
    const auto peak = std::max_element(table_.begin(), table_.end());
    const double scale = 1 / *peak;
    std::rotate(table_.begin(), peak, table_.end());
    for (double& value : table_) value *= scale;
}

double Lobe::gain(double off_boresight_deg) const {
    const double turned = std::fmod(std::fmod(off_boresight_deg, 360) + 360, 360);
    return table_[static_cast<std::size_t>(std::lround(turned / step_deg)) % steps];
}

}  // namespace boresight::scene
