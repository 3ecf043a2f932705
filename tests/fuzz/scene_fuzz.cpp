// SPDX-License-Identifier: GPL-3.0-or-later
// Any text as a scene: it is read and its air made, or refused, never worse.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "platform/error.h"
#include "scene/air.h"
#include "scene/scene_file.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    try {
        boresight::scene::Air(boresight::scene::parse_scene({reinterpret_cast<const char*>(data), size}, "scene.toml"));
    } catch (const boresight::Error&) {
    }
    return 0;
}
