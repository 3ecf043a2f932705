// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/map_feature.h"

#include <fmt/format.h>

namespace boresight::report {

namespace {

constexpr double good_sinr_db = 13, usable_sinr_db = 0;

Light light_of(const std::optional<double>& sinr_db) {
    if (!sinr_db) return Light::none;
    if (*sinr_db >= good_sinr_db) return Light::green;
    return *sinr_db >= usable_sinr_db ? Light::yellow : Light::red;
}

}  // namespace

MapFeature map_feature(const store::FullReading& reading, PositionDetail detail, double beamwidth_deg) {
    MapFeature out;
    const bool umts = reading.cell.identity.rat == store::Rat::umts;
    out.name = fmt::format("{} {}", umts ? "PSC" : "PCI", reading.cell.identity.physical_id);
    if (reading.cell.identity.frequency_hz)
        out.name += fmt::format(" at {:.1f} MHz", *reading.cell.identity.frequency_hz * 1e-6);
    out.position = shared_position(reading.dwell.position, detail);
    out.fields = reading_fields(reading);
    out.light = light_of(reading.reading.sinr_db);
    if (reading.dwell.pose.azimuth_deg && reading.sweep.scale_offset_deg)
        out.sector = MapSector{.azimuth_deg = *reading.dwell.pose.azimuth_deg + *reading.sweep.scale_offset_deg,
                               .width_deg = beamwidth_deg};
    return out;
}

}  // namespace boresight::report
