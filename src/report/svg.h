// SPDX-License-Identifier: GPL-3.0-or-later
// Shapes as SVG 1.1. Coordinates in user units from the top left; `style` is attributes as XML, such as
// fill="#888"; words are any text and made safe here. One thread.
#pragma once

#include <string>
#include <string_view>

namespace boresight::report {

enum class Anchor { start, middle, end };

class Svg {
public:
    void rectangle(double x, double y, double width, double height, std::string_view style);
    void path(std::string_view d, std::string_view style);
    void horizontal(double y, double from_x, double to_x, std::string_view style);
    void vertical(double x, double from_y, double to_y, std::string_view style);
    void text(double x, double y, Anchor anchor, std::string_view words, std::string_view style = {});
    void turned_text(double x, double y, std::string_view words);  // reads upwards, its middle at (x, y)
    void image(double x, double y, double width, double height, std::string_view png_base64);

    // The whole document with a white ground.
    std::string document(double width, double height) const;

private:
    std::string body_;
};

// UTF-8 for the content of an element or an attribute: markup escaped, broken bytes and control characters as "?".
std::string xml_text(std::string_view text);

}  // namespace boresight::report
