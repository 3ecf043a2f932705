// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/inserts.h"

#include "store/scaled.h"

namespace boresight::store {

namespace {

struct PositionColumns {
    explicit PositionColumns(const std::optional<Position>& position) {
        if (!position) return;
        latitude_deg_x1e7 = scaled(position->latitude_deg, scale_position);
        longitude_deg_x1e7 = scaled(position->longitude_deg, scale_position);
        height_cm = scaled(position->height_m, 100);
    }
    std::optional<std::int64_t> latitude_deg_x1e7, longitude_deg_x1e7, height_cm;
};

template <class Record>
std::optional<std::int64_t> number(const std::optional<Id<Record>>& id) {
    if (!id) return std::nullopt;
    return id->value;
}

// A cell is of one technology: it has the one value or the other.
std::optional<double> either(std::optional<double> lte, std::optional<double> umts) {
    return lte ? lte : umts;
}

std::string_view name(SweepState state) {
    switch (state) {
        case SweepState::running: return "running";
        case SweepState::done: return "done";
        case SweepState::stopped: return "stopped";
    }
    return "running";
}

// RETURNING would say the same, but SQLite 3.40 keeps 90 kB of memory for it in each statement.
template <class... Values>
std::int64_t found(Statement& find, const Values&... values) {
    find.run(values...);
    const std::int64_t id = find.integer(0);
    find.reset();
    return id;
}

}  // namespace

Inserts::Inserts(Database& database)
    : database_(database),
      insert_site_(database.prepare(R"(
          INSERT INTO site(name, latitude_deg_x1e7, longitude_deg_x1e7, height_cm, declination_deg_x100)
          VALUES(?, ?, ?, ?, ?)
          ON CONFLICT(name) DO UPDATE SET
            latitude_deg_x1e7 = ifnull(excluded.latitude_deg_x1e7, latitude_deg_x1e7),
            longitude_deg_x1e7 = ifnull(excluded.longitude_deg_x1e7, longitude_deg_x1e7),
            height_cm = ifnull(excluded.height_cm, height_cm),
            declination_deg_x100 = ifnull(excluded.declination_deg_x100, declination_deg_x100))")),
      find_site_(database.prepare("SELECT site_id FROM site WHERE name = ?")),
      insert_session_(database.prepare(R"(
          INSERT INTO session(site_id, start_utc_us, command, source_kind, source_name, antenna, config, software,
                              simulated)
          VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?))")),
      end_session_(database.prepare("UPDATE session SET end_utc_us = ? WHERE session_id = ?")),
      insert_sweep_(database.prepare(R"(
          INSERT INTO sweep(session_id, purpose, scale_offset_deg_x100, state)
          VALUES(?, ?, ?, ?))")),
      end_sweep_(database.prepare("UPDATE sweep SET state = ? WHERE sweep_id = ?")),
      insert_dwell_(database.prepare(R"(
          INSERT INTO dwell(sweep_id, start_utc_us, duration_us, latitude_deg_x1e7, longitude_deg_x1e7, height_cm,
                            azimuth_deg_x100, azimuth_sigma_deg_x100, elevation_deg_x100, elevation_sigma_deg_x100,
                            polarization_deg_x100, polarization_sigma_deg_x100, center_frequency_hz, sample_rate_hz,
                            gain_db_x100, flags)
          VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?))")),
      insert_cell_(database.prepare(R"(
          INSERT INTO cell(rat, frequency_hz, physical_id, plmn, cell_identity, area_code, n_rb_dl, ports, tdd,
                           extended_cp, first_seen_utc_us, last_seen_utc_us)
          VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?11)
          ON CONFLICT(rat, ifnull(frequency_hz, -1), physical_id, ifnull(plmn, ''), ifnull(cell_identity, -1))
          DO UPDATE SET
            area_code = ifnull(excluded.area_code, area_code),
            n_rb_dl = ifnull(excluded.n_rb_dl, n_rb_dl),
            ports = ifnull(excluded.ports, ports),
            tdd = ifnull(excluded.tdd, tdd),
            extended_cp = ifnull(excluded.extended_cp, extended_cp),
            first_seen_utc_us = min(first_seen_utc_us, excluded.first_seen_utc_us),
            last_seen_utc_us = max(last_seen_utc_us, excluded.last_seen_utc_us))")),
      find_cell_(database.prepare(R"(
          SELECT cell_id FROM cell
          WHERE rat = ? AND ifnull(frequency_hz, -1) = ? AND physical_id = ? AND ifnull(plmn, '') = ?
            AND ifnull(cell_identity, -1) = ?)")),
      insert_reading_(database.prepare(R"(
          INSERT INTO reading(dwell_id, nth, cell_id, offset_ms, n,
            strength_dbfs_x100, strength_sigma_db_x100, quality_db_x100, quality_sigma_db_x100,
            rsrp_port1_dbfs_x100, rsrp_port2_dbfs_x100, rsrp_port3_dbfs_x100, rsrq_n_rb, sinr_db_x100, sinr_sigma_db_x100,
            noise_dbfs_re_x100, noise_sigma_db_x100, delay_spread_us_x100, first_path_db_x100,
            rssi_dbfs_x100, cfo_hz_x10, cfo_sigma_hz_x10, clock_ppm_x100)
          VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?))")),
      insert_band_reading_(database.prepare(R"(
          INSERT INTO band_reading(dwell_id, nth, low_hz, high_hz, power_dbfs_x100, noise_dbfs_x100, snr_db_x100,
                                   sigma_db_x100)
          VALUES(?, ?, ?, ?, ?, ?, ?, ?))")),
      insert_event_(database.prepare("INSERT INTO event(session_id, time_utc_us, kind, detail) VALUES(?, ?, ?, ?)")),
      reading_numbers_(database.prepare("SELECT ifnull(max(nth) + 1, 0) FROM reading WHERE dwell_id = ?")),
      band_numbers_(database.prepare("SELECT ifnull(max(nth) + 1, 0) FROM band_reading WHERE dwell_id = ?")) {}

std::int64_t Inserts::Numbering::next(DwellId dwell) {
    if (dwell != dwell_) {
        nth_ = found(next_, dwell.value);
        dwell_ = dwell;
    }
    return nth_++;
}

SiteId Inserts::site(const Site& site) {
    const PositionColumns position(site.position);
    insert_site_.run(site.name, position.latitude_deg_x1e7, position.longitude_deg_x1e7, position.height_cm,
                     x100(site.declination_deg));
    return {found(find_site_, site.name)};
}

SessionId Inserts::session(const Session& session, std::int64_t start_ns) {
    insert_session_.run(number(session.site), utc_us(start_ns), session.command, session.source_kind,
                        session.source_name, session.antenna, session.config, session.software, session.simulated);
    return {database_.last_row_id()};
}

void Inserts::end_session(SessionId session, std::int64_t end_ns) {
    end_session_.run(utc_us(end_ns), session.value);
}

SweepId Inserts::sweep(SessionId session, const Sweep& sweep) {
    insert_sweep_.run(session.value, sweep.purpose, x100(sweep.scale_offset_deg), name(SweepState::running));
    return {database_.last_row_id()};
}

void Inserts::end_sweep(SweepId sweep, SweepState state) {
    end_sweep_.run(name(state), sweep.value);
}

DwellId Inserts::dwell(SweepId sweep, const Dwell& dwell) {
    const PositionColumns position(dwell.position);
    const Pose& pose = dwell.pose;
    insert_dwell_.run(sweep.value, utc_us(dwell.start_ns), utc_us(dwell.end_ns) - utc_us(dwell.start_ns),
                      position.latitude_deg_x1e7, position.longitude_deg_x1e7, position.height_cm,
                      x100(pose.azimuth_deg), x100(pose.azimuth_sigma_deg), x100(pose.elevation_deg),
                      x100(pose.elevation_sigma_deg), x100(pose.polarization_deg), x100(pose.polarization_sigma_deg),
                      scaled(dwell.center_frequency_hz, 1), scaled(dwell.sample_rate_hz, 1), x100(dwell.gain_db),
                      dwell.flags);
    return {database_.last_row_id()};
}

CellId Inserts::cell(const CellIdentity& identity, const CellFacts& facts, std::int64_t seen_ns) {
    const auto frequency_hz = scaled(identity.frequency_hz, 1);
    insert_cell_.run(rat_name(identity.rat), frequency_hz, identity.physical_id, identity.plmn, identity.cell_id,
                     facts.area_code, facts.n_rb_dl, facts.ports, facts.tdd, facts.extended_cp, utc_us(seen_ns));
    return {found(find_cell_, rat_name(identity.rat), frequency_hz.value_or(-1), identity.physical_id,
                  identity.plmn.value_or(""), identity.cell_id.value_or(-1))};
}

void Inserts::reading(DwellId dwell, CellId cell, const Reading& r) {
    insert_reading_.run(dwell.value, reading_numbers_.next(dwell), cell.value, r.offset_ms, r.n,
                        x100(either(r.rsrp_dbfs, r.rscp_dbfs)), x100(either(r.rsrp_sigma_db, r.rscp_sigma_db)),
                        x100(either(r.rsrq_db, r.ecno_db)), x100(either(r.rsrq_sigma_db, r.ecno_sigma_db)),
                        x100(r.rsrp_port1_dbfs), x100(r.rsrp_port2_dbfs), x100(r.rsrp_port3_dbfs), r.rsrq_n_rb,
                        x100(r.sinr_db), x100(r.sinr_sigma_db), x100(r.noise_dbfs_re), x100(r.noise_sigma_db),
                        x100(r.delay_spread_us), x100(r.first_path_db), x100(r.rssi_dbfs), scaled(r.cfo_hz, 10),
                        scaled(r.cfo_sigma_hz, 10), x100(r.clock_ppm));
}

void Inserts::band_reading(DwellId dwell, const BandReading& r) {
    insert_band_reading_.run(dwell.value, band_numbers_.next(dwell), scaled(r.low_hz, 1), scaled(r.high_hz, 1),
                             x100(r.power_dbfs), x100(r.noise_dbfs), x100(r.snr_db), x100(r.sigma_db));
}

void Inserts::event(const Event& event, std::int64_t time_ns) {
    insert_event_.run(number(event.session), utc_us(time_ns), event.kind, event.detail);
}

}  // namespace boresight::store
