// SPDX-License-Identifier: GPL-3.0-or-later
// What a scan found, as plain values: cells on named carriers, candidates that fell short, counted refusals, and what
// explains a scan that found nothing. Cells of each standard are in a list of their own, since little of what they say
// is the same; what is, is OnCarrier. Levels and names as in dsp/lte/cell.h and dsp/umts/cell.h; frequencies in Hz;
// wall times are UTC in nanoseconds since 1970.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "catalog/carriers.h"
#include "dsp/lte/cell.h"
#include "dsp/umts/cell.h"

namespace boresight::survey {

// Who sends, and how that is known: never more certain than it is.
struct Operator {
    // The cell said so, in SIB1 (LTE) or MIB (UMTS); it said so before; who usually sends there; nobody knows.
    enum class KnownFrom { sib1, mib, earlier, band_plan, user, unknown };
    std::optional<std::string> plmn{};  // "310-410"
    std::optional<std::string> name{};
    KnownFrom known_from = KnownFrom::unknown;
    std::vector<std::string> likely{};  // by band_plan alone: those that it may be
};

// What a scan adds to a cell of any standard.
struct OnCarrier {
    std::optional<double> frequency_hz;  // of its raster point
    std::vector<catalog::Carrier> carriers;
    Operator operated_by;
    // RSRP or RSCP at the antenna socket, of a radio that was calibrated near that gain and frequency.
    std::optional<double> level_dbm = {};
    double level_dbm_sigma_db = 0;  // the radio's calibration included
};

// As the receiver gave it, but cfo_hz is counted from `frequency_hz` where that is known (else from the recording's
// centre), and frame_start_sample from the recording's first sample.
struct ScanCell : OnCarrier {
    dsp::lte::Cell cell;
};

// Likewise. Blocks of the broadcast channel, in the order in which they were sent, each once.
struct UmtsScanCell : OnCarrier {
    dsp::umts::Cell cell;
    bool microcell = false;  // the user's own, as far as can be told
};

struct ShortCell {
    enum class Why { reference_signals, no_mib, pilot, outside_window };
    catalog::Rat rat = catalog::Rat::lte;
    int physical_id = 0;  // PCI or PSC
    Why why = Why::reference_signals;
    std::optional<double> frequency_hz = {};  // of the nearest raster point
    double cfo_hz = 0;                        // from there, else from the recording's centre
    double metric = 0;                        // what it had, and
    double needed = 0;                        // what it would have needed

    // Near 1: it almost counted.
    double closeness() const { return why == Why::outside_window ? needed / metric : metric / needed; }
};

// A piece of the recording that was listened to at one go.
struct Stretch {
    std::uint64_t first_sample = 0;
    std::uint64_t samples = 0;
    std::uint64_t segment_start = 0;  // since then no sample was lost and nothing retuned
    std::optional<double> center_frequency_hz;
    std::optional<std::int64_t> wall_ns;
    std::optional<double> gain_db;
    bool after_overflow = false;
    double level_dbfs = 0;  // mean power without the constant part (DC)
    double clipped_share = 0;
    std::vector<ScanCell> cells;
    std::vector<UmtsScanCell> umts_cells;
};

// What explains why no more was found, in the order in which it is worth looking at.
struct Finding {
    enum class Kind {
        too_short,             // value: seconds; limit: those that a search needs
        silence,               // value: dBFS
        overload,              // value: share of samples at full scale
        no_band,               // nothing of the capture lies in a downlink band
        reference_off,         // value: Hz from the nearest edge; sync energy at the edge of what was searched
        no_better_than_noise,  // value: best correlation in units of its threshold
        no_reference_signals,  // value: candidates with sync signals that failed the check
        no_pilot,              // the same of UMTS
        mib_not_read,          // value: cells without MIB
        bch_not_read,          // value: cells of UMTS without any block of their broadcast
        no_frequency,          // the recording doesn't say where it was tuned
        gain_changes_nothing,  // value: dB that the level fell; limit: dB that the gain was turned down
        nothing_stands_out,    // no carrier shows in the spectrum anywhere
        other_systems,         // value: carriers that show in the spectrum, none of them of what was searched
        crystal_off,           // value: ppm that a cell lay from a carrier's frequency; limit: what was allowed
        lte_unreadable,        // value: stretches like LTE without a cell; limit: the best correlation
        umts_unreadable,       // the same of UMTS
        nothing_in_reach,      // no band that was asked for lies where the radio can be tuned to
    };
    Kind kind;
    double value = 0;
    double limit = 0;
};

// Energy that no cell explains, and what it is like.
struct Undecoded {
    enum class Kind {
        lte,         // symbols as LTE's, or its edges: too weak to read, or 5G of the same numerology
        umts,        // its synchronization code, or its slopes
        gsm,         // the lines of its modulation
        narrowband,  // a tone, a line, speech
        noise_like,  // wide, without any of these
    };
    double low_hz = 0;  // from the recording's middle where its frequency isn't known
    double high_hz = 0;
    double power_dbfs = 0;         // all of it
    std::optional<double> snr_db;  // none: it fills what was captured
    Kind kind = Kind::noise_like;
};

struct ScanResult {
    std::vector<ScanCell> cells;           // of LTE, strongest first, each once
    std::vector<UmtsScanCell> umts_cells;  // likewise
    std::vector<ShortCell> short_cells;    // the nearest to being cells first
    std::array<int, static_cast<std::size_t>(dsp::lte::Refusal::count)> refusals{};
    std::array<int, static_cast<std::size_t>(dsp::umts::Refusal::count)> umts_refusals{};
    std::vector<Finding> findings;
    std::vector<Undecoded> undecoded;  // by frequency
    std::vector<Stretch> stretches;
    double seconds = 0;  // of the recording, searched
    double level_dbfs = 0;
    double clipped_share = 0;
    double best_pss_metric = 0;  // in units of its threshold
    double best_psch_metric = 0;
    bool lte_searched = true, umts_searched = false;
    bool stopped = false;   // by the user, before the end:
    double share_done = 1;  // of what was planned, 0..1

    bool found_a_cell() const { return !cells.empty() || !umts_cells.empty(); }
    std::size_t cell_count() const { return cells.size() + umts_cells.size(); }
};

}  // namespace boresight::survey
