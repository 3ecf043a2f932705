// SPDX-License-Identifier: GPL-3.0-or-later
// From symbols to the soft bits of the broadcast channel: estimates the channel of every port from the reference
// signals around it (a mean over as long as the channel stands still, then least mean square error over frequency, with
// the echoes that the carrier may have and the noise measured), and undoes transmission from one port or transmit
// diversity over two or four. TS 36.211 6.6 and 6.3.4.3. One object belongs to one thread.
#pragma once

#include <array>
#include <vector>

#include "dsp/lte/channel_track.h"
#include "dsp/lte/crs.h"
#include "dsp/lte/interpolation.h"
#include "dsp/lte/measure.h"
#include "dsp/lte/pbch.h"

namespace boresight::dsp::lte {

// Over what time the channel is averaged: as long as it seems to stand still, which weak cells need; or the subframe
// alone, for weak cells whose channel or offset moves more than noise lets one see.
enum class Averaging { while_still, subframe };

class PbchReceiver {
public:
    // One entry a frame whose broadcast channel lies in the samples; frame_index counts from the alignment's frame.
    std::vector<PbchFrame> receive(SymbolReader& reader, const CrsGrid& grid, const Levels& levels,
                                   Averaging averaging);

private:
    void observe(const CrsGrid& grid, Averaging averaging);
    void prepare(const CrsGrid& grid, double snr);
    void estimate(double time, std::array<PortChannel, 4>& channel) const;

    // The reference signals of all four ports, a row an assured subframe; and of ports 0 and 1 their echoes, which tell
    // best for how long the channel stands still.
    ChannelTrack references_, echoes_;
    // Interpolation from 24 reference signals, three subcarriers apart, to all 72. Pilots lie at 3 i + (pci mod 3) for
    // every port.
    Interpolation interpolation_;
    std::array<float, center_subcarriers> trust_{};  // of each subcarrier, from the places beside it
};

}  // namespace boresight::dsp::lte
