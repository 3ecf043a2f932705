// SPDX-License-Identifier: GPL-3.0-or-later
// Numbers as every command's JSON writes them: rounded to what is meaningful; null for what isn't known or isn't
// finite, which JSON can't say. Pure.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <optional>

namespace boresight::cli {

nlohmann::ordered_json number(std::optional<double> value, int decimals);
nlohmann::ordered_json hertz(std::optional<double> value);  // whole

}  // namespace boresight::cli
