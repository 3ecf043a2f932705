// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/lte/mib.h"

#include <algorithm>
#include <array>
#include <stdexcept>

namespace boresight::dsp::lte {
namespace {

constexpr std::array<int, 6> bandwidths = {6, 15, 25, 50, 75, 100};
constexpr int sfn_count = 1024;
constexpr int spare_count = 1024;

}  // namespace

std::uint32_t pack_mib(const Mib& mib) {
    const auto* const bandwidth = std::find(bandwidths.begin(), bandwidths.end(), mib.n_rb_dl);
    if (bandwidth == bandwidths.end() || mib.sfn < 0 || mib.sfn >= sfn_count || mib.spare_bits < 0 ||
        mib.spare_bits >= spare_count)
        throw std::invalid_argument("pack_mib: no such bandwidth, frame number or spare bits");
    return static_cast<std::uint32_t>(bandwidth - bandwidths.begin()) << 21 |
           static_cast<std::uint32_t>(mib.phich_duration == PhichDuration::extended) << 20 |
           static_cast<std::uint32_t>(mib.phich_ng) << 18 | static_cast<std::uint32_t>(mib.sfn / 4) << 10 |
           static_cast<std::uint32_t>(mib.spare_bits);
}

std::optional<Mib> unpack_mib(std::uint32_t bits) {
    const std::size_t bandwidth = bits >> 21;
    if (bandwidth >= bandwidths.size()) return std::nullopt;
    Mib mib;
    mib.bits = bits;
    mib.n_rb_dl = bandwidths[bandwidth];
    mib.phich_duration = (bits >> 20 & 1U) != 0 ? PhichDuration::extended : PhichDuration::normal;
    mib.phich_ng = static_cast<PhichNg>(bits >> 18 & 3U);
    mib.sfn = static_cast<int>(bits >> 10 & 255U) * 4;
    mib.spare_bits = static_cast<int>(bits & 1023U);
    return mib;
}

}  // namespace boresight::dsp::lte
