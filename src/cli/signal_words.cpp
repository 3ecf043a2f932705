// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/signal_words.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace boresight::cli {

namespace {

struct Grade {
    double from_db;
    const char* word;
    const char* colour;  // SGR parameters
};

constexpr std::array<Grade, 5> grades{
    {{20, "excellent", "32"}, {13, "good", "32"}, {6, "fair", "33"}, {0, "poor", "31"}, {-1e9, "very poor", "31"}}};

constexpr double least_spread = 0.1;  // what one decimal can say

const Grade& grade(double sinr_db) {
    for (const Grade& candidate : grades)
        if (sinr_db >= candidate.from_db) return candidate;
    return grades.back();
}

}  // namespace

std::string quality_word(double sinr_db) {
    return grade(sinr_db).word;
}

std::string quality_light(const Context& context, double sinr_db) {
    const Grade& found = grade(sinr_db);
    return context.colour ? fmt::format("\033[{}m{}\033[0m", found.colour, found.word) : found.word;
}

std::string with_spread(double value, double sigma, const std::string& unit) {
    if (!(sigma > 0)) return fmt::format("{:.1f} {}", value, unit);
    return fmt::format("{:.1f} ± {:.1f} {}", value, std::max(sigma, least_spread), unit);
}

std::string counted(long long n, const std::string& noun) {
    return fmt::format("{} {}{}", n, noun, n == 1 ? "" : "s");
}

}  // namespace boresight::cli
