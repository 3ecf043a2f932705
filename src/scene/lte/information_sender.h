// SPDX-License-Identifier: GPL-3.0-or-later
// Sends what a cell says of itself: PCFICH in every subframe, block type 1 and the messages when it is their turn,
// announced to everybody by the PDCCH, with transmit diversity where there are several ports. The PHICH is silent:
// nobody sends to this cell. One object, one thread.
#pragma once

#include <array>
#include <complex>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <vector>

#include "scene/lte/cell.h"
#include "scene/lte/control.h"
#include "scene/lte/grid.h"
#include "scene/lte/transport.h"

namespace boresight::scene::lte {

// Bits 0 or 1 of a whole transport block: block type 1 or a message (schedule.h) and zeros up to the next size there
// is. Empty where the message isn't sent.
Bits transport_block(const Cell& cell, int message);

// What announces it.
Grant grant_of(const Cell& cell, int message, int redundancy_version);

class InformationSender {
public:
    explicit InformationSender(const Cell& cell);  // one with information

    // Over what the grids hold, in a subframe in which the cell sends.
    void write(std::int64_t frame, int subframe, std::span<Grid> ports);

private:
    struct Sent {
        std::vector<Place> places;
        std::vector<std::vector<std::complex<float>>> ports;  // symbols at these places
        void write(std::span<Grid> grids) const;
    };
    struct Region {
        Sent format;
        Sent silence;
    };
    struct Announced {
        Sent control;
        Sent shared;
    };
    Sent control(std::span<const Group> groups, const Bits& bits) const;
    const Region& region_of(int subframe, bool mbsfn);
    const Announced& announced(int message, int subframe, int redundancy_version);
    Sent shared(const Grant& grant, const Bits& block, int subframe) const;

    Cell cell_;
    std::array<std::optional<Region>, 20> regions_;  // by subframe, then with multicast; made when they are first sent
    std::map<std::array<int, 3>, Announced> announced_;
};

}  // namespace boresight::scene::lte
