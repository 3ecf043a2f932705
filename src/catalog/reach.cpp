// SPDX-License-Identifier: GPL-3.0-or-later
#include "catalog/reach.h"

#include <fmt/format.h>

#include <algorithm>

#include "catalog/frequency_text.h"

namespace boresight::catalog {

namespace {

// The first limit of the radio that cuts into the range.
std::string limit(const Radio& radio, const FrequencyRange& range) {
    if (range.low_hz < radio.ranges.front().low_hz) {
        return fmt::format("radio begins at {}", frequency_text(radio.ranges.front().low_hz));
    }
    for (std::size_t i = 0; i + 1 < radio.ranges.size(); ++i) {
        const FrequencyRange gap{radio.ranges[i].high_hz, radio.ranges[i + 1].low_hz};
        if (range.low_hz < gap.high_hz && range.high_hz > gap.low_hz) {
            return fmt::format("radio has a gap at {}", range_text(gap.low_hz, gap.high_hz));
        }
    }
    return fmt::format("radio ends at {}", frequency_text(radio.ranges.back().high_hz));
}

}  // namespace

Reach reach(const Radio& radio, const FrequencyRange& range) {
    Reach result;
    for (const FrequencyRange& tunable : radio.ranges) {
        const FrequencyRange both{std::max(range.low_hz, tunable.low_hz), std::min(range.high_hz, tunable.high_hz)};
        if (both.low_hz < both.high_hz) result.heard.push_back(both);
    }
    if (result.heard.size() == 1 && result.heard.front() == range) {
        result.extent = Reach::Extent::whole;
        return result;
    }
    result.extent = result.heard.empty() ? Reach::Extent::none : Reach::Extent::part;
    result.why_not = limit(radio, range);
    return result;
}

Reach reach(const Radio& radio, const Band& band) {
    if (!band.downlink) return {Reach::Extent::none, {}, "phones send here, towers don't"};
    return reach(radio, *band.downlink);
}

}  // namespace boresight::catalog
