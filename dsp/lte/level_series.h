// SPDX-License-Identifier: GPL-3.0-or-later
// Levels from values that come again and again in time, with their standard errors. A mean of powers; and the power of
// a signal in noise from products of different observations of it, in which noise has no share on average: of the two
// slots of a subframe, and of other subframes as far apart as the channel stands still, where noise would otherwise
// rule the result. Errors come from the spread over subframes, widened where neighbouring subframes are alike. Pure
// values.
#pragma once

#include <span>
#include <vector>

#include "dsp/core/iq.h"

namespace boresight::dsp::lte {

struct Level {
    double power = 0;     // of full scale
    double sigma_db = 0;  // standard error
    double dbfs() const;
};

// Mean of a series, one entry a subframe.
Level mean_level(const std::vector<double>& series);

// Observations of one port's reference signals, subframe by subframe.
class PilotSeries {
public:
    // `weights`: of each place, 1 or less; empty: all alike. `twice`: both slots of a subframe show the same places;
    // else the second slot's lie beside the first's.
    void clear(std::span<const float> weights, bool twice);

    // As many values a slot as there are weights. Times in samples at 1.92 MS/s, rising.
    void add(double time, std::span<const Sample> first_slot, std::span<const Sample> second_slot);

    std::size_t subframes() const { return times_.size(); }

    // By the two slots of each subframe alone.
    const std::vector<double>& products() const { return products_; }

    // `noise`: power of a value's noise. Other subframes count where noise would else rule, and as long as they don't
    // say significantly less.
    Level power(double noise) const;

private:
    Level surest(double noise) const;
    Level power_within(double reach) const;

    std::vector<float> weights_;
    bool twice_ = true;
    std::size_t width_ = 0;  // of a row of sums
    double total_weight_ = 0;
    std::vector<double> times_, products_;
    std::vector<Sample> sums_;  // of both slots, or one after the other
};

}  // namespace boresight::dsp::lte
