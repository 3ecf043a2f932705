// SPDX-License-Identifier: GPL-3.0-or-later
// Takes one contiguous piece of what a radio hears at one tuning: what comes before it has settled is thrown away, and
// where samples were lost it begins anew. Memory: 8 bytes a sample, from a pool that is used again. One thread.
#pragma once

#include <cstddef>
#include <memory>

#include "platform/stop.h"
#include "radio/block_pool.h"
#include "radio/radio.h"

namespace boresight::radio {

enum class Ending {
    complete,
    stopped,     // by the user
    no_samples,  // the radio gave none for longer than a stream may pause
    unplugged,
    too_lossy,  // samples were lost again and again; the piece is the longest whole one
};

struct Heard {
    Ending ending = Ending::complete;
    Block block;            // settled and without a gap; shorter than asked for unless complete
    double settling_s = 0;  // thrown away before it
    int losses = 0;         // times that samples were lost
};

class Listener {
public:
    explicit Listener(Radio& radio);
    ~Listener();

    // Tunes if that is another tuning than before.
    Heard listen(const Tuning& tuning, double seconds, StopToken stop = {});

private:
    void make_room(std::size_t samples);

    Radio& radio_;
    std::optional<Tuning> tuned_;
    std::size_t room_ = 0;
    std::unique_ptr<BlockPool> pool_;
};

}  // namespace boresight::radio
