// SPDX-License-Identifier: GPL-3.0-or-later
// What the JSON of every scan says of a cell whatever its standard: where its carrier is and whose it is.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "survey/scan.h"

namespace boresight::cli {

// "frequency_hz", "carriers" (each with its band and its number as `channel_key`) and "operator".
void put_carrier(const survey::OnCarrier& found, const char* channel_key, nlohmann::ordered_json& out);

// How far the carrier and the clock are off.
void put_offsets(const dsp::lte::Cell& cell, nlohmann::ordered_json& out);
void put_offsets(const dsp::umts::Cell& cell, nlohmann::ordered_json& out);

}  // namespace boresight::cli
