// SPDX-License-Identifier: GPL-3.0-or-later
// Pictures of 256 colours as PNG (ISO/IEC 15948), one byte a pixel and not compressed, and bytes as base64 (RFC 4648)
// for embedding them. Pure; any thread.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>

namespace boresight::report {

struct Colour {
    std::uint8_t red = 0, green = 0, blue = 0;
};
using Palette = std::array<Colour, 256>;

// `pixels` row by row from the top, width * height of them.
std::string png_of(std::span<const std::uint8_t> pixels, std::uint32_t width, std::uint32_t height,
                   const Palette& palette);

std::string base64_of(std::string_view bytes);

}  // namespace boresight::report
