// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/umts/chip_products.h"

#include "dsp/core/clones.h"

namespace boresight::dsp::umts {

namespace {

BORESIGHT_CLONES Sample product(const Sample* __restrict chips, const Sample* __restrict code, std::size_t count) {
    float re = 0, im = 0;
    for (std::size_t i = 0; i < count; ++i) {
        const float a = chips[i].real(), b = chips[i].imag(), c = code[i].real(), d = code[i].imag();
        re += a * c + b * d;
        im += b * c - a * d;
    }
    return {re, im};
}

}  // namespace

Sample product_with_conjugate(const Sample* chips, const Sample* code, std::size_t count) {
    return product(chips, code, count);
}

}  // namespace boresight::dsp::umts
