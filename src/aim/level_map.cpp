// SPDX-License-Identifier: GPL-3.0-or-later
#include "aim/level_map.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace boresight::aim {

namespace {

constexpr std::array lengths{0.5, 1.0, 2.0, 4.0, 8.0};  // of the typical distance to the nearest place
constexpr std::array fields_db{0.5, 1.0, 2.0, 4.0, 7.0, 11.0};
constexpr std::array nuggets_db{0.3, 0.7, 1.4, 2.5, 4.0};
constexpr double mean_sigma_db = 40;
constexpr double least_apart_m = 0.05;
constexpr double supported_share = 0.8;  // of the field's sigma: surer than that is more than knowing nothing
// A long length is no reason to colour far from where anybody was: the next place may be behind a wall.
constexpr double most_spacings = 1.5;
// Lengths beyond what the places span can't be told, and long ones claim much: they need a reason.
constexpr double log_prior_per_octave = -0.2;

double distance_m(const MapPoint& a, const MapPoint& b) {
    return std::hypot(a.east_m - b.east_m, a.north_m - b.north_m);
}

// Of neighbours: falls to 0.61 at the length scale.
double likeness(double distance, double length) {
    return std::exp(-0.5 * distance * distance / (length * length));
}

Cholesky covariance(const std::vector<MapPoint>& points, double length_m, double field_db, double nugget_db) {
    const std::size_t n = points.size();
    std::vector<double> matrix(n * n);
    for (std::size_t i = 0; i < n; ++i)
        for (std::size_t j = 0; j <= i; ++j) {
            double sum = mean_sigma_db * mean_sigma_db +
                         field_db * field_db * likeness(distance_m(points[i], points[j]), length_m);
            if (i == j) sum += points[i].sigma_db * points[i].sigma_db + nugget_db * nugget_db;
            matrix[i * n + j] = sum;
        }
    return {std::move(matrix), n};
}

double middle_level(const std::vector<MapPoint>& points) {
    double sum = 0;
    for (const MapPoint& point : points) sum += point.level_db / static_cast<double>(points.size());
    return sum;
}

double log_likelihood(const std::vector<MapPoint>& points, const Cholesky& factor) {
    const double mean_db = middle_level(points);
    std::vector<double> off;
    for (const MapPoint& point : points) off.push_back(point.level_db - mean_db);
    double sum = -0.5 * factor.log_determinant();
    for (const double one : factor.whitened(off)) sum -= 0.5 * one * one;
    return sum;
}

// Median distance of a place to its nearest neighbour.
double typical_spacing_m(const std::vector<MapPoint>& points) {
    std::vector<double> nearest_m;
    for (std::size_t i = 0; i < points.size(); ++i) {
        double nearest = 1e300;
        for (std::size_t j = 0; j < points.size(); ++j)
            if (i != j && distance_m(points[i], points[j]) > least_apart_m)
                nearest = std::min(nearest, distance_m(points[i], points[j]));
        if (nearest < 1e300) nearest_m.push_back(nearest);
    }
    std::nth_element(nearest_m.begin(), nearest_m.begin() + static_cast<std::ptrdiff_t>(nearest_m.size() / 2),
                     nearest_m.end());
    return nearest_m[nearest_m.size() / 2];
}

std::size_t places(std::span<const MapPoint> points) {
    std::size_t apart = 0;
    for (std::size_t i = 0; i < points.size(); ++i) {
        bool is_new = true;
        for (std::size_t j = 0; j < i && is_new; ++j) is_new = distance_m(points[i], points[j]) > least_apart_m;
        apart += is_new;
    }
    return apart;
}

}  // namespace

LevelMap::LevelMap(std::vector<MapPoint> points, const Shape& shape)
    : points_(std::move(points)),
      length_m_(shape.length_m),
      reach_m_(shape.reach_m),
      field_db_(shape.field_db),
      nugget_db_(shape.nugget_db),
      mean_db_(middle_level(points_)),
      factor_(covariance(points_, length_m_, field_db_, nugget_db_)) {
    std::vector<double> off;
    for (const MapPoint& point : points_) off.push_back(point.level_db - mean_db_);
    weights_ = factor_.solved(off);
}

MapValue LevelMap::at(double east_m, double north_m) const {
    const MapPoint here{.east_m = east_m, .north_m = north_m};
    std::vector<double> with(points_.size());
    MapValue out{.level_db = mean_db_};
    double nearest_m = 1e300;
    for (std::size_t i = 0; i < points_.size(); ++i) {
        const double apart_m = distance_m(points_[i], here);
        nearest_m = std::min(nearest_m, apart_m);
        with[i] = mean_sigma_db * mean_sigma_db + field_db_ * field_db_ * likeness(apart_m, length_m_);
        out.level_db += with[i] * weights_[i];
    }
    double variance = mean_sigma_db * mean_sigma_db + field_db_ * field_db_;
    for (const double one : factor_.whitened(with)) variance -= one * one;
    out.sigma_db = std::sqrt(std::max(variance, 0.0));
    out.supported = nearest_m <= reach_m_ && out.sigma_db <= supported_share * std::max(field_db_, nugget_db_);
    return out;
}

std::optional<LevelMap> level_map(std::span<const MapPoint> measured) {
    if (places(measured) < least_map_points) return std::nullopt;
    const std::vector<MapPoint> points(measured.begin(), measured.end());
    const double spacing_m = typical_spacing_m(points);
    LevelMap::Shape shape;
    double best = -1e300;
    for (std::size_t l = 0; l < lengths.size(); ++l)
        for (const double field : fields_db)
            for (const double nugget : nuggets_db) {
                const double length_m = lengths[l] * spacing_m;
                const double log = log_likelihood(points, covariance(points, length_m, field, nugget)) +
                                   log_prior_per_octave * static_cast<double>(l);
                if (log <= best) continue;
                best = log;
                shape = {.length_m = length_m,
                         .reach_m = std::min(length_m, most_spacings * spacing_m),
                         .field_db = field,
                         .nugget_db = nugget};
            }
    return LevelMap(points, shape);
}

}  // namespace boresight::aim
