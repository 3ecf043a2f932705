// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/png.h"

#include <gtest/gtest.h>

#include <vector>

namespace boresight::report {
namespace {

std::uint32_t big_endian(const std::string& bytes, std::size_t at) {
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < 4; ++i) value = value << 8 | static_cast<std::uint8_t>(bytes[at + i]);
    return value;
}

struct Chunk {
    std::string name, content;
};

// Checks lengths on the way.
std::vector<Chunk> chunks_of(const std::string& png) {
    std::vector<Chunk> chunks;
    std::size_t at = 8;
    while (at + 12 <= png.size()) {
        const std::uint32_t length = big_endian(png, at);
        chunks.push_back({png.substr(at + 4, 4), png.substr(at + 8, length)});
        at += 12 + length;
    }
    EXPECT_EQ(at, png.size());
    return chunks;
}

// The stored blocks of a zlib stream.
std::string stored_in(const std::string& zlib) {
    std::string out;
    std::size_t at = 2;
    for (bool last = false; !last;) {
        last = zlib.at(at) == 1;
        const auto low = [&](std::size_t i) { return static_cast<std::uint8_t>(zlib.at(at + i)); };
        const std::size_t length = low(1) | low(2) << 8;
        EXPECT_EQ(length ^ 0xffff, static_cast<std::size_t>(low(3) | low(4) << 8));
        out += zlib.substr(at + 5, length);
        at += 5 + length;
    }
    EXPECT_EQ(at + 4, zlib.size());
    return out;
}

TEST(Png, HoldsThePixelsRowByRow) {
    constexpr std::uint32_t width = 300, height = 250;  // more than one stored block
    std::vector<std::uint8_t> pixels(std::size_t{width} * height);
    for (std::size_t i = 0; i < pixels.size(); ++i) pixels[i] = static_cast<std::uint8_t>(i * 7 + i / 300);
    Palette palette{};
    palette[9] = {1, 2, 3};
    const std::string png = png_of(pixels, width, height, palette);
    EXPECT_EQ(png.substr(0, 8), "\x89PNG\r\n\x1a\n");
    const auto chunks = chunks_of(png);
    ASSERT_EQ(chunks.size(), 4U);
    EXPECT_EQ(chunks[0].name + chunks[1].name + chunks[2].name + chunks[3].name, "IHDRPLTEIDATIEND");
    EXPECT_EQ(big_endian(chunks[0].content, 0), width);
    EXPECT_EQ(big_endian(chunks[0].content, 4), height);
    EXPECT_EQ(chunks[1].content.substr(27, 3), "\1\2\3");
    EXPECT_EQ(big_endian(png, png.size() - 4), 0xae426082) << "the CRC of every IEND";
    const std::string rows = stored_in(chunks[2].content);
    ASSERT_EQ(rows.size(), std::size_t{width + 1} * height);
    for (std::size_t y = 0; y < height; ++y) {
        EXPECT_EQ(rows[y * (width + 1)], 0);
        for (std::size_t x = 0; x < width; ++x)
            ASSERT_EQ(static_cast<std::uint8_t>(rows[y * (width + 1) + 1 + x]), pixels[y * width + x]);
    }
}

TEST(Png, EndsItsDataWithAdler32) {
    const std::string png = png_of(std::vector<std::uint8_t>{'a', 'b'}, 2, 1, Palette{});
    const std::string data = chunks_of(png).at(2).content;  // of the bytes 0, 'a', 'b'
    EXPECT_EQ(big_endian(data, data.size() - 4), (1U + 98 + 196) << 16 | 196U);
}

// RFC 4648, section 10.
TEST(Base64, GivesTheStandardsExamples) {
    EXPECT_EQ(base64_of(""), "");
    EXPECT_EQ(base64_of("f"), "Zg==");
    EXPECT_EQ(base64_of("fo"), "Zm8=");
    EXPECT_EQ(base64_of("foo"), "Zm9v");
    EXPECT_EQ(base64_of("foob"), "Zm9vYg==");
    EXPECT_EQ(base64_of("fooba"), "Zm9vYmE=");
    EXPECT_EQ(base64_of("foobar"), "Zm9vYmFy");
    EXPECT_EQ(base64_of("\xff\xef\xbe"), "/+++");
}

}  // namespace
}  // namespace boresight::report
