// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/core/window.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "dsp/core/decibel.h"

namespace boresight::dsp {
namespace {

constexpr std::size_t points = 256;
constexpr std::size_t zoom = 32;  // steps a bin

// Power at `bins` from the middle, over that in the middle.
double response_db(const FloatBuffer& window, double bins) {
    std::complex<double> sum = 0, middle = 0;
    for (std::size_t n = 0; n < window.size(); ++n) {
        sum += static_cast<double>(window[n]) *
               std::polar(1.0, -2 * M_PI * bins * static_cast<double>(n) / static_cast<double>(window.size()));
        middle += window[n];
    }
    return db_from_power(std::norm(sum) / std::norm(middle));
}

double highest_side_lobe_db(Window shape) {
    const FloatBuffer window = make_window(shape, points);
    double highest = -200;
    for (auto i = static_cast<std::size_t>(std::ceil(main_lobe_bins(shape) * zoom)); i < points / 2 * zoom; ++i)
        highest = std::max(highest, response_db(window, static_cast<double>(i) / zoom));
    return highest;
}

// Harris, "On the use of windows", Proc. IEEE 1978, table 1: Kaiser-Bessel with alpha 3, and Hann.
TEST(Window, HasTheBandwidthAndSideLobesOfItsKind) {
    EXPECT_NEAR(enbw_bins(make_window(Window::kaiser, 4096)), 1.80, 0.005);
    EXPECT_NEAR(enbw_bins(make_window(Window::hann, 4096)), 1.50, 0.001);
    EXPECT_NEAR(highest_side_lobe_db(Window::kaiser), side_lobe_db(Window::kaiser), 1);
    EXPECT_NEAR(highest_side_lobe_db(Window::hann), side_lobe_db(Window::hann), 1);
    for (const Window shape : {Window::kaiser, Window::hann})
        EXPECT_LT(response_db(make_window(shape, points), main_lobe_bins(shape)), side_lobe_db(shape) - 6)
            << "the first null";
}

TEST(Window, IsPeriodicWithItsPeakInTheMiddle) {
    for (const Window shape : {Window::kaiser, Window::hann}) {
        const FloatBuffer window = make_window(shape, points);
        EXPECT_NEAR(window[points / 2], 1, 1e-6);
        for (std::size_t n = 1; n < points; ++n) EXPECT_NEAR(window[n], window[points - n], 1e-6) << n;
    }
}

}  // namespace
}  // namespace boresight::dsp
