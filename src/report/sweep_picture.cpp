// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/sweep_picture.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "aim/angle.h"
#include "report/svg.h"

namespace boresight::report {

namespace {

constexpr double width = 640, least_height = 690;
constexpr double centre_x = 320, centre_y = 350, rim = 250;
constexpr double depth_db = 25, ring_db = 5;
constexpr std::size_t line_length = 80;

struct Point {
    double x = 0, y = 0;
};

Point place(double azimuth_deg, double radius) {
    const double a = azimuth_deg * aim::radians_per_degree;
    return {centre_x + radius * std::sin(a), centre_y - radius * std::cos(a)};
}

double radius_of(double below_peak_db) {
    return rim * std::clamp(1 + below_peak_db / depth_db, 0.0, 1.12);
}

std::string text_at(Point at, const std::string& text, const char* anchor, int size, const char* colour) {
    return fmt::format(R"(<text x="{:.1f}" y="{:.1f}" text-anchor="{}" font-size="{}" fill="{}">{}</text>)", at.x, at.y,
                       anchor, size, colour, xml_text(text)) +
           "\n";
}

std::string grid() {
    std::string out;
    for (double below = 0; below < depth_db; below += ring_db) {
        const double radius = radius_of(-below);
        out += fmt::format(R"(<circle cx="{}" cy="{}" r="{:.1f}" fill="none" stroke="#c8c8c8"/>)", centre_x, centre_y,
                           radius) +
               "\n";
        out += text_at({centre_x + 4, centre_y - radius - 3}, below == 0 ? "0 dB" : fmt::format("-{:g}", below),
                       "start", 11, "#666666");
    }
    for (int azimuth_deg = 0; azimuth_deg < 360; azimuth_deg += 30) {
        const Point end = place(azimuth_deg, rim), label = place(azimuth_deg, rim + 36);
        out += fmt::format(R"(<line x1="{}" y1="{}" x2="{:.1f}" y2="{:.1f}" stroke="#e4e4e4"/>)", centre_x, centre_y,
                           end.x, end.y) +
               "\n" + text_at({label.x, label.y + 5}, std::to_string(azimuth_deg), "middle", 14, "#333333");
    }
    return out;
}

std::string sector(double low_deg, double high_deg) {
    const double span_deg = aim::azimuth_of(high_deg - low_deg);
    const Point from = place(low_deg, rim), to = place(high_deg, rim);
    return fmt::format(
               R"(<path d="M {} {} L {:.1f} {:.1f} A {} {} 0 {} 1 {:.1f} {:.1f} Z" fill="#2a7de1" fill-opacity="0.22"/>)",
               centre_x, centre_y, from.x, from.y, rim, rim, span_deg > 180 ? 1 : 0, to.x, to.y) +
           "\n";
}

std::string pointer(double azimuth_deg, const char* colour, bool dashed) {
    const Point end = place(azimuth_deg, rim + 16);
    return fmt::format(R"(<line x1="{}" y1="{}" x2="{:.1f}" y2="{:.1f}" stroke="{}" stroke-width="3"{}/>)", centre_x,
                       centre_y, end.x, end.y, colour, dashed ? R"( stroke-dasharray="8 6")" : "") +
           "\n";
}

std::string curve(const std::vector<double>& gain_db) {
    std::string points;
    for (std::size_t a = 0; a < gain_db.size(); ++a) {
        const Point at = place(static_cast<double>(a), radius_of(gain_db[a]));
        points += fmt::format("{:.1f},{:.1f} ", at.x, at.y);
    }
    return fmt::format(R"(<polygon points="{}" fill="none" stroke="#c2410c" stroke-width="2"/>)", points) + "\n";
}

std::string dwells(const SweepPicture& picture) {
    std::string out;
    for (std::size_t i = 0; i < picture.stops.size(); ++i) {
        const aim::Reading& reading = picture.readings[i];
        const Point at = place(picture.stops[i].azimuth_deg, radius_of(reading.level_db - picture.fit.level_db));
        const auto& doubted = picture.fit.doubted;
        const bool doubtful = std::find(doubted.begin(), doubted.end(), i) != doubted.end();
        const char* fill = reading.detected() && !doubtful ? "#1f2937" : "#ffffff";
        out += fmt::format(R"(<circle cx="{:.1f}" cy="{:.1f}" r="4.5" fill="{}" stroke="#1f2937" stroke-width="1.5"/>)",
                           at.x, at.y, fill) +
               "\n";
    }
    return out;
}

constexpr std::array band_colours{"#0f766e", "#7c3aed", "#b45309", "#be185d", "#4d7c0f", "#0369a1"};

// One line a channel, in the order of azimuth, with its legend below the plot's own.
std::string band_lines(std::span<const BandTrace> bands, double top) {
    if (bands.empty()) return {};
    std::string out = text_at({24, top}, "Band power, cell unknown:", "start", 13, "#111111");
    double x = 212;
    for (std::size_t i = 0; i < bands.size(); ++i) {
        const char* colour = band_colours[i % band_colours.size()];
        std::vector<BandTrace::Power> powers = bands[i].powers;
        std::stable_sort(powers.begin(), powers.end(),
                         [](const auto& a, const auto& b) { return a.azimuth_deg < b.azimuth_deg; });
        double highest = -1e300;
        for (const BandTrace::Power& power : powers) highest = std::max(highest, power.db);
        std::string points;
        for (const BandTrace::Power& power : powers) {
            const Point at = place(power.azimuth_deg, radius_of(power.db - highest));
            points += fmt::format("{:.1f},{:.1f} ", at.x, at.y);
        }
        out += fmt::format(
            R"svg(<polygon points="{}" fill="none" stroke="{}" stroke-width="1.2" stroke-dasharray="2 3"/>)svg"
            "\n",
            points, colour);
        out += text_at({x, top}, bands[i].label, "start", 13, colour);
        x += 16 + 7.2 * static_cast<double>(bands[i].label.size());
    }
    return out;
}

struct Shown {
    bool turn_to = false, interval = false;
};

std::string legend(double top, const Shown& shown) {
    struct Entry {
        const char *mark, *words;
    };
    std::vector<Entry> entries{
        {R"(<circle cx="12" cy="-4" r="4.5" fill="#1f2937"/>)", "dwell (hollow: not heard, or doubted)"},
        {R"(<line x1="0" y1="-4" x2="24" y2="-4" stroke="#c2410c" stroke-width="2"/>)", "fit"},
        {R"(<line x1="0" y1="-4" x2="24" y2="-4" stroke="#6b7280" stroke-width="3" stroke-dasharray="8 6"/>)", "now"}};
    if (shown.turn_to)
        entries.push_back({R"(<line x1="0" y1="-4" x2="24" y2="-4" stroke="#2a7de1" stroke-width="3"/>)", "turn to"});
    if (shown.interval)
        entries.push_back(
            {R"(<rect x="0" y="-10" width="24" height="12" fill="#2a7de1" fill-opacity="0.22"/>)", "95 %"});
    std::string out;
    double x = 24;
    for (const Entry& entry : entries) {
        out += fmt::format(
                   R"svg(<g transform="translate({:.0f} {:.0f})">{}<text x="30" y="0" font-size="13">{}</text></g>)svg",
                   x, top, entry.mark, entry.words) +
               "\n";
        x += 50 + 6.6 * static_cast<double>(std::string_view(entry.words).size());
    }
    return out;
}

// Broken at blanks.
std::string paragraph(const std::string& text, double& top) {
    std::string out, line;
    const auto put = [&] {
        out += text_at({24, top}, line, "start", 14, "#111111");
        top += 20;
        line.clear();
    };
    std::size_t at = 0;
    while (at < text.size()) {
        const std::size_t end = std::min(text.find(' ', at), text.size());
        if (!line.empty() && line.size() + (end - at) > line_length) put();
        if (!line.empty()) line += ' ';
        line.append(text, at, end - at);
        at = end + 1;
    }
    if (!line.empty()) put();
    return out;
}

}  // namespace

std::string sweep_svg(const SweepPicture& picture) {
    const aim::CellFit& fit = picture.fit;
    double bottom = picture.bands.empty() ? 700 : 716;
    const std::string words = paragraph(picture.sentence, bottom);
    const double height = picture.sentence.empty() ? least_height + (picture.bands.empty() ? 0 : 16) : bottom;
    std::string out = fmt::format(
        R"(<svg xmlns="http://www.w3.org/2000/svg" width="{0}" height="{1}" viewBox="0 0 {0} {1}" font-family="sans-serif">)",
        width, height);
    out += "\n<title>" + xml_text(picture.title) + "</title>\n";
    out += fmt::format(R"(<rect width="{}" height="{}" fill="#ffffff"/>)", width, height) + "\n";
    out += text_at({24, 34}, picture.title, "start", 18, "#111111");
    if (fit.usable_direction && fit.bearing.tied())
        for (const aim::Arc& arc : fit.bearing.arcs) out += sector(arc.low_deg, arc.high_deg);
    else if (fit.usable_direction)
        out += sector(fit.bearing.low_deg, fit.bearing.high_deg);
    out += grid() + curve(fit.mean_gain_db) + pointer(picture.present_deg, "#6b7280", true);
    if (picture.recommended_deg || fit.usable_direction)
        out += pointer(picture.recommended_deg.value_or(fit.bearing.azimuth_deg), "#2a7de1", false);
    if (!picture.scale_words.empty()) out += text_at({24, 56}, picture.scale_words, "start", 13, "#333333");
    out += band_lines(picture.bands, 690) + dwells(picture) +
           legend(668, {.turn_to = picture.recommended_deg || fit.usable_direction, .interval = fit.usable_direction}) +
           words;
    return out + "</svg>\n";
}

}  // namespace boresight::report
