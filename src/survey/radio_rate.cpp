// SPDX-License-Identifier: GPL-3.0-or-later
#include "survey/radio_rate.h"

#include <algorithm>
#include <array>

#include "catalog/radios.h"
#include "dsp/spectrum/noise_floor.h"
#include "platform/error.h"
#include "survey/recording_scan.h"

namespace boresight::survey {

namespace {

// More would cost memory and processor without saving time.
constexpr double wide_rate_hz = 9.6e6;
constexpr double next_to_wide = 1.1;  // 10 MS/s will do
constexpr double narrow_rate_hz = 2.4e6;
// All of a UMTS carrier with room for its filter; and its chip rate.
constexpr double umts_rate_hz = 7.68e6, next_umts_rate_hz = 3.84e6;

double lasting_rate_hz(const radio::Radio& radio) {
    const catalog::Radio* known = catalog::find_radio(radio.name().driver);
    return known != nullptr ? known->usable_rate_sps : next_to_wide * wide_rate_hz;
}

std::optional<double> rate_near(const radio::Radio& radio, double wanted_hz) {
    const std::optional<double> rate = radio.limits().rate_of_at_least(wanted_hz);
    const bool lasts = rate && *rate <= next_to_wide * wanted_hz && *rate <= lasting_rate_hz(radio);
    return lasts ? rate : std::nullopt;
}

}  // namespace

double search_rate_hz(const radio::Radio& radio) {
    if (const auto wide = rate_near(radio, wide_rate_hz)) return *wide;
    return narrow_search_rate_hz(radio);
}

double narrow_search_rate_hz(const radio::Radio& radio) {
    if (const auto least = radio.limits().rate_of_at_least(least_lte_rate_hz)) return *least;
    throw Error(Error::Kind::bad_input, {.what = radio.name().label + " is too slow for LTE",
                                         .where = "sample rate",
                                         .expected = "1.92 million samples a second or more",
                                         .fix = "Use another radio"});
}

double umts_search_rate_hz(const radio::Radio& radio) {
    for (const double wanted_hz : {umts_rate_hz, next_umts_rate_hz, narrow_rate_hz})
        if (const auto rate = rate_near(radio, wanted_hz)) return *rate;
    return search_rate_hz(radio);
}

double power_rate_hz(const radio::Radio& radio) {
    for (const double wanted_hz : {wide_rate_hz, narrow_rate_hz})
        if (const auto rate = rate_near(radio, wanted_hz)) return *rate;
    return search_rate_hz(radio);
}

double naming_rate_hz(const radio::Radio& radio, int n_rb_dl) {
    const auto whole = radio.limits().rate_of_at_least(whole_carrier_rate_hz(n_rb_dl));
    if (whole && *whole <= lasting_rate_hz(radio)) return *whole;
    if (const auto narrow = rate_near(radio, narrow_rate_hz)) return *narrow;
    return search_rate_hz(radio);
}

double whole_carrier_rate_hz(int n_rb_dl) {
    constexpr double resource_block_hz = 180e3;
    return std::max(least_lte_rate_hz, n_rb_dl * resource_block_hz / dsp::spectrum::usable_share);
}

}  // namespace boresight::survey
