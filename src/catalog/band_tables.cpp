// SPDX-License-Identifier: GPL-3.0-or-later
#include "catalog/band_tables.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string>

#include "catalog/nr_raster.h"

namespace boresight::catalog {

namespace {

constexpr double lte_raster_hz = 100e3;
constexpr double umts_raster_hz = 200e3;
constexpr double gsm_raster_hz = 200e3;
constexpr double highest_hz = 100e9;
constexpr double hz_per_mhz = 1e6;
constexpr double hz_per_khz = 1e3;

Duplex read_duplex(const CsvRow& row) {
    for (const Duplex duplex : {Duplex::fdd, Duplex::tdd, Duplex::sdl, Duplex::sul}) {
        if (row.text("duplex") == duplex_name(duplex)) return duplex;
    }
    row.refuse("duplex", "fdd, tdd, sdl or sul");
}

int read_number(const CsvRow& row) {
    const std::int64_t number = row.integer("band");
    if (number < 1 || number > 9999) row.refuse("band", "a number from 1 to 9999");
    return static_cast<int>(number);
}

std::optional<FrequencyRange> read_range(const CsvRow& row, std::string_view low_column, std::string_view high_column) {
    if (row.text(low_column).empty() && row.text(high_column).empty()) return std::nullopt;
    const FrequencyRange range{row.hz_of_mhz(low_column), row.hz_of_mhz(high_column)};
    if (!(range.low_hz > 0 && range.low_hz < range.high_hz && range.high_hz <= highest_hz)) {
        row.refuse(high_column, "a frequency above the lower edge, at most 100000 MHz");
    }
    return range;
}

Band read_common(const CsvRow& row, Rat rat) {
    Band band;
    band.rat = rat;
    band.number = read_number(row);
    band.label = fmt::format("{}{}", rat == Rat::nr ? "n" : "", band.number);
    band.name = row.required_text("name");
    band.duplex = read_duplex(row);
    band.downlink = read_range(row, "dl_low_mhz", "dl_high_mhz");
    band.uplink = read_range(row, "ul_low_mhz", "ul_high_mhz");
    if (band.downlink.has_value() != (band.duplex != Duplex::sul))
        row.refuse("dl_low_mhz", "a downlink, except for sul");
    if (band.uplink.has_value() != (band.duplex != Duplex::sdl)) row.refuse("ul_low_mhz", "an uplink, except for sdl");
    if (band.downlink && band.uplink) band.duplex_spacing_hz = band.downlink->low_hz - band.uplink->low_hz;
    return band;
}

// TS 36.101 5.7.3: numbers begin at the lower edge and end one raster step below the upper edge.
ChannelRun lte_run(const CsvRow& row, std::string_view column, const FrequencyRange& range) {
    const std::int64_t first = row.integer(column);
    if (first < 0 || first >= 262144) row.refuse(column, "an EARFCN from 0 to 262143");
    const auto steps = std::llround((range.high_hz - range.low_hz) / lte_raster_hz);
    return {first, first + steps - 1, 1, range.low_hz, lte_raster_hz};
}

// TS 25.101 5.4.3 and 5.4.4: the run of the general raster, and the additional channels one by one.
void add_umts_runs(const CsvRow& row, const std::string& direction, std::vector<ChannelRun>& runs) {
    const std::int64_t first = row.integer(direction + "_uarfcn_first");
    const std::int64_t last = row.integer(direction + "_uarfcn_last");
    if (first < 0 || last < first || last > 16383) row.refuse(direction + "_uarfcn_last", "UARFCNs in ascending order");
    const auto frequency_hz = [](double offset_hz, std::int64_t uarfcn) {
        return offset_hz + static_cast<double>(uarfcn) * umts_raster_hz;
    };
    runs.push_back({first, last, 1, frequency_hz(row.hz_of_mhz(direction + "_offset_mhz"), first), umts_raster_hz});
    for (const std::int64_t uarfcn : row.integers(direction + "_extra_uarfcn")) {
        if (uarfcn < 0 || uarfcn > 16383) row.refuse(direction + "_extra_uarfcn", "UARFCNs from 0 to 16383");
        const double hz = frequency_hz(row.hz_of_mhz(direction + "_extra_offset_mhz"), uarfcn);
        runs.push_back({uarfcn, uarfcn, 1, hz, umts_raster_hz});
    }
}

// The finest raster of a band comes first where it holds the others (15 kHz holds 30 kHz); 100 kHz stands beside them.
void add_nr_runs(const CsvRow& row, const std::string& direction, std::vector<ChannelRun>& runs) {
    const std::int64_t first = row.integer(direction + "_arfcn_first");
    const std::int64_t last = row.integer(direction + "_arfcn_last");
    const auto first_hz = nr_arfcn_to_hz(first);
    if (!first_hz || !nr_arfcn_to_hz(last)) row.refuse(direction + "_arfcn_last", "numbers of the global raster");
    if (last < first) row.refuse(direction + "_arfcn_last", "a number above the first");
    const double step_hz = nr_arfcn_step_hz(*first_hz);
    for (const double raster_khz : row.numbers("raster_khz")) {
        const auto stride = std::llround(raster_khz * hz_per_khz / step_hz);
        if (stride < 1) row.refuse("raster_khz", "a raster of at least the global one");
        runs.push_back({first, first + (last - first) / stride * stride, stride, *first_hz, step_hz});
    }
    if (runs.empty()) row.refuse("raster_khz", "at least one raster");
}

void add_ssb(const CsvRow& row, std::vector<Band>& bands) {
    const int number = read_number(row);
    const auto band = std::find_if(bands.begin(), bands.end(), [&](const Band& b) { return b.number == number; });
    if (band == bands.end()) row.refuse("band", "a band of nr.csv");
    const SsbRaster raster{row.number("scs_khz") * hz_per_khz, row.integer("gscn_first"), row.integer("gscn_step"),
                           row.integer("gscn_last")};
    if (raster.gscn_step < 1) row.refuse("gscn_step", "a number above 0");
    for (const char* column : {"gscn_first", "gscn_last"}) {
        if (!gscn_to_hz(row.integer(column))) row.refuse(column, "a GSCN from 2 to 26639");
    }
    band->ssb.push_back(raster);
}

}  // namespace

std::vector<Band> read_lte_bands(const CsvTable& table) {
    std::vector<Band> bands;
    for (std::size_t i = 0; i < table.size(); ++i) {
        const CsvRow row = table.row(i);
        Band band = read_common(row, Rat::lte);
        if (!band.downlink) row.refuse("dl_low_mhz", "a downlink");
        band.downlink_channels.push_back(lte_run(row, "dl_earfcn", *band.downlink));
        if (band.uplink) band.uplink_channels.push_back(lte_run(row, "ul_earfcn", *band.uplink));
        for (const double mhz : row.numbers("bandwidths_mhz")) band.bandwidths_hz.push_back(mhz * hz_per_mhz);
        band.regions = row.text("regions");
        band.note = row.text("note");
        band.sure = row.required_text("sure");
        bands.push_back(std::move(band));
    }
    return bands;
}

std::vector<Band> read_umts_bands(const CsvTable& table) {
    std::vector<Band> bands;
    for (std::size_t i = 0; i < table.size(); ++i) {
        const CsvRow row = table.row(i);
        Band band = read_common(row, Rat::umts);
        if (!band.downlink) row.refuse("dl_low_mhz", "a downlink");
        add_umts_runs(row, "dl", band.downlink_channels);
        if (band.uplink) add_umts_runs(row, "ul", band.uplink_channels);
        band.bandwidths_hz = {5e6};
        band.regions = row.text("regions");
        band.sure = "high";
        bands.push_back(std::move(band));
    }
    return bands;
}

std::vector<Band> read_gsm_bands(const CsvTable& table) {
    std::vector<Band> bands;
    for (std::size_t i = 0; i < table.size(); ++i) {
        const CsvRow row = table.row(i);
        const std::int64_t first = row.integer("arfcn_first");
        const std::int64_t last = row.integer("arfcn_last");
        if (first < 0 || last < first || last > 1023)
            row.refuse("arfcn_last", "ARFCNs from 0 to 1023 in ascending order");
        const ChannelRun down{first, last, 1, row.hz_of_mhz("dl_first_mhz"), gsm_raster_hz};
        const ChannelRun up{first, last, 1, row.hz_of_mhz("ul_first_mhz"), gsm_raster_hz};
        if (bands.empty() || bands.back().label != row.text("name")) {
            Band band;
            band.rat = Rat::gsm;
            band.number = read_number(row);
            band.label = row.required_text("name");
            band.name = std::to_string(band.number);
            band.downlink = {down.first_hz, down.first_hz};
            band.uplink = {up.first_hz, up.first_hz};
            band.duplex_spacing_hz = down.first_hz - up.first_hz;
            band.bandwidths_hz = {gsm_raster_hz};
            band.sure = "high";
            bands.push_back(std::move(band));
        }
        // The edges are those of the carriers: a row of a band that continues widens it.
        const auto widen = [](std::optional<FrequencyRange>& range, const ChannelRun& run) {
            range->low_hz = std::min(range->low_hz, run.first_hz);
            range->high_hz = std::max(range->high_hz, run.frequency_hz(run.last));
        };
        widen(bands.back().downlink, down);
        widen(bands.back().uplink, up);
        bands.back().downlink_channels.push_back(down);
        bands.back().uplink_channels.push_back(up);
    }
    return bands;
}

std::vector<Band> read_nr_bands(const CsvTable& table, const CsvTable& ssb) {
    std::vector<Band> bands;
    for (std::size_t i = 0; i < table.size(); ++i) {
        const CsvRow row = table.row(i);
        Band band = read_common(row, Rat::nr);
        if (band.downlink) add_nr_runs(row, "dl", band.downlink_channels);
        if (band.uplink) add_nr_runs(row, "ul", band.uplink_channels);
        band.note = row.text("note");
        band.sure = row.required_text("sure");
        bands.push_back(std::move(band));
    }
    for (std::size_t i = 0; i < ssb.size(); ++i) add_ssb(ssb.row(i), bands);
    return bands;
}

}  // namespace boresight::catalog
