// SPDX-License-Identifier: GPL-3.0-or-later
#include "survey/likely_operators.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "survey/carrier_names.h"

namespace boresight::survey {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;

ScanCell cell_at(double frequency_hz, Operator operated_by = {}) {
    ScanCell cell;
    cell.frequency_hz = frequency_hz;
    cell.carriers = carrier_names(frequency_hz, dsp::lte::Duplex::fdd);
    cell.operated_by = std::move(operated_by);
    return cell;
}

const Operator said_att{.plmn = "310-410", .name = "AT&T", .known_from = Operator::KnownFrom::sib1};

TEST(LikelyOperators, NamesWhoUsuallySendsOnACarrierOfTheCountry) {
    ScanResult result;
    result.cells = {cell_at(739e6), cell_at(751e6)};  // EARFCN 5110 and 5230
    name_by_band_plan(result, catalog::find_country("US"));
    const Operator& first = result.cells[0].operated_by;
    EXPECT_EQ(first.known_from, Operator::KnownFrom::band_plan);
    EXPECT_THAT(first.likely, Contains("AT&T"));
    EXPECT_FALSE(first.plmn) << "nobody heard its code";
    EXPECT_EQ(result.cells[1].operated_by.known_from, Operator::KnownFrom::band_plan);
    EXPECT_THAT(result.cells[1].operated_by.likely, Contains("Verizon"));
}

TEST(LikelyOperators, ANameIsGivenOnlyWhereOneOperatorComesIntoQuestion) {
    ScanResult result;
    result.cells = {cell_at(739e6), cell_at(751e6)};
    name_by_band_plan(result, catalog::find_country("US"));
    for (const ScanCell& cell : result.cells)
        EXPECT_EQ(cell.operated_by.name.has_value(), cell.operated_by.likely.size() == 1);
}

TEST(LikelyOperators, WhatACellSaidOrSaidBeforeStands) {
    ScanResult result;
    Operator before = said_att;
    before.known_from = Operator::KnownFrom::earlier;
    result.cells = {cell_at(751e6, said_att), cell_at(751e6, before)};
    name_by_band_plan(result, catalog::find_country("US"));
    EXPECT_EQ(result.cells[0].operated_by.known_from, Operator::KnownFrom::sib1);
    EXPECT_EQ(result.cells[1].operated_by.known_from, Operator::KnownFrom::earlier);
    EXPECT_EQ(result.cells[1].operated_by.name, "AT&T");
}

TEST(LikelyOperators, NetworkCodesThatWereHeardSayWhichCountryItIs) {
    ScanResult result;
    result.cells = {cell_at(739e6, said_att), cell_at(751e6)};
    name_by_band_plan(result, nullptr);
    EXPECT_THAT(result.cells[1].operated_by.likely, ElementsAre("Verizon"));
    const Operator elsewhere{.plmn = "262-01", .known_from = Operator::KnownFrom::sib1};
    result.cells = {cell_at(806e6, elsewhere), cell_at(751e6)};
    name_by_band_plan(result, catalog::find_country("US"));
    EXPECT_NE(result.cells[1].operated_by.name, "Verizon") << "the cells are in Germany, whatever the settings say";
    result.cells = {cell_at(806e6, elsewhere), cell_at(739e6, said_att), cell_at(751e6)};
    name_by_band_plan(result, catalog::find_country("US"));
    EXPECT_EQ(result.cells[2].operated_by.known_from, Operator::KnownFrom::unknown) << "at a border";
}

TEST(LikelyOperators, CellsOfOneCarrierAreOfTheSameLicence) {
    ScanResult result;
    result.cells = {cell_at(751e6, said_att), cell_at(751e6), cell_at(763e6)};
    name_by_band_plan(result, nullptr);
    EXPECT_EQ(result.cells[1].operated_by.known_from, Operator::KnownFrom::band_plan);
    EXPECT_THAT(result.cells[1].operated_by.likely, ElementsAre("AT&T")) << "whatever is usual there";
    EXPECT_FALSE(result.cells[1].operated_by.plmn);
    EXPECT_NE(result.cells[2].operated_by.name, "Verizon");
}

TEST(LikelyOperators, WithoutACountryOrAFrequencyNobodyIsNamed) {
    ScanResult result;
    result.cells = {cell_at(739e6)};
    name_by_band_plan(result, nullptr);
    EXPECT_EQ(result.cells[0].operated_by.known_from, Operator::KnownFrom::unknown);
    result.cells[0].frequency_hz.reset();
    name_by_band_plan(result, catalog::find_country("US"));
    EXPECT_EQ(result.cells[0].operated_by.known_from, Operator::KnownFrom::unknown);
    EXPECT_THAT(result.cells[0].operated_by.likely, IsEmpty());
}

}  // namespace
}  // namespace boresight::survey
