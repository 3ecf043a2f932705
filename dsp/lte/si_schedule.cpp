// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/lte/si_schedule.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "dsp/lte/control.h"

namespace boresight::dsp::lte {

namespace {

constexpr int subframes_per_frame = 10;
constexpr int neighbours = 5;  // SIB5

// TS 36.211 table 4.2-2.
constexpr std::array<std::string_view, 7> tdd_subframes{"DSUUUDSUUU", "DSUUDDSUUD", "DSUDDDSUDD", "DSUUUDDDDD",
                                                        "DSUUDDDDDD", "DSUDDDDDDD", "DSUUUDSUUD"};

// TS 36.211 table 6.9-1; what isn't downlink has none.
constexpr std::array<std::array<int, 10>, 7> tdd_phich{{{2, 1, 0, 0, 0, 2, 1, 0, 0, 0},
                                                        {0, 1, 0, 0, 1, 0, 1, 0, 0, 1},
                                                        {0, 0, 0, 1, 0, 0, 0, 0, 1, 0},
                                                        {1, 0, 0, 0, 0, 0, 0, 0, 1, 1},
                                                        {0, 0, 0, 0, 0, 0, 0, 0, 1, 1},
                                                        {0, 0, 0, 0, 0, 0, 0, 0, 1, 0},
                                                        {1, 1, 0, 0, 0, 1, 1, 0, 0, 1}}};

}  // namespace

std::optional<SiPlace> si_place(const Sib1& sib1, int sfn, int subframe) {
    if (subframe == sib1_subframe && sfn % 2 == 0) return std::nullopt;
    if (sib1.tdd_config &&
        tdd_subframes[static_cast<std::size_t>(*sib1.tdd_config)][static_cast<std::size_t>(subframe)] != 'D')
        return std::nullopt;
    const int now = sfn * subframes_per_frame + subframe;
    for (std::size_t i = 0; i < sib1.scheduling.size(); ++i) {
        const int period = sib1.scheduling[i].period_frames * subframes_per_frame;
        const int begins = static_cast<int>(i) * sib1.si_window_ms;
        const int since = ((now - begins) % period + period) % period;
        if (begins < period && since < sib1.si_window_ms)
            return SiPlace{.message = static_cast<int>(i), .in_window = since};
    }
    return std::nullopt;
}

int phich_factor(std::optional<int> tdd_config, int subframe) {
    if (!tdd_config) return 1;
    return tdd_phich[static_cast<std::size_t>(*tdd_config)][static_cast<std::size_t>(subframe)];
}

bool holds_kept_block(const Sib1& sib1, int message) {
    const auto& sibs = sib1.scheduling[static_cast<std::size_t>(message)].sibs;
    return message == 0 || std::find(sibs.begin(), sibs.end(), neighbours) != sibs.end();
}

}  // namespace boresight::dsp::lte
