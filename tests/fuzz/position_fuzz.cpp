// SPDX-License-Identifier: GPL-3.0-or-later
// Positions, references of a scale and times as people type them: any text is taken or refused with an Error, and what
// is taken is in range.
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "platform/error.h"
#include "platform/position.h"
#include "platform/rough_position.h"
#include "platform/utc_time.h"
#include "pose/scale_tie.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    try {
        const auto position = boresight::parse_position(text);
        if (!(std::abs(position.latitude_deg) <= 90 && std::abs(position.longitude_deg) <= 180)) std::abort();
    } catch (const boresight::Error&) {
    }
    try {
        if (!(boresight::parse_rough_position(text, "--tower").error_m >= 0)) std::abort();
    } catch (const boresight::Error&) {
    }
    try {
        boresight::pose::parse_scale_reference(text, "--reference");
    } catch (const boresight::Error&) {
    }
    try {
        boresight::format_utc(boresight::parse_utc(text, "--since"));
    } catch (const boresight::Error&) {
    }
    return 0;
}
