// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "platform/error.h"
#include "radio/convert.h"
#include "radio/sha512.h"
#include "radio/sigmf.h"
#include "radio/sigmf_paths.h"

namespace boresight::radio {

namespace {

constexpr std::size_t max_meta_bytes = std::size_t{16} << 20;
constexpr std::size_t chunk_bytes = std::size_t{128} << 10;  // stays in the second-level cache until it is converted

SigmfMeta read_meta(FileSystem& files, const SigmfPaths& paths) {
    const bool has_meta = files.exists(paths.meta), has_data = files.exists(paths.data);
    if (!has_meta)
        throw Error(Error::Kind::bad_input,
                    {.what = has_data ? "the metadata of this recording are missing" : "there is no such recording",
                     .where = paths.meta.string(),
                     .expected = "both NAME.sigmf-meta and NAME.sigmf-data",
                     .fix = has_data ? "Put the file beside its .sigmf-data, or write one with datatype and rate"
                                     : "Check the name and the folder"});
    return parse_sigmf_meta(read_text(files, paths.meta, max_meta_bytes), paths.meta.string());
}

std::unique_ptr<InputFile> open_data(FileSystem& files, const SigmfPaths& paths) {
    if (files.exists(paths.data)) return files.open(paths.data);
    throw Error(Error::Kind::bad_input, {.what = "the samples of this recording are missing",
                                         .where = paths.data.string(),
                                         .expected = "the data file that belongs to the metadata",
                                         .fix = "Fetch it and put it beside its .sigmf-meta"});
}

}  // namespace

struct SigmfReader::State {
    State(const std::filesystem::path& recording, std::size_t block_samples, FileSystem& files)
        : paths(sigmf_paths(recording)), meta(read_meta(files, paths)), pool(block_samples), block_size(block_samples) {
        if (!meta.dataset.empty()) paths.data = paths.data.parent_path() / meta.dataset;
        file = open_data(files, paths);
        lay_out();
        chunk.resize(chunk_bytes);
    }

    [[noreturn]] void refuse_data(const std::string& what, const std::string& expected, const std::string& fix) const {
        throw Error(Error::Kind::bad_input,
                    {.what = what, .where = paths.data.string(), .expected = expected, .fix = fix});
    }

    // Fits the segments to the bytes that are there: `length` and, for each segment, where its samples begin.
    void lay_out() {
        const std::uint64_t size = file->size(), sample_bytes = bytes_per_sample(meta.datatype);
        if (size == 0) refuse_data("the file is empty", "samples", "Record again or fetch the file again");
        std::uint64_t headers = 0, spare_bytes = 0;
        std::size_t fit = 0;
        for (; fit < meta.segments.size(); ++fit) {
            const SigmfSegment& segment = meta.segments[fit];
            const std::uint64_t left_out = meta.trailing_bytes + headers;  // bytes that hold no sample
            if (left_out < headers || segment.header_bytes > size || left_out + segment.header_bytes >= size) break;
            const std::uint64_t room = size - left_out - segment.header_bytes;
            if (segment.sample_start >= room / sample_bytes) break;
            headers += segment.header_bytes;
            length = room / sample_bytes;
            spare_bytes = room % sample_bytes;
            skip.push_back(headers);
        }
        check_fit(fit, size);
        meta.segments.resize(fit);
        if (spare_bytes != 0)
            meta.notes.push_back(fmt::format("{}: the file ends in mid-sample; its {} whole samples are used.",
                                             paths.data.string(), length));
    }

    void check_fit(std::size_t fit, std::uint64_t size) {
        const std::string has = fmt::format("the file has {} bytes", size);
        if (fit == 0)
            refuse_data(has,
                        fmt::format("at least one sample of {} ({} bytes) beyond headers and trailer",
                                    name_of(meta.datatype), bytes_per_sample(meta.datatype)),
                        "Check core:datatype, core:header_bytes and core:trailing_bytes");
        if (fit == meta.segments.size()) return;
        const std::uint64_t start = meta.segments[fit].sample_start;
        // The first segment is only the unnamed stretch before the first that the metadata name.
        if (fit == 1 && meta.segments[0] == SigmfSegment{})
            refuse_data(fmt::format("the file has {} samples", length),
                        fmt::format("more than {}, where the first segment of the metadata begins", start),
                        "Correct core:sample_start or fetch the whole file");
        meta.notes.push_back(
            fmt::format("{}: the segments from sample {} on lie beyond the end of the file and are left out.",
                        paths.data.string(), start));
    }

    std::size_t segment_of(std::uint64_t sample) const {
        const auto after =
            std::upper_bound(meta.segments.begin(), meta.segments.end(), sample,
                             [](std::uint64_t s, const auto& segment) { return s < segment.sample_start; });
        return static_cast<std::size_t>(after - meta.segments.begin()) - 1;
    }

    std::uint64_t end_of(std::size_t segment) const {
        return segment + 1 < meta.segments.size() ? meta.segments[segment + 1].sample_start : length;
    }

    // `count` samples from `first` on, within one segment, into the lease. Returns how many values were clipped.
    std::size_t load(std::uint64_t first, std::size_t segment, std::span<dsp::Sample> into) {
        const std::size_t sample_bytes = bytes_per_sample(meta.datatype);
        std::uint64_t offset = skip[segment] + first * sample_bytes;
        std::size_t clipped = 0;
        while (!into.empty()) {
            const std::size_t n = std::min(into.size(), chunk.size() / sample_bytes);
            const std::span<std::byte> bytes(chunk.data(), n * sample_bytes);
            if (file->read_at(offset, bytes) != bytes.size())
                throw Error(Error::Kind::fault, {.what = "the file became shorter while it was read",
                                                 .where = paths.data.string(),
                                                 .expected = {},
                                                 .fix = "Wait until the recording has ended and try again"});
            clipped += from_stored(meta.datatype, bytes, into);
            offset += bytes.size();
            into = into.subspan(n);
        }
        return clipped;
    }

    void fill(Block& block, BlockPool::Lease lease, std::uint64_t first, std::size_t count) {
        const std::size_t index = segment_of(first);
        const SigmfSegment& segment = meta.segments[index];
        const auto samples = lease.samples().first(count);
        const std::size_t clipped = load(first, index, samples);
        if (meta.datatype == Datatype::cf32_le)
            if (const auto bad = first_not_finite(samples))
                refuse_data(fmt::format("sample {} is not a finite number", first + *bad), "numbers around -1 to 1",
                            "Check core:datatype, or record again");
        const double rate = meta.sample_rate_hz;
        block.samples = samples;
        block.sample_rate_hz = rate;
        block.center_frequency_hz = segment.frequency_hz;
        block.gain_db = segment.gain_db;
        block.first_sample = first;
        block.monotonic_ns = nanoseconds(static_cast<double>(first) / rate);
        if (segment.wall_ns)
            block.wall_ns = *segment.wall_ns + nanoseconds(static_cast<double>(first - segment.sample_start) / rate);
        block.clipped_share = static_cast<double>(clipped) / (2.0 * static_cast<double>(count));
        block.after_overflow = segment.after_overflow && first == segment.sample_start;
        block.lease = std::move(lease);
    }

    static std::int64_t nanoseconds(double seconds) {
        constexpr double limit = 4e18;  // within the range of 64 bits; reached at absurd rates only
        return static_cast<std::int64_t>(std::llround(std::min(seconds * 1e9, limit)));
    }

    SigmfPaths paths;
    SigmfMeta meta;
    BlockPool pool;
    std::size_t block_size;
    std::unique_ptr<InputFile> file;
    std::vector<std::byte> chunk;
    std::vector<std::uint64_t> skip;  // per segment: bytes of headers before its samples
    std::uint64_t length = 0;
    std::uint64_t position = 0;
    bool gap_told = false;  // the overflow before `position` was reported
};

SigmfReader::SigmfReader(const std::filesystem::path& recording, std::size_t block_samples, FileSystem& files)
    : state_(std::make_unique<State>(recording, block_samples, files)) {}

SigmfReader::~SigmfReader() = default;

const std::string& SigmfReader::name() const {
    return state_->paths.name;
}
const SigmfMeta& SigmfReader::meta() const {
    return state_->meta;
}
double SigmfReader::sample_rate_hz() const {
    return state_->meta.sample_rate_hz;
}
std::optional<double> SigmfReader::center_frequency_hz() const {
    return state_->meta.segments.front().frequency_hz;
}
const SigmfPose& SigmfReader::pose() const {
    return state_->meta.segments.front().pose;
}
std::uint64_t SigmfReader::length() const {
    return state_->length;
}
double SigmfReader::seconds() const {
    return static_cast<double>(state_->length) / state_->meta.sample_rate_hz;
}

void SigmfReader::rewind() {
    state_->position = 0;
    state_->gap_told = false;
}

ReadOutcome SigmfReader::read(Block& block) {
    State& s = *state_;
    block = Block{};  // gives its buffer back before one is asked for
    if (s.position >= s.length) return ReadOutcome::end;
    const std::size_t segment = s.segment_of(s.position);
    const bool gap = s.meta.segments[segment].after_overflow && s.meta.segments[segment].sample_start == s.position;
    if (gap && !std::exchange(s.gap_told, true)) return ReadOutcome::overflow;
    const auto count = static_cast<std::size_t>(std::min<std::uint64_t>(s.block_size, s.end_of(segment) - s.position));
    s.fill(block, s.pool.acquire(), s.position, count);
    s.position += count;
    s.gap_told = false;
    return ReadOutcome::samples;
}

Block SigmfReader::range(std::uint64_t first, std::size_t count) {
    State& s = *state_;
    if (count == 0 || first >= s.length || count > s.end_of(s.segment_of(first)) - first)
        s.refuse_data(fmt::format("samples {} to {} were asked for", first, first + count),
                      "a range within one capture segment", "Choose a range within the recording");
    Block block;
    s.fill(block, BlockPool(count).acquire(), first, count);
    return block;
}

Block SigmfReader::whole(std::size_t max_samples) {
    State& s = *state_;
    if (s.meta.segments.size() > 1)
        s.refuse_data(fmt::format("the radio was retuned or interrupted: {} segments", s.meta.segments.size()),
                      "one segment", "Split the recording");
    if (s.length > max_samples)
        s.refuse_data(fmt::format("the recording has {} samples", s.length), fmt::format("at most {}", max_samples),
                      "Cut a shorter piece out of it");
    return range(0, static_cast<std::size_t>(s.length));
}

std::optional<bool> SigmfReader::sha512_matches() {
    State& s = *state_;
    if (s.meta.sha512.empty()) return std::nullopt;
    Sha512 hash;
    for (std::uint64_t offset = 0; offset < s.file->size();) {
        const std::size_t got = s.file->read_at(offset, s.chunk);
        if (got == 0) break;
        hash.add(std::span(s.chunk).first(got));
        offset += got;
    }
    return hash.hex() == s.meta.sha512;
}

}  // namespace boresight::radio
