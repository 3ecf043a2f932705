// SPDX-License-Identifier: GPL-3.0-or-later
#include "survey/sweep_file.h"

#include <fmt/format.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "aim/angle.h"
#include "platform/error.h"
#include "radio/json_fields.h"

namespace boresight::survey {

using nlohmann::json;
using radio::JsonFields;

namespace {

constexpr std::size_t most_bytes = 16 << 20;
constexpr int most_depth = 32;
constexpr std::size_t most_stops = 200, most_cells = 64, most_blocks = 5000;
constexpr double lowest_centi_dbm = -25000, highest_centi_dbm = 10000;
constexpr const char* sweep_format = "pointing-sweep/1";
constexpr const char* polarization_format = "pointing-polarisation/1";
constexpr const char* fix_field = "Correct the field, or record the sweep again";

[[noreturn]] void refuse_file(const std::string& file, const std::string& what) {
    throw Error(Error::Kind::bad_input,
                {.what = what,
                 .where = file,
                 .expected = fmt::format("a sweep as JSON, with \"format\": \"{}\"", sweep_format),
                 .fix = "Name the file that the sweep was recorded to"});
}

json parse_object(std::string_view text, const std::string& file) {
    if (text.find_first_not_of(" \t\r\n") == std::string_view::npos) refuse_file(file, "the file is empty");
    const auto bound_depth = [&file](int depth, json::parse_event_t, json&) {
        if (depth > most_depth) refuse_file(file, fmt::format("the JSON is nested deeper than {} levels", most_depth));
        return true;
    };
    json object;
    try {
        object = json::parse(text.begin(), text.end(), bound_depth);
    } catch (const json::parse_error& error) {
        refuse_file(file, fmt::format("what stands at byte {} is no JSON", error.byte));
    } catch (const json::exception&) {  // a number beyond the range of a double
        refuse_file(file, "a number is too large");
    }
    if (!object.is_object()) refuse_file(file, fmt::format("the whole is of type {}", object.type_name()));
    return object;
}

double needed(const JsonFields& fields, const char* field, double low, double high, const char* expected) {
    const std::optional<double> value = fields.number(field, low, high, expected);
    if (!value) fields.refuse(field, "the field is missing", expected, fix_field);
    return *value;
}

const json& needed_list(const JsonFields& fields, const char* field, std::size_t most, const char* expected) {
    const json* list = fields.raw(field);
    if (list == nullptr || !list->is_array())
        fields.refuse(field, "the value is " + fields.shown(field), expected, fix_field);
    if (list->empty()) fields.refuse(field, "the list is empty", expected, fix_field);
    if (list->size() > most)
        fields.refuse(field, fmt::format("the list has {} entries", list->size()), fmt::format("at most {}", most),
                      "Split the file");
    return *list;
}

SweepFile::Kind kind_of(const JsonFields& fields) {
    const std::string expected = fmt::format("\"{}\" or \"{}\"", sweep_format, polarization_format);
    const std::optional<std::string> format = fields.text("format");
    if (format == sweep_format) return SweepFile::Kind::sweep;
    if (format == polarization_format) return SweepFile::Kind::polarization;
    fields.refuse("format", "the value is " + fields.shown("format"), expected,
                  "Name a file that holds a recorded sweep");
}

aim::Blocks blocks_of(const json& list, const JsonFields& stop, std::size_t cell, std::size_t count) {
    const std::string of_cell = fmt::format("cell {}", cell);
    if (!list.is_array())
        stop.refuse("block_centi_dbm", of_cell + " is of type " + list.type_name(), "a list of blocks", fix_field);
    if (list.size() != count)
        stop.refuse("block_centi_dbm", fmt::format("{} has {} blocks", of_cell, list.size()),
                    fmt::format("{}, as many as the dwell is long", count),
                    "Write null for a block in which the cell wasn't detected");
    aim::Blocks blocks;
    for (std::size_t k = 0; k < list.size(); ++k) {
        if (list[k].is_null()) {
            blocks.emplace_back();
            continue;
        }
        const double level = list[k].is_number() ? list[k].get<double>() : std::nan("");
        if (!(level >= lowest_centi_dbm && level <= highest_centi_dbm))
            stop.refuse("block_centi_dbm",
                        fmt::format("block {} of {} is {}", k, of_cell,
                                    list[k].is_number() ? fmt::format("{}", level) : list[k].type_name()),
                        fmt::format("hundredths of dBm, {} to {}, or null", lowest_centi_dbm, highest_centi_dbm),
                        fix_field);
        blocks.emplace_back(level / 100);
    }
    return blocks;
}

SweepStop stop_of(const JsonFields& fields, const SweepFile& sweep) {
    const std::size_t index = sweep.stops.size();
    if (fields.count("i") != index)
        fields.refuse("i", "the value is " + fields.shown("i"), fmt::format("{}: stops are counted from 0", index),
                      "Put back the stops that are missing, or count anew");
    SweepStop stop;
    stop.time_s =
        needed(fields, "t_mid_s", 0, 1e7, "seconds from the beginning of the sweep to the middle of the dwell");
    if (index > 0 && stop.time_s <= sweep.stops.back().time_s)
        fields.refuse("t_mid_s", "the value is " + fields.shown("t_mid_s"),
                      fmt::format("more than the {} s of the stop before", sweep.stops.back().time_s), fix_field);
    stop.dwell_s = needed(fields, "dwell_s", 0.01, 3600, "the length of the dwell in seconds");
    stop.azimuth_deg = aim::azimuth_of(needed(fields, "az_nominal_deg", 0, 360, "an azimuth of 0 to 360 degrees"));
    stop.b = needed(fields, "pol", 0, 1, "0 or 1") != 0;
    if (fields.count("pol") > 1u) fields.refuse("pol", "the value is " + fields.shown("pol"), "0 or 1", fix_field);
    const double blocks = std::round(stop.dwell_s / sweep.block_s);
    if (blocks < 1 || blocks > static_cast<double>(most_blocks))
        fields.refuse("dwell_s", fmt::format("the dwell has {} blocks of {} s", blocks, sweep.block_s),
                      fmt::format("1 to {} blocks", most_blocks), fix_field);
    const json& cells = needed_list(fields, "block_centi_dbm", most_cells, "for each cell a list of its blocks");
    if (index > 0 && cells.size() != sweep.cells())
        fields.refuse("block_centi_dbm", fmt::format("there are {} cells", cells.size()),
                      fmt::format("{}, as in the stops before", sweep.cells()),
                      "Write blocks of null for a cell not heard");
    for (std::size_t cell = 0; cell < cells.size(); ++cell)
        stop.cells.push_back(blocks_of(cells[cell], fields, cell, static_cast<std::size_t>(blocks)));
    return stop;
}

// A sweep keeps its polarization, a comparison of polarizations its azimuth.
void check_one_thing_varies(const JsonFields& stop, const SweepFile& sweep) {
    const SweepStop &first = sweep.stops.front(), &last = sweep.stops.back();
    if (sweep.kind == SweepFile::Kind::sweep && last.b != first.b)
        stop.refuse(
            "pol", "the value is " + stop.shown("pol"), "the same polarization at every stop of a sweep",
            fmt::format("Keep the comparison of polarizations in a file of its own, \"{}\"", polarization_format));
    if (sweep.kind == SweepFile::Kind::polarization && last.azimuth_deg != first.azimuth_deg)
        stop.refuse(
            "az_nominal_deg", "the value is " + stop.shown("az_nominal_deg"),
            fmt::format("{}, as at the first stop: polarizations are compared at one azimuth", first.azimuth_deg),
            fix_field);
}

}  // namespace

SweepFile parse_sweep(std::string_view text, const std::string& file) {
    const json object = parse_object(text, file);
    const JsonFields fields(object, file, "");
    SweepFile sweep;
    sweep.kind = kind_of(fields);
    sweep.name = fields.text("name").value_or(file);
    sweep.block_s = needed(fields, "block_s", 0.001, 60, "the length of a block in seconds");
    sweep.limit_dbm =
        needed(fields, "noise_dbm_per_re", -250, 50, "the noise per resource element in dBm") +
        needed(fields, "detect_snr_db", -60, 60, "the SNR in dB at which half of the blocks are detected");
    if (sweep.kind == SweepFile::Kind::sweep) {
        sweep.beamwidth_deg =
            needed(fields, "hpbw_nominal_deg", 10, 180, "the antenna's half-power width, 10 to 180 degrees");
        sweep.azimuth_sigma_deg =
            needed(fields, "sigma_az_deg", 0.05, 45, "how far off the antenna is set, 0.05 to 45 degrees (never 0)");
    }
    const json& stops = needed_list(fields, "stops", most_stops, "the list of stops");
    for (const json& entry : stops) {
        const std::string place = fmt::format("stops[{}]", sweep.stops.size());
        if (!entry.is_object())
            fields.refuse("stops", fmt::format("{} is of type {}", place, entry.type_name()), "an object", fix_field);
        const JsonFields stop(entry, file, place);
        sweep.stops.push_back(stop_of(stop, sweep));
        check_one_thing_varies(stop, sweep);
    }
    return sweep;
}

SweepFile read_sweep(FileSystem& files, const std::filesystem::path& path) {
    return parse_sweep(read_text(files, path, most_bytes), path.string());
}

}  // namespace boresight::survey
