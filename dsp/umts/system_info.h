// SPDX-License-Identifier: GPL-3.0-or-later
// What blocks of UMTS system information tell a survey: whose cell it is, and what a phone must hear of it to stay. TS
// 25.331 10.2.48.8 and 11, unaligned PER. Bits are whole blocks as SiAssembler gives them. Nothing where the bits end
// too early or a field has a value that it can't have; extensions, which come last, are passed over. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "dsp/umts/si_block.h"

namespace boresight::dsp::umts {

struct MasterBlock {
    int value_tag = 0;  // 1 to 8, another once anything changes
    std::string plmn;   // "310-410"; empty: a network of another kind
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

// All that was heard of a cell; what its blocks didn't bring is absent.
struct SystemInfo {
    std::optional<MasterBlock> mib;
    std::optional<Sib1> sib1;
    std::optional<Sib3> sib3;
};

std::optional<MasterBlock> read_mib(const Bits& bits);
std::optional<Sib1> read_sib1(const Bits& bits);
std::optional<Sib3> read_sib3(const Bits& bits);

}  // namespace boresight::dsp::umts
