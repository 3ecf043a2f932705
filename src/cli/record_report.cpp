// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/record_report.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "catalog/frequency_text.h"
#include "cli/catalog_arguments.h"
#include "platform/version.h"
#include "radio/sigmf_paths.h"

namespace boresight::cli {

namespace {

using Json = nlohmann::ordered_json;
using radio::RecordEnd;

constexpr double much_clipping = 1e-4;

const char* end_key(RecordEnd end) {
    switch (end) {
        case RecordEnd::complete: return "complete";
        case RecordEnd::stopped: return "stopped";
        case RecordEnd::unplugged: return "unplugged";
        case RecordEnd::no_samples: return "no_samples";
        case RecordEnd::disk: break;
    }
    return "disk";
}

Json known(const std::optional<double>& value) {
    return value ? Json(*value) : Json(nullptr);
}

}  // namespace

std::string record_text(const RecordReport& report) {
    const radio::Recorded& recorded = report.recorded;
    if (recorded.samples == 0) return "Nothing was recorded.\n";
    const radio::SigmfPaths paths = radio::sigmf_paths(report.request.recording);
    std::string out;
    if (report.radio.simulated) out += "SIMULATED: this comes from a made world.\n";
    out += fmt::format("Recorded {:.3f} s at {} with {} MS/s and a gain of {:.1f} dB: {}\n", recorded.seconds,
                       catalog::frequency_text(report.tuning.frequency_hz), report.tuning.sample_rate_hz / 1e6,
                       report.gain_db, paths.data.string());
    if (recorded.gaps > 0)
        out += fmt::format("Samples were lost in {} place{}; each begins a new segment.\n", recorded.gaps,
                           recorded.gaps == 1 ? "" : "s");
    if (recorded.clipped_share >= much_clipping)
        out += fmt::format("{:.2f} % of the samples reach the end of the scale: take less gain.\n",
                           100 * recorded.clipped_share);
    return out + fmt::format("\nNext: boresight scan --file {}\n", shell_word(paths.meta.string()));
}

std::string record_json(const RecordReport& report) {
    const radio::Recorded& recorded = report.recorded;
    const radio::SigmfPose& pose = report.request.pose;
    const radio::SigmfPaths paths = radio::sigmf_paths(report.request.recording);
    const bool kept = recorded.samples > 0;
    const Json whole{{"boresight", version()},
                     {"command", "record"},
                     {"simulated", report.radio.simulated},
                     {"source",
                      {{"kind", "device"},
                       {"name", report.radio.label},
                       {"sample_rate_hz", report.tuning.sample_rate_hz},
                       {"center_frequency_hz", report.tuning.frequency_hz},
                       {"seconds", recorded.seconds},
                       {"gain_db", report.gain_db}}},
                     {"recording", kept ? Json(paths.meta.string()) : Json(nullptr)},
                     {"datatype", radio::name_of(report.request.options.datatype)},
                     {"samples", recorded.samples},
                     {"gaps", recorded.gaps},
                     {"dropped_samples", recorded.dropped},
                     {"clipped_share", recorded.clipped_share},
                     {"pose",
                      {{"azimuth_deg", known(pose.azimuth_deg)},
                       {"elevation_deg", known(pose.elevation_deg)},
                       {"polarization", pose.polarization.empty() ? Json(nullptr) : Json(pose.polarization)}}},
                     {"end", end_key(recorded.end)},
                     {"stopped", recorded.end == RecordEnd::stopped}};
    return whole.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

Error record_fault(const radio::Recorded& recorded, const radio::RadioName& name) {
    const std::string kept =
        recorded.samples > 0 ? fmt::format("The {:.3f} s before that are kept. ", recorded.seconds) : "";
    if (recorded.disk_error) {
        ErrorText text = recorded.disk_error->text();
        text.fix = kept + text.fix;
        return Error(Error::Kind::fault, text);
    }
    const bool gone = recorded.end == RecordEnd::unplugged;
    return Error(Error::Kind::fault, {.what = gone ? "the radio is gone" : "the radio gives no samples any more",
                                      .where = name.label,
                                      .expected = "",
                                      .fix = kept + radio::bring_back(name)});
}

}  // namespace boresight::cli
