// SPDX-License-Identifier: GPL-3.0-or-later
// What a cell is known to send in the middle six resource blocks, as it arrives here: the reference signals of its
// ports, both synchronization signals and, where its MIB is known, the broadcast channel; each through the channel that
// is estimated from itself. Subtracted from the samples it uncovers weaker cells on the same carrier. Subframes that
// need not be downlink get reference signals only where these are seen. One object belongs to one thread.
#pragma once

#include <optional>
#include <vector>

#include "dsp/lte/channel_track.h"
#include "dsp/lte/crs.h"
#include "dsp/lte/interpolation.h"
#include "dsp/lte/measure.h"

namespace boresight::dsp::lte {

struct KnownSignal {
    Alignment alignment;
    int ports = 1;
    std::optional<Mib> mib;  // its SFN is that of the alignment's frame
};

class ReplicaMaker {
public:
    // Into `replica`, as long as the samples: the cell's share of them. `reader` is aimed at other samples afterwards.
    void make(SymbolReader& reader, IqSpan samples, const KnownSignal& cell, IqBuffer& replica);

private:
    struct Broadcast {
        double start = 0;
        int symbol = 0;  // of the slot
        Subcarriers expected{};
    };

    void observe_references(const CrsGrid& grid, const KnownSignal& cell);
    void channel_at(double time, int ports);
    void add_references(SymbolReader& reader, const KnownSignal& cell, int frame, int subframe, IqBuffer& replica);
    void add_broadcast(SymbolReader& reader, const KnownSignal& cell, int first_frame, int last_frame,
                       IqBuffer& replica);
    void add_sync(SymbolReader& reader, const KnownSignal& cell, double snr, IqBuffer& replica);

    CrsGrid grid_;
    ChannelTrack references_, sync_;
    Interpolation from_references_, from_sync_;
    std::vector<PortChannel> channel_;  // of each port, where it was last asked for
    IqBuffer places_;
    SymbolWriter writer_;
};

}  // namespace boresight::dsp::lte
