// SPDX-License-Identifier: GPL-3.0-or-later
// The reference signals of one antenna port, slot by slot: their power, with noise taken out, and the noise. Power
// comes from products of different slots, in which noise has no share on average: of the two slots of a subframe where
// the signal rules; where noise rules, of all slots near in time and, since echoes are short, of subcarriers near in
// frequency; and over as long as the channel stands still. Noise is what neighbouring slots don't share, less what the
// channel moved between them. A standard error is that of the mean over the time between the first and the last
// subframe: of the noise by its own power (Cramer and Rao's bound for this estimate), and of what the channel did
// between the subframes that were seen, by how it changes. Powers of full scale, times in samples at 1.92 MS/s, rising.
// One object belongs to one thread.
#pragma once

#include <array>
#include <complex>
#include <cstdint>
#include <span>
#include <vector>

#include "dsp/core/iq.h"
#include "dsp/lte/level_series.h"

namespace boresight::dsp::lte {

// Where the values of a slot lie, in the order in which they come.
struct PilotPlaces {
    std::vector<int> subcarriers;  // distances from the carrier
    std::vector<float> trust;      // 1 or less
};

class PilotSeries {
public:
    // Of either slot: both alike, or side by side.
    void clear(const PilotPlaces& first_slot, const PilotPlaces& second_slot);

    void add(double time, std::span<const Sample> first_slot, std::span<const Sample> second_slot);

    std::size_t subframes() const { return times_.size(); }
    double trust() const { return trust_[0]; }  // how many values a slot is worth
    double total_time() const { return times_.empty() ? 0 : times_.back() - times_.front(); }

    // Whether both slots show the same subcarriers.
    bool twice() const { return twice_; }

    // Noise of a value; its error takes all subframes for alike.
    Level noise() const;

    // `noise`: power of a value's noise.
    struct Power {
        Level level;
        double shared = 0;  // relative covariance with noise() of the same values, of opposite sign
    };
    Power power(double noise) const;

    // What slots share that lie this far apart, mean over all pairs. Only where both slots show the same.
    struct Shared {
        std::complex<double> product = 0;
        int pairs = 0;
    };
    Shared shared_after(int slots) const;

private:
    struct Pairs;
    struct Smoothed;

    const Sample* slot(std::size_t n) const { return values_.data() + n * width_; }
    double slot_time(std::size_t n) const;
    std::vector<double> products() const;
    bool contiguous(std::size_t subframe) const;  // with the next one
    double moved(double sigmas) const;
    Power direct(double noise) const;
    Power smooth(double noise) const;
    Smoothed smoothed() const;
    Pairs pairs_within(double reach, const Smoothed& smoothed) const;
    Power power_of(const Pairs& pairs, double noise, double moved_ms2) const;

    bool twice_ = true;
    std::size_t width_ = 0;  // distinct subcarriers
    std::vector<int> subcarriers_;
    std::array<std::vector<std::uint32_t>, 2> rows_;  // of the values of either slot
    std::array<std::vector<float>, 2> roots_;         // of the trust, by row; 0 where there is no value
    std::array<double, 2> trust_{};                   // summed
    std::vector<double> times_;
    std::vector<Sample> values_;  // times the roots
};

}  // namespace boresight::dsp::lte
