// SPDX-License-Identifier: GPL-3.0-or-later
#include "scene/fields.h"

#include <fmt/format.h>

// toml++ 3.3 asserts that no separator stands where a value should, which is a mistake of the file and refused anyway.
#define TOML_ASSERT(condition) static_assert(true)
#include <toml++/toml.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <sstream>

#include "platform/error.h"

namespace boresight::scene {
namespace {

// The unit that a key's name ends with: "m" of height_m, nothing of pci.
std::string_view unit_of(std::string_view key) {
    constexpr std::array units{"m",   "km",  "ft",        "mi",  "hz",   "khz",    "mhz", "ghz",
                               "db",  "dbm", "dbi",       "dbd", "dbfs", "deg_db", "w",   "mw",
                               "deg", "rad", "deg_per_s", "s",   "ms",   "ppm",    "ppb"};
    std::string_view found;
    for (const std::string_view unit : units)
        if (key.size() > unit.size() + 1 && key.ends_with(unit) && key[key.size() - unit.size() - 1] == '_' &&
            unit.size() > found.size())
            found = unit;
    return found;
}

std::string_view stem_of(std::string_view key) {
    const auto unit = unit_of(key);
    return unit.empty() ? key : key.substr(0, key.size() - unit.size() - 1);
}

std::string shown(const toml::node& node) {
    std::ostringstream text;
    node.visit([&](const auto& value) {
        if constexpr (toml::is_table<decltype(value)> || toml::is_array<decltype(value)>) {
            text << (toml::is_table<decltype(value)> ? "a table" : "a list");
        } else {
            text << value;
        }
    });
    return text.str();
}

// toml++ 3.3 has no defined answer to some letters beyond ASCII outside of quotes.
void require_ascii(std::string_view text, const std::string& file) {
    const auto foreign =
        std::find_if(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
    if (foreign == text.end()) return;
    refuse("the scene has a letter that is not ASCII",
           fmt::format("{}, line {}", file, std::count(text.begin(), foreign, '\n') + 1), "plain ASCII text",
           "write it without accents");
}

toml::table parsed(std::string_view text, const std::string& file) {
    require_ascii(text, file);
    try {
        return toml::parse(text, file);
    } catch (const toml::parse_error& error) {
        refuse("the scene is no TOML: " + std::string(error.description()),
               fmt::format("{}, line {}", file, error.source().begin.line), "TOML 1.0", "correct that line");
    }
}

}  // namespace

void refuse(std::string what, std::string where, std::string expected, std::string fix) {
    throw Error(
        Error::Kind::bad_input,
        {.what = std::move(what), .where = std::move(where), .expected = std::move(expected), .fix = std::move(fix)});
}

bool Fields::has(const char* key) const {
    return table_.contains(key);
}

int Fields::integer(const char* key, Range range) {
    find(key, true);
    return integer(key, range, 0);
}

int Fields::integer(const char* key, Range range, int otherwise) {
    const double value = number(key, range, otherwise);
    if (value != std::floor(value)) wrong(key, "a whole number");
    return static_cast<int>(value);
}

Fields Fields::table(const char* key) {
    find(key, true);
    return *optional_table(key);
}

std::optional<Fields> Fields::optional_table(const char* key) {
    const toml::node* node = find(key, false);
    if (!node) return std::nullopt;
    if (!node->is_table()) wrong(key, fmt::format("a table, [{}]", key));
    return Fields(*node->as_table(), file_, inside(key));
}

std::vector<Fields> Fields::tables(const char* key, bool required) {
    const toml::node* node = find(key, required);
    if (!node) return {};
    const toml::array* list = node->as_array();
    if (!list || list->empty()) wrong(key, fmt::format("one or more tables, [[{}]]", inside(key)));
    std::vector<Fields> all;
    for (const toml::node& each : *list) {
        if (!each.is_table()) wrong(key, fmt::format("tables, [[{}]]", inside(key)));
        all.emplace_back(*each.as_table(), file_, fmt::format("{}[{}]", inside(key), all.size() + 1));
    }
    return all;
}

void Fields::end() const {
    for (const auto& [key, node] : table_) {
        const std::string_view name = key.str();
        if (known_.contains(name)) continue;
        refuse("a key of the scene is unknown", where(name, &node),
               "one of " + fmt::format("{}", fmt::join(known_, ", ")), "correct its name or remove it");
    }
}

std::string Fields::where(std::string_view key, const toml::node* node) const {
    return fmt::format("{}, {}{}", file_, inside(key), node ? " = " + shown(*node) : "");
}

void Fields::wrong(const char* key, const std::string& expected) const {
    refuse("a value of the scene is wrong", where(key, table_.get(key)), expected,
           fmt::format("change {}", inside(key)));
}

std::string Fields::inside(std::string_view key) const {
    return path_.empty() ? std::string(key) : fmt::format("{}.{}", path_, key);
}

const toml::node* Fields::find(const char* key, bool required) {
    known_.insert(key);
    const toml::node* node = table_.get(key);
    if (node) return node;
    for (const auto& [other, value] : table_)
        if (!unit_of(key).empty() && other.str() != key && stem_of(other.str()) == stem_of(key) &&
            !known_.contains(other.str()))
            refuse("a value of the scene has the wrong unit", where(other.str(), &value), std::string(key),
                   fmt::format("convert it to {} and call it {}", unit_of(key), key));
    if (required)
        refuse("a key of the scene is missing", fmt::format("{}, {}", file_, inside(key)), std::string(key), "add it");
    return nullptr;
}

std::optional<double> Fields::optional_number(const char* key, Range range, bool required) {
    const toml::node* node = find(key, required);
    if (!node) return std::nullopt;
    const std::string_view unit = unit_of(key);
    const std::string expected =
        fmt::format("a number{}{} from {} to {}", unit.empty() ? "" : " in ", unit, range.low, range.high);
    const auto value = node->is_number() ? node->value<double>() : std::nullopt;
    if (!value || !(*value >= range.low && *value <= range.high)) wrong(key, expected);
    return value;
}

std::optional<std::string> Fields::optional_text(const char* key, bool required) {
    const toml::node* node = find(key, required);
    if (!node) return std::nullopt;
    if (!node->is_string()) wrong(key, "text in quotes");
    return node->value<std::string>();
}

std::vector<std::pair<double, double>> Fields::pairs(const char* key, const std::string& expected) {
    const toml::node* node = find(key, false);
    if (!node) return {};
    if (!node->is_array() || node->as_array()->empty()) wrong(key, expected);
    std::vector<std::pair<double, double>> all;
    for (const toml::node& each : *node->as_array()) {
        const toml::array* pair = each.as_array();
        if (!pair || pair->size() != 2 || !pair->get(0)->is_number() || !pair->get(1)->is_number())
            wrong(key, expected);
        all.emplace_back(*pair->get(0)->value<double>(), *pair->get(1)->value<double>());
    }
    return all;
}

TomlFile::TomlFile(std::string_view text, const std::string& file)
    : file_(file), table_(std::make_unique<toml::table>(parsed(text, file))) {}

TomlFile::~TomlFile() = default;

}  // namespace boresight::scene
