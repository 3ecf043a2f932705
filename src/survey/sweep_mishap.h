// SPDX-License-Identifier: GPL-3.0-or-later
// What may go wrong in the middle of a sweep without ending it: the radio or the rotator is lost and found again, the
// radio is at full scale and gets less gain, somebody else changes the gain. Gains in dB. Plain values.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>

namespace boresight::survey {

enum class MishapKind {
    radio_lost,  // its stop is measured again once it is back
    radio_back,
    antenna_lost,  // what turns it doesn't answer; `why` may say more
    antenna_back,
    gain_lowered,     // after a dwell at full scale, which is measured again; levels are corrected by the step
    gain_distrusted,  // the same, but the radio doesn't follow the step: the sweep has to begin anew
    gain_changed,     // by somebody else: between two stops levels are corrected, within one it is measured again
};

struct SweepMishap {
    MishapKind kind = MishapKind::radio_lost;
    std::size_t stops_kept = 0;
    double from_db = 0, to_db = 0;  // of the gain
    std::string why = {};
};

// What is done while something is gone. Where one of them is empty nobody waits.
struct Comeback {
    // Returns once the radio is there again, past that time of its clock (UTC); false when it won't be waited for.
    std::function<bool(std::int64_t wall_ns)> radio;
    // Waits before the rotator is asked the nth time, from 1; false when it won't be waited for any longer.
    std::function<bool(int nth)> antenna;
};

}  // namespace boresight::survey
