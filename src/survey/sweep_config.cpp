// SPDX-License-Identifier: GPL-3.0-or-later
#include "survey/sweep_config.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <memory>
#include <utility>

#include "catalog/carriers.h"
#include "catalog/name_key.h"

namespace boresight::survey {

namespace {

constexpr char part = ';', list = ',', pair = ':';
constexpr std::array scales{aim::ScaleKind::true_north, aim::ScaleKind::magnetic, aim::ScaleKind::mark};

// Words of a user's own, without what parts words here.
std::string word(std::string text) {
    for (char& c : text)
        if (c == part || c == list || c == pair || c == '=') c = ' ';
    return text;
}

// Calls `each` with the key and value of every word.
template <class Each>
void for_words(const std::string& text, const Each& each) {
    for (const std::string& piece : catalog::split(text, part)) {
        const std::size_t equals = piece.find('=');
        if (equals != std::string::npos) each(piece.substr(0, equals), piece.substr(equals + 1));
    }
}

void read_number(const std::string& value, double& into) {
    if (const auto number = catalog::parse_number(value)) into = *number;
}

template <class Number>
void read_number(const std::string& value, std::optional<Number>& into) {
    if (const auto number = catalog::parse_number(value)) into = static_cast<Number>(*number);
}

void read_pairs(const std::string& value, std::vector<std::pair<std::string, double>>& into) {
    for (const std::string& piece : catalog::split(value, list)) {
        const std::vector<std::string> sides = catalog::split(piece, pair);
        if (sides.size() != 2) continue;
        if (const auto number = catalog::parse_number(sides[1])) into.emplace_back(sides[0], *number);
    }
}

// An antenna's pattern in tenths of a dB below its peak, one a degree.
std::string pattern_words(const aim::Pattern& pattern) {
    std::vector<long> tenths;
    for (std::size_t deg = 0; deg < aim::Pattern::degrees; ++deg)
        tenths.push_back(std::lround(-100 * std::log10(pattern.at(static_cast<double>(deg)).power)));
    return fmt::format("{}", fmt::join(tenths, std::string(1, list)));
}

std::shared_ptr<const aim::Pattern> read_pattern(const std::string& value) {
    std::vector<double> gain_db;
    for (const std::string& tenths : catalog::split(value, list))
        if (const auto number = catalog::parse_number(tenths)) gain_db.push_back(-*number / 10);
    if (gain_db.size() != aim::Pattern::degrees) return nullptr;
    return std::make_shared<const aim::Pattern>(gain_db);
}

void read_carriers(const std::string& value, const std::string& operator_name, std::vector<SweepCarrier>& carriers) {
    std::vector<std::pair<std::string, double>> pairs;
    read_pairs(value, pairs);
    carriers.clear();
    for (const auto& [frequency, n_rb] : pairs) {
        const auto frequency_hz = catalog::parse_number(frequency);
        if (!frequency_hz) continue;
        SweepCarrier carrier{.frequency_hz = *frequency_hz,
                             .names = catalog::carriers_at(catalog::Rat::lte, *frequency_hz),
                             .operator_name = {}};
        if (!operator_name.empty()) carrier.operator_name = operator_name;
        carrier.n_rb_dl = static_cast<int>(n_rb);
        carriers.push_back(std::move(carrier));
    }
}

void read_numbers(const std::string& value, std::vector<int>& into) {
    into.clear();
    for (const std::string& piece : catalog::split(value, list))
        if (const auto number = catalog::parse_number(piece)) into.push_back(static_cast<int>(*number));
}

void read_reach(const std::vector<std::pair<std::string, double>>& pairs, std::vector<catalog::FrequencyRange>& reach) {
    reach.clear();
    for (const auto& [low, high_hz] : pairs)
        if (const auto low_hz = catalog::parse_number(low)) reach.push_back({*low_hz, high_hz});
}

// Calls `each` with the carriers whose frequencies are listed.
template <class Each>
void for_listed(const std::string& value, std::vector<SweepCarrier>& carriers, const Each& each) {
    for (const std::string& piece : catalog::split(value, list))
        for (SweepCarrier& carrier : carriers)
            if (catalog::parse_number(piece) == carrier.frequency_hz) each(carrier);
}

void make_umts(SweepCarrier& carrier) {
    carrier.rat = catalog::Rat::umts;
    carrier.names = catalog::carriers_at(catalog::Rat::umts, carrier.frequency_hz);
}

void read_polarizations(const std::vector<std::pair<std::string, double>>& pairs, LiveSweepSetting& setting) {
    if (pairs.size() < 2) return;
    setting.compare_polarizations = true;
    for (std::size_t i = 0; i < 2; ++i) setting.polarizations[i] = {pairs[i].first, pairs[i].second};
    setting.more_polarizations.clear();
    for (std::size_t i = 2; i < pairs.size(); ++i)
        setting.more_polarizations.push_back({pairs[i].first, pairs[i].second});
}

// "tilts=-20:40": the lowest and the highest.
void read_tilts(const std::vector<std::pair<std::string, double>>& pairs, const aim::SweepPlanSetting& plan,
                LiveSweepSetting& setting) {
    if (pairs.size() != 1) return;
    if (const auto lowest = catalog::parse_number(pairs[0].first))
        setting.elevation = aim::ElevationPlan{
            .lowest_deg = *lowest, .highest_deg = pairs[0].second, .beamwidth_deg = plan.beamwidth_deg};
}

void read_place(const std::string& key, const std::string& value, SpotPlace& place) {
    if (key == "survey") place.survey = value;
    if (key == "spot") place.spot = value;
    if (key == "spot_height_m") read_number(value, place.height_m);
    if (key == "spot_east_m") read_number(value, place.east_m);
    if (key == "spot_north_m") read_number(value, place.north_m);
}

void read_microcell(const std::string& key, const std::string& value, OwnCell& microcell) {
    if (key == "microcell") microcell.unit = value;
    if (key == "microcell_psc") read_number(value, microcell.psc);
    if (key == "microcell_uarfcn") read_number(value, microcell.uarfcn);
}

template <class Put>
void put_microcell(const OwnCell& microcell, const Put& put) {
    if (!microcell.unit.empty()) put("microcell", word(microcell.unit));
    if (microcell.psc) put("microcell_psc", std::to_string(*microcell.psc));
    if (microcell.uarfcn) put("microcell_uarfcn", std::to_string(*microcell.uarfcn));
}

void read_scale(const std::string& key, const std::string& value, aim::Scale& scale) {
    if (key == "scale")
        for (const aim::ScaleKind kind : scales)
            if (value == aim::scale_name(kind)) scale.kind = kind;
    if (key == "declination_deg") read_number(value, scale.declination_deg);
    if (key != "zero_deg" && key != "zero_sigma_deg") return;
    if (!scale.zero) scale.zero.emplace();
    read_number(value, key == "zero_deg" ? scale.zero->offset_deg : scale.zero->sigma_deg);
}

}  // namespace

std::string sweep_config(const SweepOrigin& origin) {
    const aim::SweepPlanSetting& plan = origin.setting.plan;
    const aim::Scale& scale = origin.setting.scale;
    std::string out;
    const auto put = [&](const char* key, const std::string& value) {
        out += fmt::format("{}{}={}", out.empty() ? "" : ";", key, value);
    };
    const auto number = [](double value) { return fmt::format("{:.10g}", value); };
    if (origin.continues) put("continues", std::to_string(origin.continues->value));
    if (!origin.operator_name.empty()) put("operator", word(origin.operator_name));
    const SpotPlace& place = origin.place;
    if (!place.survey.empty()) put("survey", word(place.survey));
    if (!place.spot.empty()) put("spot", word(place.spot));
    if (place.height_m) put("spot_height_m", number(*place.height_m));
    if (place.east_m) put("spot_east_m", number(*place.east_m));
    if (place.north_m) put("spot_north_m", number(*place.north_m));
    if (!origin.hotspot.empty()) put("hotspot", word(origin.hotspot));
    if (!origin.country.empty()) put("country", word(origin.country));
    put_microcell(origin.microcell, put);
    std::vector<std::string> reach;
    for (const catalog::FrequencyRange& one : origin.reach)
        reach.push_back(fmt::format("{}{}{}", number(one.low_hz), pair, number(one.high_hz)));
    if (!origin.not_heard.empty()) put("not_heard", fmt::format("{}", fmt::join(origin.not_heard, ",")));
    if (!reach.empty()) put("radio_reach", fmt::format("{}", fmt::join(reach, ",")));
    put("beamwidth_deg", number(plan.beamwidth_deg));
    if (plan.pattern) put("pattern", pattern_words(*plan.pattern));
    put("azimuth_sigma_deg", number(plan.azimuth_sigma_deg));
    put("first_deg", number(plan.first_azimuth_deg));
    if (plan.reach) put("reach", fmt::format("{:.10g}{}{:.10g}", plan.reach->from_deg, pair, plan.reach->to_deg));
    if (plan.turn_deg) put("turn_deg", number(*plan.turn_deg));
    put("target_deg", number(plan.target_half_width_deg));
    if (plan.most_stops) put("most_stops", std::to_string(*plan.most_stops));
    if (plan.most_s) put("most_s", number(*plan.most_s));
    put("dwell_s", number(plan.dwell_s));
    put("scale", aim::scale_name(scale.kind));
    if (scale.zero) put("zero_deg", number(scale.zero->offset_deg));
    if (scale.zero) put("zero_sigma_deg", number(scale.zero->sigma_deg));
    if (scale.declination_deg) put("declination_deg", number(*scale.declination_deg));
    std::vector<std::string> polarizations, carriers;
    for (const pose::Polarization& one : polarizations_of(origin.setting))
        polarizations.push_back(fmt::format("{}{}{}", word(one.label), pair, number(one.deg)));
    for (const SweepCarrier& one : origin.carriers)
        carriers.push_back(fmt::format("{}{}{}", number(one.frequency_hz), pair, one.n_rb_dl));
    if (origin.setting.compare_polarizations) put("polarizations", fmt::format("{}", fmt::join(polarizations, ",")));
    if (origin.setting.height_m) put("height_m", number(*origin.setting.height_m));
    if (const auto& tilts = origin.setting.elevation)
        put("tilts", fmt::format("{:.10g}{}{:.10g}", tilts->lowest_deg, pair, tilts->highest_deg));
    put("carriers", fmt::format("{}", fmt::join(carriers, ",")));
    std::vector<std::string> unusable, umts;
    for (const SweepCarrier& one : origin.carriers) {
        if (!one.usable) unusable.push_back(number(one.frequency_hz));
        if (one.rat == catalog::Rat::umts) umts.push_back(number(one.frequency_hz));
    }
    if (!umts.empty()) put("umts", fmt::format("{}", fmt::join(umts, ",")));
    if (!unusable.empty()) put("unusable", fmt::format("{}", fmt::join(unusable, ",")));
    return out;
}

void read_sweep_config(const std::string& text, SweepOrigin& origin) {
    aim::SweepPlanSetting& plan = origin.setting.plan;
    origin.setting.compare_polarizations = false;
    for_words(text, [&](const std::string& key, const std::string& value) {
        if (key == "continues") {
            if (const auto id = catalog::parse_number(value))
                origin.continues = store::SessionId{static_cast<std::int64_t>(*id)};
        }
        if (key == "operator") origin.operator_name = value;
        read_place(key, value, origin.place);
        read_microcell(key, value, origin.microcell);
        if (key == "hotspot") origin.hotspot = value;
        if (key == "country") origin.country = value;
        if (key == "beamwidth_deg") read_number(value, plan.beamwidth_deg);
        if (key == "pattern") plan.pattern = read_pattern(value);
        if (key == "azimuth_sigma_deg") read_number(value, plan.azimuth_sigma_deg);
        if (key == "first_deg") read_number(value, plan.first_azimuth_deg);
        if (key == "turn_deg") read_number(value, plan.turn_deg);
        if (key == "target_deg") read_number(value, plan.target_half_width_deg);
        if (key == "most_stops") read_number(value, plan.most_stops);
        if (key == "most_s") read_number(value, plan.most_s);
        if (key == "dwell_s") read_number(value, plan.dwell_s);
        read_scale(key, value, origin.setting.scale);
        std::vector<std::pair<std::string, double>> pairs;
        read_pairs(value, pairs);
        if (key == "not_heard") read_numbers(value, origin.not_heard);
        if (key == "radio_reach") read_reach(pairs, origin.reach);
        if (key == "reach" && pairs.size() == 1)
            if (const auto from = catalog::parse_number(pairs[0].first)) plan.reach = {*from, pairs[0].second};
        if (key == "polarizations") read_polarizations(pairs, origin.setting);
        if (key == "height_m") read_number(value, origin.setting.height_m);
        if (key == "tilts") read_tilts(pairs, plan, origin.setting);
        if (key == "carriers") read_carriers(value, origin.operator_name, origin.carriers);
        if (key == "umts") for_listed(value, origin.carriers, make_umts);
        if (key == "unusable")
            for_listed(value, origin.carriers, [](SweepCarrier& carrier) { carrier.usable = false; });
    });
}

}  // namespace boresight::survey
