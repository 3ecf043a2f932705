// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/aim_setting.h"

#include <charconv>
#include <string>
#include <vector>

#include "radio/gain_search.h"
#include "survey/recording_scan.h"

namespace boresight::app {

namespace {

constexpr double usual_beamwidth_deg = 55;  // of the log-periodic antennas that are sold for this
constexpr double usual_sigma_deg = 3;       // marks on a tape around the mast
constexpr double dwell_by_hand_s = 8, dwell_by_rotator_s = 4;
constexpr const char* azimuth_key = "azimuth_deg";

}  // namespace

aim::Scale sweep_scale(const Config& config, bool by_hand) {
    aim::Scale scale;
    if (!by_hand)
        scale.kind = aim::ScaleKind::true_north;
    else if (config.scale.zero_offset_deg)
        scale.zero =
            aim::ScaleZero{*config.scale.zero_offset_deg, config.scale.sigma_deg.value_or(usual_zero_sigma_deg)};
    return scale;
}

double azimuth_sigma_deg(const Config& config) {
    return config.antenna.azimuth_sigma_deg.value_or(usual_sigma_deg);
}

survey::LiveSweepSetting sweep_setting(const Config& config, bool by_hand) {
    survey::LiveSweepSetting setting;
    setting.plan.beamwidth_deg = config.antenna.beamwidth_deg.value_or(usual_beamwidth_deg);
    setting.plan.dwell_s = by_hand ? dwell_by_hand_s : dwell_by_rotator_s;
    setting.scale = sweep_scale(config, by_hand);
    setting.position = config.place.position;
    return setting;
}

std::optional<double> present_azimuth_deg(radio::Radio& radio) {
    if (!radio.has_setting(azimuth_key)) return std::nullopt;
    const std::string text = radio.setting(azimuth_key);
    double azimuth_deg = 0;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), azimuth_deg);
    return fault == std::errc() ? std::optional(azimuth_deg) : std::nullopt;
}

void find_gain_for(radio::Radio& radio, const survey::CarrierChoice& carriers, StopToken stop) {
    std::vector<radio::Tuning> tunings;
    const double rate_hz =
        radio.limits().rate_of_at_least(survey::least_lte_rate_hz).value_or(survey::least_lte_rate_hz);
    for (const survey::SweepCarrier& carrier : carriers.swept) tunings.push_back({carrier.frequency_hz, rate_hz});
    if (!tunings.empty()) radio::find_gain(radio, tunings, stop);
}

}  // namespace boresight::app
