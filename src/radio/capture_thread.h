// SPDX-License-Identifier: GPL-3.0-or-later
// Reads a radio on a thread of its own into a ring of bounded length, so that work of uneven length keeps up with it.
// When the ring is full, blocks of a radio are dropped, counted and told as an overflow where they are missing; a made
// world, whose time is its samples, waits instead. While one of these lives nobody else may use the radio or its clock.
// Blocks, events and what the radio throws come out of read() in their order. read() is for one thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>

#include "radio/radio.h"

namespace boresight::radio {

struct CaptureCounts {
    std::uint64_t samples = 0;    // that the radio gave
    std::uint64_t dropped = 0;    // of them, for lack of room
    std::uint64_t overflows = 0;  // of the radio itself
    std::size_t fullest = 0;      // blocks that ever waited at once
};

class CaptureThread final : public IqSource {
public:
    static constexpr std::size_t usual_blocks = 512;  // of 4096 samples: 0.9 s at 2.4 MS/s, 17 MB

    explicit CaptureThread(Radio& radio, std::size_t blocks = usual_blocks);
    ~CaptureThread() override;  // ends the thread; the radio streams on until it is paused or closed
    CaptureThread(const CaptureThread&) = delete;
    CaptureThread& operator=(const CaptureThread&) = delete;

    // A timeout when nothing came for a second.
    ReadOutcome read(Block& block) override;
    CaptureCounts counts() const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace boresight::radio
