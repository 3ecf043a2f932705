// SPDX-License-Identifier: GPL-3.0-or-later
#include "phone/code.h"

#include <qrencode.h>

#include <array>
#include <memory>

namespace boresight::phone {

namespace {

constexpr int quiet = 4;                                                    // ISO/IEC 18004 9.1
constexpr const char* begin_colours = "\033[30;47m\033[38;5;16;48;5;231m";  // the second by those that know 256
constexpr const char* end_colours = "\033[0m";

struct FreeCode {
    void operator()(QRcode* code) const { QRcode_free(code); }
};

bool dark(const QRcode& code, int x, int y) {
    if (x < 0 || y < 0 || x >= code.width || y >= code.width) return false;
    return (code.data[y * code.width + x] & 1) != 0;
}

// By whether the upper and the lower half are filled.
const char* half_blocks(bool upper, bool lower) {
    if (upper) return lower ? "█" : "▀";
    return lower ? "▄" : " ";
}

}  // namespace

std::string code_lines(const std::string& text, CodeColours colours) {
    const std::unique_ptr<QRcode, FreeCode> code(QRcode_encodeString(text.c_str(), 0, QR_ECLEVEL_L, QR_MODE_8, 1));
    if (!code) return {};
    const bool ink_is_dark = colours == CodeColours::black_on_white;
    std::string out;
    for (int y = -quiet; y < code->width + quiet; y += 2) {
        if (ink_is_dark) out += begin_colours;
        for (int x = -quiet; x < code->width + quiet; ++x)
            out += half_blocks(dark(*code, x, y) == ink_is_dark, dark(*code, x, y + 1) == ink_is_dark);
        if (ink_is_dark) out += end_colours;
        out += '\n';
    }
    return out;
}

}  // namespace boresight::phone
