// SPDX-License-Identifier: GPL-3.0-or-later
// What the database keeps, as plain values: site -> session -> sweep -> dwell -> reading, the identity of a cell, power
// without a cell, and events. An empty optional is "not known". Levels are in dBFS (a complex sinusoid of full scale is
// 0 dBFS), kept to 0.01 dB; frequencies in Hz; bearings in degrees to 0.01; times are UTC in nanoseconds since 1970,
// kept to 1 us; positions are kept to 1e-7 degrees (1 cm). A value that isn't finite is kept as "not known".
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "catalog/rat.h"
#include "platform/position.h"

namespace boresight::store {

// A row's number; sessions can't be mistaken for dwells.
template <class Row>
struct Id {
    std::int64_t value = 0;
    auto operator<=>(const Id&) const = default;
};

using catalog::Rat;

// A place measured from again and again; known by its name.
struct Site {
    std::string name{};
    std::optional<Position> position{};
    std::optional<double> declination_deg{};  // magnetic, east positive
};
using SiteId = Id<Site>;

// One run of a command.
struct Session {
    std::string command{};      // "scan"
    std::string source_kind{};  // "device" or "recording"
    std::string source_name{};  // of the radio or the file
    std::string antenna{};
    std::string config{};    // what was asked, as the program understood it
    std::string software{};  // "boresight 0.1.0"
    bool simulated = false;
    std::optional<SiteId> site{};
    std::optional<std::int64_t> start_ns{};  // empty: now
};
using SessionId = Id<Session>;

enum class SweepState { running, done, stopped };

// One purpose within a session: a scan of bands, a turn of the antenna.
struct Sweep {
    std::string purpose{};                     // "scan", "aim", "check", "log"
    std::optional<double> scale_offset_deg{};  // true bearing less the bearing read; empty: a mark of one's own
};
using SweepId = Id<Sweep>;

struct Pose {
    std::optional<double> azimuth_deg{}, azimuth_sigma_deg{};  // as read on the sweep's scale
    std::optional<double> elevation_deg{}, elevation_sigma_deg{};
    std::optional<double> polarization_deg{}, polarization_sigma_deg{};  // 0 vertical, 90 horizontal
};

namespace dwell_flag {
constexpr std::uint32_t overflow = 1;    // samples were lost
constexpr std::uint32_t clipped = 2;     // samples at full scale
constexpr std::uint32_t settling = 4;    // the tuner, or the antenna, hadn't settled
constexpr std::uint32_t gain_moved = 8;  // somebody else changed the gain meanwhile
}  // namespace dwell_flag

// One stretch of listening on one tuning with one pose.
struct Dwell {
    Pose pose{};
    std::optional<Position> position{};
    std::int64_t start_ns = 0;
    std::int64_t end_ns = 0;
    std::optional<double> center_frequency_hz{};
    std::optional<double> sample_rate_hz{};
    std::optional<double> gain_db{};
    std::uint32_t flags = 0;
};
using DwellId = Id<Dwell>;

// What tells one cell from another. Two with the same carrier and physical identity but different networks are two
// cells; one whose network isn't known is a third.
struct CellIdentity {
    Rat rat = Rat::lte;
    std::optional<double> frequency_hz{};   // of the raster point; empty for a recording without a frequency
    int physical_id = 0;                    // PCI 0..503 or PSC 0..511
    std::optional<std::string> plmn{};      // "310-410", as the cell said itself
    std::optional<std::int64_t> cell_id{};  // 28 bits, as the cell said itself
};

// What is true of a cell for long; fields that are empty leave what was known before.
struct CellFacts {
    std::optional<int> area_code{};  // TAC (LTE), LAC (UMTS)
    std::optional<int> n_rb_dl{};
    std::optional<int> ports{};
    std::optional<bool> tdd{};
    std::optional<bool> extended_cp{};
};

struct Cell {
    CellIdentity identity{};
    CellFacts facts{};
    std::int64_t first_seen_ns = 0;
    std::int64_t last_seen_ns = 0;
};
using CellId = Id<Cell>;

// A network and cell that were once heard on the same carrier with the same physical identity.
struct EarlierIdentity {
    std::string plmn{};
    std::optional<std::int64_t> cell_id{};
    std::optional<int> area_code{};
    std::int64_t last_seen_ns = 0;
    bool ambiguous = false;  // others were heard there too: physical identities are reused
};

// One cell in one dwell. The first group of levels belongs to LTE, the second to UMTS, the rest to both; a reading has
// values of one of the two groups.
struct Reading {
    int offset_ms = 0;       // from the start of the dwell
    std::optional<int> n{};  // subframes (LTE) or slots (UMTS) that the levels rest on

    std::optional<double> rsrp_dbfs{}, rsrp_sigma_db{};  // per resource element, port 0
    std::optional<double> rsrp_port1_dbfs{}, rsrp_port2_dbfs{}, rsrp_port3_dbfs{};
    std::optional<double> rsrq_db{}, rsrq_sigma_db{};
    std::optional<int> rsrq_n_rb{};  // resource blocks that RSSI and RSRQ are over
    std::optional<double> sinr_db{}, sinr_sigma_db{};
    std::optional<double> noise_dbfs_re{}, noise_sigma_db{};  // per resource element
    std::optional<double> delay_spread_us{};
    std::optional<double> first_path_db{};  // first path over the strongest

    std::optional<double> rscp_dbfs{}, rscp_sigma_db{};
    std::optional<double> ecno_db{}, ecno_sigma_db{};

    std::optional<double> rssi_dbfs{};
    std::optional<double> cfo_hz{}, cfo_sigma_hz{};  // to 0.1 Hz
    std::optional<double> clock_ppm{};               // to 0.01 ppm
};

// Power of a channel or band, whoever sends there.
struct BandReading {
    double low_hz = 0;
    double high_hz = 0;
    std::optional<double> power_dbfs{}, noise_dbfs{}, snr_db{}, sigma_db{};
};

// Something that explains the data: "gap", "gain_change", "unplugged", "clock_step", "migrated".
struct Event {
    std::string kind{};
    std::string detail{};
    std::optional<SessionId> session{};
    std::optional<std::int64_t> time_ns{};  // empty: now
};

}  // namespace boresight::store
