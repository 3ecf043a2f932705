// SPDX-License-Identifier: GPL-3.0-or-later
// What blocks of UMTS system information tell a survey: whose cell it is, and what a phone must hear of it to stay. TS
// 25.331 10.2.48.8 and 11, unaligned PER. Bits are whole blocks as SiAssembler gives them. Nothing where the bits end
// too early or a field has a value that it can't have; extensions, which come last, are passed over. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "dsp/umts/si_block.h"

namespace boresight::dsp::umts {

// When a block of a kind that is known only by its time (sib_type::extension) is sent.
struct ExtensionSchedule {
    static constexpr int sib19 = 0;  // of ExtensionSIB-Type2; others aren't named here

    int kind = 0;
    int repetition = 0, position = 0;  // frames: its first segment comes where SFN mod repetition = position
};

struct MasterBlock {
    int value_tag = 0;                   // 1 to 8, another once anything changes
    std::string plmn;                    // "310-410"; empty: a network of another kind
    std::vector<std::string> plmn_list;  // of a shared network: all of them, the one above among them if it is meant
    std::vector<ExtensionSchedule> extensions;
};

struct Sib1 {
    int lac = 0;             // location area
    std::optional<int> rac;  // routing area, of cells with packet data
};

struct Sib3 {
    std::uint32_t cell_id = 0;  // 28 bits: RNC 12, cell 16
    int q_qual_min_db = 0;      // least Ec/No
    int q_rxlev_min_dbm = 0;    // least RSCP
    bool barred = false;
};

struct Sib5 {
    std::optional<int> cpich_tx_power_dbm;
};

struct Sib11 {
    struct InterFrequency {
        int uarfcn = 0;  // downlink
        int psc = 0;
    };
    std::vector<int> intra_psc;  // in the cell's order; the cell itself often among them
    std::vector<InterFrequency> inter;
};

struct Sib19 {
    struct Eutra {
        int earfcn = 0;
        int n_rb = 6;      // least width to measure
        int priority = 0;  // 0 to 7, higher is preferred
        int q_rxlev_min_dbm = 0;
    };
    int priority = 0;  // of this cell
    std::vector<Eutra> eutra;
};

// All that was heard of a cell; what its blocks didn't bring is absent.
struct SystemInfo {
    std::optional<MasterBlock> mib;
    std::optional<Sib1> sib1;
    std::optional<Sib3> sib3;
    std::optional<Sib5> sib5;
    std::optional<Sib11> sib11;
    std::optional<Sib19> sib19;
};

std::optional<MasterBlock> read_mib(const Bits& bits);
// Of SB1: what else is scheduled.
std::optional<std::vector<ExtensionSchedule>> read_sb1(const Bits& bits);
std::optional<Sib1> read_sib1(const Bits& bits);
std::optional<Sib3> read_sib3(const Bits& bits);
std::optional<Sib5> read_sib5(const Bits& bits);
std::optional<Sib11> read_sib11(const Bits& bits);
std::optional<Sib19> read_sib19(const Bits& bits);

}  // namespace boresight::dsp::umts
