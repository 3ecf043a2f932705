// SPDX-License-Identifier: GPL-3.0-or-later
// Which carriers of UMTS a scan listens to once more, so that their cells say whose they are: those with a cell that is
// strong enough and hasn't, in any of the pieces heard so far, until it has or the time for that carrier is over.
// Frequencies in Hz. Pure; one thread.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <span>

#include "survey/scan.h"

namespace boresight::survey {

constexpr double umts_naming_look_s = 0.4;  // most blocks that name a cell come within 320 ms

struct UmtsCarrierAsked {
    double frequency_hz = 0;
    std::optional<double> gain_db;  // at which its cells were heard
};

class UmtsNaming {
public:
    // most_s: of each carrier. pilot_powers: loud cells have to say how strongly they send, too.
    UmtsNaming(double most_s, bool pilot_powers) : most_s_(most_s), pilot_powers_(pilot_powers) {}

    // The next to be listened to for umts_naming_look_s; none twice before heard().
    std::optional<UmtsCarrierAsked> next(std::span<const Stretch> pieces);
    void heard(double frequency_hz) { asked_.erase(frequency_hz); }
    void begin_anew();

private:
    double most_s_;
    bool pilot_powers_;
    std::map<double, double> spent_s_;  // by carrier
    std::set<double> asked_;
};

}  // namespace boresight::survey
