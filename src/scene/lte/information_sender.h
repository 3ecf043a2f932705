// SPDX-License-Identifier: GPL-3.0-or-later
// Sends what a cell says of itself: PCFICH in every subframe, SIB1 in subframe 5 of every even frame with the
// redundancy versions of its 80 ms (TS 36.331 5.2.1.2, TS 36.321 5.3.1), announced to everybody by PDCCH format 1A with
// consecutive resource blocks (TS 36.212 5.3.3.1.3, TS 36.213 7.1.7), with transmit diversity where there are several
// ports. The PHICH is silent: nobody sends to this cell. One object, one thread.
#pragma once

#include <array>
#include <complex>
#include <cstdint>
#include <span>
#include <vector>

#include "scene/lte/cell.h"
#include "scene/lte/control.h"
#include "scene/lte/grid.h"
#include "scene/lte/turbo.h"

namespace boresight::scene::lte {

// Bits 0 or 1 of a whole transport block: SIB1 and zeros up to the next size there is.
Bits transport_block(const Cell& cell);

// Format 1A that grants it.
Bits grant_bits(const Cell& cell, int redundancy_version);

// Elements that the block takes in subframe 5, in the order of mapping.
std::vector<Place> shared_places(const Cell& cell);

class InformationSender {
public:
    explicit InformationSender(const Cell& cell);  // one with information

    // Over what the grids hold.
    void write(std::int64_t frame, int subframe, std::span<Grid> ports) const;

private:
    struct Sent {
        std::vector<Place> places;
        std::vector<std::vector<std::complex<float>>> ports;  // symbols at these places
        void write(std::span<Grid> grids) const;
    };
    Sent control(const std::vector<Group>& groups, const Bits& bits) const;
    Sent announcement(int redundancy_version) const;
    Sent shared(const std::vector<Place>& places, int redundancy_version) const;

    Cell cell_;
    ControlRegion region_;
    std::array<Sent, 10> format_;       // by subframe
    std::array<Sent, 4> announcement_;  // by redundancy version
    std::array<Sent, 4> shared_;
};

}  // namespace boresight::scene::lte
