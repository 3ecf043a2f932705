// SPDX-License-Identifier: GPL-3.0-or-later
#include "radio/sigmf_meta.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <nlohmann/json.hpp>

#include "platform/error.h"
#include "platform/utc_time.h"
#include "radio/json_fields.h"

namespace boresight::radio {

using nlohmann::json;

namespace {

struct DatatypeRow {
    Datatype type;
    std::string_view name;
    std::size_t bytes;
};
constexpr std::array<DatatypeRow, 4> datatypes{{{Datatype::ci8, "ci8", 2},
                                                {Datatype::cu8, "cu8", 2},
                                                {Datatype::ci16_le, "ci16_le", 4},
                                                {Datatype::cf32_le, "cf32_le", 8}}};

constexpr double max_rate_hz = 1e10;
constexpr double max_frequency_hz = 1e12;
constexpr double smallest_sane_frequency_hz = 1e5;  // below it somebody wrote MHz
constexpr double max_wall_step_ns = 1e6;            // segments that continue in time within 1 ms are one
constexpr std::size_t max_segments = 100'000;       // these two bound the work that a hostile file can ask for
constexpr std::size_t max_poses = 4096;

const DatatypeRow& row_of(Datatype type) {
    return *std::find_if(datatypes.begin(), datatypes.end(), [type](const auto& row) { return row.type == type; });
}

// A decoration: where it is wrong it is left out and the reason noted.
template <class Get>
void decorate(std::vector<std::string>& notes, Get get) {
    try {
        get();
    } catch (const Error& error) {
        std::string note =
            error.text().where + ": " + error.text().what + "; expected " + error.text().expected + "; left out.";
        // A foreign text goes to a terminal.
        std::replace_if(
            note.begin(), note.end(), [](unsigned char c) { return c < ' ' || c == 0x7f; }, '?');
        notes.push_back(std::move(note));
    }
}

Datatype parse_datatype(const JsonFields& global) {
    const auto name = global.text("core:datatype");
    constexpr const char* expected = "ci8, cu8, ci16_le or cf32_le";
    if (!name)
        global.refuse("core:datatype", "the field is absent", expected, "Write the format of the samples into it");
    const auto row = std::find_if(datatypes.begin(), datatypes.end(), [&](const auto& r) { return r.name == *name; });
    if (row != datatypes.end()) return row->type;
    const bool real = !name->empty() && name->front() == 'r';
    global.refuse("core:datatype",
                  "the samples are " + global.shown("core:datatype") + (real ? ", real not complex" : ""), expected,
                  "Convert the recording, for example to cf32_le");
}

void parse_pose(const JsonFields& fields, SigmfPose& pose, std::vector<std::string>& notes) {
    decorate(notes, [&] {
        if (const auto value = fields.number("antenna:azimuth_angle", -360, 360, "degrees, -360 to 360"))
            pose.azimuth_deg = *value < 0 ? *value + 360 : *value;
    });
    decorate(notes, [&] {
        if (const auto value = fields.number("antenna:elevation_angle", -90, 90, "degrees, -90 to 90"))
            pose.elevation_deg = value;
    });
    decorate(notes, [&] {
        if (const auto value = fields.text("antenna:polarization")) pose.polarization = *value;
    });
}

// A GeoJSON point: longitude, latitude, perhaps height.
std::optional<SigmfPlace> parse_place(const JsonFields& fields) {
    const json* value = fields.raw("core:geolocation");
    if (value == nullptr) return std::nullopt;
    const auto refuse = [&] {
        fields.refuse("core:geolocation", "the value is " + fields.shown("core:geolocation"),
                      "a GeoJSON point with longitude and latitude in degrees", "Correct the field");
    };
    if (!value->is_object() || !value->contains("coordinates")) refuse();
    const json& list = value->at("coordinates");
    if (!list.is_array() || list.size() < 2 || !list[0].is_number() || !list[1].is_number()) refuse();
    SigmfPlace place{.latitude_deg = list[1].get<double>(), .longitude_deg = list[0].get<double>(), .height_m = {}};
    if (list.size() > 2 && list[2].is_number()) place.height_m = list[2].get<double>();
    if (!(std::abs(place.latitude_deg) <= 90) || !(std::abs(place.longitude_deg) <= 180)) refuse();
    return place;
}

std::optional<double> parse_frequency(const JsonFields& fields, std::vector<std::string>& notes) {
    const auto frequency = fields.number("core:frequency", 0, max_frequency_hz, "a frequency in Hz, 0 to 1e12");
    if (!frequency || *frequency == 0) return std::nullopt;  // 0: at baseband, nothing is known
    if (*frequency < smallest_sane_frequency_hz)
        notes.push_back(
            fmt::format("{} is {} Hz; if MHz were meant, write it in Hz.", fields.where("core:frequency"), *frequency));
    return frequency;
}

SigmfSegment parse_capture(const JsonFields& fields, std::uint64_t offset, std::vector<std::string>& notes) {
    SigmfSegment segment;
    const auto start = fields.count("core:sample_start");
    if (!start)
        fields.refuse("core:sample_start", "the field is absent", "the index of the segment's first sample",
                      "Write 0 for a recording of one piece");
    if (*start < offset)
        fields.refuse("core:sample_start", fmt::format("the value is {}", *start),
                      fmt::format("at least the recording's core:offset, {}", offset), "Correct one of the two");
    segment.sample_start = *start - offset;
    segment.header_bytes = fields.count("core:header_bytes").value_or(0);
    segment.frequency_hz = parse_frequency(fields, notes);
    decorate(notes, [&] {
        if (const auto text = fields.text("core:datetime"))
            segment.wall_ns = parse_utc(*text, fields.where("core:datetime"));
    });
    decorate(notes, [&] { segment.place = parse_place(fields); });
    decorate(notes, [&] { segment.gain_db = fields.number("boresight:gain_db", -200, 200, "a gain in dB"); });
    decorate(notes, [&] { segment.after_overflow = fields.flag("boresight:after_overflow").value_or(false); });
    parse_pose(fields, segment.pose, notes);
    return segment;
}

// The second says nothing that the first doesn't, and goes on where it ends.
bool continues(const SigmfSegment& first, const SigmfSegment& second, double rate_hz) {
    if (second.header_bytes != 0 || second.after_overflow) return false;
    if (first.wall_ns && second.wall_ns) {
        const double samples_ns = static_cast<double>(second.sample_start - first.sample_start) / rate_hz * 1e9;
        if (std::abs(static_cast<double>(*second.wall_ns - *first.wall_ns) - samples_ns) > max_wall_step_ns)
            return false;
    }
    return first.frequency_hz == second.frequency_hz && first.gain_db == second.gain_db && first.pose == second.pose &&
           (first.place == second.place || !second.place);
}

void parse_captures(const json& top, const std::string& file, std::uint64_t offset, SigmfMeta& meta) {
    const JsonFields fields(top, file, "");
    const json* captures = fields.raw("captures");
    if (captures != nullptr && !captures->is_array())
        fields.refuse("captures", "the value is " + fields.shown("captures"), "an array of segments",
                      "Write [] where nothing is known");
    if (captures == nullptr || captures->empty()) {
        meta.segments.emplace_back();
        meta.notes.push_back(file + ": there is no capture segment, so frequency and time are unknown.");
        return;
    }
    if (captures->size() > max_segments)
        fields.refuse("captures", fmt::format("there are {} segments", captures->size()),
                      fmt::format("at most {}", max_segments), "Split the recording");
    for (std::size_t i = 0; i < captures->size(); ++i) {
        const JsonFields capture((*captures)[i], file, fmt::format("captures[{}]", i));
        SigmfSegment segment = parse_capture(capture, offset, meta.notes);
        const std::uint64_t before = meta.segments.empty() ? 0 : meta.segments.back().sample_start;
        if (segment.sample_start < before)
            capture.refuse("core:sample_start", fmt::format("the value is {}", segment.sample_start + offset),
                           fmt::format("at least {}, where the segment before begins", before + offset),
                           "Sort the segments");
        if (meta.segments.empty() && segment.sample_start > 0) meta.segments.emplace_back();
        meta.segments.push_back(std::move(segment));
    }
}

// SigMF puts the antenna's angles into annotations; a segment takes those of the first that covers its first sample.
void parse_annotations(const json& top, const std::string& file, std::uint64_t offset, SigmfMeta& meta) {
    const JsonFields fields(top, file, "");
    const json* list = fields.raw("annotations");
    if (list == nullptr || !list->is_array()) return;
    std::size_t poses = 0;
    for (std::size_t i = 0; i < list->size() && poses < max_poses; ++i) {
        decorate(meta.notes, [&] {
            const JsonFields annotation((*list)[i], file, fmt::format("annotations[{}]", i));
            SigmfPose pose;
            parse_pose(annotation, pose, meta.notes);
            if (pose.empty()) return;
            ++poses;
            const std::uint64_t start = annotation.count("core:sample_start").value_or(offset);
            const std::uint64_t first = start < offset ? 0 : start - offset;
            const std::uint64_t count = annotation.count("core:sample_count").value_or(UINT64_MAX);
            for (SigmfSegment& segment : meta.segments)
                if (segment.pose.empty() && segment.sample_start >= first && segment.sample_start - first < count)
                    segment.pose = pose;
        });
    }
}

void merge_segments(SigmfMeta& meta) {
    std::vector<SigmfSegment> merged;
    for (SigmfSegment& segment : meta.segments)
        if (merged.empty() || !continues(merged.back(), segment, meta.sample_rate_hz))
            merged.push_back(std::move(segment));
    meta.segments = std::move(merged);
}

void parse_global(const JsonFields& global, SigmfMeta& meta) {
    meta.datatype = parse_datatype(global);
    if (global.flag("core:metadata_only").value_or(false))
        global.refuse("core:metadata_only", "the recording has no samples", "a recording with its data file",
                      "Fetch the data file and delete the field");
    if (const auto channels = global.count("core:num_channels").value_or(1); channels != 1)
        global.refuse("core:num_channels", fmt::format("the recording has {} channels", channels), "1 channel",
                      "Split the recording into one file a channel");
    constexpr const char* expected = "samples per second, above 0 and at most 1e10";
    const auto rate = global.number("core:sample_rate", std::nextafter(0.0, 1.0), max_rate_hz, expected);
    if (!rate)
        global.refuse("core:sample_rate", "the field is absent", expected, "Write the rate of the radio into it");
    meta.sample_rate_hz = *rate;
    meta.trailing_bytes = global.count("core:trailing_bytes").value_or(0);
    meta.dataset = global.text("core:dataset").value_or("");
    if (meta.dataset.find_first_of(std::string("/\\\0", 3)) != std::string::npos || meta.dataset == "..")
        global.refuse("core:dataset", "the value is " + global.shown("core:dataset"),
                      "a file name in the folder of the metadata", "Move the data file there");
    const auto text = [&](const char* field, std::string& into) {
        decorate(meta.notes, [&] { into = global.text(field).value_or(""); });
    };
    text("core:sha512", meta.sha512);
    std::transform(meta.sha512.begin(), meta.sha512.end(), meta.sha512.begin(),
                   [](char c) { return c >= 'A' && c <= 'F' ? static_cast<char>(c - 'A' + 'a') : c; });
    text("core:description", meta.description);
    text("core:hw", meta.hardware);
    text("core:recorder", meta.recorder);
    text("antenna:model", meta.antenna_model);
}

}  // namespace

std::string_view name_of(Datatype type) {
    return row_of(type).name;
}

std::size_t bytes_per_sample(Datatype type) {
    return row_of(type).bytes;
}

SigmfMeta parse_sigmf_meta(std::string_view text, const std::string& file) {
    const json top = parse_json(text, file);
    const JsonFields fields(top, file, "");
    const json* global_object = fields.raw("global");
    if (global_object == nullptr)
        fields.refuse("global", "the object is absent", "SigMF metadata with global, captures and annotations",
                      "Check that the file is SigMF metadata");
    const JsonFields global(*global_object, file, "global");
    SigmfMeta meta;
    parse_global(global, meta);
    const std::uint64_t offset = global.count("core:offset").value_or(0);
    parse_captures(top, file, offset, meta);
    parse_annotations(top, file, offset, meta);

    SigmfPose pose;
    parse_pose(global, pose, meta.notes);
    std::optional<SigmfPlace> place;
    decorate(meta.notes, [&] { place = parse_place(global); });
    for (SigmfSegment& segment : meta.segments) {
        if (segment.pose.empty()) segment.pose = pose;
        if (!segment.place) segment.place = place;
    }
    merge_segments(meta);
    return meta;
}

}  // namespace boresight::radio
