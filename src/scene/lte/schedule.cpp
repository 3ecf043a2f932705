// SPDX-License-Identifier: GPL-3.0-or-later
#include "scene/lte/schedule.h"

#include <array>

#include "scene/lte/frame.h"

namespace boresight::scene::lte {
namespace {

constexpr int sib1_subframe = 5;

int version(std::int64_t k) {
    constexpr std::array versions{0, 2, 3, 1};
    return versions[static_cast<std::size_t>(k & 3)];
}

bool is_sib1(std::int64_t frame, int subframe) {
    return subframe == sib1_subframe && frame % 2 == 0;
}

int message_subframe(const Cell& cell, std::int64_t frame) {
    int subframe = cell.sending.message_subframe;
    while (subframe > 0 &&
           (use_of(cell, subframe) != Use::downlink || is_mbsfn(cell, frame, subframe) || is_sib1(frame, subframe)))
        --subframe;
    return subframe;
}

}  // namespace

std::optional<Turn> turn_of(const Cell& cell, std::int64_t frame, int subframe) {
    if (is_sib1(frame, subframe)) return Turn{sib1, version(frame >> 1)};
    const Information& information = *cell.information;
    // Format 1C leaves the version to the subframe's place in the window; 1A names any, here by turns.
    const std::int64_t counted = cell.sending.messages.format == Format::c ? 1 : 10;
    if (!information.radio || subframe != message_subframe(cell, frame)) return std::nullopt;
    for (int n = 0; n < static_cast<int>(information.messages.size()); ++n) {
        const int begin = n * information.si_window_ms;
        const int period = information.messages[static_cast<std::size_t>(n)].period_frames;
        const auto since = ((frame - begin / 10) & (period - 1)) * 10 + subframe - begin % 10;
        if (since >= 0 && since < information.si_window_ms) return Turn{n, version(since / counted)};
    }
    return std::nullopt;
}

}  // namespace boresight::scene::lte
