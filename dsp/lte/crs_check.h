// SPDX-License-Identifier: GPL-3.0-or-later
// Tells whether a cell of an identity is there: the coherent power of its reference signals at the predicted places,
// over that of the other identities which use the same subcarriers. This is what removes ghosts: side lobes of strong
// cells, mixtures of two cells' secondary signals. TS 36.211 6.10.1. One object belongs to one thread.
#pragma once

#include <array>
#include <memory>
#include <span>
#include <vector>

#include "dsp/lte/crs.h"

namespace boresight::dsp::lte {

struct CrsEvidence {
    double metric = 0;     // coherent power over that of the other identities, 1 where there is nothing
    double threshold = 0;  // what it had to pass
    double cfo_hz = 0;     // the carrier offset with the most coherent power
    int ports = 1;         // 1: port 0 alone; 2: ports 0 and 1 together, where that tells more
    bool present() const { return metric > threshold; }
};

// How sure the check must be. `spreads`: how far above the other identities' level, in what strong cells add to their
// spread beside noise.
struct CrsDemand {
    double false_rate;
    double spreads;
};

// Without more to go by; the largest ghost seen on the air stood 7 spreads out.
constexpr CrsDemand crs_demand{.false_rate = 1e-8, .spreads = 10};
// Where the synchronization signals alone leave little doubt.
constexpr CrsDemand crs_demand_after_clear_sync{.false_rate = 1e-3, .spreads = 4};
// Of either half of a capture that as a whole has passed.
constexpr CrsDemand crs_demand_of_a_half{.false_rate = 1e-3, .spreads = 4};

// Identities whose reference signals use the same subcarriers: every sixth.
constexpr std::size_t crs_rivals = pci_count / 6;

class CrsCheck {
public:
    // Every pair of neighbouring assured subframes is a coherent block. Port 0 alone and ports 0 and 1 together are
    // tried, along echoes at these delays (in samples from the alignment's timing), over carrier offsets within
    // `reach_hz` of the alignment's.
    CrsEvidence check(const CrsGrid& grid, std::span<const double> taps, double reach_hz, const CrsDemand& demand);

private:
    // One port's reference signals in one symbol.
    struct Row {
        const CrsGridSymbol* symbol = nullptr;
        int shift = 0;
        int block = 0;  // the coherent block it belongs to
    };

    // The reference signals of all rivals in one symbol: by reference signal, then by identity.
    using RivalValues = std::array<std::array<float, crs_rivals>, crs_per_symbol>;
    struct RivalSequences {
        RivalValues re{}, im{};
    };
    // In the first and third last symbol of each slot.
    using Rivals = std::array<std::array<RivalSequences, 2>, 20>;

    const Rivals& rivals(int pci, CyclicPrefix cp);
    CrsEvidence check_ports(const CrsGrid& grid, int ports, double reach_hz, const CrsDemand& demand);
    void select(const CrsGrid& grid, int ports);
    void set_taps(std::span<const double> taps, int pci);
    void turn(const CrsGrid& grid);
    void project(const CrsGrid& grid);
    void rotate_to(double offset_hz);
    bool ends_block(std::size_t row) const {
        return row + 1 == rows_.size() || rows_[row + 1].block != rows_[row].block;
    }
    double coherent() const;
    double best_offset(double reach_hz);
    std::vector<double> coherent_of_rivals(const Alignment& alignment);

    std::array<std::array<std::unique_ptr<Rivals>, 6>, 2> rivals_;  // by prefix and subcarriers, those asked for so far
    std::vector<Row> rows_;                                         // by port, in order of time
    int blocks_ = 0;                                                // of all ports together
    std::vector<double> taps_;
    std::array<std::vector<std::array<Sample, crs_per_symbol>>, 2> turns_;  // undo an echo's delay; by half of the six
    // Of each row: what was received, as far as it can be trusted, with each echo's delay undone; and its power.
    std::vector<CrsValues> turned_;
    std::vector<float> energies_;
    std::vector<Sample> sums_;                     // over frequency at each echo, for the identity itself
    std::vector<std::complex<double>> rotations_;  // of each row, that undo an offset
};

}  // namespace boresight::dsp::lte
