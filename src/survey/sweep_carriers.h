// SPDX-License-Identifier: GPL-3.0-or-later
// Which carriers a live sweep listens to, in turn, and the cells on them: those of a scan, all or one operator's. Where
// there are more than time allows, the strongest are taken and the rest is named. Pure; any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "catalog/rat.h"
#include "dsp/umts/cell.h"
#include "survey/scan.h"

namespace boresight::survey {

// A cell with its carrier: what its signal must look like.
struct SweepCell {
    double frequency_hz = 0;
    int pci = 0;  // of UMTS the primary scrambling code
    dsp::lte::Duplex duplex = dsp::lte::Duplex::fdd;
    dsp::lte::CyclicPrefix cp = dsp::lte::CyclicPrefix::normal;
    int ports = 1;
    int n_rb_dl = 0;  // 0: unknown
    double cfo_hz = 0;
    std::optional<double> clock_ppm = {};
    std::optional<std::int64_t> enodeb = {};   // its site, where the cell said who it is: upper 20 bits of its identity
    std::optional<std::int64_t> cell_id = {};  // that identity, 28 bits,
    std::optional<std::string> plmn = {};      // and the network that it said beside it
    catalog::Rat rat = catalog::Rat::lte;
    std::optional<double> pilot_dbm = {};  // UMTS: its pilot's power, as it told
};

// Of a cell whose MIB was read.
SweepCell sweep_cell(const dsp::lte::Cell& cell, double frequency_hz);
// What it said of itself.
void take_identity(const std::string& plmn, std::int64_t cell_id, SweepCell& cell);
SweepCell sweep_cell(const dsp::umts::Cell& cell, double frequency_hz);
// The power of its pilot as SIB5 tells it; nothing: it wasn't heard to.
std::optional<double> pilot_dbm(const dsp::umts::Cell& cell);

// "PCI 357", of UMTS "PSC 171".
std::string identity_words(const SweepCell& cell);

struct SweepCarrier {
    double frequency_hz = 0;
    std::vector<catalog::Carrier> names;  // its bands and channels
    std::optional<std::string> operator_name;
    int n_rb_dl = 0;          // 0: unknown
    double rsrp_dbfs = -200;  // of its strongest cell in the scan
    std::vector<SweepCell> cells = {};
    bool usable = true;  // false: swept, but what is to be aimed for can't use it
    catalog::Rat rat = catalog::Rat::lte;
};

struct CarrierWish {
    std::string operator_name;           // empty: any; a cell that didn't say whose it is counts if it may be
    std::optional<double> frequency_hz;  // only this one
    std::size_t most = 8;                // beyond it they are left out
    // Whether the hotspot has this carrier (or none that is known is asked for); empty: every one will do. Others are
    // swept after those, and not aimed for.
    std::function<bool(double frequency_hz, bool tdd)> usable = {};
    // Of UMTS, whose cells the sweep finds by itself: swept in any case, and aimed for where nothing of LTE is swept
    // but for those that aren't usable.
    std::vector<SweepCarrier> umts = {};
};

// A carrier of UMTS without cells; nothing where that is no downlink channel.
std::optional<SweepCarrier> umts_carrier(std::int64_t uarfcn);

// The carriers of UMTS that a scan heard, the loudest first, with their cells: all or one operator's. A cell that
// didn't say whose it is counts.
std::vector<SweepCarrier> heard_umts_carriers(std::span<const UmtsScanCell> cells, const std::string& operator_name);

struct CarrierChoice {
    std::vector<SweepCarrier> swept;     // by frequency
    std::vector<SweepCarrier> left_out;  // beyond the most, strongest first
};

// Cells without a frequency or whose number of ports isn't known (no MIB) can't be swept and are passed over.
CarrierChoice choose_carriers(std::span<const ScanCell> cells, const CarrierWish& wish);

}  // namespace boresight::survey
