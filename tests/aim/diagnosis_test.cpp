// SPDX-License-Identifier: GPL-3.0-or-later
// Troubles put into made sweeps one at a time, and what is said of them.
#include "aim/diagnosis.h"

#include <gtest/gtest.h>

#include <cmath>

#include "made_sweep.h"

namespace boresight::aim {
namespace {

constexpr std::size_t second_reference = 13;  // of a made sweep; the one before it is stop 6
constexpr std::size_t step_at = 9;
constexpr double tolerance_db = 2;

// Cells of one tower each, measured at the same stops.
struct Made {
    explicit Made(std::size_t n) {
        for (std::size_t cell = 0; cell < n; ++cell)
            sweeps.push_back(make_sweep({.peak_deg = 142, .seed = 20 + static_cast<std::uint32_t>(cell)}));
        health.assign(sweeps.front().stops.size(), {.gain_db = 30, .noise_dbfs = -90});
    }
    void step(std::size_t cell, std::size_t first, double step_db) {
        for (std::size_t i = first; i < sweeps[cell].blocks.size(); ++i)
            for (std::optional<double>& level : sweeps[cell].blocks[i])
                if (level) *level += step_db;
    }
    std::vector<Diagnosis> diagnosed() const {
        std::vector<CellReadings> cells;
        std::vector<std::optional<CellFit>> fits;
        for (const MadeSweep& sweep : sweeps) {
            cells.push_back(read_dwells(sweep.blocks, made_limit_dbm));
            fits.push_back(fit_of(sweep));
        }
        return diagnose({.stops = sweeps.front().stops, .health = health, .cells = cells, .fits = fits, .dwell_s = 8});
    }
    std::optional<Diagnosis> only(Trouble trouble) const {
        for (const Diagnosis& found : diagnosed())
            if (found.trouble == trouble) return found;
        return std::nullopt;
    }
    std::vector<MadeSweep> sweeps;
    std::vector<DwellHealth> health;
};

TEST(Diagnosis, NothingIsWrongWithASweepThatWentWell) {
    for (const Diagnosis& found : Made(2).diagnosed()) ADD_FAILURE() << static_cast<int>(found.trouble);
}

TEST(Diagnosis, AnOverloadedDwellIsNamedAndTheGainIsToComeDown) {
    Made made(1);
    made.health[4] = {.overloaded = true, .clipped_share = 0.01, .gain_db = 30, .noise_dbfs = -80};
    const auto found = made.only(Trouble::overload);
    ASSERT_TRUE(found);
    EXPECT_EQ(found->stops, std::vector<std::size_t>{4});
    EXPECT_EQ(found->remedy, Remedy::lower_gain);
    EXPECT_EQ(found->amount, 0.01);
}

TEST(Diagnosis, AGainSetAnewIsToldAndNeedsNothing) {
    Made made(1);
    for (std::size_t i = 5; i < made.health.size(); ++i) made.health[i].gain_db = 24, made.health[i].noise_dbfs = -96;
    const auto found = made.only(Trouble::gain_changed);
    ASSERT_TRUE(found);
    EXPECT_EQ(found->stops, std::vector<std::size_t>{5});
    EXPECT_EQ(found->amount, -6);
    EXPECT_EQ(found->remedy, Remedy::none);
    EXPECT_FALSE(made.only(Trouble::noise_moved)) << "noise moves with the gain";
}

TEST(Diagnosis, ANoiseFloorThatMovedAtTheSameGainIsToldAtTheReferenceAlone) {
    Made made(1);
    made.health[3].noise_dbfs = -84;  // a loud neighbour in the beam
    EXPECT_FALSE(made.only(Trouble::noise_moved));
    for (std::size_t i = 8; i < made.health.size(); ++i) made.health[i].noise_dbfs = -88;
    const auto found = made.only(Trouble::noise_moved);
    ASSERT_TRUE(found);
    EXPECT_EQ(found->stops, std::vector<std::size_t>{second_reference});
    EXPECT_EQ(found->amount, 2);
}

TEST(Diagnosis, AllCellsThatStepAlikeBlameTheReceiver) {
    Made made(3);
    for (std::size_t cell = 0; cell < 3; ++cell) made.step(cell, step_at, -8);
    const auto found = made.only(Trouble::receiver_stepped);
    ASSERT_TRUE(found);
    EXPECT_NEAR(found->amount, -8, tolerance_db);
    ASSERT_EQ(found->stops.size(), 1u);
    EXPECT_GT(found->stops.front(), 6u);
    EXPECT_LE(found->stops.front(), second_reference);
    EXPECT_FALSE(found->cell);
    EXPECT_FALSE(made.only(Trouble::cell_stepped));
}

TEST(Diagnosis, OneCellThatStepsAloneIsNamed) {
    Made made(3);
    made.step(1, step_at, 6);
    const auto found = made.only(Trouble::cell_stepped);
    ASSERT_TRUE(found);
    EXPECT_EQ(found->cell, 1u);
    EXPECT_NEAR(found->amount, 6, tolerance_db);
    EXPECT_FALSE(made.only(Trouble::receiver_stepped));
}

TEST(Diagnosis, WithOneCellNobodyKnowsWhoseStepItWas) {
    Made made(1);
    made.step(0, step_at, -8);
    const auto found = made.only(Trouble::reference_differs);
    ASSERT_TRUE(found);
    EXPECT_EQ(found->stops, (std::vector<std::size_t>{6, second_reference}));
    EXPECT_EQ(found->remedy, Remedy::repeat_reference);
}

TEST(Diagnosis, ManyDwellsThatDoNotFitMakeTheSweepInconsistent) {
    Made made(1);
    std::optional<CellFit> fit = fit_of(made.sweeps.front());
    fit->inconsistent = true;
    fit->doubted = {1, 4, 7, 9};
    const std::vector<std::optional<CellFit>> fits{fit};
    const auto found = diagnose({.stops = made.sweeps.front().stops, .health = {}, .cells = {}, .fits = fits});
    ASSERT_EQ(found.size(), 1u);
    EXPECT_EQ(found.front().trouble, Trouble::inconsistent);
    EXPECT_EQ(found.front().stops, fit->doubted);
    EXPECT_EQ(found.front().remedy, Remedy::repeat_dwells);
}

TEST(Diagnosis, MarksThatAreFarWorseThanStatedAreTold) {
    std::optional<CellFit> fit = fit_of(make_sweep({.peak_deg = 142, .seed = 3}));
    EXPECT_LT(fit->marks_ratio, 1.5);
    fit->marks_ratio = 1.8;
    const std::vector<std::optional<CellFit>> fits{fit};
    const auto found = diagnose({.stops = {}, .health = {}, .cells = {}, .fits = fits});
    ASSERT_EQ(found.size(), 1u);
    EXPECT_EQ(found.front().trouble, Trouble::marks_worse);
    EXPECT_EQ(found.front().remedy, Remedy::check_marks);
    EXPECT_EQ(found.front().amount, 1.8);
}

TEST(Diagnosis, FadingSlowerThanTheDwellAsksForALongerOne) {
    CellReadings cell;
    cell.correlation_blocks = 40;  // of 100 ms
    cell.readings.assign(6, {.kind = ReadingKind::full, .level_db = -90, .sigma_db = 1, .independent_blocks = 2});
    const std::vector<CellReadings> cells{cell};
    const std::vector<Stop> stops{{0, 0}, {20, 30}, {40, 60}, {60, 90}, {80, 120}, {100, 150}};
    const auto found = diagnose({.stops = stops, .health = {}, .cells = cells, .fits = {}, .dwell_s = 8});
    ASSERT_EQ(found.size(), 1u);
    EXPECT_EQ(found.front().trouble, Trouble::dwell_short);
    EXPECT_NEAR(found.front().amount, 16, 1e-9);
    EXPECT_EQ(found.front().cell, 0u);
}

TEST(Diagnosis, TwoPathsAreToldAsSureOrAsACompromise) {
    std::optional<CellFit> fit = fit_of(make_sweep({.peak_deg = 142, .seed = 3}));
    for (const auto& [p_two, trouble] : {std::pair(0.95, Trouble::second_path), {0.5, Trouble::paths_in_beam}}) {
        fit->p_two = p_two;
        const std::vector<std::optional<CellFit>> fits{fit};
        const auto found = diagnose({.stops = {}, .health = {}, .cells = {}, .fits = fits});
        ASSERT_EQ(found.size(), 1u);
        EXPECT_EQ(found.front().trouble, trouble);
    }
}

}  // namespace
}  // namespace boresight::aim
