// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/reading_fields.h"

#include <fmt/format.h>

#include <cmath>

#include "catalog/carriers.h"
#include "catalog/operators.h"
#include "platform/utc_time.h"

namespace boresight::report {

namespace {

using store::FullReading;
using store::Rat;

constexpr double ns_per_s = 1e9;
constexpr std::int64_t ns_per_ms = 1'000'000;

template <class Value>
FieldValue value_of(const std::optional<Value>& value) {
    if (!value) return {};
    if constexpr (std::is_same_v<Value, int>) {
        return std::int64_t{*value};
    } else {
        return *value;
    }
}

// Frequencies are kept in whole hertz.
FieldValue whole(std::optional<double> value) {
    if (!value) return {};
    return static_cast<std::int64_t>(std::llround(*value));
}

FieldValue words(std::string text) {
    if (text.empty()) return {};
    return text;
}

std::string faults(std::uint32_t flags) {
    std::string said;
    const auto say = [&](std::uint32_t flag, const char* word) {
        if ((flags & flag) != 0) said += said.empty() ? word : fmt::format(" {}", word);
    };
    say(store::dwell_flag::overflow, "overflow");
    say(store::dwell_flag::clipped, "clipped");
    say(store::dwell_flag::settling, "settling");
    return said;
}

// The power of all ports together.
std::optional<double> summed_rsrp_dbfs(const store::Reading& reading) {
    if (!reading.rsrp_dbfs) return std::nullopt;
    double sum = 0;
    for (const auto& port :
         {reading.rsrp_dbfs, reading.rsrp_port1_dbfs, reading.rsrp_port2_dbfs, reading.rsrp_port3_dbfs}) {
        if (port) sum += std::pow(10, *port / 10);
    }
    return std::round(1000 * std::log10(sum)) / 100;
}

void add_circumstances(std::vector<Field>& fields, const FullReading& full) {
    const store::Dwell& dwell = full.dwell;
    const store::Pose& pose = dwell.pose;
    fields.insert(fields.end(), {{"time_utc", format_utc(dwell.start_ns + full.reading.offset_ms * ns_per_ms)},
                                 {"dwell_s", static_cast<double>(dwell.end_ns - dwell.start_ns) / ns_per_s},
                                 {"session", full.session_id.value},
                                 {"dwell", full.dwell_id.value},
                                 {"purpose", words(full.sweep.purpose)},
                                 {"simulated", full.session.simulated},
                                 {"site", words(full.site_name)},
                                 {"source", words(full.session.source_name)},
                                 {"antenna", words(full.session.antenna)},
                                 {"azimuth_deg", value_of(pose.azimuth_deg)},
                                 {"azimuth_sigma_deg", value_of(pose.azimuth_sigma_deg)},
                                 {"scale_offset_deg", value_of(full.sweep.scale_offset_deg)},
                                 {"elevation_deg", value_of(pose.elevation_deg)},
                                 {"elevation_sigma_deg", value_of(pose.elevation_sigma_deg)},
                                 {"polarization_deg", value_of(pose.polarization_deg)},
                                 {"polarization_sigma_deg", value_of(pose.polarization_sigma_deg)},
                                 {"center_frequency_hz", whole(dwell.center_frequency_hz)},
                                 {"sample_rate_hz", whole(dwell.sample_rate_hz)},
                                 {"gain_db", value_of(dwell.gain_db)},
                                 {"faults", words(faults(dwell.flags))}});
}

// Overlapping bands have names of their own for one carrier; those of the other duplex can't be meant.
struct CarrierNames {
    explicit CarrierNames(const store::Cell& cell) {
        if (!cell.identity.frequency_hz) return;
        for (const catalog::Carrier& carrier : catalog::carriers_at(cell.identity.rat, *cell.identity.frequency_hz)) {
            const bool tdd = carrier.band->duplex == catalog::Duplex::tdd;
            if (cell.facts.tdd.value_or(tdd) != tdd) continue;
            bands += fmt::format("{}{}", bands.empty() ? "" : " ", carrier.band->label);
            channels += fmt::format("{}{}", channels.empty() ? "" : " ", carrier.channel);
        }
    }
    std::string bands;
    std::string channels;
};

void add_cell(std::vector<Field>& fields, const FullReading& full) {
    const store::CellIdentity& identity = full.cell.identity;
    const store::CellFacts& facts = full.cell.facts;
    const CarrierNames carrier(full.cell);
    const bool umts = identity.rat == Rat::umts;
    const auto physical_id = std::int64_t{identity.physical_id};
    const auto word = [](std::optional<bool> is, const char* yes, const char* no) {
        return is ? FieldValue(std::string(*is ? yes : no)) : FieldValue();
    };
    fields.insert(fields.end(), {{"rat", std::string(rat_name(identity.rat))},
                                 {"frequency_hz", whole(identity.frequency_hz)},
                                 {"bands", words(carrier.bands)},
                                 {"channels", words(carrier.channels)},
                                 {"pci", umts ? FieldValue() : FieldValue(physical_id)},
                                 {"psc", umts ? FieldValue(physical_id) : FieldValue()},
                                 {"plmn", value_of(identity.plmn)},
                                 {"operator", words(catalog::operator_words(identity.plmn.value_or("")))},
                                 {"cell_id", value_of(identity.cell_id)},
                                 {"area_code", value_of(facts.area_code)},
                                 {"n_rb_dl", value_of(facts.n_rb_dl)},
                                 {"ports", value_of(facts.ports)},
                                 {"duplex", word(facts.tdd, "tdd", "fdd")},
                                 {"cp", word(facts.extended_cp, "extended", "normal")}});
}

void add_levels(std::vector<Field>& fields, const store::Reading& r) {
    fields.insert(fields.end(), {{"rsrp_dbfs", value_of(r.rsrp_dbfs)},
                                 {"rsrp_sigma_db", value_of(r.rsrp_sigma_db)},
                                 {"rsrp_port1_dbfs", value_of(r.rsrp_port1_dbfs)},
                                 {"rsrp_port2_dbfs", value_of(r.rsrp_port2_dbfs)},
                                 {"rsrp_port3_dbfs", value_of(r.rsrp_port3_dbfs)},
                                 {"rsrp_sum_dbfs", value_of(summed_rsrp_dbfs(r))},
                                 {"rssi_dbfs", value_of(r.rssi_dbfs)},
                                 {"rsrq_db", value_of(r.rsrq_db)},
                                 {"rsrq_sigma_db", value_of(r.rsrq_sigma_db)},
                                 {"rsrq_n_rb", value_of(r.rsrq_n_rb)},
                                 {"sinr_db", value_of(r.sinr_db)},
                                 {"sinr_sigma_db", value_of(r.sinr_sigma_db)},
                                 {"noise_dbfs_re", value_of(r.noise_dbfs_re)},
                                 {"noise_sigma_db", value_of(r.noise_sigma_db)},
                                 {"rscp_dbfs", value_of(r.rscp_dbfs)},
                                 {"rscp_sigma_db", value_of(r.rscp_sigma_db)},
                                 {"ecno_db", value_of(r.ecno_db)},
                                 {"ecno_sigma_db", value_of(r.ecno_sigma_db)},
                                 {"cfo_hz", value_of(r.cfo_hz)},
                                 {"cfo_sigma_hz", value_of(r.cfo_sigma_hz)},
                                 {"clock_ppm", value_of(r.clock_ppm)},
                                 {"delay_spread_us", value_of(r.delay_spread_us)},
                                 {"first_path_db", value_of(r.first_path_db)},
                                 {"n", value_of(r.n)}});
}

}  // namespace

std::optional<Position> shared_position(std::optional<Position> position, PositionDetail detail) {
    if (!position || detail == PositionDetail::exact) return position;
    const auto rounded = [](double value, double per_unit) { return std::round(value * per_unit) / per_unit; };
    position->latitude_deg = rounded(position->latitude_deg, 1 / rounded_to_deg);
    position->longitude_deg = rounded(position->longitude_deg, 1 / rounded_to_deg);
    if (position->height_m) position->height_m = std::round(*position->height_m / rounded_to_m) * rounded_to_m;
    return position;
}

std::vector<Field> reading_fields(const FullReading& reading) {
    std::vector<Field> fields;
    fields.reserve(64);
    add_circumstances(fields, reading);
    add_cell(fields, reading);
    add_levels(fields, reading.reading);
    return fields;
}

}  // namespace boresight::report
