// SPDX-License-Identifier: GPL-3.0-or-later
// One wide capture seen at any carrier in it, at a multiple of 1.92 MS/s: the samples themselves where the rate is that
// multiple, else a channel taken out of them. One object belongs to one thread and keeps its memory.
#pragma once

#include <map>
#include <memory>

#include "dsp/core/resample.h"

namespace boresight::dsp::lte {

class CarrierView {
public:
    explicit CarrierView(double sample_rate_hz) : rate_hz_(sample_rate_hz) {}

    // The samples to read from, kept by the caller until the next load.
    void load(IqSpan block);

    struct Samples {
        IqSpan samples;     // hold until the next call
        double cfo_hz = 0;  // of the carrier in them
    };
    Samples at(int multiple, double carrier_hz);

    double rate_hz() const { return rate_hz_; }

private:
    double rate_hz_;
    IqSpan block_;
    std::map<int, std::unique_ptr<Channelizer>> channelizers_;
    int loaded_ = 0;  // multiple whose channelizer holds the block
    IqBuffer narrow_;
};

}  // namespace boresight::dsp::lte
