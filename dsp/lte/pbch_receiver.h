// SPDX-License-Identifier: GPL-3.0-or-later
// From symbols to the soft bits of the broadcast channel: estimates the channel of every port from the reference
// signals around it (least mean square error over frequency, with the echoes that the carrier may have and the noise
// measured), and undoes transmission from one port or transmit diversity over two or four. TS 36.211 6.6 and 6.3.4.3.
// One object belongs to one thread.
#pragma once

#include <array>
#include <vector>

#include "dsp/lte/crs.h"
#include "dsp/lte/interpolation.h"
#include "dsp/lte/measure.h"
#include "dsp/lte/pbch.h"

namespace boresight::dsp::lte {

class PbchReceiver {
public:
    // One entry a frame whose broadcast channel lies in the samples; frame_index counts from the alignment's frame.
    std::vector<PbchFrame> receive(SymbolReader& reader, const CrsGrid& grid, const Levels& levels);

private:
    void prepare(const CrsGrid& grid, double snr);
    bool estimate(const CrsGrid& grid, int frame, std::array<PortChannel, 4>& channel) const;

    // Interpolation from 24 reference signals, three subcarriers apart, to all 72. Pilots lie at 3 i + (pci mod 3) for
    // every port.
    Interpolation interpolation_;
    std::array<float, center_subcarriers> trust_{};  // of each subcarrier, from the places beside it
};

}  // namespace boresight::dsp::lte
