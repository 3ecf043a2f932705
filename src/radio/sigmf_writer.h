// SPDX-License-Identifier: GPL-3.0-or-later
// Writes Blocks into a SigMF recording as they come. The metadata are there from the first block on and are replaced
// whenever a segment begins (a retune, another gain or pose, a gap) and at the end, so that a kill at any moment leaves
// a readable pair. Files that exist are never overwritten. A full disk is an Error that names the file; what was
// written before stays readable. Steady state allocates nothing. One object belongs to one thread.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "platform/file_system.h"
#include "radio/iq_source.h"
#include "radio/sigmf_meta.h"

namespace boresight::radio {

struct SigmfWriterOptions {
    Datatype datatype = Datatype::ci16_le;
    std::string description;
    std::string hardware;
    std::string recorder;  // the program and its version
    std::string antenna_model;
    std::optional<SigmfPlace> place;
    bool sha512 = true;  // hash the samples: some 2 ms of processor time a megabyte
};

class SigmfWriter {
public:
    // `recording`: NAME, or either file of the pair that is to be made.
    SigmfWriter(const std::filesystem::path& recording, SigmfWriterOptions options, FileSystem& files = system_files());
    ~SigmfWriter();  // finishes if nobody did, and keeps silent about what fails then

    // How the antenna is held from the next block on.
    void set_pose(const SigmfPose& pose);

    // All blocks must have the same rate.
    void write(const Block& block);

    // Puts everything on the disk.
    void finish();

    std::uint64_t length() const;  // samples written
    double clipped_share() const;  // of the I and Q values: those that ended at the end of the scale

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace boresight::radio
