// SPDX-License-Identifier: GPL-3.0-or-later
// Files of antenna patterns: any bytes are read or refused with an Error, and what is read is a pattern. The first byte
// chooses the form.
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "catalog/antenna_pattern.h"
#include "platform/error.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    namespace catalog = boresight::catalog;
    if (size == 0) return 0;
    const std::string_view text(reinterpret_cast<const char*>(data + 1), size - 1);
    try {
        const catalog::AntennaPattern pattern = data[0] % 3 == 0   ? catalog::read_msi_pattern(text, "fuzz")
                                                : data[0] % 3 == 1 ? catalog::read_nsma_pattern(text, "fuzz")
                                                                   : catalog::read_antenna_pattern(text, "fuzz");
        for (const double db : pattern.horizontal_db)
            if (!(db <= 0 && std::isfinite(db))) std::abort();
        const double width_deg = pattern.beamwidth_deg();
        if (!(width_deg >= 0 && width_deg <= 360)) std::abort();
    } catch (const boresight::Error&) {
    }
    return 0;
}
