// SPDX-License-Identifier: GPL-3.0-or-later
#include "radio/json_fields.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <utility>

#include "platform/error.h"

namespace boresight::radio {

using nlohmann::json;

namespace {

constexpr int max_depth = 64;
constexpr std::size_t max_shown = 48;
constexpr double first_inexact_count = 9007199254740992.0;  // 2^53: beyond it a double skips whole numbers

[[noreturn]] void refuse_file(const std::string& file, const std::string& what, const std::string& expected) {
    throw Error(Error::Kind::bad_input, {.what = what,
                                         .where = file,
                                         .expected = expected,
                                         .fix = "Write the metadata again with the program that made the recording"});
}

std::string line_and_column(std::string_view text, std::size_t byte) {
    const std::string_view before = text.substr(0, std::min(byte > 0 ? byte - 1 : 0, text.size()));
    const auto line = std::count(before.begin(), before.end(), '\n') + 1;
    const std::size_t newline = before.rfind('\n');
    const std::size_t column = newline == std::string_view::npos ? before.size() + 1 : before.size() - newline;
    return fmt::format("line {}, column {}", line, column);
}

}  // namespace

json parse_json(std::string_view text, const std::string& file) {
    if (text.find_first_not_of(" \t\r\n") == std::string_view::npos)
        refuse_file(file, "the file is empty", "SigMF metadata as JSON");
    const auto bound_depth = [&file](int depth, json::parse_event_t, json&) {
        if (depth > max_depth)
            refuse_file(file, fmt::format("the JSON is nested deeper than {} levels", max_depth),
                        "an object with global, captures and annotations");
        return true;
    };
    try {
        return json::parse(text.begin(), text.end(), bound_depth);
    } catch (const json::parse_error& error) {
        const bool encoding = std::string_view(error.what()).find("ill-formed UTF-8") != std::string_view::npos;
        refuse_file(file,
                    fmt::format("{} is not {}", line_and_column(text, error.byte), encoding ? "UTF-8" : "valid JSON"),
                    "SigMF metadata as JSON in UTF-8");
    } catch (const json::exception&) {  // a number beyond the range of a double
        refuse_file(file, "a number is too large", "numbers within the range of a double");
    }
}

JsonFields::JsonFields(const json& object, std::string file, std::string place)
    : object_(object), file_(std::move(file)), place_(std::move(place)) {
    if (!object_.is_object())
        throw Error(
            Error::Kind::bad_input,
            {.what = fmt::format("{} is of type {}", place_.empty() ? "the whole" : place_, object_.type_name()),
             .where = file_,
             .expected = "an object",
             .fix = "Write the metadata as SigMF lays it out"});
}

const json* JsonFields::raw(const char* field) const {
    const auto it = object_.find(field);
    return it == object_.end() || it->is_null() ? nullptr : &*it;
}

bool JsonFields::has(const char* field) const {
    return raw(field) != nullptr;
}

std::string JsonFields::where(const char* field) const {
    return file_ + ", " + (place_.empty() ? field : place_ + ' ' + field);
}

std::string JsonFields::shown(const char* field) const {
    const json* value = raw(field);
    if (value == nullptr) return "absent";
    if (value->is_structured()) return std::string("an ") + value->type_name();
    std::string text = value->dump(-1, ' ', true, json::error_handler_t::replace);
    if (text.size() > max_shown) text = text.substr(0, max_shown) + "...";
    return text;
}

void JsonFields::refuse(const char* field, const std::string& what, const std::string& expected,
                        const std::string& fix) const {
    throw Error(Error::Kind::bad_input, {.what = what, .where = where(field), .expected = expected, .fix = fix});
}

std::optional<double> JsonFields::number(const char* field, double low, double high, const char* expected) const {
    const json* value = raw(field);
    if (value == nullptr) return std::nullopt;
    const double number = value->is_number() ? value->get<double>() : std::nan("");
    if (!(number >= low && number <= high))
        refuse(field, "the value is " + shown(field), expected, "Correct the field");
    return number;
}

std::optional<std::uint64_t> JsonFields::count(const char* field) const {
    const json* value = raw(field);
    if (value == nullptr) return std::nullopt;
    if (value->is_number_unsigned()) return value->get<std::uint64_t>();
    const double number = value->is_number_float() ? value->get<double>() : -1.0;
    if (!(number >= 0 && number < first_inexact_count && number == std::floor(number)))
        refuse(field, "the value is " + shown(field), "a whole number, 0 or more", "Correct the field");
    return static_cast<std::uint64_t>(number);
}

std::optional<std::string> JsonFields::text(const char* field) const {
    const json* value = raw(field);
    if (value == nullptr) return std::nullopt;
    if (!value->is_string()) refuse(field, "the value is " + shown(field), "text in quotes", "Correct the field");
    return value->get<std::string>();
}

std::optional<bool> JsonFields::flag(const char* field) const {
    const json* value = raw(field);
    if (value == nullptr) return std::nullopt;
    if (!value->is_boolean()) refuse(field, "the value is " + shown(field), "true or false", "Correct the field");
    return value->get<bool>();
}

}  // namespace boresight::radio
