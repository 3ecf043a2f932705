// SPDX-License-Identifier: GPL-3.0-or-later
// Where samples come from: a radio or a recording. A source fills Blocks one after another; the samples of a Block lie
// in a pooled buffer that lives as long as the Block or a copy of it (copies share the samples). Within one Block rate,
// frequency and gain are constant and no sample is missing. One thread reads a source; Blocks may go to others.
// What a user can mend (a bad file) is thrown as boresight::Error; what happens in the course of things is the outcome.
#pragma once

#include <cstdint>
#include <optional>

#include "dsp/core/iq.h"
#include "radio/block_pool.h"

namespace boresight::radio {

struct Block {
    dsp::IqSpan samples;  // full scale is amplitude 1
    double sample_rate_hz = 0;
    std::optional<double> center_frequency_hz;
    std::optional<double> gain_db;

    std::uint64_t first_sample = 0;       // index of samples[0] since the source began
    std::int64_t monotonic_ns = 0;        // time of samples[0]; of a recording: since its beginning
    std::optional<std::int64_t> wall_ns;  // the same as UTC since 1970, where it is known

    double clipped_share = 0;     // of the samples, 0..1: those at the end of the scale
    bool after_overflow = false;  // samples were lost right before samples[0]
    bool settling = false;        // taken while the radio was still settling after a retune or a change of gain

    BlockPool::Lease lease;  // keeps `samples` alive
};

enum class ReadOutcome {
    samples,    // the block holds at least one sample
    overflow,   // samples were lost here; the next block begins after the gap
    timeout,    // nothing came in time; trying again makes sense
    unplugged,  // the radio is gone
    end,        // a recording has no more
};

class IqSource {
public:
    virtual ~IqSource() = default;

    // Fills `block`; it holds samples only when the outcome says so.
    virtual ReadOutcome read(Block& block) = 0;
};

}  // namespace boresight::radio
