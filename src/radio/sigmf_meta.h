// SPDX-License-Identifier: GPL-3.0-or-later
// The metadata of a SigMF recording (SigMF 1.2, core namespace; antenna extension 1.0 for the pose) as plain values.
// Parsing takes hostile input: what is needed to read the samples rightly and is wrong is an Error that names the
// field; a decoration that is wrong (a time, a place) is left out with a note. Unknown fields are ignored, as SigMF
// asks.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace boresight::radio {

enum class Datatype { ci8, cu8, ci16_le, cf32_le };

std::string_view name_of(Datatype type);
std::size_t bytes_per_sample(Datatype type);  // of one complex sample

// How the antenna was held. Degrees; azimuth clockwise from true north, elevation above the horizon.
struct SigmfPose {
    std::optional<double> azimuth_deg;
    std::optional<double> elevation_deg;
    std::string polarization;  // "vertical", "slant-45"...; empty: unknown

    bool empty() const { return !azimuth_deg && !elevation_deg && polarization.empty(); }
    bool operator==(const SigmfPose&) const = default;
};

struct SigmfPlace {
    double latitude_deg = 0;
    double longitude_deg = 0;
    std::optional<double> height_m;  // above the WGS84 ellipsoid

    bool operator==(const SigmfPlace&) const = default;
};

// From `sample_start` on, until the next one.
struct SigmfSegment {
    std::uint64_t sample_start = 0;  // counted from the first sample in the file
    std::uint64_t header_bytes = 0;  // to skip in the file before it
    std::optional<double> frequency_hz;
    std::optional<std::int64_t> wall_ns;  // UTC since 1970
    std::optional<double> gain_db;
    std::optional<SigmfPlace> place;
    SigmfPose pose;
    bool after_overflow = false;

    bool operator==(const SigmfSegment&) const = default;
};

struct SigmfMeta {
    Datatype datatype = Datatype::ci16_le;
    double sample_rate_hz = 0;
    std::uint64_t trailing_bytes = 0;  // at the end of the file, no samples
    std::string dataset;               // a data file of another name; empty: the usual one
    std::string sha512;                // lower-case hex; empty: absent
    std::string description;
    std::string hardware;
    std::string recorder;
    std::string antenna_model;
    std::vector<SigmfSegment> segments;  // at least one, by sample_start; the first starts at 0
    std::vector<std::string> notes;      // what was left out, one sentence each
};

// `json` is the whole file; `file` is its name, for errors.
SigmfMeta parse_sigmf_meta(std::string_view json, const std::string& file);

// `length` in samples; 0 while it is not known.
std::string format_sigmf_meta(const SigmfMeta& meta, std::uint64_t length);

}  // namespace boresight::radio
