// SPDX-License-Identifier: GPL-3.0-or-later
#include "radio/listen.h"

#include <algorithm>
#include <cmath>

namespace boresight::radio {

namespace {

constexpr int most_losses = 5;
constexpr int most_timeouts = 10;

}  // namespace

Listener::Listener(Radio& radio) : radio_(radio) {}
Listener::~Listener() = default;

void Listener::make_room(std::size_t samples) {
    if (samples <= room_) return;
    pool_ = std::make_unique<BlockPool>(samples);
    room_ = samples;
}

Heard Listener::listen(const Tuning& tuning, double seconds, StopToken stop) {
    if (!tuned_ || !(*tuned_ == tuning)) {
        radio_.tune(tuning);
        tuned_ = tuning;
    }
    const auto wanted = static_cast<std::size_t>(std::llround(seconds * tuning.sample_rate_hz));
    make_room(wanted);
    Heard heard;
    const BlockPool::Lease lease = pool_->acquire();
    std::size_t have = 0;
    double clipped = 0;
    int timeouts = 0;
    const auto ended = [&](Ending ending) {
        heard.ending = ending;
        heard.block.samples = lease.samples().first(have);
        heard.block.clipped_share = clipped / static_cast<double>(std::max<std::size_t>(1, have));
        heard.block.lease = lease;
        return std::move(heard);
    };
    Block piece;
    while (have < wanted) {
        if (stop.stop_requested()) return ended(Ending::stopped);
        switch (radio_.read(piece)) {
            case ReadOutcome::overflow:
                if (++heard.losses == most_losses) return ended(Ending::too_lossy);
                have = 0;
                clipped = 0;
                break;
            case ReadOutcome::timeout:
                if (++timeouts == most_timeouts) return ended(Ending::no_samples);
                break;
            case ReadOutcome::end:
            case ReadOutcome::unplugged: return ended(Ending::unplugged);
            case ReadOutcome::samples: {
                timeouts = 0;
                if (piece.settling) {
                    heard.settling_s += static_cast<double>(piece.samples.size()) / tuning.sample_rate_hz;
                    have = 0;
                    clipped = 0;
                    break;
                }
                if (have == 0) heard.block = piece;
                const std::size_t taken = std::min(piece.samples.size(), wanted - have);
                std::copy_n(piece.samples.begin(), taken, lease.samples().begin() + static_cast<std::ptrdiff_t>(have));
                clipped += piece.clipped_share * static_cast<double>(taken);
                have += taken;
                break;
            }
        }
    }
    return ended(Ending::complete);
}

}  // namespace boresight::radio
