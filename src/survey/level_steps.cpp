// SPDX-License-Identifier: GPL-3.0-or-later
#include "survey/level_steps.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace boresight::survey {

namespace {

constexpr std::size_t window_days = 21;
constexpr std::size_t least_days = 10;
constexpr double least_step_db = 1;
constexpr double least_sigmas = 5.1;          // as rare as the rank sums may be
constexpr double better_than_a_drift = 0.95;  // of what a straight line leaves
constexpr std::size_t far_days = 10;          // by then days have forgotten each other
constexpr double most_alike = 0.95;
constexpr double sigma_per_mad = 1.4826;
constexpr double median_sigma = 1.2533;  // of n normal values, times sigma/sqrt(n)
constexpr double false_steps_per_split = false_steps_per_year / 365.25;

using Levels = std::vector<double>;

double median(Levels values) {
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    if (values.size() % 2 != 0) return *middle;
    return (*middle + *std::max_element(values.begin(), middle)) / 2;
}

// In how many orders of n1 + n2 values the first lie u times above one of the second; and the share of up to u.
class RankSums {
public:
    RankSums() {
        for (std::size_t a = 0; a <= window_days; ++a)
            for (std::size_t b = 0; b <= window_days; ++b) tails_[a][b] = counts(a, b);
        for (auto& row : tails_)
            for (Levels& tail : row) {
                for (std::size_t u = 1; u < tail.size(); ++u) tail[u] += tail[u - 1];
                const double all = tail.back();
                for (double& share : tail) share /= all;
            }
    }

    double share_up_to(std::size_t n1, std::size_t n2, std::size_t u) const { return tails_[n1][n2][u]; }

private:
    // The largest value of all is one of the first, and above all of the second, or it is one of the second.
    Levels counts(std::size_t n1, std::size_t n2) const {
        Levels all(n1 * n2 + 1, 0.0);
        if (n1 == 0 || n2 == 0) return {1.0};
        const Levels &less_first = tails_[n1 - 1][n2], &less_second = tails_[n1][n2 - 1];
        for (std::size_t u = 0; u < less_first.size(); ++u) all[u + n2] += less_first[u];
        for (std::size_t u = 0; u < less_second.size(); ++u) all[u] += less_second[u];
        return all;
    }

    std::array<std::array<Levels, window_days + 1>, window_days + 1> tails_;
};

// How probable so clear an order of the two is by chance.
double chance(const Levels& before, const Levels& after) {
    static const RankSums rank_sums;
    double above = 0;
    for (const double a : before)
        for (const double b : after) above += a > b ? 1 : a == b ? 0.5 : 0;
    const double pairs = static_cast<double>(before.size() * after.size());
    const auto u = static_cast<std::size_t>(std::ceil(std::min(above, pairs - above)));
    return std::min(1.0, 2 * rank_sums.share_up_to(before.size(), after.size(), u));
}

Levels levels(std::span<const DayLevel> days, std::size_t from, std::size_t to) {
    Levels values;
    for (std::size_t i = from; i < to; ++i) values.push_back(days[i].level_db);
    return values;
}

struct Sides {
    Levels before, after;

    double change_db() const { return median(after) - median(before); }

    // Of the days around the level of their side.
    double day_sigma_db() const {
        Levels distances;
        for (const Levels* side : {&before, &after}) {
            const double level = median(*side);
            for (const double value : *side) distances.push_back(std::abs(value - level));
        }
        return sigma_per_mad * median(distances);
    }
};

Sides sides(std::span<const DayLevel> days, std::size_t split) {
    return {levels(days, split - std::min(split, window_days), split),
            levels(days, split, std::min(days.size(), split + window_days))};
}

double standard_error_db(const Sides& both) {
    const double n_before = static_cast<double>(both.before.size()), n_after = static_cast<double>(both.after.size());
    return median_sigma * both.day_sigma_db() * std::sqrt(1 / n_before + 1 / n_after);
}

// How far the days lie from the levels of the two sides.
double misfit_of_step(const Sides& both) {
    double sum = 0;
    for (const Levels* side : {&both.before, &both.after}) {
        const double level = median(*side);
        for (const double value : *side) sum += std::abs(value - level);
    }
    return sum / static_cast<double>(both.before.size() + both.after.size());
}

// How far they lie from a straight line, that with the median of all slopes (Theil and Sen).
double misfit_of_drift(const Sides& both) {
    Levels all = both.before;
    all.insert(all.end(), both.after.begin(), both.after.end());
    Levels slopes;
    for (std::size_t i = 0; i < all.size(); ++i)
        for (std::size_t k = i + 1; k < all.size(); ++k)
            slopes.push_back((all[k] - all[i]) / static_cast<double>(k - i));
    const double slope = median(std::move(slopes));
    for (std::size_t i = 0; i < all.size(); ++i) all[i] -= slope * static_cast<double>(i);
    const double level = median(all);
    double sum = 0;
    for (const double value : all) sum += std::abs(value - level);
    return sum / static_cast<double>(all.size());
}

double distance_of_days(std::span<const DayLevel> days, std::size_t apart) {
    Levels distances;
    for (std::size_t i = apart; i < days.size(); ++i)
        distances.push_back(std::abs(days[i].level_db - days[i - apart].level_db));
    return median(std::move(distances));
}

// By how much days that resemble their neighbours widen the error of a mean. Of a process that forgets a share 1 - r
// each day (AR(1)) the mean square distance of neighbours is 1 - r of that of days far apart.
double widening(std::span<const DayLevel> days) {
    const double far = distance_of_days(days, far_days);
    if (far == 0) return 1;
    const double ratio = distance_of_days(days, 1) / far;
    const double alike = std::clamp(1 - ratio * ratio, 0.0, most_alike);
    return std::sqrt((1 + alike) / (1 - alike));
}

// The change at this split, 0 where it is none.
double change_at(std::span<const DayLevel> days, std::size_t split, double widened) {
    const Sides both = sides(days, split);
    const double change = both.change_db();
    if (std::abs(change) < std::max(least_step_db, least_sigmas * widened * standard_error_db(both))) return 0;
    if (chance(both.before, both.after) > false_steps_per_split) return 0;
    return misfit_of_step(both) <= better_than_a_drift * misfit_of_drift(both) ? change : 0;
}

LevelStep step_at(std::span<const DayLevel> days, std::size_t split, double widened) {
    const Sides both = sides(days, split);
    LevelStep step;
    step.last_day_before = days[split - 1].day;
    step.first_day_after = days[split].day;
    step.before_db = median(both.before);
    step.after_db = median(both.after);
    step.change_db = step.after_db - step.before_db;
    step.change_sigma_db = widened * standard_error_db(both);
    return step;
}

}  // namespace

std::vector<LevelStep> find_level_steps(std::span<const DayLevel> days) {
    std::vector<LevelStep> steps;
    if (days.size() < static_cast<std::size_t>(least_days_for_steps)) return steps;
    const double widened = widening(days);
    // Splits beside the true one look like steps too: of those that are close and go the same way, the best counts.
    std::size_t best = 0, last = 0;
    double best_misfit = 0, direction = 0;
    for (std::size_t split = least_days; split + least_days <= days.size(); ++split) {
        const double change = change_at(days, split, widened);
        if (change == 0) continue;
        const double fits = misfit_of_step(sides(days, split));
        const bool another = direction == 0 || split - last > window_days || (change > 0) != (direction > 0);
        if (another && direction != 0) steps.push_back(step_at(days, best, widened));
        if (another || fits < best_misfit) {
            best = split;
            best_misfit = fits;
        }
        direction = change;
        last = split;
    }
    if (direction != 0) steps.push_back(step_at(days, best, widened));
    return steps;
}

}  // namespace boresight::survey
