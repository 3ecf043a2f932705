// SPDX-License-Identifier: GPL-3.0-or-later
// A PNG file: eight bytes of signature, then chunks of length, name, content and CRC: IHDR (size, depth 8, colour type
// 3), PLTE (256 times red, green, blue), IDAT (a zlib stream, RFC 1950, of stored blocks, RFC 1951 3.2.4: each row
// after a byte 0 for "no filter"), IEND.
#include "report/png.h"

#include <algorithm>

namespace boresight::report {

namespace {

constexpr std::size_t longest_stored_block = 65535;

void put_big_endian(std::string& out, std::uint32_t value) {
    for (int shift = 24; shift >= 0; shift -= 8) out += static_cast<char>(value >> shift & 0xff);
}

std::uint32_t crc32_of(std::string_view bytes) {
    std::uint32_t crc = 0xffffffff;
    for (const char c : bytes) {
        crc ^= static_cast<std::uint8_t>(c);
        for (int bit = 0; bit < 8; ++bit) crc = crc >> 1 ^ (crc & 1 ? 0xedb88320 : 0);
    }
    return ~crc;
}

std::uint32_t adler32_of(std::string_view bytes) {
    std::uint32_t a = 1, b = 0;
    for (const char c : bytes) {
        a = (a + static_cast<std::uint8_t>(c)) % 65521;
        b = (b + a) % 65521;
    }
    return b << 16 | a;
}

void put_chunk(std::string& out, std::string_view name, std::string_view content) {
    put_big_endian(out, static_cast<std::uint32_t>(content.size()));
    const std::string named = std::string(name) + std::string(content);
    out += named;
    put_big_endian(out, crc32_of(named));
}

std::string zlib_stored(std::string_view bytes) {
    std::string out = "\x78\x01";
    std::size_t at = 0;
    do {
        const std::size_t n = std::min(longest_stored_block, bytes.size() - at);
        const bool last = at + n == bytes.size();
        out += last ? '\1' : '\0';
        for (const std::size_t word : {n, ~n}) {
            out += static_cast<char>(word & 0xff);
            out += static_cast<char>(word >> 8 & 0xff);
        }
        out += bytes.substr(at, n);
        at += n;
    } while (at < bytes.size());
    put_big_endian(out, adler32_of(bytes));
    return out;
}

}  // namespace

std::string png_of(std::span<const std::uint8_t> pixels, std::uint32_t width, std::uint32_t height,
                   const Palette& palette) {
    std::string header;
    put_big_endian(header, width);
    put_big_endian(header, height);
    header += {'\10', '\3', '\0', '\0', '\0'};
    std::string colours;
    for (const Colour& c : palette)
        colours += {static_cast<char>(c.red), static_cast<char>(c.green), static_cast<char>(c.blue)};
    std::string rows;
    for (std::uint32_t y = 0; y < height; ++y) {
        rows += '\0';
        for (const std::uint8_t pixel : pixels.subspan(std::size_t{y} * width, width)) rows += static_cast<char>(pixel);
    }
    std::string out = "\x89PNG\r\n\x1a\n";
    put_chunk(out, "IHDR", header);
    put_chunk(out, "PLTE", colours);
    put_chunk(out, "IDAT", zlib_stored(rows));
    put_chunk(out, "IEND", "");
    return out;
}

std::string base64_of(std::string_view bytes) {
    constexpr std::string_view digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string out;
    for (std::size_t at = 0; at < bytes.size(); at += 3) {
        std::uint32_t group = 0;
        const std::size_t n = std::min<std::size_t>(3, bytes.size() - at);
        for (std::size_t i = 0; i < 3; ++i)
            group = group << 8 | (i < n ? static_cast<std::uint8_t>(bytes[at + i]) : 0U);
        for (std::size_t i = 0; i < 4; ++i) out += i <= n ? digits[group >> (18 - 6 * i) & 63] : '=';
    }
    return out;
}

}  // namespace boresight::report
