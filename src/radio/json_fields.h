// SPDX-License-Identifier: GPL-3.0-or-later
// Typed access to the fields of one JSON object of a foreign file. Getters return nothing for an absent or null field
// and throw an Error that names file, place, field and value for one of a wrong type or out of range.
#pragma once

#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>

namespace boresight::radio {

// Parses a whole file. An Error for what isn't JSON, isn't UTF-8, or is nested deeper than any sane file.
nlohmann::json parse_json(std::string_view text, const std::string& file);

class JsonFields {
public:
    // `place` says where the object lies in the file: "global", "captures[2]".
    JsonFields(const nlohmann::json& object, std::string file, std::string place);

    bool has(const char* field) const;
    std::optional<double> number(const char* field, double low, double high, const char* expected) const;
    std::optional<std::uint64_t> count(const char* field) const;
    std::optional<std::string> text(const char* field) const;
    std::optional<bool> flag(const char* field) const;
    const nlohmann::json* raw(const char* field) const;  // null when absent

    [[noreturn]] void refuse(const char* field, const std::string& what, const std::string& expected,
                             const std::string& fix) const;
    std::string shown(const char* field) const;  // the value as JSON, made safe and short
    std::string where(const char* field) const;  // "x.sigmf-meta, captures[0] core:frequency"

private:
    const nlohmann::json& object_;
    std::string file_;
    std::string place_;
};

}  // namespace boresight::radio
