// SPDX-License-Identifier: GPL-3.0-or-later
// What the LTE receiver says about one carrier: cells whose identity is assured, candidates that failed the check,
// and counted reasons why nothing more was found. Plain values. Levels are per resource element (15 kHz) in dBFS: a
// complex sinusoid of full scale is 0 dBFS. A level's sigma is the standard error of the mean over the time that was
// listened to: the level lies within 0.99 sigma of it in 68 % of cases, within 1.96 sigma in 95 %. What fading does
// beyond that time is not in it: see coherence_time_s. Names as in TS 36.211 and 36.214.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "dsp/lte/system_info.h"

namespace boresight::dsp::lte {

enum class Duplex { fdd, tdd };
enum class CyclicPrefix { normal, extended };
enum class PhichDuration { normal, extended };
enum class PhichNg { one_sixth, half, one, two };

// The master information block, TS 36.331 6.2.2: 24 bits, first bit sent = bit 23.
struct Mib {
    std::uint32_t bits = 0;
    int n_rb_dl = 0;  // 6, 15, 25, 50, 75 or 100
    PhichDuration phich_duration = PhichDuration::normal;
    PhichNg phich_ng = PhichNg::one;
    int sfn = 0;         // 0..1023, of the frame it is said to belong to
    int spare_bits = 0;  // 10 bits; Release 13 gave five of them to bandwidth-reduced SIB1
    int ports = 0;       // 1, 2 or 4, from the CRC mask
};

// Share of the resource elements for users' data that carry power, in subframes that are sure to be downlink.
struct Load {
    double share = 0;  // 0..1
    double sigma = 0;  // standard error
    int n_rb = 0;      // resource blocks that were looked at
};

struct Cell {
    int pci = 0;  // 0..503
    Duplex duplex = Duplex::fdd;
    CyclicPrefix cp = CyclicPrefix::normal;
    std::optional<Mib> mib;  // of the first whole frame
    std::optional<SystemInfo> system_info;

    double frame_start_sample = 0;  // first whole frame, at the rate of the samples that were searched
    double cfo_hz = 0;              // carrier above the centre of the samples that were searched
    double cfo_sigma_hz = 0;
    std::optional<double> clock_ppm;  // true rate = nominal * (1 + clock_ppm * 1e-6)
    double clock_sigma_ppm = 0;

    double rsrp_dbfs = 0;  // port 0
    double rsrp_sigma_db = 0;
    std::vector<double> rsrp_ports_dbfs;  // one per antenna port; port 0 alone while the ports are unknown
    double rssi_dbfs = 0;                 // over rsrq_n_rb resource blocks
    double rssi_sigma_db = 0;
    double rsrq_db = 0;
    double rsrq_sigma_db = 0;
    int rsrq_n_rb = 0;
    double sinr_db = 0;
    double sinr_sigma_db = 0;
    double noise_dbfs_re = 0;
    double noise_sigma_db = 0;
    std::optional<double> delay_spread_us;  // RMS
    std::optional<double> first_path_db;    // first path over the strongest; 0 when they are one
    // The first path lies more than 10 dB under the strongest; unknown where noise would hide such a path.
    std::optional<bool> direct_path_blocked;
    // After this time the channel is half like itself (its correlation is 0.5); where the look is too short to show
    // that, only what it is at least.
    std::optional<double> coherence_time_s;
    std::optional<double> coherence_at_least_s;
    std::optional<Load> load;
    int n = 0;  // subframes that the levels rest on
};

// A candidate that came near but failed the check, with what it lacked.
struct ShortCandidate {
    int pci = 0;
    double cfo_hz = 0;
    double crs_metric = 0;     // coherent power of its reference signals over that of other identities
    double crs_threshold = 0;  // what it would have needed
    // Its reference signals are there, on a carrier where another cell is assured, but its MIB can't be read: mixtures
    // of two cells look like that too.
    bool only_mib_missing = false;
};

enum class Refusal : std::size_t {
    too_few_samples,      // shorter than one half frame and a symbol
    pss_below_threshold,  // search windows whose best primary sync correlation was no better than noise
    sss_inconsistent,     // primary sync without a secondary that fits
    crs_absent,           // both syncs, but no reference signals of that identity
    pbch_crc,             // an assured cell whose MIB didn't decode
    count
};

struct SearchResult {
    std::vector<Cell> cells;  // strongest first
    std::vector<ShortCandidate> short_candidates;
    std::array<int, static_cast<std::size_t>(Refusal::count)> refusals{};
    double best_pss_metric = 0;     // the strongest correlation seen, in units of the threshold
    double best_pss_offset_hz = 0;  // and where: at the window's edge it hints at a wrong frequency reference

    int& refused(Refusal why) { return refusals[static_cast<std::size_t>(why)]; }
    int refused(Refusal why) const { return refusals[static_cast<std::size_t>(why)]; }
};

}  // namespace boresight::dsp::lte
