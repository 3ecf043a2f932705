// SPDX-License-Identifier: GPL-3.0-or-later
// System information block type 1 of a carrier that is wider than the radio: slice by slice, each from other
// repetitions. The block comes every 20 ms, the same every 80 ms, and schedulers mostly repeat themselves: what a slice
// doesn't show of a subframe's control region and shared channel is 0 until another look shows it, and the CRCs decide
// when there is enough. TS 36.331 5.2.1.2. Cells wholly within a look are just one slice; of these also the messages
// that SIB1 announces are read (si_collector.h). One object belongs to one thread and keeps its memory; it takes some
// 4 MB for a carrier of 20 MHz.
#pragma once

#include <array>
#include <memory>
#include <optional>
#include <vector>

#include "dsp/core/resample.h"
#include "dsp/lte/control.h"
#include "dsp/lte/shared_channel.h"
#include "dsp/lte/si_collector.h"
#include "dsp/lte/slice_timing.h"
#include "dsp/lte/subframe_walk.h"
#include "dsp/lte/system_info.h"

namespace boresight::dsp::lte {

// Samples of one tuning, 45 ms or more; 100 ms hold all four versions.
struct Look {
    IqSpan samples;                 // kept by the caller
    double carrier_hz = 0;          // the middle of the carrier over that of the samples, as the radio counts
    double frame_start_sample = 0;  // where a frame is expected to begin, and its number
    int sfn = 0;
    double most_off_s = 0;  // by how much that may be wrong, below 5 ms
    double clock_ppm = 0;   // true rate = nominal * (1 + clock_ppm * 1e-6)
};

class SliceCollector {
public:
    // Throws std::invalid_argument where less than six resource blocks can be seen at that rate.
    SliceCollector(const CarrierShape& shape, double sample_rate_hz);

    // How many tunings show the whole carrier once.
    int slices() const { return static_cast<int>(starts_.size()); }

    // Where to tune next: over the carrier's middle. What was looked at least, and of that what is known to carry the
    // block.
    double next_slice_hz() const;

    // What is known of the cell, as often as a look brought more: the block as soon as it is there, then messages.
    std::optional<SystemInfo> take(const Look& look);

    // Nothing is left to wait for. Messages may never come: whoever waits for them sets a limit.
    bool complete() const { return messages_ && (slices() > 1 || messages_->complete()); }

    int subframes() const { return subframes_; }  // collected so far

private:
    static constexpr std::size_t versions = 4, formats = 3;

    // One of the four subframes of 80 ms, under one idea of its control region.
    struct Part {
        std::unique_ptr<SoftSubframe> soft;
        std::vector<Grant> grants;
    };

    Slice slice_at(double carrier_hz) const;
    IqSpan prepare(IqSpan samples);
    void collect(const SubframeGrid& grid, int version);
    bool read_block(SubframeWalk& subframes);
    void collect_messages(SubframeWalk& subframes);
    std::optional<SystemInfo> decode();
    std::optional<SystemInfo> decode(bool guess);
    void add(std::vector<SoftBlock>& blocks, std::size_t version, std::size_t format, const Grant& grant) const;

    CarrierShape shape_;
    double rate_hz_;           // of the looks
    double work_hz_;           // of what is read: a multiple of 15 kHz
    int blocks_seen_;          // in a slice
    std::vector<int> starts_;  // first block of each slice
    std::vector<int> looks_;   // at each
    std::unique_ptr<Channelizer> channelizer_;
    IqBuffer level_, narrow_;
    WideCarrier carrier_;
    SliceTiming timing_;
    ControlRegion control_;
    fec::TurboDecoder decoder_;
    SubframeGrid grid_;
    SoftSubframe one_;
    std::array<std::array<Part, formats>, versions> parts_;
    int subframes_ = 0;
    std::unique_ptr<SiCollector> messages_;  // once the block is there
};

}  // namespace boresight::dsp::lte
