// SPDX-License-Identifier: GPL-3.0-or-later
// Any text as the user's settings: it is read or refused, never worse.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "app/config.h"
#include "platform/error.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    try {
        boresight::app::parse_config({reinterpret_cast<const char*>(data), size}, "config.toml");
    } catch (const boresight::Error&) {
    }
    return 0;
}
