// SPDX-License-Identifier: GPL-3.0-or-later
// The report of a sweep as a page for the customer: the answer first, then before and after, every cell with its plot,
// the lock with what undoes it, what wasn't measured and why, the instrument, and the words of safety. Plain words
// first, the term in brackets. Pure; any thread.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "app/config.h"
#include "app/site_report.h"
#include "report/page.h"

namespace boresight::app {

enum class PlaceShared { none, rounded, exact };

struct SitePageWish {
    PlaceShared place = PlaceShared::rounded;
    LengthUnits units = LengthUnits::metric;
};

report::Page site_page(const SiteReport& report, const SitePageWish& wish);

// "GOOD", with its light: of the signal quality that the sentence expects, or that there is no direction.
struct VerdictLight {
    std::string word;
    report::Light light = report::Light::none;
};
VerdictLight verdict_light(const LiveAimReport& report);

// "59.329 N, 18.069 E, 30 m above the sea (rounded to about 100 m)"; empty where it isn't known or not to be told.
std::string place_words(const std::optional<Position>& position, const SitePageWish& wish);

}  // namespace boresight::app
