// SPDX-License-Identifier: GPL-3.0-or-later
// What a cell sends, as resource elements (TS 36.211 6.2): reference and synchronization signals, PBCH, and a load of
// QPSK symbols in the remaining elements of the resource blocks that a subframe uses. A reference element has
// magnitude 1. The load follows from the seed, the frame and the block alone, so any subframe can be asked for at any
// time and in any order. The load of several ports is independent (spatial multiplexing); the control symbols carry
// load as well, for the announcements to others. In multicast subframes the load goes on without references, as for
// those who have references of their own. Of special subframes the downlink's part is sent, of uplink subframes
// nothing. A cell with information sends it over that load. Frames are counted from the one with SFN 0, also
// backwards. One object, one thread.
#pragma once

#include <complex>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "scene/lte/cell.h"
#include "scene/lte/grid.h"
#include "scene/lte/information_sender.h"
#include "scene/lte/reference.h"
#include "scene/lte/sync.h"

namespace boresight::scene::lte {

// Resource blocks first..last - 1 of a carrier.
struct Blocks {
    int first = 0;
    int last = 0;
};

class Transmitter {
public:
    explicit Transmitter(const Cell& cell);  // an Error where the cell can't exist

    const Cell& cell() const { return cell_; }

    // The grid of each port. Load is written into `loaded` blocks only, those that somebody looks at.
    void write(std::int64_t frame, int subframe, std::span<Grid> ports, Blocks loaded);
    void write(std::int64_t frame, int subframe, std::span<Grid> ports) {
        write(frame, subframe, ports, {0, cell_.n_rb_dl});
    }

    static int sfn(std::int64_t frame) { return static_cast<int>(frame & 1023); }

private:
    void write_load(std::int64_t frame, int subframe, std::span<Grid> ports, Blocks loaded) const;
    void clear_reserved(int subframe, int referenced, std::span<Grid> ports) const;
    void write_references(int subframe, int referenced, std::span<Grid> ports) const;
    void write_sync(int subframe, std::span<Grid> ports) const;
    void write_broadcast(std::int64_t frame, std::span<Grid> ports);

    Cell cell_;
    ReferenceSignals references_;
    std::optional<InformationSender> information_;
    SyncSignal primary_;
    SyncSignal secondary_[2];
    std::int64_t broadcast_frame_ = -1;  // of broadcast_
    std::vector<std::vector<std::complex<float>>> broadcast_;
};

}  // namespace boresight::scene::lte
