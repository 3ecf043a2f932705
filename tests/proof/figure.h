// SPDX-License-Identifier: GPL-3.0-or-later
// A figure measured over many runs, how surely it is known, and what is required of it. Shares are in percent with
// Wilson's interval, medians with that of their ranks, both of 95 %. Nothing fails.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace boresight::proof {

enum class Met {
    yes,
    open,  // not met, though so few runs can't exclude that it is
    no,
    told,  // nothing is required
};

struct Figure {
    std::string name;
    double value = 0, low = 0, high = 0;
    std::optional<double> least, most;  // required

    Met met() const;
};

Figure share_of(std::string name, std::size_t hits, std::size_t runs);
Figure median_of(std::string name, std::vector<double> values);
Figure quantile_of(std::string name, std::vector<double> values, double share);
Figure mean_of(std::string name, const std::vector<double>& values);

Figure at_least(Figure figure, double required);
Figure at_most(Figure figure, double required);

std::string words_of(Met met);

}  // namespace boresight::proof
