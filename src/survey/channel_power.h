// SPDX-License-Identifier: GPL-3.0-or-later
// Power of the middle of a channel, whoever sends there, from short pieces at 1.92 MS/s, and the noise to compare it
// with from a piece at the channel's edge, where LTE leaves a gap. A value; it allocates with the first piece.
#pragma once

#include <memory>
#include <optional>

#include "dsp/spectrum/welch.h"
#include "store/records.h"

namespace boresight::survey {

// Of a channel by its resource blocks (TS 36.104 table 5.6-1); 0 for a number that no channel has.
double channel_width_hz(int n_rb_dl);

class ChannelPower {
public:
    void add(dsp::IqSpan piece);
    void set_edge(dsp::IqSpan piece);
    void forget_looks() { middle_.reset(); }  // the edge is kept

    // Of the middle six resource blocks around `frequency_hz`. Nothing before the first piece; no ratio without an edge
    // or where nothing stands out of the noise.
    std::optional<store::BandReading> reading(double frequency_hz) const;

private:
    std::shared_ptr<dsp::spectrum::Welch> middle_;
    std::optional<double> noise_density_;
};

}  // namespace boresight::survey
