// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/csv.h"

#include <fmt/format.h>

namespace boresight::report {

namespace {

struct CellText {
    std::string operator()(std::monostate) const { return {}; }
    std::string operator()(bool value) const { return value ? "true" : "false"; }
    std::string operator()(std::int64_t value) const { return fmt::to_string(value); }
    std::string operator()(double value) const { return fmt::to_string(value); }
    std::string operator()(const std::string& value) const { return csv_text(value); }
};

// The place stands behind the time and what belongs to it.
constexpr std::string_view place_goes_before = "azimuth_deg";
constexpr std::string_view place_heading = "latitude_deg,longitude_deg,height_m,";

std::string place_cells(const std::optional<Position>& position) {
    if (!position) return ",,,";
    return fmt::format("{},{},{},", position->latitude_deg, position->longitude_deg,
                       position->height_m ? fmt::to_string(*position->height_m) : "");
}

template <class CellOf>
std::string line(const std::vector<Field>& fields, const std::string& place, CellOf&& cell_of) {
    std::string text;
    for (const Field& field : fields) {
        if (field.name == place_goes_before) text += place;
        text += cell_of(field);
        text += ',';
    }
    text.back() = '\n';
    return text;
}

}  // namespace

std::string csv_heading() {
    return line(reading_fields({}), std::string(place_heading), [](const Field& field) { return field.name; });
}

std::string csv_line(const store::FullReading& reading, PositionDetail detail) {
    return line(reading_fields(reading), place_cells(shared_position(reading.dwell.position, detail)),
                [](const Field& field) { return std::visit(CellText{}, field.value); });
}

std::string csv_text(std::string_view text) {
    constexpr std::string_view starts_formula = "=+-@\t\r\n";
    std::string cell(text);
    if (!text.empty() && starts_formula.find(text.front()) != std::string_view::npos) cell.insert(cell.begin(), '\'');
    if (cell.find_first_of(",\"\r\n") == std::string::npos) return cell;
    std::string quoted = "\"";
    for (const char c : cell) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
    return quoted + '"';
}

}  // namespace boresight::report
