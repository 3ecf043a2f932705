// SPDX-License-Identifier: GPL-3.0-or-later
// Levels counted in bins of 0.1 dB, so that the median and spread of millions take the memory of their range (some
// hundred bytes), in whatever order they come. Levels are in dB of any reference, kept within -300..300; the median is
// exact to 0.05 dB. Values; one thread.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

namespace boresight::survey {

struct Spread {
    std::int64_t n = 0;
    double median_db = 0;
    double spread_db = 0;  // 1.4826 times the median distance from the median: the sigma of normal levels
};

class LevelHistogram {
public:
    void add(double level_db);
    std::int64_t count() const { return count_; }
    std::optional<Spread> spread() const;  // empty: no level

private:
    double count_below(double level_db) const;

    int first_bin_ = 0;
    std::int64_t count_ = 0;
    std::vector<std::uint32_t> counts_;
};

}  // namespace boresight::survey
