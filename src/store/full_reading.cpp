// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/full_reading.h"

#include "store/scaled.h"

namespace boresight::store {

namespace {

constexpr const char* select = R"(
SELECT
  session.session_id, session.command, session.source_kind, session.source_name, session.antenna, session.config,
  session.software, session.simulated, session.site_id, session.start_utc_us, site.name,
  sweep.purpose, sweep.scale_offset_deg_x100,
  dwell.dwell_id, dwell.azimuth_deg_x100, dwell.azimuth_sigma_deg_x100, dwell.elevation_deg_x100,
  dwell.elevation_sigma_deg_x100, dwell.polarization_deg_x100, dwell.polarization_sigma_deg_x100,
  dwell.latitude_deg_x1e7, dwell.longitude_deg_x1e7, dwell.height_cm, dwell.start_utc_us, dwell.duration_us,
  dwell.center_frequency_hz, dwell.sample_rate_hz, dwell.gain_db_x100, dwell.flags,
  cell.cell_id, cell.rat, cell.frequency_hz, cell.physical_id, cell.plmn, cell.cell_identity, cell.area_code,
  cell.n_rb_dl, cell.ports, cell.tdd, cell.extended_cp, cell.first_seen_utc_us, cell.last_seen_utc_us,
  reading.offset_ms, reading.n, reading.strength_dbfs_x100, reading.strength_sigma_db_x100, reading.quality_db_x100,
  reading.quality_sigma_db_x100, reading.rsrp_port1_dbfs_x100, reading.rsrp_port2_dbfs_x100,
  reading.rsrp_port3_dbfs_x100, reading.rsrq_n_rb, reading.sinr_db_x100, reading.sinr_sigma_db_x100, reading.noise_dbfs_re_x100,
  reading.noise_sigma_db_x100, reading.delay_spread_us_x100, reading.first_path_db_x100, reading.rssi_dbfs_x100,
  reading.cfo_hz_x10, reading.cfo_sigma_hz_x10, reading.clock_ppm_x100
FROM dwell
  JOIN sweep USING(sweep_id)
  JOIN session USING(session_id)
  LEFT JOIN site USING(site_id)
  JOIN reading USING(dwell_id)
  JOIN cell USING(cell_id)
)";

// Takes the columns one after the other, in the order of the SELECT.
class Columns {
public:
    explicit Columns(const Statement& row, int first = 0) : row_(row), next_(first) {}

    std::int64_t integer() { return row_.integer(next_++); }
    int small() { return static_cast<int>(integer()); }
    bool flag() { return integer() != 0; }
    std::int64_t time_ns() { return integer() * ns_per_us; }
    std::string text() { return row_.text(next_++); }
    std::optional<std::string> maybe_text() { return row_.maybe_text(next_++); }
    std::optional<std::int64_t> maybe_integer() { return row_.maybe_integer(next_++); }
    std::optional<double> over(double scale) { return unscaled(maybe_integer(), scale); }
    std::optional<double> hundredths() { return over(100); }

    std::optional<int> maybe_small() {
        const auto value = maybe_integer();
        if (!value) return std::nullopt;
        return static_cast<int>(*value);
    }
    std::optional<bool> maybe_flag() {
        const auto value = maybe_integer();
        if (!value) return std::nullopt;
        return *value != 0;
    }

private:
    const Statement& row_;
    int next_;
};

Rat rat_of(std::string_view name) {
    for (const Rat rat : {Rat::gsm, Rat::umts, Rat::nr}) {
        if (rat_name(rat) == name) return rat;
    }
    return Rat::lte;
}

void read_session(Columns& column, FullReading& full) {
    full.session_id = {column.integer()};
    Session& session = full.session;
    session.command = column.text();
    session.source_kind = column.text();
    session.source_name = column.text();
    session.antenna = column.text();
    session.config = column.text();
    session.software = column.text();
    session.simulated = column.flag();
    if (const auto site = column.maybe_integer()) session.site = SiteId{*site};
    session.start_ns = column.time_ns();
    full.site_name = column.text();
    full.sweep.purpose = column.text();
    full.sweep.scale_offset_deg = column.hundredths();
}

void read_dwell(Columns& column, FullReading& full) {
    full.dwell_id = {column.integer()};
    Dwell& dwell = full.dwell;
    dwell.pose.azimuth_deg = column.hundredths();
    dwell.pose.azimuth_sigma_deg = column.hundredths();
    dwell.pose.elevation_deg = column.hundredths();
    dwell.pose.elevation_sigma_deg = column.hundredths();
    dwell.pose.polarization_deg = column.hundredths();
    dwell.pose.polarization_sigma_deg = column.hundredths();
    const auto latitude = column.over(scale_position);
    const auto longitude = column.over(scale_position);
    const auto height = column.hundredths();
    if (latitude && longitude) {
        dwell.position = Position{.latitude_deg = *latitude, .longitude_deg = *longitude, .height_m = height};
    }
    dwell.start_ns = column.time_ns();
    dwell.end_ns = dwell.start_ns + column.time_ns();
    dwell.center_frequency_hz = column.over(1);
    dwell.sample_rate_hz = column.over(1);
    dwell.gain_db = column.hundredths();
    dwell.flags = static_cast<std::uint32_t>(column.integer());
}

void read_cell(Columns& column, Cell& cell) {
    cell.identity.rat = rat_of(column.text());
    cell.identity.frequency_hz = column.over(1);
    cell.identity.physical_id = column.small();
    cell.identity.plmn = column.maybe_text();
    cell.identity.cell_id = column.maybe_integer();
    cell.facts.area_code = column.maybe_small();
    cell.facts.n_rb_dl = column.maybe_small();
    cell.facts.ports = column.maybe_small();
    cell.facts.tdd = column.maybe_flag();
    cell.facts.extended_cp = column.maybe_flag();
    cell.first_seen_ns = column.time_ns();
    cell.last_seen_ns = column.time_ns();
}

void read_levels(Columns& column, bool umts, Reading& reading) {
    reading.offset_ms = column.small();
    reading.n = column.maybe_small();
    (umts ? reading.rscp_dbfs : reading.rsrp_dbfs) = column.hundredths();
    (umts ? reading.rscp_sigma_db : reading.rsrp_sigma_db) = column.hundredths();
    (umts ? reading.ecno_db : reading.rsrq_db) = column.hundredths();
    (umts ? reading.ecno_sigma_db : reading.rsrq_sigma_db) = column.hundredths();
    reading.rsrp_port1_dbfs = column.hundredths();
    reading.rsrp_port2_dbfs = column.hundredths();
    reading.rsrp_port3_dbfs = column.hundredths();
    reading.rsrq_n_rb = column.maybe_small();
    reading.sinr_db = column.hundredths();
    reading.sinr_sigma_db = column.hundredths();
    reading.noise_dbfs_re = column.hundredths();
    reading.noise_sigma_db = column.hundredths();
    reading.delay_spread_us = column.hundredths();
    reading.first_path_db = column.hundredths();
    reading.rssi_dbfs = column.hundredths();
    reading.cfo_hz = column.over(10);
    reading.cfo_sigma_hz = column.over(10);
    reading.clock_ppm = column.hundredths();
}

}  // namespace

std::string full_reading_select() {
    return select;
}

Cell cell_from(const Statement& row, int first_column) {
    Columns column(row, first_column);
    Cell cell;
    read_cell(column, cell);
    return cell;
}

FullReading full_reading(const Statement& row) {
    Columns column(row);
    FullReading full;
    read_session(column, full);
    read_dwell(column, full);
    full.cell_id = {column.integer()};
    read_cell(column, full.cell);
    read_levels(column, full.cell.identity.rat == Rat::umts, full.reading);
    return full;
}

}  // namespace boresight::store
