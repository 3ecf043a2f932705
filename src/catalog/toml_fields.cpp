// SPDX-License-Identifier: GPL-3.0-or-later
#include "catalog/toml_fields.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

// toml++ 3.3 asserts that no separator stands where a value should, which is a mistake of the file and refused anyway.
#define TOML_ASSERT(condition) static_assert(true)
#include <toml++/toml.h>

#include <algorithm>
#include <cmath>
#include <variant>

#include "platform/error.h"

namespace boresight::catalog {

struct TomlNode {
    std::variant<std::monostate, bool, std::int64_t, double, std::string, std::vector<TomlNode>,
                 std::shared_ptr<const TomlTable>>
        value;  // monostate: a date or time, which no file of ours has
};

struct TomlTable {
    std::map<std::string, TomlNode, std::less<>> values;
};

namespace {

using Table = std::shared_ptr<const TomlTable>;
using List = std::vector<TomlNode>;

[[noreturn]] void refuse(std::string what, std::string where, std::string expected, std::string fix) {
    throw Error(
        Error::Kind::bad_input,
        {.what = std::move(what), .where = std::move(where), .expected = std::move(expected), .fix = std::move(fix)});
}

TomlNode copy(const toml::node& node);

Table copy(const toml::table& table) {
    auto all = std::make_shared<TomlTable>();
    for (const auto& [key, node] : table) all->values.emplace(std::string(key.str()), copy(node));
    return all;
}

TomlNode copy(const toml::node& node) {
    if (const auto* table = node.as_table()) return {copy(*table)};
    if (const auto* text = node.as_string()) return {text->get()};
    if (const auto* truth = node.as_boolean()) return {truth->get()};
    if (const auto* whole = node.as_integer()) return {std::int64_t{whole->get()}};
    if (const auto* number = node.as_floating_point()) return {number->get()};
    if (const auto* array = node.as_array()) {
        List list;
        for (const toml::node& each : *array) list.push_back(copy(each));
        return {std::move(list)};
    }
    return {};
}

std::optional<double> number_of(const TomlNode& node) {
    if (const auto* whole = std::get_if<std::int64_t>(&node.value)) return static_cast<double>(*whole);
    if (const auto* number = std::get_if<double>(&node.value)) return *number;
    return std::nullopt;
}

// toml++ 3.3 has no defined answer to some letters beyond ASCII outside of quotes.
void require_ascii(std::string_view text, const std::string& file) {
    const auto foreign =
        std::find_if(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
    if (foreign == text.end()) return;
    refuse("the file has a letter that is not ASCII",
           fmt::format("{}, line {}", file, std::count(text.begin(), foreign, '\n') + 1), "plain ASCII text",
           "write it without accents");
}

}  // namespace

std::string TomlFields::inside(std::string_view key) const {
    return path_.empty() ? std::string(key) : fmt::format("{}.{}", path_, key);
}

void TomlFields::missing(std::string_view key) const {
    refuse("a key is missing", fmt::format("{}, {}", file_, inside(key)), std::string(key), "add it");
}

void TomlFields::wrong(const char* key, const std::string& expected) const {
    refuse("a value is wrong", fmt::format("{}, {}", file_, inside(key)), expected,
           fmt::format("change {}", inside(key)));
}

const TomlNode* TomlFields::find(std::string_view key, bool required) {
    known_.emplace(key);
    const auto found = table_->values.find(key);
    if (found != table_->values.end()) return &found->second;
    if (required) missing(key);
    return nullptr;
}

bool TomlFields::has(const char* key) const {
    return table_->values.contains(std::string_view(key));
}

void TomlFields::need(std::initializer_list<const char*> keys) {
    for (const char* key : keys) find(key, true);
}

std::string TomlFields::text(const char* key) {
    const auto* found = std::get_if<std::string>(&find(key, true)->value);
    if (!found) wrong(key, "text in quotes");
    return *found;
}

std::string TomlFields::text(const char* key, const char* otherwise) {
    known_.emplace(key);
    return has(key) ? text(key) : otherwise;
}

bool TomlFields::truth(const char* key, bool otherwise) {
    const TomlNode* node = find(key, false);
    if (!node) return otherwise;
    const bool* found = std::get_if<bool>(&node->value);
    if (!found) wrong(key, "true or false");
    return *found;
}

int TomlFields::integer(const char* key, int low, int high) {
    const auto* found = std::get_if<std::int64_t>(&find(key, true)->value);
    if (!found || *found < low || *found > high) wrong(key, fmt::format("a whole number from {} to {}", low, high));
    return static_cast<int>(*found);
}

int TomlFields::integer(const char* key, int low, int high, int otherwise) {
    known_.emplace(key);
    return has(key) ? integer(key, low, high) : otherwise;
}

double TomlFields::number(const char* key, double low, double high) {
    const auto found = number_of(*find(key, true));
    if (!found || !(*found >= low && *found <= high)) wrong(key, fmt::format("a number from {} to {}", low, high));
    return *found;
}

std::size_t TomlFields::choice(const char* key, const std::vector<std::string>& words) {
    const auto found = std::find(words.begin(), words.end(), text(key));
    if (found == words.end()) wrong(key, fmt::format("one of {}", fmt::join(words, ", ")));
    return static_cast<std::size_t>(found - words.begin());
}

std::string TomlFields::sureness(const char* key) {
    static const std::vector<std::string> words{"high", "medium", "low"};
    return words[choice(key, words)];
}

std::vector<std::string> TomlFields::texts(const char* key) {
    const TomlNode* node = find(key, false);
    if (!node) return {};
    const auto* list = std::get_if<List>(&node->value);
    std::vector<std::string> all;
    if (!list) wrong(key, "a list of texts");
    for (const TomlNode& each : *list) {
        const auto* text = std::get_if<std::string>(&each.value);
        if (!text) wrong(key, "a list of texts");
        all.push_back(*text);
    }
    return all;
}

std::vector<int> TomlFields::integers_of(const char* key, const TomlNode& node, int low, int high) const {
    const auto* list = std::get_if<List>(&node.value);
    std::vector<int> all;
    if (!list) wrong(key, "a list of whole numbers");
    for (const TomlNode& each : *list) {
        const auto* value = std::get_if<std::int64_t>(&each.value);
        if (!value || *value < low || *value > high)
            wrong(key, fmt::format("a list of whole numbers from {} to {}", low, high));
        all.push_back(static_cast<int>(*value));
    }
    return all;
}

std::vector<int> TomlFields::integers(const char* key, int low, int high) {
    const TomlNode* node = find(key, false);
    return node ? integers_of(key, *node, low, high) : std::vector<int>();
}

const TomlTable* TomlFields::maybe_table(const char* key) {
    const TomlNode* node = find(key, false);
    if (!node) return nullptr;
    const auto* found = std::get_if<Table>(&node->value);
    if (!found) wrong(key, "a table");
    return found->get();
}

std::map<std::string, std::string> TomlFields::words(const char* key) {
    std::map<std::string, std::string> all;
    const TomlTable* found = maybe_table(key);
    if (!found) return all;
    for (const auto& [name, node] : found->values) {
        const auto* text = std::get_if<std::string>(&node.value);
        if (!text) wrong(key, "a table of texts");
        all.emplace(name, *text);
    }
    return all;
}

std::map<std::string, std::vector<int>> TomlFields::integer_lists(const char* key, int low, int high) {
    std::map<std::string, std::vector<int>> all;
    const TomlTable* found = maybe_table(key);
    if (!found) return all;
    for (const auto& [name, node] : found->values) all.emplace(name, integers_of(key, node, low, high));
    return all;
}

std::map<std::string, double> TomlFields::numbers(const char* key, double low, double high) {
    std::map<std::string, double> all;
    const TomlTable* found = maybe_table(key);
    if (!found) return all;
    for (const auto& [name, node] : found->values) {
        const auto value = number_of(node);
        if (!value || !(*value >= low && *value <= high))
            wrong(key, fmt::format("a table of numbers from {} to {}", low, high));
        all.emplace(name, *value);
    }
    return all;
}

TomlFields TomlFields::table(const char* key) {
    const auto* found = std::get_if<Table>(&find(key, true)->value);
    if (!found) wrong(key, fmt::format("a table, [{}]", inside(key)));
    return {*found, file_, inside(key)};
}

std::vector<TomlFields> TomlFields::tables(const char* key) {
    const TomlNode* node = find(key, false);
    if (!node) return {};
    const auto* list = std::get_if<List>(&node->value);
    std::vector<TomlFields> all;
    if (!list) wrong(key, fmt::format("tables, [[{}]]", inside(key)));
    for (const TomlNode& each : *list) {
        const auto* found = std::get_if<Table>(&each.value);
        if (!found) wrong(key, fmt::format("tables, [[{}]]", inside(key)));
        all.push_back(TomlFields(*found, file_, fmt::format("{}[{}]", inside(key), all.size() + 1)));
    }
    return all;
}

void TomlFields::end() const {
    for (const auto& [key, node] : table_->values) {
        if (known_.contains(key)) continue;
        refuse("a key is unknown", fmt::format("{}, {}", file_, inside(key)),
               fmt::format("one of {}", fmt::join(known_, ", ")), "correct its name or remove it");
    }
}

TomlFields read_toml(std::string_view text, const std::string& file) {
    require_ascii(text, file);
    try {
        const toml::table parsed = toml::parse(text, file);
        return {copy(parsed), file, ""};
    } catch (const toml::parse_error& error) {
        refuse(fmt::format("this is no TOML: {}", error.description()),
               fmt::format("{}, line {}", file, error.source().begin.line), "TOML 1.0", "correct that line");
    }
}

}  // namespace boresight::catalog
