// SPDX-License-Identifier: GPL-3.0-or-later
// The tables of data/bands as values: each function takes the table of its technology (columns as in the file's header
// row) and returns its bands in the order of the rows, or throws an Error that names file, line and column.
#pragma once

#include <vector>

#include "catalog/bands.h"
#include "catalog/csv.h"

namespace boresight::catalog {

std::vector<Band> read_lte_bands(const CsvTable& table);
std::vector<Band> read_umts_bands(const CsvTable& table);
std::vector<Band> read_gsm_bands(const CsvTable& table);
std::vector<Band> read_nr_bands(const CsvTable& table, const CsvTable& ssb);

}  // namespace boresight::catalog
