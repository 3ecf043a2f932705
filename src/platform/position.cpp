// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/position.h"

#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <string>
#include <vector>

#include "platform/degrees_text.h"
#include "platform/error.h"

namespace boresight {

namespace {

constexpr double max_latitude_deg = 90;
constexpr double max_longitude_deg = 180;
constexpr double min_height_m = -500;     // below the shore of the Dead Sea
constexpr double max_height_m = 100'000;  // above any balloon
constexpr std::size_t shown_characters = 60;

class PositionText {
public:
    PositionText(std::string_view text, std::string_view where) : text_(text), where_(where) {}

    Position parse() const {
        if (const auto square = maidenhead_middle(trimmed(text_))) return *square;
        if (text_.find_first_of("NSWnsw'\"") != std::string_view::npos || text_.find("°") != std::string_view::npos)
            return sexagesimal();
        if (text_.find(';') != std::string_view::npos) fail_decimal_comma();
        const auto fields = split();
        const bool two_pairs = fields.size() == 3 && fields[1].find(' ') != std::string_view::npos;
        if (fields.size() == 4 || fields.size() > 5 || two_pairs) fail_decimal_comma();
        if (fields.size() < 2) fail("the position has one number", "Put a comma between latitude and longitude");
        if (fields.size() == 5) fail("the position has five numbers", "Use points in decimals and two commas at most");
        Position position{.latitude_deg = number(fields[0], "latitude"),
                          .longitude_deg = number(fields[1], "longitude"),
                          .height_m = {}};
        check(position);
        if (fields.size() == 3) position.height_m = height(fields[2]);
        return position;
    }

private:
    [[noreturn]] void fail(std::string what, std::string fix) const {
        const bool cut = text_.size() > shown_characters;
        throw Error(Error::Kind::bad_input,
                    {.what = std::move(what),
                     .where = fmt::format("{} {}{}", where_, text_.substr(0, shown_characters), cut ? "..." : ""),
                     .expected = "LAT,LON or LAT,LON,HEIGHT in decimal degrees and metres, as in 59.3293,18.0686,28 "
                                 "(or 59°19'45\"N,18°4'7\"E, or a locator as in JO99ah)",
                     .fix = std::move(fix)});
    }

    [[noreturn]] void fail_decimal_comma() const {
        fail("the position looks as if it had decimal commas", "Use a point in decimals and a comma between numbers");
    }

    // Degrees with minutes and seconds, each with its compass letter or sign; longitude first where the letters say so.
    Position sexagesimal() const {
        auto fields = split();
        if (fields.size() == 1) {
            const std::size_t letter = text_.find_first_of("NSEWnsew", 1);
            if (letter == std::string_view::npos || letter + 1 >= text_.size())
                fail("the position has one coordinate", "Give latitude and longitude with a comma between");
            const bool leads = trimmed(text_).find_first_of("NSEWnsew") == 0;
            const std::size_t cut = leads ? letter : letter + 1;
            fields = {trimmed(text_.substr(0, cut)), trimmed(text_.substr(cut))};
        }
        if (fields.size() > 3) fail_decimal_comma();
        const auto first = parse_degrees(fields[0]), second = parse_degrees(fields[1]);
        if (!first || !second)
            fail("the degrees, minutes and seconds can't be read",
                 "Write each as in 59°19'45\"N, or in decimal degrees");
        const bool swapped = first->axis == 'E' || second->axis == 'N';
        if (swapped ? first->axis == 'N' || second->axis == 'E' : first->axis == 'E')
            fail("both coordinates are of one kind", "Give one with N or S and one with E or W");
        Position position{swapped ? second->deg : first->deg, swapped ? first->deg : second->deg, {}};
        check(position);
        if (fields.size() == 3) position.height_m = height(fields[2]);
        return position;
    }

    // "JO99ah": letters and digits in pairs, each dividing the square before it (IARU Region 1, 1980).
    static std::optional<Position> maidenhead_middle(std::string_view text) {
        constexpr std::size_t least = 4, most = 10;
        constexpr int steps[] = {18, 10, 24, 10, 24};
        if (text.size() < least || text.size() > most || text.size() % 2 != 0) return std::nullopt;
        double longitude_deg = -max_longitude_deg, latitude_deg = -max_latitude_deg;
        double side_deg = 2 * max_latitude_deg;  // of latitude; twice that of longitude
        for (std::size_t pair = 0; 2 * pair < text.size(); ++pair) {
            side_deg /= steps[pair];
            for (std::size_t i = 0; i < 2; ++i) {
                const char c = text[2 * pair + i];
                const int value = pair % 2 == 1 ? c - '0' : (c | 0x20) - 'a';
                if (value < 0 || value >= steps[pair]) return std::nullopt;
                (i == 0 ? longitude_deg : latitude_deg) += value * side_deg * (i == 0 ? 2 : 1);
            }
        }
        return Position{latitude_deg + side_deg / 2, longitude_deg + side_deg, {}};
    }

    std::vector<std::string_view> split() const {
        std::vector<std::string_view> fields;
        std::size_t start = 0;
        for (;;) {
            const std::size_t comma = text_.find(',', start);
            fields.push_back(trimmed(text_.substr(start, comma - start)));
            if (comma == std::string_view::npos) return fields;
            start = comma + 1;
        }
    }

    static std::string_view trimmed(std::string_view field) {
        constexpr std::string_view blanks = " \t\r\n";
        const std::size_t first = field.find_first_not_of(blanks);
        if (first == std::string_view::npos) return {};
        return field.substr(first, field.find_last_not_of(blanks) - first + 1);
    }

    double number(std::string_view field, std::string_view name) const {
        if (field.starts_with('+')) field.remove_prefix(1);
        double value = 0;
        const auto [end, failure] = std::from_chars(field.data(), field.data() + field.size(), value);
        if (field.empty()) fail(fmt::format("the {} is missing", name), "Give latitude first, then longitude");
        if (failure != std::errc{} || end != field.data() + field.size() || !std::isfinite(value)) {
            fail(fmt::format("the {} isn't a number", name), "Write it with digits, a point and a minus only");
        }
        return value;
    }

    void check(const Position& position) const {
        const double latitude = position.latitude_deg;
        const double longitude = position.longitude_deg;
        if (std::abs(latitude) > max_latitude_deg) {
            const bool swapped = std::abs(latitude) <= max_longitude_deg && std::abs(longitude) <= max_latitude_deg;
            fail(fmt::format("the latitude {} is outside -90..90", latitude),
                 swapped ? "Swap them if you gave longitude first: latitude comes first" : "Check the latitude");
        }
        if (std::abs(longitude) > max_longitude_deg) {
            fail(fmt::format("the longitude {} is outside -180..180", longitude),
                 "Count west of Greenwich as negative");
        }
    }

    double height(std::string_view field) const {
        const double value = number(field, "height");
        if (value < min_height_m || value > max_height_m) {
            fail(fmt::format("the height {} m is outside {}..{}", value, min_height_m, max_height_m),
                 "Give the height above the sea in metres");
        }
        return value;
    }

    std::string_view text_;
    std::string_view where_;
};

}  // namespace

Position parse_position(std::string_view text, std::string_view where) {
    return PositionText(text, where).parse();
}

}  // namespace boresight
