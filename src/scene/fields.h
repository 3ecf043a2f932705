// SPDX-License-Identifier: GPL-3.0-or-later
// The tables of a scene file: typed values by key, with the range that is allowed. What is missing, of another type,
// out of its range, in another unit by name or unknown is an Error that names file, field, value, what was expected and
// the fix.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

// The parser's own types, by name.
namespace toml {
inline namespace v3 {
class node;
class table;
}  // namespace v3
}  // namespace toml

namespace boresight::scene {

struct Range {
    double low = 0;
    double high = 0;
};

[[noreturn]] void refuse(std::string what, std::string where, std::string expected, std::string fix);

// Knows which keys were asked for. The table must outlive it.
class Fields {
public:
    Fields(const toml::table& table, std::string file, std::string path)
        : table_(table), file_(std::move(file)), path_(std::move(path)) {}

    bool has(const char* key) const;

    double number(const char* key, Range range) { return *optional_number(key, range, true); }
    double number(const char* key, Range range, double otherwise) {
        return optional_number(key, range, false).value_or(otherwise);
    }
    std::optional<double> number_if_any(const char* key, Range range) { return optional_number(key, range, false); }
    int integer(const char* key, Range range);
    int integer(const char* key, Range range, int otherwise);
    std::string text(const char* key) { return *optional_text(key, true); }
    std::string text(const char* key, const char* otherwise) { return optional_text(key, false).value_or(otherwise); }

    template <class Value>
    Value choice(const char* key, const std::map<std::string, Value>& values, const char* otherwise = nullptr) {
        const std::string word = otherwise ? text(key, otherwise) : text(key);
        const auto found = values.find(word);
        if (found != values.end()) return found->second;
        std::string list;
        for (const auto& [name, value] : values) list += (list.empty() ? "\"" : ", \"") + name + '"';
        wrong(key, "one of " + list);
    }

    // A list of [x, y]; empty where the key is absent. `expected` says of which kind.
    std::vector<std::pair<double, double>> pairs(const char* key, const std::string& expected);

    Fields table(const char* key);
    std::optional<Fields> optional_table(const char* key);
    std::vector<Fields> tables(const char* key, bool required = true);

    // After all keys were asked for: another one is a mistake.
    void end() const;

    std::string where(std::string_view key, const toml::node* node) const;
    [[noreturn]] void wrong(const char* key, const std::string& expected) const;

private:
    std::string inside(std::string_view key) const;
    const toml::node* find(const char* key, bool required);
    std::optional<double> optional_number(const char* key, Range range, bool required);
    std::optional<std::string> optional_text(const char* key, bool required);

    const toml::table& table_;
    std::string file_;
    std::string path_;
    std::set<std::string, std::less<>> known_;
};

// A whole file; its fields hold as long as it does. TOML in ASCII.
class TomlFile {
public:
    TomlFile(std::string_view text, const std::string& file);
    ~TomlFile();
    TomlFile(const TomlFile&) = delete;
    TomlFile& operator=(const TomlFile&) = delete;

    Fields fields() const { return {*table_, file_, ""}; }

private:
    std::string file_;
    std::unique_ptr<toml::table> table_;
};

}  // namespace boresight::scene
