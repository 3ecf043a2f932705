// SPDX-License-Identifier: GPL-3.0-or-later
// Records what a tuned radio hears into a SigMF pair, by a thread of its own so that a slow disk loses nothing for a
// second. What comes before the radio has settled is left out; where samples were lost a new segment begins. Whatever
// ends it early, what was recorded is kept; a recording without a sample leaves no file. What is wrong with the name is
// thrown, what goes wrong later is told in the result. One thread.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>

#include "platform/error.h"
#include "platform/file_system.h"
#include "radio/capture_thread.h"
#include "radio/sigmf_writer.h"

namespace boresight::radio {

struct RecordRequest {
    std::filesystem::path recording;
    double seconds = 0;
    SigmfWriterOptions options;
    SigmfPose pose;
};

enum class RecordEnd { complete, stopped, unplugged, no_samples, disk };

struct Recorded {
    RecordEnd end = RecordEnd::complete;
    std::uint64_t samples = 0;
    double seconds = 0;
    int gaps = 0;               // places where samples were lost
    std::uint64_t dropped = 0;  // samples the radio gave and the disk was too slow for
    double clipped_share = 0;   // of the samples, in the radio
    std::optional<Error> disk_error;
};

// `progress` is told the share done and answers whether to go on.
Recorded record(Radio& radio, const Tuning& tuning, const RecordRequest& request,
                const std::function<bool(double)>& progress, FileSystem& files = system_files());

}  // namespace boresight::radio
