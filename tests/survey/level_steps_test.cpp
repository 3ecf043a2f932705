// SPDX-License-Identifier: GPL-3.0-or-later
// Steps in made years of daily levels: those that are there are found with their day, those that aren't are not.
#include "survey/level_steps.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <iostream>
#include <random>

#include "survey/level_histogram.h"

namespace boresight::survey {
namespace {

constexpr unsigned seed = 14;
constexpr int days_of_year = 365;
constexpr int steady_years = 1000;
constexpr int stepping_years = 200;
// Of 1000 steady years at most 0.1 false steps are expected: more than four have a probability of 1e-7. None is
// wanted, and is what this seed gives.
constexpr int allowed_false_steps = 0;
// Nothing bounds these by proof; the figure observed is 4.
constexpr int allowed_false_steps_of_neighbours = 10;

using Noise = std::function<double(std::mt19937&)>;

double normal(std::mt19937& random) {
    return std::normal_distribution<double>(0, 1)(random);
}

// One day in twenty is ten times as wild.
double wild(std::mt19937& random) {
    const bool outlier = std::uniform_int_distribution(0, 19)(random) == 0;
    return (outlier ? 10 : 1) * normal(random);
}

std::vector<DayLevel> year(std::mt19937& random, const Noise& noise, const std::function<double(int)>& level) {
    std::vector<DayLevel> days;
    for (int day = 0; day < days_of_year; ++day) days.push_back({day, level(day) + noise(random)});
    return days;
}

double steady(int) {
    return -75;
}

int false_steps(const Noise& noise, const std::function<double(int)>& level) {
    std::mt19937 random(seed);
    std::size_t found = 0;
    for (int i = 0; i < steady_years; ++i) found += find_level_steps(year(random, noise, level)).size();
    return static_cast<int>(found);
}

TEST(LevelSteps, ThousandSteadyYearsHaveNone) {
    for (const auto& [name, noise] : {std::pair<const char*, Noise>{"normal", normal}, {"with wild days", wild}}) {
        const int found = false_steps(noise, steady);
        std::cout << name << ": " << found << " false steps in " << steady_years << " years, expected at most "
                  << steady_years * false_steps_per_year << '\n';
        EXPECT_LE(found, allowed_false_steps) << name;
    }
}

TEST(LevelSteps, DaysThatResembleTheirNeighboursRarelyHaveOne) {
    double last = 0;
    const Noise weather = [&last](std::mt19937& random) {
        last = 0.5 * last + std::sqrt(0.75) * normal(random);
        return last;
    };
    const int found = false_steps(weather, steady);
    std::cout << found << " false steps in " << steady_years << " years of days correlated by 0.5 (allowed "
              << allowed_false_steps_of_neighbours << ")\n";
    EXPECT_LE(found, allowed_false_steps_of_neighbours);
}

TEST(LevelSteps, ASlowDriftIsNoStep) {
    const auto leaves = [](int day) { return -75 + 3 * std::sin(2 * 3.14159265 * day / days_of_year); };
    const Noise calm = [](std::mt19937& random) { return 0.2 * normal(random); };
    EXPECT_EQ(false_steps(calm, leaves), 0);
    const auto ramp = [](int day) { return -75 + 0.05 * day; };
    EXPECT_EQ(false_steps(calm, ramp), 0);
}

struct Finding {
    int found = 0, right_day = 0, others = 0;
};

Finding find_three_decibels(double sigma_db) {
    std::mt19937 random(seed);
    const Noise noise = [=](std::mt19937& r) { return sigma_db * normal(r); };
    Finding result;
    for (int i = 0; i < stepping_years; ++i) {
        const int day = std::uniform_int_distribution(30, 330)(random);
        const double change = i % 2 == 0 ? 3 : -3;
        const auto steps = find_level_steps(year(random, noise, [&](int d) { return d < day ? -75 : -75 + change; }));
        const auto near = std::find_if(steps.begin(), steps.end(),
                                       [&](const LevelStep& s) { return std::abs(s.first_day_after - day) <= 3; });
        result.others += static_cast<int>(steps.size()) - (near == steps.end() ? 0 : 1);
        if (near == steps.end()) continue;
        ++result.found;
        result.right_day += near->first_day_after == day ? 1 : 0;
        EXPECT_EQ(near->last_day_before, near->first_day_after - 1);
        EXPECT_NEAR(near->change_db, change, 5 * near->change_sigma_db);
    }
    std::cout << "3 dB among days that differ by " << sigma_db << " dB: " << result.found << " of " << stepping_years
              << " found within 3 days, " << result.right_day << " on their day; " << result.others << " elsewhere\n";
    return result;
}

TEST(LevelSteps, AStepOfThreeDecibelsIsFoundWithItsDay) {
    const Finding quiet = find_three_decibels(0.6);
    EXPECT_GE(quiet.found, stepping_years * 99 / 100);
    EXPECT_GE(quiet.right_day, stepping_years * 95 / 100);
    EXPECT_EQ(quiet.others, 0);
    // Among days that differ by a third of the step its very day can't always be told.
    const Finding restless = find_three_decibels(1);
    EXPECT_GE(restless.found, stepping_years * 85 / 100);
    EXPECT_GE(restless.right_day, stepping_years * 65 / 100);
    EXPECT_LE(restless.others, stepping_years * 3 / 100);
}

TEST(LevelSteps, AStepIsExactAmongQuietDays) {
    std::mt19937 random(seed);
    const Noise calm = [](std::mt19937& r) { return 0.3 * normal(r); };
    for (int day = 10; day <= days_of_year - 10; ++day) {
        const auto steps = find_level_steps(year(random, calm, [&](int d) { return d < day ? -80 : -77; }));
        ASSERT_EQ(steps.size(), 1u) << "day " << day;
        EXPECT_EQ(steps[0].first_day_after, day);
        EXPECT_NEAR(steps[0].change_db, 3, 0.6);
        EXPECT_LT(steps[0].change_sigma_db, 0.4);
    }
}

TEST(LevelSteps, TwoStepsAreTwo) {
    std::mt19937 random(seed);
    const auto mast = [](int day) { return day < 100 ? -80 : day < 200 ? -74 : -79; };
    const auto steps = find_level_steps(year(random, normal, mast));
    ASSERT_EQ(steps.size(), 2u);
    EXPECT_NEAR(static_cast<double>(steps[0].first_day_after), 100, 1);
    EXPECT_NEAR(static_cast<double>(steps[1].first_day_after), 200, 1);
    EXPECT_GT(steps[0].change_db, 0);
    EXPECT_LT(steps[1].change_db, 0);
}

TEST(LevelSteps, AStepWithinAGapNamesBothDays) {
    std::mt19937 random(seed);
    auto days = year(random, normal, [](int d) { return d < 150 ? -80 : -74; });
    std::erase_if(days, [](const DayLevel& d) { return d.day >= 140 && d.day < 160; });
    const auto steps = find_level_steps(days);
    ASSERT_EQ(steps.size(), 1u);
    EXPECT_EQ(steps[0].last_day_before, 139);
    EXPECT_EQ(steps[0].first_day_after, 160);
}

TEST(LevelSteps, TooFewDaysGiveNone) {
    std::mt19937 random(seed);
    auto days = year(random, normal, [](int d) { return d < 12 ? -80 : -60; });
    for (std::size_t n = 0; n < static_cast<std::size_t>(least_days_for_steps); ++n)
        EXPECT_TRUE(find_level_steps(std::span(days).first(n)).empty());
    EXPECT_EQ(find_level_steps(std::span(days).first(28)).size(), 1u);
}

TEST(LevelSteps, EqualLevelsAreNone) {
    const std::vector<DayLevel> flat = [] {
        std::vector<DayLevel> days;
        for (int d = 0; d < days_of_year; ++d) days.push_back({d, -75});
        return days;
    }();
    EXPECT_TRUE(find_level_steps(flat).empty());
}

TEST(LevelHistogram, MedianAndSpreadAreThoseOfTheLevels) {
    std::mt19937 random(seed);
    LevelHistogram histogram;
    std::vector<double> levels;
    for (int i = 0; i < 20'001; ++i) {
        levels.push_back(-70 + 2.5 * normal(random));
        histogram.add(levels.back());
    }
    std::nth_element(levels.begin(), levels.begin() + 10'000, levels.end());
    const Spread spread = histogram.spread().value();
    EXPECT_EQ(spread.n, 20'001);
    EXPECT_NEAR(spread.median_db, levels[10'000], 0.05);
    EXPECT_NEAR(spread.spread_db, 2.5, 0.1);
}

TEST(LevelHistogram, AFewLevelsAndStrangeOnes) {
    LevelHistogram histogram;
    EXPECT_FALSE(histogram.spread());
    histogram.add(std::nan(""));
    EXPECT_FALSE(histogram.spread());
    histogram.add(-61.2);
    EXPECT_NEAR(histogram.spread()->median_db, -61.2, 0.01);
    histogram.add(1e9);
    histogram.add(-1e9);
    EXPECT_NEAR(histogram.spread()->median_db, -61.2, 0.06);
    EXPECT_EQ(histogram.count(), 3);
}

}  // namespace
}  // namespace boresight::survey
