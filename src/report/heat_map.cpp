// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/heat_map.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "report/axis.h"
#include "report/svg.h"
#include "report/viridis.h"

namespace boresight::report {

namespace {

constexpr double width = 960, top = 76, side = 380, left_panel = 60, right_panel = 520, bottom = 100;
constexpr int cells = 76;              // on a side
constexpr double margin_share = 0.15;  // around the measured places
constexpr double least_span_m = 2;
constexpr double sigmas_of_95 = 1.96;
constexpr std::size_t most_names = 20;

// What a panel shows, from where to where.
struct Ground {
    double low_east_m = 0, low_north_m = 0, span_m = 0;

    double x(double east_m, double left) const { return left + side * (east_m - low_east_m) / span_m; }
    double y(double north_m) const { return top + side * (1 - (north_m - low_north_m) / span_m); }
    double middle(double low_m, int i) const { return low_m + span_m * (i + 0.5) / cells; }
};

struct Range {
    double low = 1e300, high = -1e300;
    void add(double value) {
        low = std::min(low, value);
        high = std::max(high, value);
    }
    double share(double value) const { return high > low ? std::clamp((value - low) / (high - low), 0.0, 1.0) : 0.5; }
};

Ground ground_of(const std::vector<HeatPlace>& places) {
    Range east, north;
    for (const HeatPlace& place : places) {
        east.add(place.east_m);
        north.add(place.north_m);
    }
    const double span = std::max({east.high - east.low, north.high - north.low, least_span_m}) * (1 + 2 * margin_share);
    return {(east.low + east.high - span) / 2, (north.low + north.high - span) / 2, span};
}

std::string colour(double share) {
    static const Palette palette = viridis();
    const Colour& c = palette[static_cast<std::size_t>(std::lround(255 * share))];
    return fmt::format("#{:02x}{:02x}{:02x}", c.red, c.green, c.blue);
}

// Level and ± of every square, row by row from the south; nothing where it isn't supported.
std::vector<aim::MapValue> values_of(const HeatMap& picture, const Ground& ground) {
    std::vector<aim::MapValue> out(static_cast<std::size_t>(cells * cells));
    if (picture.map == nullptr) return out;
    for (int row = 0; row < cells; ++row)
        for (int column = 0; column < cells; ++column)
            out[static_cast<std::size_t>(row * cells + column)] =
                picture.map->at(ground.middle(ground.low_east_m, column), ground.middle(ground.low_north_m, row));
    return out;
}

template <class Of>
std::string squares(const std::vector<aim::MapValue>& values, double left, const Range& range, const Of& of) {
    constexpr double size = side / cells;
    std::string out;
    for (int row = 0; row < cells; ++row)
        for (int column = 0; column < cells;) {
            const aim::MapValue& value = values[static_cast<std::size_t>(row * cells + column)];
            const int from = column++;
            if (!value.supported) continue;
            const std::string fill = colour(range.share(of(value)));
            while (column < cells) {
                const aim::MapValue& next = values[static_cast<std::size_t>(row * cells + column)];
                if (!next.supported || colour(range.share(of(next))) != fill) break;
                ++column;
            }
            out += fmt::format("<rect x=\"{:.1f}\" y=\"{:.1f}\" width=\"{:.1f}\" height=\"{:.1f}\" fill=\"{}\"/>\n",
                               left + from * size, top + side - (row + 1) * size, (column - from) * size + 0.4,
                               size + 0.4, fill);
        }
    return out;
}

std::string hatched(double left) {
    return fmt::format(
        "<rect x=\"{:.0f}\" y=\"{:.0f}\" width=\"{:.0f}\" height=\"{:.0f}\" fill=\"url(#no-data)\" stroke=\"#333\"/>\n",
        left, top, side, side);
}

std::string words(double x, double y, const std::string& text, const char* anchor = "start", int size = 13) {
    return fmt::format("<text x=\"{:.1f}\" y=\"{:.1f}\" text-anchor=\"{}\" font-size=\"{}\">{}</text>\n", x, y, anchor,
                       size, xml_text(text));
}

std::string scale(double left, const Range& range, const std::string& name) {
    const double y = top + side + 18;
    std::string out;
    constexpr int steps = 64;
    for (int i = 0; i < steps; ++i)
        out += fmt::format("<rect x=\"{:.1f}\" y=\"{:.1f}\" width=\"{:.1f}\" height=\"12\" fill=\"{}\"/>\n",
                           left + side * 0.62 * i / steps, y, side * 0.62 / steps + 0.5, colour((i + 0.5) / steps));
    for (const Tick& tick : ticks_between(range.low, range.high, 5))
        out += words(left + side * 0.62 * range.share(tick.value), y + 27, tick.text, "middle", 12);
    out += fmt::format(
               "<rect x=\"{:.1f}\" y=\"{:.1f}\" width=\"26\" height=\"12\" fill=\"url(#no-data)\" "
               "stroke=\"#333\"/>\n",
               left + side * 0.74, y) +
           words(left + side * 0.74 + 34, y + 11, "no data", "start", 12);
    return out + words(left, y + 46, name);
}

// What lies there is measured: a dot in its own colour, with its name.
std::string dots(const HeatMap& picture, const Ground& ground, double left, const Range& range, bool level) {
    std::string out;
    std::size_t named = 0;
    for (const HeatPlace& place : picture.places) {
        const double x = ground.x(place.east_m, left), y = ground.y(place.north_m);
        const double value = level ? place.level_db : sigmas_of_95 * place.sigma_db;
        out += fmt::format(
            "<circle cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"{}\" fill=\"{}\" stroke=\"#fff\" "
            "stroke-width=\"1.5\"/>\n",
            x, y, place.name.empty() ? 3.5 : 6.0, colour(range.share(value)));
        if (place.name.empty() || !level || ++named > most_names) continue;
        out += fmt::format(
            "<text x=\"{:.1f}\" y=\"{:.1f}\" font-size=\"12\" stroke=\"#fff\" stroke-width=\"3\" "
            "paint-order=\"stroke\">{}</text>\n",
            x + 9, y + 4, xml_text(place.name));
    }
    return out;
}

std::string ruler(const Ground& ground, double left) {
    double metres = 1;
    for (const double step : {1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0, 200.0, 500.0, 1000.0, 2000.0, 5000.0})
        if (step <= ground.span_m / 3) metres = step;
    const double length = side * metres / ground.span_m;
    return fmt::format("<path d=\"M{:.1f} {:.1f}h{:.1f}\" stroke=\"#111\" stroke-width=\"3\"/>\n", left + 10,
                       top + side - 12, length) +
           fmt::format(
               "<text x=\"{:.1f}\" y=\"{:.1f}\" font-size=\"12\" stroke=\"#fff\" stroke-width=\"3\" "
               "paint-order=\"stroke\">{:g} m, north is up</text>\n",
               left + 10, top + side - 18, metres);
}

}  // namespace

std::string heat_map_svg(const HeatMap& picture) {
    const Ground ground = picture.places.empty() ? Ground{0, 0, least_span_m} : ground_of(picture.places);
    const std::vector<aim::MapValue> values = values_of(picture, ground);
    Range level, unsure;
    unsure.add(0);
    for (const HeatPlace& place : picture.places) {
        level.add(place.level_db);
        unsure.add(sigmas_of_95 * place.sigma_db);
    }
    for (const aim::MapValue& value : values) {
        if (!value.supported) continue;
        level.add(value.level_db);
        unsure.add(sigmas_of_95 * value.sigma_db);
    }
    std::string out = fmt::format(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{0:.0f}\" height=\"{1:.0f}\" viewBox=\"0 0 {0:.0f} "
        "{1:.0f}\" "
        "font-family=\"sans-serif\" fill=\"#111\">\n<title>{2}</title>\n"
        "<defs><pattern id=\"no-data\" width=\"8\" height=\"8\" patternUnits=\"userSpaceOnUse\">"
        "<rect width=\"8\" height=\"8\" fill=\"#fff\"/><path d=\"M0 8L8 0\" stroke=\"#999\"/></pattern></defs>\n"
        "<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n",
        width, top + side + bottom, xml_text(picture.title));
    out += words(left_panel, 30, picture.title, "start", 18) + words(left_panel, 54, picture.subtitle);
    out += hatched(left_panel) + hatched(right_panel);
    out += squares(values, left_panel, level, [](const aim::MapValue& value) { return value.level_db; });
    out +=
        squares(values, right_panel, unsure, [](const aim::MapValue& value) { return sigmas_of_95 * value.sigma_db; });
    out += dots(picture, ground, left_panel, level, true) + dots(picture, ground, right_panel, unsure, false);
    out += ruler(ground, left_panel) + ruler(ground, right_panel);
    out += scale(left_panel, level, picture.unit) + scale(right_panel, unsure, "known to ± dB (95 %)");
    return out + "</svg>\n";
}

}  // namespace boresight::report
