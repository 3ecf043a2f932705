// SPDX-License-Identifier: GPL-3.0-or-later
// Reads a SigMF recording, the pair NAME.sigmf-meta and NAME.sigmf-data, as a source of Blocks (ci8, cu8, ci16_le and
// cf32_le; amplitude 1 is 128, 128 around 127.5, 32768 and 1.0). A Block ends at each border between capture segments,
// where a radio was retuned. A recording cut in mid-sample is used up to its last whole sample, with a note; an empty
// or missing file, or fields that don't fit it, are Errors. One object belongs to one thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "platform/file_system.h"
#include "radio/iq_source.h"
#include "radio/sigmf_meta.h"

namespace boresight::radio {

class SigmfReader final : public IqSource {
public:
    static constexpr std::size_t default_block_samples = 65536;

    // `recording`: either file of the pair, or NAME alone.
    explicit SigmfReader(const std::filesystem::path& recording, std::size_t block_samples = default_block_samples,
                         FileSystem& files = system_files());
    ~SigmfReader() override;

    const std::string& name() const;  // NAME without its folder
    const SigmfMeta& meta() const;    // its notes include those about the data file
    double sample_rate_hz() const;
    std::optional<double> center_frequency_hz() const;  // of the first segment
    const SigmfPose& pose() const;                      // of the first segment
    std::uint64_t length() const;                       // samples
    double seconds() const;

    // The next samples, at most `block_samples`; overflow where the recording says that samples were lost.
    ReadOutcome read(Block& block) override;
    void rewind();

    // `count` samples from `first` on in one contiguous Block, all within one segment. Memory: 8 bytes a sample.
    Block range(std::uint64_t first, std::size_t count);

    // The whole recording in one contiguous Block. An Error where it has several segments or more than `max_samples`.
    Block whole(std::size_t max_samples = std::size_t{1} << 28);

    // Reads the whole data file: whether its SHA-512 is the one the metadata give; nothing where they give none.
    std::optional<bool> sha512_matches();

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace boresight::radio
