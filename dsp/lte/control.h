// SPDX-License-Identifier: GPL-3.0-or-later
// The control region of a subframe: how many symbols it has (PCFICH, TS 36.211 6.7) and the grants in the common search
// space of the PDCCH (6.8; TS 36.213 9.1.1) that point at system information (SI-RNTI, TS 36.321 7.1). No other
// identity is looked for. One object belongs to one thread.
#pragma once

#include <array>
#include <optional>
#include <span>
#include <vector>

#include "dsp/fec/convolutional.h"
#include "dsp/lte/grant.h"
#include "dsp/lte/soft_subframe.h"

namespace boresight::dsp::lte {

constexpr std::uint32_t si_rnti = 0xFFFF;

// System information comes in versions RV_K of TS 36.321 5.3.1 by its place, where the grant doesn't say: block type 1
// by that of its frame within 80 ms, messages by that of their subframe within the window.
constexpr std::array<int, 4> redundancy_versions{0, 2, 3, 1};
constexpr double least_agreement = 0.3;  // of the control format's soft bits with its codeword, to be believed

// Block type 1: subframe 5 of even frames (TS 36.331 5.2.1.2); the factors that its subframe's PHICH may have.
constexpr int sib1_subframe = 5;
std::span<const int> sib1_phich_factors(Duplex duplex);

// Four elements that are mapped together. 6.2.4
struct ElementGroup {
    int l = 0;
    int first_k = 0;  // lowest subcarrier, reference signals included
    std::array<int, 4> k{};
};

struct ControlFormat {
    int cfi = 0;  // 1, 2 or 3
    // Agreement of the soft bits with the codeword: 1 is perfect, 0 none.
    double agreement = 0;

    // 6.7: narrow carriers have one symbol more.
    int symbols(int n_rb_dl) const { return n_rb_dl > 10 ? cfi : cfi + 1; }
};

class ControlRegion {
public:
    explicit ControlRegion(const CarrierShape& shape);

    ControlFormat format(const SoftSubframe& received, int subframe) const;

    // Grants of system information. `phich_factor`: m_i of table 6.9-1, 1 in FDD.
    std::vector<Grant> grants(const SoftSubframe& received, int subframe, const ControlFormat& format,
                              int phich_factor);

private:
    std::vector<ElementGroup> groups_of(int l) const;
    std::vector<ElementGroup> pcfich_groups() const;
    std::vector<ElementGroup> pdcch_groups(int symbols, int phich_factor) const;
    std::vector<float> soft_bits(const SoftSubframe& received, std::span<const ElementGroup> groups) const;
    void try_candidate(std::span<const float> soft, std::vector<Grant>& found);

    CarrierShape shape_;
    GrantFormats formats_;
    fec::TailBitingDecoder decoder_;
};

}  // namespace boresight::dsp::lte
