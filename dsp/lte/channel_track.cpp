// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/lte/channel_track.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace boresight::dsp::lte {

namespace {

constexpr double millisecond = 1920;  // in samples
constexpr std::array<double, 5> sides{1 * millisecond, 3 * millisecond, 8 * millisecond, 20 * millisecond,
                                      60 * millisecond};
constexpr double reach = 3;  // sides beyond which nothing counts

}  // namespace

void ChannelTrack::clear(std::size_t width) {
    width_ = width;
    times_.clear();
    values_.clear();
    side_ = sides.front();
}

void ChannelTrack::add(double time, std::span<const Sample> values) {
    times_.push_back(time);
    values_.insert(values_.end(), values.begin(), values.end());
}

// Calls use(index, weight) for what lies within reach; for the nearest alone where nothing does.
template <class Use>
void ChannelTrack::weigh(double time, double side, Use use) const {
    const auto from = std::lower_bound(times_.begin(), times_.end(), time - reach * side);
    const auto to = std::upper_bound(from, times_.end(), time + reach * side);
    for (auto t = from; t != to; ++t) {
        const double x = (*t - time) / side;
        use(static_cast<std::size_t>(t - times_.begin()), static_cast<float>(std::exp(-0.5 * x * x)));
    }
    if (from != to || times_.empty()) return;
    const auto next = from == times_.end() ? from - 1 : from;
    const bool before = next != times_.begin() && time - next[-1] < std::abs(*next - time);
    use(static_cast<std::size_t>(next - times_.begin()) - (before ? 1 : 0), 1.0F);
}

double ChannelTrack::foretold_error(double side) {
    double error = 0;
    scratch_.resize(width_);
    for (std::size_t left_out = 0; left_out < times_.size(); ++left_out) {
        std::fill(scratch_.begin(), scratch_.end(), Sample{});
        float weights = 0;
        const auto take = [&](std::size_t i, float weight) {
            if (i == left_out) return;
            weights += weight;
            for (std::size_t k = 0; k < width_; ++k) scratch_[k] += weight * values_[i * width_ + k];
        };
        weigh(times_[left_out], side, take);
        if (weights < 1e-6F) {
            weights = 0;
            std::fill(scratch_.begin(), scratch_.end(), Sample{});
            take(left_out > 0 ? left_out - 1 : 1, 1.0F);
        }
        for (std::size_t k = 0; k < width_; ++k)
            error += std::norm(values_[left_out * width_ + k] - scratch_[k] / weights);
    }
    return error;
}

void ChannelTrack::settle() {
    side_ = sides.front();
    if (times_.size() < 2) return;
    double least = -1;
    for (const double side : sides) {
        const double error = foretold_error(side);
        if (least >= 0 && error >= least) break;
        least = error;
        side_ = side;
    }
}

double ChannelTrack::averaged(double time) const {
    double sum = 0, squares = 0;
    weigh(time, side_, [&](std::size_t, float weight) {
        sum += weight;
        squares += weight * weight;
    });
    return squares > 0 ? sum * sum / squares : 0;
}

void ChannelTrack::at(double time, std::span<Sample> out) const {
    std::fill(out.begin(), out.end(), Sample{});
    float weights = 0;
    weigh(time, side_, [&](std::size_t i, float weight) {
        weights += weight;
        for (std::size_t k = 0; k < width_; ++k) out[k] += weight * values_[i * width_ + k];
    });
    if (weights <= 0) return;
    for (Sample& value : out) value /= weights;
}

}  // namespace boresight::dsp::lte
