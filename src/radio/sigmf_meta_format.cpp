// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>
#include <nlohmann/json.hpp>

#include "platform/utc_time.h"
#include "radio/sigmf_meta.h"

namespace boresight::radio {

using nlohmann::ordered_json;

namespace {

// A whole number is written without a fraction, as other programs do.
ordered_json number(double value) {
    if (std::abs(value) < 9e15 && value == std::floor(value)) return static_cast<std::int64_t>(value);
    return value;
}

ordered_json extension(const char* name, const char* version) {
    return {{"name", name}, {"version", version}, {"optional", true}};
}

bool any_pose(const SigmfMeta& meta) {
    for (const SigmfSegment& segment : meta.segments)
        if (!segment.pose.empty()) return true;
    return false;
}

ordered_json global_object(const SigmfMeta& meta) {
    ordered_json global{{"core:datatype", name_of(meta.datatype)},
                        {"core:sample_rate", number(meta.sample_rate_hz)},
                        {"core:version", "1.2.0"},
                        {"core:num_channels", 1}};
    const auto text = [&global](const char* field, const std::string& value) {
        if (!value.empty()) global[field] = value;
    };
    text("core:sha512", meta.sha512);
    text("core:description", meta.description);
    text("core:hw", meta.hardware);
    text("core:recorder", meta.recorder);
    if (!meta.dataset.empty()) global["core:dataset"] = meta.dataset;
    if (meta.trailing_bytes != 0) global["core:trailing_bytes"] = meta.trailing_bytes;
    ordered_json extensions = ordered_json::array({extension("boresight", "0.1.0")});
    if (any_pose(meta) || !meta.antenna_model.empty()) {
        // The extension demands a model.
        global["antenna:model"] = meta.antenna_model.empty() ? "unknown" : meta.antenna_model;
        extensions.push_back(extension("antenna", "1.0.0"));
    }
    global["core:extensions"] = std::move(extensions);
    return global;
}

ordered_json capture_object(const SigmfSegment& segment) {
    ordered_json capture{{"core:sample_start", segment.sample_start}};
    if (segment.header_bytes != 0) capture["core:header_bytes"] = segment.header_bytes;
    if (segment.frequency_hz) capture["core:frequency"] = number(*segment.frequency_hz);
    if (segment.wall_ns) capture["core:datetime"] = format_utc(*segment.wall_ns, 9);
    if (segment.place) {
        ordered_json coordinates{segment.place->longitude_deg, segment.place->latitude_deg};
        if (segment.place->height_m) coordinates.push_back(*segment.place->height_m);
        capture["core:geolocation"] = {{"type", "Point"}, {"coordinates", std::move(coordinates)}};
    }
    if (segment.gain_db) capture["boresight:gain_db"] = *segment.gain_db;
    if (segment.after_overflow) capture["boresight:after_overflow"] = true;
    return capture;
}

// One annotation a run of segments with the same pose: up to where the next pose begins.
ordered_json annotations_array(const SigmfMeta& meta, std::uint64_t length) {
    ordered_json list = ordered_json::array();
    for (std::size_t i = 0; i < meta.segments.size();) {
        std::size_t next = i + 1;
        while (next < meta.segments.size() && meta.segments[next].pose == meta.segments[i].pose) ++next;
        const SigmfPose& pose = meta.segments[i].pose;
        if (!pose.empty()) {
            ordered_json annotation{{"core:sample_start", meta.segments[i].sample_start}};
            const std::uint64_t end = next < meta.segments.size() ? meta.segments[next].sample_start : length;
            if (end > meta.segments[i].sample_start)
                annotation["core:sample_count"] = end - meta.segments[i].sample_start;
            if (pose.azimuth_deg) annotation["antenna:azimuth_angle"] = *pose.azimuth_deg;
            if (pose.elevation_deg) annotation["antenna:elevation_angle"] = *pose.elevation_deg;
            if (!pose.polarization.empty()) annotation["antenna:polarization"] = pose.polarization;
            list.push_back(std::move(annotation));
        }
        i = next;
    }
    return list;
}

}  // namespace

std::string format_sigmf_meta(const SigmfMeta& meta, std::uint64_t length) {
    ordered_json captures = ordered_json::array();
    for (const SigmfSegment& segment : meta.segments) captures.push_back(capture_object(segment));
    const ordered_json top{{"global", global_object(meta)},
                           {"captures", std::move(captures)},
                           {"annotations", annotations_array(meta, length)}};
    return top.dump(2, ' ', false, ordered_json::error_handler_t::replace) + '\n';
}

}  // namespace boresight::radio
