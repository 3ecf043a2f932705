// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>
#include <nlohmann/json.hpp>

#include "catalog/carriers.h"
#include "cli/bands_view.h"
#include "platform/version.h"

namespace boresight::cli {

namespace {

using json = nlohmann::ordered_json;

// Channels and edges are whole hertz.
json whole(double hz) {
    return std::llround(hz);
}

json range(const std::optional<catalog::FrequencyRange>& hz) {
    return hz ? json::array({whole(hz->low_hz), whole(hz->high_hz)}) : json();
}

json ranges(const std::vector<catalog::FrequencyRange>& all) {
    json out = json::array();
    for (const auto& each : all) out.push_back(range(each));
    return out;
}

std::string_view extent_name(catalog::Reach::Extent extent) {
    switch (extent) {
        case catalog::Reach::Extent::whole: return "whole";
        case catalog::Reach::Extent::part: return "part";
        case catalog::Reach::Extent::none: return "none";
    }
    return "";
}

json state(const std::optional<catalog::ThirdGenerationState>& third) {
    if (!third) return {};
    return {{"state", third_generation_name(third->state)}, {"words", third->words}};
}

json object() {
    return {{"boresight", version()}, {"command", "bands"}};
}

json country_object(const catalog::Country& country) {
    const auto& bands = catalog::country_bands(country);
    return {{"iso", country.iso},
            {"name", country.name},
            {"plan", bands.plan},
            {"default", bands.is_default()},
            {"sure", catalog::bands_sure(country)}};
}

json radio_object(const catalog::Radio& radio) {
    return {{"name", radio.name}, {"driver", radio.driver}, {"ranges_hz", ranges(radio.ranges)}};
}

json operator_object(const catalog::Operator& of) {
    json codes = json::array();
    for (const auto& plmn : of.plmns) codes.push_back(plmn.text());
    return {{"name", of.brand}, {"plmns", codes}, {"closing", of.closing}, {"note", of.note}, {"sure", of.sure}};
}

json band_object(const BandsView& view, const catalog::PlannedBand& planned) {
    const catalog::Band& band = *planned.band;
    json bandwidths = json::array();
    for (const double hz : band.bandwidths_hz) bandwidths.push_back(whole(hz));
    json out{{"rat", rat_name(band.rat)},
             {"band", band.number},
             {"label", band.label},
             {"name", band.name},
             {"duplex", duplex_name(band.duplex)},
             {"downlink_hz", range(band.downlink)},
             {"uplink_hz", range(band.uplink)},
             {"bandwidths_hz", bandwidths},
             {"on_air", planned.on_air ? json(*planned.on_air) : json()},
             {"operators", planned.used_by},
             {"heard", nullptr},
             {"heard_hz", nullptr},
             {"why_not", nullptr},
             {"channel", nullptr}};
    if (planned.reach) {
        out["heard"] = extent_name(planned.reach->extent);
        out["heard_hz"] = ranges(planned.reach->heard);
        if (!planned.reach->why_not.empty()) out["why_not"] = planned.reach->why_not;
    }
    if (const auto channel = channel_of(view, planned)) out["channel"] = *channel;
    return out;
}

std::string text(const json& object) {
    return object.dump(-1, ' ', false, json::error_handler_t::replace) + '\n';
}

}  // namespace

std::string bands_json(const BandsView& view) {
    const auto& [country, radio, of] = view.question;
    json out = object();
    out["country"] = country ? country_object(*country) : json();
    out["radio"] = radio ? radio_object(*radio) : json();
    out["operator"] = of ? operator_object(*of) : json();
    out["frequency_hz"] = view.frequency_hz ? whole(*view.frequency_hz) : json();
    out["third_generation"] = state(third_generation_of(view));
    out["bands"] = json::array();
    for (const BandsSection& section : view.sections) {
        for (const auto& planned : section.bands) out["bands"].push_back(band_object(view, planned));
    }
    return text(out);
}

std::string countries_json() {
    json out = object();
    out["countries"] = json::array();
    for (const catalog::Country& country : catalog::countries()) {
        const auto& bands = catalog::country_bands(country);
        json each = country_object(country);
        each["lte_bands"] = bands.lte_bands;
        each["nr_bands"] = bands.nr_bands;
        each["umts_bands"] = bands.umts_bands;
        each["third_generation"] = state(bands.third_generation);
        out["countries"].push_back(std::move(each));
    }
    return text(out);
}

}  // namespace boresight::cli
