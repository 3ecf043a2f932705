// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>
#include <nlohmann/json.hpp>
#include <span>

#include "cli/json_numbers.h"
#include "cli/spectrum_report.h"
#include "dsp/core/decibel.h"
#include "platform/version.h"

namespace boresight::cli {

namespace {

using Json = nlohmann::ordered_json;
using dsp::spectrum::Shape;
using survey::SpectrumChannel;

constexpr double db_per_share = 4.342944819;

Json levels(std::span<const float> densities) {
    Json list = Json::array();
    for (const float density : densities) list.push_back(number(dsp::db_from_power(density), 2));
    return list;
}

Json technology(const SpectrumChannel& channel) {
    switch (channel.shape) {
        case Shape::lte: return "lte";
        case Shape::umts: return "umts";
        case Shape::unknown: break;
    }
    return nullptr;
}

Json channel_object(const SpectrumChannel& channel) {
    const bool carrier = channel.kind == SpectrumChannel::Kind::carrier;
    return {{"name", channel.name},
            {"kind", carrier ? "carrier" : "band"},
            {"low_hz", number(channel.low_hz, 1)},
            {"high_hz", number(channel.high_hz, 1)},
            {"power_dbfs", number(channel.power_dbfs, 2)},
            {"power_sigma_db", number(channel.power_sigma_db, 3)},
            {"noise_dbfs", number(channel.noise_dbfs, 2)},
            {"snr_db", number(channel.snr_db, 2)},
            {"sigma_db", number(channel.sigma_db, 3)},
            {"captured_share", carrier ? Json(nullptr) : number(channel.captured_share, 4)},
            {"cut_low", channel.cut_low},
            {"cut_high", channel.cut_high},
            {"near_filter_edge", channel.near_filter_edge},
            {"rat", technology(channel)},
            {"n_rb_dl", channel.n_rb_dl > 0 ? Json(channel.n_rb_dl) : Json(nullptr)}};
}

Json psd_object(const SpectrumReport& report) {
    const auto& spectrum = report.look.spectrum;
    const bool any = spectrum.bins() > 0;
    Json psd{{"start_hz", any ? number(report.look.origin_hz() + spectrum.frequency_hz(0), 3) : Json(nullptr)},
             {"step_hz", number(spectrum.step_hz, 6)},
             {"dbfs_hz", levels(spectrum.mean)}};
    if (report.max_hold) psd["max_hold_dbfs_hz"] = levels(spectrum.maximum);
    return psd;
}

Json waterfall_object(const SpectrumReport& report) {
    const auto& spectrum = report.look.spectrum;
    Json rows = Json::array();
    for (std::size_t r = 0; r < spectrum.rows(); ++r) rows.push_back(levels(spectrum.row(r)));
    return {{"row_seconds", number(spectrum.row_seconds, 9)}, {"rows_dbfs_hz", std::move(rows)}};
}

Json dc_object(const survey::SpectrumLook& look) {
    if (!look.dc) return nullptr;
    return {{"low_hz", number(look.origin_hz() + look.dc->low_hz, 1)},
            {"high_hz", number(look.origin_hz() + look.dc->high_hz, 1)},
            {"power_dbfs", number(dsp::db_from_power(look.dc->power), 2)}};
}

}  // namespace

std::string spectrum_json(const SpectrumReport& report) {
    const survey::SpectrumLook& look = report.look;
    Json out;
    out["boresight"] = version();
    out["command"] = "spectrum";
    out["simulated"] = false;
    out["source"] = {{"kind", "recording"},
                     {"name", report.name},
                     {"sample_rate_hz", number(look.spectrum.sample_rate_hz, 3)},
                     {"center_frequency_hz", number(look.center_frequency_hz, 3)},
                     {"seconds", number(look.seconds, 6)},
                     {"clipped_share", number(look.clipped_share, 6)},
                     {"gaps", look.gaps},
                     {"left_out_seconds", number(look.left_out_seconds, 6)},
                     {"notes", report.notes}};
    out["psd"] = psd_object(report);
    out["enbw_hz"] = number(look.spectrum.enbw_hz, 3);
    out["frames"] = look.spectrum.frames;
    out["noise_floor"] = {{"dbfs_hz", number(dsp::db_from_power(look.floor.density), 2)},
                          {"sigma_db", number(db_per_share * look.floor.relative_sigma, 3)},
                          {"empty_share", number(look.floor.empty_share, 3)},
                          {"beside_carriers", look.floor_is_beside_carriers}};
    out["dc_removed"] = dc_object(look);
    out["channels"] = Json::array();
    for (const SpectrumChannel& channel : look.channels) out["channels"].push_back(channel_object(channel));
    if (report.waterfall) out["waterfall"] = waterfall_object(report);
    out["stopped"] = look.stopped;
    // File names may hold bytes that aren't UTF-8; they become U+FFFD.
    return out.dump(-1, ' ', false, Json::error_handler_t::replace) + '\n';
}

}  // namespace boresight::cli
