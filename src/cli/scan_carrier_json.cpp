// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/scan_carrier_json.h"

#include <nlohmann/json.hpp>

#include "cli/json_numbers.h"

namespace boresight::cli {

using Json = nlohmann::ordered_json;

namespace {

using survey::Operator;

const char* known_from(Operator::KnownFrom from) {
    switch (from) {
        case Operator::KnownFrom::sib1: return "sib1";
        case Operator::KnownFrom::mib: return "mib";
        case Operator::KnownFrom::earlier: return "earlier";
        case Operator::KnownFrom::band_plan: return "band_plan";
        case Operator::KnownFrom::user: return "user";
        case Operator::KnownFrom::unknown: break;
    }
    return "unknown";
}

Json carriers_of(const survey::OnCarrier& found, const char* channel_key) {
    if (!found.frequency_hz) return nullptr;
    Json carriers = Json::array();
    for (const catalog::Carrier& carrier : found.carriers)
        carriers.push_back({{"band", carrier.band->number}, {channel_key, carrier.channel}});
    return carriers;
}

template <class Cell>
void put_offsets_of(const Cell& cell, Json& out) {
    out["cfo_hz"] = number(cell.cfo_hz, 1);
    out["cfo_sigma_hz"] = number(cell.cfo_sigma_hz, 1);
    out["clock_ppm"] = number(cell.clock_ppm, 2);
    out["clock_sigma_ppm"] = number(cell.clock_sigma_ppm, 2);
}

}  // namespace

void put_carrier(const survey::OnCarrier& found, const char* channel_key, Json& out) {
    out["frequency_hz"] = hertz(found.frequency_hz);
    out["carriers"] = carriers_of(found, channel_key);
    out["operator"] = {{"plmn", or_null(found.operated_by.plmn)},
                       {"name", or_null(found.operated_by.name)},
                       {"known_from", known_from(found.operated_by.known_from)},
                       {"likely", found.operated_by.likely}};
}

void put_offsets(const dsp::lte::Cell& cell, Json& out) {
    put_offsets_of(cell, out);
}

void put_offsets(const dsp::umts::Cell& cell, Json& out) {
    put_offsets_of(cell, out);
}

}  // namespace boresight::cli
