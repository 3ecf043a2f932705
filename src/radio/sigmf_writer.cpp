// SPDX-License-Identifier: GPL-3.0-or-later
#include "radio/sigmf_writer.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "platform/error.h"
#include "radio/convert.h"
#include "radio/sha512.h"
#include "radio/sigmf_paths.h"

namespace boresight::radio {

namespace {

constexpr std::size_t chunk_bytes = std::size_t{128} << 10;  // stays in the second-level cache until it is written

}  // namespace

struct SigmfWriter::State {
    State(const std::filesystem::path& recording, SigmfWriterOptions wanted, FileSystem& file_system)
        : paths(sigmf_paths(recording)), options(std::move(wanted)), files(file_system) {
        if (files.exists(paths.meta))
            throw Error(Error::Kind::bad_input, {.what = "the recording exists already",
                                                 .where = paths.meta.string(),
                                                 .expected = {},
                                                 .fix = "Choose another name or delete both of its files"});
        data = files.create(paths.data);
        meta.datatype = options.datatype;
        meta.description = options.description;
        meta.hardware = options.hardware;
        meta.recorder = options.recorder;
        meta.antenna_model = options.antenna_model;
        chunk.resize(chunk_bytes);
    }

    void check_rate(const Block& block) {
        if (meta.segments.empty()) meta.sample_rate_hz = block.sample_rate_hz;
        if (block.sample_rate_hz == meta.sample_rate_hz && block.sample_rate_hz > 0) return;
        throw Error(Error::Kind::bad_input,
                    {.what = fmt::format("the sample rate became {} Hz", block.sample_rate_hz),
                     .where = paths.data.string(),
                     .expected = fmt::format("{} Hz all along: a SigMF recording has one rate", meta.sample_rate_hz),
                     .fix = "Begin another recording"});
    }

    // Whether samples are missing between the last block and this one.
    bool gap_before(const Block& block) const {
        return block.after_overflow || (!meta.segments.empty() && block.first_sample != next_sample);
    }

    void begin_segment_where_needed(const Block& block) {
        const bool gap = gap_before(block);
        if (!meta.segments.empty()) {
            const SigmfSegment& last = meta.segments.back();
            if (!gap && last.frequency_hz == block.center_frequency_hz && last.gain_db == block.gain_db &&
                last.pose == pose)
                return;
        }
        meta.segments.push_back({.sample_start = length,
                                 .header_bytes = 0,
                                 .frequency_hz = block.center_frequency_hz,
                                 .wall_ns = block.wall_ns,
                                 .gain_db = block.gain_db,
                                 .place = options.place,
                                 .pose = pose,
                                 .after_overflow = gap});
        replace_text(files, paths.meta, format_sigmf_meta(meta, 0), Durability::process);
    }

    void put(dsp::IqSpan samples) {
        const std::size_t sample_bytes = bytes_per_sample(meta.datatype);
        while (!samples.empty()) {
            const std::size_t n = std::min(samples.size(), chunk.size() / sample_bytes);
            const std::span<std::byte> bytes(chunk.data(), n * sample_bytes);
            clipped += to_stored(meta.datatype, samples.first(n), bytes);
            data->write(bytes);
            if (options.sha512) hash.add(bytes);
            length += n;
            samples = samples.subspan(n);
        }
    }

    void finish() {
        if (std::exchange(finished, true) || meta.segments.empty()) return;
        data->sync();
        if (options.sha512 && !failure) meta.sha512 = hash.hex();
        replace_text(files, paths.meta, format_sigmf_meta(meta, length), Durability::power);
    }

    SigmfPaths paths;
    SigmfWriterOptions options;
    FileSystem& files;
    std::unique_ptr<OutputFile> data;
    SigmfMeta meta;
    SigmfPose pose;
    std::vector<std::byte> chunk;
    Sha512 hash;
    std::uint64_t length = 0;
    std::uint64_t next_sample = 0;  // of the source: where the next block begins if nothing is lost
    std::uint64_t clipped = 0;
    std::optional<Error> failure;  // a write failed: part of a chunk may lie in the file, so nothing may follow
    bool finished = false;
};

SigmfWriter::SigmfWriter(const std::filesystem::path& recording, SigmfWriterOptions options, FileSystem& files)
    : state_(std::make_unique<State>(recording, std::move(options), files)) {}

SigmfWriter::~SigmfWriter() {
    try {
        state_->finish();
    } catch (const Error&) {  // whoever wants to hear of it calls finish()
    }
}

void SigmfWriter::set_pose(const SigmfPose& pose) {
    state_->pose = pose;
}

void SigmfWriter::write(const Block& block) {
    State& s = *state_;
    if (s.failure) throw *s.failure;
    if (block.samples.empty()) return;
    s.check_rate(block);
    try {
        s.begin_segment_where_needed(block);
        s.put(block.samples);
    } catch (const Error& error) {
        s.failure = error;
        throw;
    }
    s.next_sample = block.first_sample + block.samples.size();
}

void SigmfWriter::finish() {
    state_->finish();
}

std::uint64_t SigmfWriter::length() const {
    return state_->length;
}

double SigmfWriter::clipped_share() const {
    return state_->length == 0 ? 0 : static_cast<double>(state_->clipped) / (2.0 * static_cast<double>(state_->length));
}

}  // namespace boresight::radio
