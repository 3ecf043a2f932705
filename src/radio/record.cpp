// SPDX-License-Identifier: GPL-3.0-or-later
#include "radio/record.h"

#include <algorithm>
#include <cmath>

#include "radio/sigmf_paths.h"

namespace boresight::radio {

namespace {

constexpr int most_timeouts = 10;

// Writes what comes until enough is there or something ends it.
RecordEnd write_all(IqSource& source, SigmfWriter& writer, std::uint64_t wanted,
                    const std::function<bool(double)>& progress, Recorded& recorded) {
    int timeouts = 0;
    double clipped = 0;
    Block block;
    while (recorded.samples < wanted) {
        if (!progress(static_cast<double>(recorded.samples) / static_cast<double>(wanted))) return RecordEnd::stopped;
        switch (source.read(block)) {
            case ReadOutcome::samples: break;
            case ReadOutcome::overflow: recorded.gaps += recorded.samples > 0 ? 1 : 0; continue;
            case ReadOutcome::timeout:
                if (++timeouts == most_timeouts) return RecordEnd::no_samples;
                continue;
            case ReadOutcome::unplugged:
            case ReadOutcome::end: return RecordEnd::unplugged;
        }
        timeouts = 0;
        if (block.settling) continue;
        block.samples = block.samples.first(std::min<std::size_t>(block.samples.size(), wanted - recorded.samples));
        writer.write(block);
        recorded.samples = writer.length();
        clipped += block.clipped_share * static_cast<double>(block.samples.size());
        recorded.clipped_share = clipped / static_cast<double>(recorded.samples);
    }
    return RecordEnd::complete;
}

}  // namespace

Recorded record(Radio& radio, const Tuning& tuning, const RecordRequest& request,
                const std::function<bool(double)>& progress, FileSystem& files) {
    radio.tune(tuning);
    Recorded recorded;
    {
        SigmfWriter writer(request.recording, request.options, files);
        writer.set_pose(request.pose);
        const auto wanted = static_cast<std::uint64_t>(std::llround(request.seconds * tuning.sample_rate_hz));
        CaptureThread capture(radio);
        try {
            recorded.end = write_all(capture, writer, wanted, progress, recorded);
            writer.finish();
        } catch (const Error& error) {
            if (error.kind() != Error::Kind::missing) throw;
            recorded.end = RecordEnd::disk;
            recorded.disk_error = error;
        }
        recorded.samples = writer.length();
        recorded.dropped = capture.counts().dropped;
    }
    recorded.seconds = static_cast<double>(recorded.samples) / tuning.sample_rate_hz;
    if (recorded.samples == 0) files.remove(sigmf_paths(request.recording).data);
    return recorded;
}

}  // namespace boresight::radio
