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

}  // namespace

void put_carrier(const survey::OnCarrier& found, const char* channel_key, Json& out) {
    out["frequency_hz"] = hertz(found.frequency_hz);
    out["carriers"] = carriers_of(found, channel_key);
    out["operator"] = {{"plmn", or_null(found.operated_by.plmn)},
                       {"name", or_null(found.operated_by.name)},
                       {"known_from", known_from(found.operated_by.known_from)},
                       {"likely", found.operated_by.likely}};
}

}  // namespace boresight::cli
