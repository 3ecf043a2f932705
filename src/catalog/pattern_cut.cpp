// SPDX-License-Identifier: GPL-3.0-or-later
#include "catalog/pattern_cut.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

#include "platform/error.h"

namespace boresight::catalog {

namespace {

constexpr double round_deg = 360;
constexpr double most_gap_deg = 150;  // a coarse cut has 142.5 behind the antenna; half a circle wasn't measured

}  // namespace

std::string_view without_blanks(std::string_view text) {
    constexpr std::string_view blanks = " \t\r\v\f\xEF\xBB\xBF";
    const std::size_t first = text.find_first_not_of(blanks);
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

std::optional<double> pattern_number(std::string_view text) {
    std::string plain(without_blanks(text));
    std::replace(plain.begin(), plain.end(), ',', '.');
    const char* begin = plain.data();
    const char* end = begin + plain.size();
    if (begin != end && *begin == '+') ++begin;
    double value = 0;
    const auto [stopped, fault] = std::from_chars(begin, end, value);
    const bool good = fault == std::errc{} && stopped == end && std::isfinite(value);
    return good ? std::optional(value) : std::nullopt;
}

std::optional<std::string_view> PatternLines::next() {
    while (!rest_.empty()) {
        const std::size_t end = rest_.find('\n');
        const std::string_view line = without_blanks(rest_.substr(0, end));
        rest_.remove_prefix(end == std::string_view::npos ? rest_.size() : end + 1);
        ++line_;
        if (!line.empty()) return line;
    }
    return std::nullopt;
}

void PatternLines::refuse(const std::string& what, const std::string& expected) const {
    throw Error(Error::Kind::bad_input, {.what = what,
                                         .where = fmt::format("{}, line {}", file_, line_),
                                         .expected = expected,
                                         .fix = "Get the file from the antenna's maker again"});
}

double PatternLines::number(std::string_view text, const std::string& what, double low, double high) const {
    const std::optional<double> value = pattern_number(text);
    if (value && *value >= low && *value <= high) return *value;
    refuse(fmt::format("\"{:.40}\" is no {}", text, what), fmt::format("a number from {:g} to {:g}", low, high));
}

std::size_t PatternLines::count(std::string_view text) const {
    return static_cast<std::size_t>(number(text, "number of samples", 2, most_samples));
}

PatternCut cut_of(std::vector<PatternSample> samples) {
    double highest_db = samples.front().db, lowest_db = samples.front().db;
    for (PatternSample& sample : samples) {
        sample.angle_deg -= round_deg * std::floor(sample.angle_deg / round_deg);
        if (sample.angle_deg >= round_deg) sample.angle_deg = 0;
        highest_db = std::max(highest_db, sample.db);
        lowest_db = std::min(lowest_db, sample.db);
    }
    std::stable_sort(samples.begin(), samples.end(),
                     [](const PatternSample& a, const PatternSample& b) { return a.angle_deg < b.angle_deg; });
    PatternSample again = samples.front();
    again.angle_deg += round_deg;
    samples.push_back(again);
    PatternCut cut;
    cut.fill(lowest_db - highest_db);
    const auto between = [&](const PatternSample& from, const PatternSample& to) {
        const double gap_deg = to.angle_deg - from.angle_deg;
        if (gap_deg > most_gap_deg) return;
        for (double deg = std::ceil(from.angle_deg); deg <= to.angle_deg; ++deg) {
            const double share = gap_deg > 0 ? (deg - from.angle_deg) / gap_deg : 0;
            cut[static_cast<std::size_t>(deg) % pattern_degrees] = from.db + share * (to.db - from.db) - highest_db;
        }
    };
    for (std::size_t i = 0; i + 1 < samples.size(); ++i) between(samples[i], samples[i + 1]);
    return cut;
}

double peak_angle_deg(const PatternCut& cut) {
    const auto peak = std::max_element(cut.begin(), cut.end()) - cut.begin();
    const auto deg = static_cast<double>(peak);
    return deg >= round_deg / 2 ? deg - round_deg : deg;
}

PatternCut mirrored(const PatternCut& cut) {
    PatternCut out;
    for (std::size_t i = 0; i < out.size(); ++i) out[i] = cut[(pattern_degrees - i) % pattern_degrees];
    return out;
}

double AntennaPattern::beamwidth_deg() const {
    constexpr double half_power_db = -3.0103;
    const auto peak =
        static_cast<std::size_t>(std::max_element(horizontal_db.begin(), horizontal_db.end()) - horizontal_db.begin());
    const auto side_deg = [&](std::size_t step) {
        double before_db = horizontal_db[peak];
        for (std::size_t i = 1; i <= pattern_degrees / 2; ++i) {
            const double db = horizontal_db[(peak + i * step) % pattern_degrees];
            if (db < half_power_db) return static_cast<double>(i) - 1 + (before_db - half_power_db) / (before_db - db);
            before_db = db;
        }
        return round_deg / 2;
    };
    return side_deg(1) + side_deg(pattern_degrees - 1);
}

}  // namespace boresight::catalog
