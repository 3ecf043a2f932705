// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/svg.h"

#include <fmt/format.h>

#include <algorithm>

namespace boresight::report {

namespace {

// Bytes of the UTF-8 character at the front; 0: it isn't one that XML may hold.
std::size_t character_length(std::string_view text) {
    const auto lead = static_cast<unsigned char>(text[0]);
    if (lead < 0x80) return lead >= ' ' && lead != 0x7f ? 1 : 0;
    const std::size_t length = lead >= 0xf0 && lead < 0xf5 ? 4 : (lead >= 0xe0 ? 3 : 2);
    if (lead < 0xc2 || lead > 0xf4 || text.size() < length) return 0;
    for (std::size_t i = 1; i < length; ++i)
        if ((static_cast<unsigned char>(text[i]) & 0xc0) != 0x80) return 0;
    const auto second = static_cast<unsigned char>(text[1]);
    const bool overlong = (lead == 0xe0 && second < 0xa0) || (lead == 0xf0 && second < 0x90);
    const bool beyond = (lead == 0xf4 && second >= 0x90) || (lead == 0xed && second >= 0xa0);
    const bool non_character = lead == 0xef && second == 0xbf && static_cast<unsigned char>(text[2]) >= 0xbe;
    return overlong || beyond || non_character ? 0 : length;
}

const char* name_of(Anchor anchor) {
    switch (anchor) {
        case Anchor::start: return "start";
        case Anchor::middle: return "middle";
        case Anchor::end: break;
    }
    return "end";
}

}  // namespace

void Svg::rectangle(double x, double y, double width, double height, std::string_view style) {
    body_ += fmt::format("<rect x=\"{:.1f}\" y=\"{:.1f}\" width=\"{:.1f}\" height=\"{:.1f}\" {}/>\n", x, y, width,
                         height, style);
}

void Svg::path(std::string_view d, std::string_view style) {
    body_ += fmt::format("<path d=\"{}\" {}/>\n", d, style);
}

void Svg::horizontal(double y, double from_x, double to_x, std::string_view style) {
    path(fmt::format("M{:.1f} {:.1f}H{:.1f}", from_x, y, to_x), style);
}

void Svg::vertical(double x, double from_y, double to_y, std::string_view style) {
    path(fmt::format("M{:.1f} {:.1f}V{:.1f}", x, from_y, to_y), style);
}

void Svg::text(double x, double y, Anchor anchor, std::string_view words, std::string_view style) {
    body_ += fmt::format("<text x=\"{:.1f}\" y=\"{:.1f}\" text-anchor=\"{}\" {}>{}</text>\n", x, y, name_of(anchor),
                         style, xml_text(words));
}

void Svg::turned_text(double x, double y, std::string_view words) {
    body_ += fmt::format("<text transform=\"translate({:.1f} {:.1f}) rotate(-90)\" text-anchor=\"middle\">{}</text>\n",
                         x, y, xml_text(words));
}

void Svg::image(double x, double y, double width, double height, std::string_view png_base64) {
    body_ += fmt::format(
        "<image x=\"{:.1f}\" y=\"{:.1f}\" width=\"{:.1f}\" height=\"{:.1f}\" preserveAspectRatio=\"none\" "
        "style=\"image-rendering:pixelated\" xlink:href=\"data:image/png;base64,{}\"/>\n",
        x, y, width, height, png_base64);
}

std::string Svg::document(double width, double height) const {
    return fmt::format(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" "
        "viewBox=\"0 0 {0:.0f} {1:.0f}\" width=\"{0:.0f}\" height=\"{1:.0f}\" font-family=\"sans-serif\" "
        "font-size=\"12\" fill=\"#222222\">\n<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n{2}</svg>\n",
        width, height, body_);
}

std::string xml_text(std::string_view text) {
    std::string out;
    while (!text.empty()) {
        const std::size_t length = character_length(text);
        const std::string_view character = text.substr(0, std::max<std::size_t>(length, 1));
        if (length == 0)
            out += '?';
        else if (character == "&")
            out += "&amp;";
        else if (character == "<")
            out += "&lt;";
        else if (character == ">")
            out += "&gt;";
        else if (character == "\"")
            out += "&quot;";
        else
            out += character;
        text.remove_prefix(character.size());
    }
    return out;
}

}  // namespace boresight::report
