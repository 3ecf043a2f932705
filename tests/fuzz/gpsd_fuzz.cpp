// SPDX-License-Identifier: GPL-3.0-or-later
// What gpsd, or whatever answers in its place, says: any line is read, and a fix that comes out of it is on the Earth.
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "pose/gpsd.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto report = boresight::pose::parse_gpsd_line({reinterpret_cast<const char*>(data), size});
    if (!report.fix) return 0;
    const boresight::Position& at = report.fix->position;
    if (!(std::abs(at.latitude_deg) <= 90 && std::abs(at.longitude_deg) <= 180)) std::abort();
    if (!(report.fix->error_m >= 0 && report.fix->error_m <= 100'000)) std::abort();
    return 0;
}
