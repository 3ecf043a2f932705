// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/json_numbers.h"

#include <cmath>
#include <cstdint>
#include <nlohmann/json.hpp>

namespace boresight::cli {

using Json = nlohmann::ordered_json;

Json number(std::optional<double> value, int decimals) {
    if (!value || !std::isfinite(*value)) return nullptr;
    const double scale = std::pow(10.0, decimals);
    return std::round(*value * scale) / scale + 0.0;  // + 0.0: no "-0.0"
}

Json hertz(std::optional<double> value) {
    if (!value || !std::isfinite(*value)) return nullptr;
    return static_cast<std::int64_t>(std::llround(*value));
}

Json or_null(std::optional<int> value) {
    return value ? Json(*value) : Json(nullptr);
}

Json or_null(std::optional<bool> value) {
    return value ? Json(*value) : Json(nullptr);
}

Json or_null(const std::optional<std::string>& value) {
    return value ? Json(*value) : Json(nullptr);
}

}  // namespace boresight::cli
