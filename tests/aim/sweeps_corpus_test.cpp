// SPDX-License-Identifier: GPL-3.0-or-later
// Recorded sweeps against what a reference estimator makes of them, within the tolerances that each file states, and
// against the truth of the generator that made them.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>

#include "aim/angle.h"
#include "survey/sweep_estimate.h"
#include "survey/sweep_file.h"
#include "tests/recordings.h"

namespace boresight::aim {
namespace {

using nlohmann::json;

constexpr std::size_t files_wanted = 20;
constexpr double least_coverage = 0.93;                // of the intervals, by the truth
constexpr double correlation_tolerance = 0.1;          // relative
constexpr double least_correlation_tolerance = 0.006;  // expected values are given to two decimals

std::vector<std::filesystem::path> sweep_files() {
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(tests::shared_folder() / "truth" / "pointing"))
        if (entry.path().extension() == ".json") files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    return files;
}

void expect_readings(const CellReadings& cell, const json& expected) {
    const json& tolerance = expected["tolerance"];
    EXPECT_NEAR(
        cell.correlation_blocks, expected["tau_int_blocks"],
        std::max(least_correlation_tolerance, correlation_tolerance * expected["tau_int_blocks"].get<double>()));
    for (std::size_t i = 0; i < cell.readings.size(); ++i) {
        const Reading& reading = cell.readings[i];
        ASSERT_EQ(reading.detected(), !expected["dwell_mean_db"][i].is_null()) << i;
        if (reading.detected()) {
            EXPECT_NEAR(reading.level_db, expected["dwell_mean_db"][i], tolerance["dwell_mean_db"]) << i;
        }
        const double sigma_db = expected["dwell_sd_db"][i];
        EXPECT_NEAR(reading.sigma_db, sigma_db, tolerance["dwell_sd_db_rel"].get<double>() * sigma_db) << i;
    }
}

void expect_direction(const CellFit& fit, const json& expected) {
    const json& tolerance = expected["tolerance"];
    const auto near = [](double azimuth_deg, double wanted_deg, double within_deg) {
        EXPECT_LE(std::abs(wrap_deg(azimuth_deg - wanted_deg)), within_deg) << azimuth_deg << " " << wanted_deg;
    };
    near(fit.bearing.azimuth_deg, expected["bearing_deg"], tolerance["bearing_deg"]);
    near(fit.bearing.low_deg, expected["ci95_deg"][0], tolerance["ci_edge_deg"]);
    near(fit.bearing.high_deg, expected["ci95_deg"][1], tolerance["ci_edge_deg"]);
    near(fit.recommended_deg, expected["recommended_deg"], tolerance["bearing_deg"]);
    const Value& gain = fit.gain_over_present_db;
    EXPECT_NEAR(gain.low, expected["gain_over_az0_db"][0], tolerance["gain_db"]);
    EXPECT_NEAR(gain.value, expected["gain_over_az0_db"][1], tolerance["gain_db"]);
    EXPECT_NEAR(gain.high, expected["gain_over_az0_db"][2], tolerance["gain_db"]);
    EXPECT_EQ(fit.bearing.tied(), expected["multimodal"].get<bool>());
    if (!expected.contains("arcs")) return;
    ASSERT_EQ(fit.bearing.arcs.size(), expected["arcs"].size());
    for (std::size_t k = 0; k < fit.bearing.arcs.size(); ++k) {
        near(fit.bearing.arcs[k].centre_deg, expected["arcs"][k]["centre_deg"], tolerance["bearing_deg"]);
        EXPECT_NEAR(fit.bearing.arcs[k].probability, expected["arcs"][k]["p"], tolerance["prob"]);
    }
}

void expect_fit(const CellFit& fit, const json& expected) {
    const double within = expected["tolerance"]["prob"];
    EXPECT_NEAR(fit.p_isotropic, expected["p_isotropic"], within);
    EXPECT_NEAR(fit.p_single, expected["p_single"], within);
    EXPECT_NEAR(fit.p_two, expected["p_two"], within);
    EXPECT_EQ(fit.usable_direction, expected["usable_direction"].get<bool>());
    EXPECT_EQ(fit.doubted, expected["flagged_dwells"].get<std::vector<std::size_t>>());
    if (fit.usable_direction) expect_direction(fit, expected);
}

struct Coverage {
    int intervals = 0, held = 0;

    void count(const CellFit& fit, double truth_deg) {
        ++intervals;
        const double width_deg = azimuth_of(fit.bearing.high_deg - fit.bearing.low_deg);
        held += azimuth_of(truth_deg - fit.bearing.low_deg) <= width_deg;
    }
};

void expect_polarization(const PolarizationFit& fit, const json& expected, double truth_db) {
    const json& tolerance = expected["tolerance"];
    EXPECT_NEAR(fit.difference_db.value, expected["difference_db"], tolerance["difference_db"]);
    EXPECT_NEAR(fit.difference_db.low, expected["ci95_db"][0], tolerance["ci_edge_db"]);
    EXPECT_NEAR(fit.difference_db.high, expected["ci95_db"][1], tolerance["ci_edge_db"]);
    EXPECT_NEAR(fit.low90_db, expected["ci90_db"][0], tolerance["ci_edge_db"]);
    EXPECT_NEAR(fit.high90_db, expected["ci90_db"][1], tolerance["ci_edge_db"]);
    EXPECT_NEAR(fit.p_b_better, expected["p_B_better"], tolerance["prob"]);
    EXPECT_EQ(fit.choice, truth_db > 1 ? PolarizationChoice::b : PolarizationChoice::equal);
}

TEST(RecordedSweeps, EveryExpectedValueIsMetWithinItsTolerance) {
    BORESIGHT_NEEDS_RECORDINGS();
    const std::vector<std::filesystem::path> files = sweep_files();
    EXPECT_EQ(files.size(), files_wanted);
    Coverage coverage;
    for (const std::filesystem::path& path : files) {
        SCOPED_TRACE(path.filename());
        const json truth = json::parse(std::ifstream(path));
        const survey::SweepEstimate estimate =
            survey::estimate_sweep(survey::read_sweep(system_files(), path), std::nullopt);
        const json& expected = truth["expected"];
        if (!expected.is_array()) {
            ASSERT_TRUE(estimate.polarization.has_value());
            expect_polarization(*estimate.polarization, expected, truth["truth"]["difference_B_minus_A_db"]);
            continue;
        }
        for (std::size_t cell = 0; cell < expected.size(); ++cell) {
            SCOPED_TRACE(cell);
            expect_readings(estimate.cells[cell], expected[cell]);
            ASSERT_TRUE(estimate.fits[cell].has_value());
            expect_fit(*estimate.fits[cell], expected[cell]);
            if (estimate.fits[cell]->usable_direction)
                coverage.count(*estimate.fits[cell], truth["truth"]["cells"][cell]["best_bearing_deg"]);
        }
    }
    std::cout << coverage.held << " of " << coverage.intervals << " intervals hold the truth\n";
    EXPECT_GE(coverage.held, least_coverage * coverage.intervals);
}

}  // namespace
}  // namespace boresight::aim
