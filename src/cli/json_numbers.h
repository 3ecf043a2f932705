// SPDX-License-Identifier: GPL-3.0-or-later
// Values as every command's JSON writes them: numbers rounded to what is meaningful; null for what isn't known or isn't
// finite, which JSON can't say. Pure.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>

namespace boresight::cli {

nlohmann::ordered_json number(std::optional<double> value, int decimals);
nlohmann::ordered_json hertz(std::optional<double> value);  // whole
nlohmann::ordered_json or_null(std::optional<int> value);
nlohmann::ordered_json or_null(std::optional<bool> value);
nlohmann::ordered_json or_null(const std::optional<std::string>& value);

}  // namespace boresight::cli
