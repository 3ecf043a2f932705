// SPDX-License-Identifier: GPL-3.0-or-later
// What both forms of pattern files share: lines with their numbers, numbers with a point or a comma, and a cut that is
// made of samples at any angles. Errors (bad input) name file and line.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "catalog/antenna_pattern.h"

namespace boresight::catalog {

inline constexpr double dbi_of_dipole = 2.15;
inline constexpr std::size_t most_samples = 7201;  // a twentieth of a degree
inline constexpr double most_db = 200;

// Line after line of a text, without blanks around it; those that are empty are passed over.
class PatternLines {
public:
    PatternLines(std::string_view text, std::string file) : rest_(text), file_(std::move(file)) {}

    std::optional<std::string_view> next();
    [[noreturn]] void refuse(const std::string& what, const std::string& expected) const;
    double number(std::string_view text, const std::string& what, double low, double high) const;
    std::size_t count(std::string_view text) const;

private:
    std::string_view rest_;
    std::string file_;
    std::size_t line_ = 0;
};

// A number with a decimal point or comma, and nothing else around it.
std::optional<double> pattern_number(std::string_view text);

std::string_view without_blanks(std::string_view text);

struct PatternSample {
    double angle_deg = 0, db = 0;
};

// One value a degree, in between along straight lines, relative to the highest sample; where samples leave half a
// circle open, as low as the lowest. Not empty.
PatternCut cut_of(std::vector<PatternSample> samples);

// The angle of the highest value, -180 up to 180.
double peak_angle_deg(const PatternCut& cut);

// The same cut with angles counted the other way.
PatternCut mirrored(const PatternCut& cut);

}  // namespace boresight::catalog
