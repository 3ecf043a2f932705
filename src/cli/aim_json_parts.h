// SPDX-License-Identifier: GPL-3.0-or-later
// Pieces of the JSON of `aim` that recorded and live sweeps share. Numbers are rounded to what is meaningful; what
// isn't known is null. Pure.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <optional>

#include "aim/fit.h"
#include "aim/polarization.h"
#include "aim/scale.h"
#include "aim/verdict.h"
#include "app/aim_words.h"
#include "cli/json_numbers.h"

namespace boresight::cli {

nlohmann::ordered_json value_object(const std::optional<aim::Value>& value);
const char* kind_name(aim::VerdictKind kind);
nlohmann::ordered_json polarization_object(const std::optional<aim::PolarizationFit>& fit);
const char* reading_kind(aim::ReadingKind kind);
// All that `aim` says of a sweep with a radio.
nlohmann::ordered_json live_object(const app::LiveAimReport& report);
nlohmann::ordered_json fit_object(const std::optional<aim::CellFit>& fit);

}  // namespace boresight::cli
