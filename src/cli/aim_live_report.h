// SPDX-License-Identifier: GPL-3.0-or-later
// What `aim` says of a sweep with a radio: the sentence, a table of cells and one of stops, the JSON object, a picture.
// All say the same. What a made world gave says SIMULATED. Pure: strings out.
#pragma once

#include <string>

#include "app/aim_words.h"

namespace boresight::cli {

using app::azimuth_words;
using app::best_there;
using app::carrier_of;
using app::carrier_words;
using app::live_lock;
using app::live_next;
using app::live_notes;
using app::live_sentence;
using app::LiveAimReport;
using app::name_of;

std::string live_text(const LiveAimReport& report);
std::string live_json(const LiveAimReport& report);
// Empty where no cell was heard at enough stops.
std::string live_svg(const LiveAimReport& report);

}  // namespace boresight::cli
