// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>
#include <fmt/ranges.h>

// toml++ 3.3 asserts that no separator stands where a value should, which is a mistake of the file and refused anyway.
#define TOML_ASSERT(condition) static_assert(true)
#include <toml++/toml.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>
#include <sstream>

#include "app/config.h"
#include "platform/error.h"

namespace boresight::app {

namespace {

[[noreturn]] void refuse(std::string what, std::string where, std::string expected, std::string fix) {
    throw Error(
        Error::Kind::bad_input,
        {.what = std::move(what), .where = std::move(where), .expected = std::move(expected), .fix = std::move(fix)});
}

// toml++ 3.3 has no defined answer to some letters beyond ASCII outside of quotes. With text that ends on its line it
// is plain where quotes begin and end.
void require_plain(std::string_view text, const std::string& file) {
    int line = 1;
    char quote = 0;
    bool remark = false;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const char c = text[at];
        if (c == '\n') {
            ++line;
            quote = 0;
            remark = false;
        } else if (remark) {
            continue;
        } else if (quote != 0) {
            if (c == '\\' && quote == '"' && at + 1 < text.size() && text[at + 1] != '\n')
                ++at;
            else if (c == quote)
                quote = 0;
        } else if (c == '#') {
            remark = true;
        } else if (c == '"' || c == '\'') {
            if (text.substr(at, 3) == std::string(3, c))
                refuse("text over several lines isn't read here", fmt::format("{}, line {}", file, line),
                       "text in one pair of quotes", "write it on one line");
            quote = c;
        } else if (static_cast<unsigned char>(c) >= 0x80) {
            refuse("a letter that is not ASCII stands outside of quotes", fmt::format("{}, line {}", file, line),
                   "text in quotes", "put quotes around it");
        }
    }
}

std::string shown(const toml::node& node) {
    std::ostringstream text;
    node.visit([&](const auto& value) {
        if constexpr (toml::is_table<decltype(value)> || toml::is_array<decltype(value)>)
            text << (toml::is_table<decltype(value)> ? "a table" : "a list");
        else
            text << value;
    });
    return text.str();
}

// One table of the file; knows which keys were asked for. A table that isn't there has no keys.
class Fields {
public:
    Fields(const toml::table* table, std::string file, std::string path)
        : table_(table), file_(std::move(file)), path_(std::move(path)) {}

    std::string text(const char* key) {
        const toml::node* node = find(key);
        if (node == nullptr) return {};
        const auto value = node->is_string() ? node->value<std::string>() : std::nullopt;
        if (!value) wrong(key, "text in quotes");
        return *value;
    }
    std::optional<double> number(const char* key, double low, double high) {
        const toml::node* node = find(key);
        if (node == nullptr) return std::nullopt;
        const auto value = node->is_number() ? node->value<double>() : std::nullopt;
        if (!value || !(*value >= low && *value <= high))
            wrong(key, fmt::format("a number from {} to {} without quotes", low, high));
        return value;
    }
    std::optional<int> whole(const char* key, int low, int high) {
        const auto value = number(key, low, high);
        if (value && *value != std::floor(*value)) wrong(key, fmt::format("a whole number from {} to {}", low, high));
        return value ? std::optional(static_cast<int>(*value)) : std::nullopt;
    }
    Fields table(const char* key) {
        const toml::node* node = find(key);
        if (node != nullptr && !node->is_table()) wrong(key, fmt::format("a table, [{}]", key));
        return {node == nullptr ? nullptr : node->as_table(), file_, inside(key)};
    }
    bool has(const char* key) const { return table_ != nullptr && table_->contains(key); }

    // After all keys were asked for: another one is a mistake.
    void end() const {
        if (table_ == nullptr) return;
        for (const auto& [key, node] : *table_) {
            if (known_.contains(key.str())) continue;
            refuse("a setting is unknown", fmt::format("{}, {} = {}", file_, inside(key.str()), shown(node)),
                   fmt::format("one of {}", fmt::join(known_, ", ")), "correct its name or remove it");
        }
    }
    [[noreturn]] void wrong(const char* key, const std::string& expected) const {
        const toml::node* node = table_ == nullptr ? nullptr : table_->get(key);
        refuse("a setting is wrong",
               fmt::format("{}, {}{}", file_, inside(key), node == nullptr ? " is missing" : " = " + shown(*node)),
               expected, "correct the file, or run \"boresight setup\" again");
    }

private:
    std::string inside(std::string_view key) const {
        return path_.empty() ? std::string(key) : fmt::format("{}.{}", path_, key);
    }
    const toml::node* find(const char* key) {
        known_.insert(key);
        return table_ == nullptr ? nullptr : table_->get(key);
    }

    const toml::table* table_;
    std::string file_;
    std::string path_;
    std::set<std::string, std::less<>> known_;
};

AntennaConfig read_antenna(Fields fields) {
    AntennaConfig antenna;
    antenna.name = fields.text("name");
    antenna.beamwidth_deg = fields.number("beamwidth_deg", 10, 180);
    antenna.gain_dbi = fields.number("gain_dbi", -20, 40);
    antenna.azimuth_sigma_deg = fields.number("azimuth_sigma_deg", 0.1, 45);
    antenna.pattern = fields.text("pattern");
    fields.end();
    return antenna;
}

PlaceConfig read_place(Fields fields) {
    PlaceConfig place;
    place.name = fields.text("name");
    const auto latitude_deg = fields.number("latitude_deg", -90, 90);
    const auto longitude_deg = fields.number("longitude_deg", -180, 180);
    const auto ground_m = fields.number("ground_m", -500, 9000);
    place.height_m = fields.number("height_m", 0, 500);
    if (latitude_deg.has_value() != longitude_deg.has_value())
        fields.wrong(latitude_deg ? "longitude_deg" : "latitude_deg", "both latitude_deg and longitude_deg, or none");
    if (latitude_deg) place.position = Position{*latitude_deg, *longitude_deg, ground_m};
    if (ground_m && !latitude_deg) fields.wrong("latitude_deg", "latitude_deg and longitude_deg beside ground_m");
    fields.end();
    return place;
}

ScaleConfig read_scale(Fields fields) {
    ScaleConfig scale;
    scale.zero_offset_deg = fields.number("zero_offset_deg", -360, 360);
    scale.sigma_deg = fields.number("sigma_deg", 0, 180);
    fields.end();
    return scale;
}

advise::HomeCell read_home_cell(Fields fields) {
    advise::HomeCell cell;
    cell.psc = fields.whole("psc", 0, 511);
    cell.uarfcn = fields.whole("uarfcn", 0, 16383);
    cell.power_dbm = fields.number("power_dbm", -20, 40);
    fields.end();
    return cell;
}

std::optional<LengthUnits> read_units(Fields& fields) {
    if (!fields.has("units")) return std::nullopt;
    const std::string word = fields.text("units");
    if (word != "metric" && word != "us") fields.wrong("units", "\"metric\" or \"us\"");
    return word == "us" ? LengthUnits::us : LengthUnits::metric;
}

}  // namespace

Config parse_config(std::string_view toml, const std::string& file) {
    require_plain(toml, file);
    toml::table table;
    try {
        table = toml::parse(toml, file);
    } catch (const toml::parse_error& error) {
        refuse("the settings can't be read: " + std::string(error.description()),
               fmt::format("{}, line {}", file, error.source().begin.line), "TOML 1.0", "correct that line");
    }
    Fields fields(&table, file, "");
    Config config;
    config.units = read_units(fields);
    config.radio = fields.text("radio");
    config.country = fields.text("country");
    config.operator_name = fields.text("operator");
    config.hotspot = fields.text("hotspot");
    config.microcell = fields.text("microcell");
    config.antenna = read_antenna(fields.table("antenna"));
    config.place = read_place(fields.table("place"));
    config.scale = read_scale(fields.table("scale"));
    config.home_cell = read_home_cell(fields.table("home_cell"));
    if (!fields.has("units")) fields.text("units");
    fields.end();
    return config;
}

}  // namespace boresight::app
