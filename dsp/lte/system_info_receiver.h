// SPDX-License-Identifier: GPL-3.0-or-later
// Reads system information block type 1 of a cell whose MIB is known: in subframe 5 of every even frame (TS 36.331
// 5.2.1.2), through PCFICH, PDCCH and PDSCH, transmissions added up until the CRC holds. Captures that aren't as wide
// as the carrier give none. One object belongs to one thread and keeps its memory.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <vector>

#include "dsp/core/resample.h"
#include "dsp/lte/cell.h"

namespace boresight::dsp::lte {

class SystemInfoReceiver {
public:
    explicit SystemInfoReceiver(double sample_rate_hz);

    // The samples to read from, kept by the caller until the next load.
    void load(IqSpan block);

    // The cell as found in those samples.
    std::optional<SystemInfo> receive(const Cell& cell);

private:
    IqSpan carrier_samples(int multiple, double offset_hz);

    double rate_hz_;
    IqSpan block_;
    std::map<int, std::unique_ptr<Channelizer>> channelizers_;
    int loaded_ = 0;  // multiple whose channelizer holds the block
    IqBuffer narrow_;
};

}  // namespace boresight::dsp::lte
