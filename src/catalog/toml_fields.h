// SPDX-License-Identifier: GPL-3.0-or-later
// A strict reader of TOML in ASCII: each key is asked for once by name and kind, and `end` refuses those nobody asked
// for. Whatever is wrong is an Error (bad input) that names file, key, what was expected and the fix. The text is read
// whole into plain values, so Fields may outlive it. One thread.
#pragma once

#include <cstddef>
#include <functional>
#include <initializer_list>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace boresight::catalog {

struct TomlNode;  // a value of the file
struct TomlTable;

class TomlFields {
public:
    std::string text(const char* key);
    std::string text(const char* key, const char* otherwise);
    bool truth(const char* key, bool otherwise);
    int integer(const char* key, int low, int high);
    int integer(const char* key, int low, int high, int otherwise);
    double number(const char* key, double low, double high);

    // One of the words, as its place among them.
    std::size_t choice(const char* key, const std::vector<std::string>& words);
    std::string sureness(const char* key);  // "high", "medium" or "low"

    // Lists are empty where the key is missing.
    std::vector<std::string> texts(const char* key);
    std::vector<int> integers(const char* key, int low, int high);
    // A table whose values are all text, by key; empty where it is missing.
    std::map<std::string, std::string> words(const char* key);
    // A table whose values are all lists of whole numbers.
    std::map<std::string, std::vector<int>> integer_lists(const char* key, int low, int high);
    std::map<std::string, double> numbers(const char* key, double low, double high);

    bool has(const char* key) const;
    // Throws where one is missing, for lists that would be taken as empty.
    void need(std::initializer_list<const char*> keys);
    TomlFields table(const char* key);
    std::vector<TomlFields> tables(const char* key);  // of [[key]]; none where it is missing

    void end() const;
    [[noreturn]] void wrong(const char* key, const std::string& expected) const;

private:
    friend TomlFields read_toml(std::string_view text, const std::string& file);
    TomlFields(std::shared_ptr<const TomlTable> table, std::string file, std::string path)
        : table_(std::move(table)), file_(std::move(file)), path_(std::move(path)) {}

    const TomlNode* find(std::string_view key, bool required);
    std::string inside(std::string_view key) const;
    [[noreturn]] void missing(std::string_view key) const;
    std::vector<int> integers_of(const char* key, const TomlNode& node, int low, int high) const;
    const TomlTable* maybe_table(const char* key);

    std::shared_ptr<const TomlTable> table_;
    std::string file_;
    std::string path_;
    std::set<std::string, std::less<>> known_;
};

TomlFields read_toml(std::string_view text, const std::string& file);

}  // namespace boresight::catalog
