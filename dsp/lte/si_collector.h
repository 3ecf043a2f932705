// SPDX-License-Identifier: GPL-3.0-or-later
// Messages of system information of a cell whose SIB1 is known, from the subframes of their windows: through PCFICH,
// PDCCH and PDSCH, transmissions of one message added up within a window and over windows, until its CRC holds. Only
// messages that hold SIB2 or SIB5 are read. Subframes may come from several captures, in any order. One object belongs
// to one thread and keeps its memory.
#pragma once

#include <map>
#include <vector>

#include "dsp/lte/control.h"
#include "dsp/lte/shared_channel.h"
#include "dsp/lte/si_schedule.h"

namespace boresight::dsp::lte {

class SiCollector {
public:
    SiCollector(const CarrierShape& shape, SystemInfo known);

    // Whether that subframe may bring something new.
    bool wants(int sfn, int subframe) const;
    void take(const SubframeGrid& grid, int sfn, int subframe);

    // Nothing is left to wait for.
    bool complete() const;

    // SIB1 as given, and what was read since.
    const SystemInfo& info() const { return info_; }

private:
    struct Message {
        bool wanted = false;
        std::vector<std::uint8_t> block;
        std::map<int, SoftBlock> blocks;  // by their size
    };

    void take_grant(const ControlFormat& format, const Grant& grant, const SiPlace& place, int subframe);
    void settle(Message& message, const std::vector<std::uint8_t>& block);

    CarrierShape shape_;
    SystemInfo info_;
    std::vector<Message> messages_;  // of the schedule
    SoftSubframe soft_;
    ControlRegion control_;
    fec::TurboDecoder decoder_;
};

}  // namespace boresight::dsp::lte
