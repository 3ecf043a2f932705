// SPDX-License-Identifier: GPL-3.0-or-later
#include "scene/scene_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <iterator>

#include "catalog/embedded.h"
#include "platform/error.h"
#include "scene/carrier_file.h"
#include "scene/fields.h"
#include "scene/umts_file.h"

namespace boresight::scene {
namespace {

constexpr std::string_view folder = "scenes/";
constexpr std::string_view suffix = ".toml";
constexpr double default_warm_up_s = 300;
constexpr double default_boom_m = 0.3;
constexpr double default_sway_m = 0.03;
constexpr std::size_t least_pattern = 4;
constexpr double weakest_pattern_db = -100;
constexpr std::uint64_t umts_seeds = 500;  // of towers, after those of LTE

// One of three keys says of which kind it is.
Spur read_spur(Fields fields) {
    Spur spur;
    const auto offset_hz = fields.number_if_any("offset_hz", {-15.36e6, 15.36e6});
    const auto comb_hz = offset_hz ? std::nullopt : fields.number_if_any("comb_hz", {100e3, 6e9});
    if (offset_hz) {
        spur = {Spur::Kind::baseband, *offset_hz, fields.number("level_dbfs", {-200, 0})};
    } else if (comb_hz) {
        spur = {Spur::Kind::comb, *comb_hz, fields.number("level_dbm", {-200, 20})};
    } else {
        spur = {Spur::Kind::radio, fields.number("frequency_hz", {1e6, 6e9}), fields.number("level_dbm", {-200, 20})};
    }
    fields.end();
    return spur;
}

Receiver read_receiver(Fields fields) {
    Receiver r;
    r.name = fields.text("name");
    r.tuner_low_hz = fields.number("tuner_low_hz", {1e6, 6e9});
    r.tuner_high_hz = fields.number("tuner_high_hz", {r.tuner_low_hz, 6e9});
    r.rate_high_hz = fields.number("rate_high_hz", {1.92e6, 30.72e6});
    r.gain_high_db = fields.number("gain_high_db", {0, 120});
    r.full_scale_dbm = fields.number("full_scale_dbm", {-60, 40});
    r.noise_figure_db = fields.number("noise_figure_db", {0, 40});
    r.clock_ppm = fields.number("clock_ppm", {-200, 200});
    r.warm_up_ppm = fields.number("warm_up_ppm", {-50, 50}, 0);
    r.warm_up_s = fields.number("warm_up_s", {1, 1e5}, default_warm_up_s);
    r.limit_dbfs = fields.number_if_any("limit_dbfs", {-100, 0});
    r.adc_bits = fields.integer("adc_bits", {4, 16});
    r.dc_dbfs = fields.number("dc_dbfs", {-200, 0});
    r.iq_gain_db = fields.number("iq_gain_db", {-6, 6});
    r.iq_phase_deg = fields.number("iq_phase_deg", {-30, 30});
    for (Fields& spur : fields.tables("spur", false)) r.spurs.push_back(read_spur(spur));
    fields.end();
    return r;
}

std::vector<PatternPoint> read_pattern(Fields& fields) {
    constexpr const char* key = "pattern_deg_db";
    const std::string expected = fmt::format(
        "at least {} pairs [degrees clockwise, dB]: degrees from -360 to 360, rising within one turn, dB from {} to 0",
        least_pattern, weakest_pattern_db);
    std::vector<PatternPoint> pattern;
    for (const auto& [off_deg, gain_db] : fields.pairs(key, expected)) {
        const bool within = std::abs(off_deg) <= 360 && gain_db >= weakest_pattern_db && gain_db <= 0;
        const bool rises = pattern.empty() || (off_deg > pattern.back().off_boresight_deg &&
                                               off_deg < pattern.front().off_boresight_deg + 360);
        if (!within || !rises) fields.wrong(key, expected);
        pattern.push_back({off_deg, gain_db});
    }
    if (!pattern.empty() && pattern.size() < least_pattern) fields.wrong(key, expected);
    return pattern;
}

Drift read_drift(Fields fields) {
    Drift drift;
    drift.gain_db = fields.number("gain_db", {0, 20}, 0);
    drift.turn_db = fields.number("turn_db", {0, 20}, 0);
    drift.cell_db = fields.number("cell_db", {0, 20}, 0);
    fields.end();
    return drift;
}

Shadow read_shadow(Fields fields) {
    Shadow shadow;
    shadow.sigma_db = fields.number("sigma_db", {0, 30});
    shadow.length_m = fields.number("length_m", {0.1, 100e3}, shadow.length_m);
    fields.end();
    return shadow;
}

Antenna read_antenna(Fields fields) {
    Antenna a;
    a.height_m = fields.number("height_m", {0, 500});
    a.gain_dbi = fields.number("gain_dbi", {-20, 40});
    a.beamwidth_deg = fields.number("beamwidth_deg", {5, 360});
    a.azimuth_deg = fields.number("azimuth_deg", {-360, 360});
    a.polarization_deg = fields.number("polarization_deg", {-90, 90});
    a.cross_polar_db = fields.number("cross_polar_db", {0, 60});
    a.cable_loss_db = fields.number("cable_loss_db", {0, 60});
    a.turn_deg_per_s = fields.number("turn_deg_per_s", {0.1, 360});
    a.azimuth_error_deg = fields.number("azimuth_error_deg", {0, 45}, 0);
    a.boom_m = fields.number("boom_m", {0, 10}, default_boom_m);
    a.sway_m = fields.number("sway_m", {0, 10}, default_sway_m);
    a.pattern = read_pattern(fields);
    fields.end();
    return a;
}

// Of the cells of each kind in their order, so that one of a kind changes none of the other.
struct Seeds {
    std::uint64_t lte = 0;
    std::uint64_t umts = 0;
};

Sector read_sector(Fields fields, Seeds& seeds) {
    Sector sector;
    sector.azimuth_deg = fields.number("azimuth_deg", {-360, 360});
    sector.beamwidth_deg = fields.number("beamwidth_deg", {5, 360});
    sector.gain_dbi = fields.number("gain_dbi", {-20, 40});
    sector.cross_polarized = fields.choice<bool>("polarization", {{"cross", true}, {"vertical", false}});
    for (Fields& carrier : fields.tables("carrier")) {
        if (carrier.has("uarfcn")) {
            sector.umts_carriers.push_back(read_umts_carrier(carrier, seeds.umts++, sector.cross_polarized));
        } else {
            sector.carriers.push_back(read_carrier(carrier, seeds.lte++));
        }
    }
    fields.end();
    return sector;
}

Tower read_tower(Fields fields, Seeds& seeds) {
    Tower tower;
    tower.name = fields.text("name");
    tower.clock_ppm = fields.number("clock_ppm", {-10, 10}, 0);
    read_place(fields, tower);
    for (Fields& sector : fields.tables("sector")) tower.sectors.push_back(read_sector(sector, seeds));
    name_neighbors(tower);
    fields.end();
    return tower;
}

GainStep read_gain_step(Fields fields) {
    GainStep step;
    step.at_s = fields.number("at_s", {0, 1e9});
    step.step_db = fields.number("step_db", {-60, 60});
    fields.end();
    return step;
}

Fault read_fault(Fields fields) {
    using Kind = Fault::Kind;
    Fault fault;
    fault.kind = fields.choice<Kind>(
        "kind",
        {{"overflow", Kind::overflow}, {"timeout", Kind::timeout}, {"stall", Kind::stall}, {"unplug", Kind::unplug}});
    fault.at_s = fields.number("at_s", {0, 1e9});
    fault.lasts_s = fields.number("lasts_s", {0, 3600}, 0);
    fields.end();
    return fault;
}

}  // namespace

World parse_scene(std::string_view toml, const std::string& file) {
    const TomlFile parsed(toml, file);
    Fields fields = parsed.fields();
    World world;
    world.name = fields.text("name");
    world.dated = fields.text("dated");
    world.note = fields.text("note", "");
    world.seed = static_cast<std::uint64_t>(fields.integer("seed", {0, 1e9}));
    for (Fields& receiver : fields.tables("receiver")) world.receivers.push_back(read_receiver(receiver));
    world.antenna = read_antenna(fields.table("antenna"));
    if (auto drift = fields.optional_table("drift")) world.drift = read_drift(*drift);
    if (auto shadow = fields.optional_table("shadow")) world.shadow = read_shadow(*shadow);
    Seeds seeds{.lte = world.seed * 1000, .umts = world.seed * 1000 + umts_seeds};
    for (Fields& tower : fields.tables("tower")) world.towers.push_back(read_tower(tower, seeds));
    for (Fields& microcell : fields.tables("microcell", false))
        world.microcells.push_back(read_microcell(microcell, seeds.lte++));
    name_neighbors(world);
    for (Fields& step : fields.tables("gain_step", false)) world.gain_steps.push_back(read_gain_step(step));
    for (Fields& fault : fields.tables("fault", false)) world.faults.push_back(read_fault(fault));
    std::stable_sort(world.faults.begin(), world.faults.end(),
                     [](const Fault& a, const Fault& b) { return a.at_s < b.at_s; });
    fields.end();
    return world;
}

World load_scene(const std::string& name_or_path) {
    for (const auto& carried : catalog::embedded_files())
        if (carried.name == fmt::format("{}{}{}", folder, name_or_path, suffix))
            return parse_scene(carried.content, fmt::format("data/{}", carried.name));
    std::ifstream stream(name_or_path, std::ios::binary);
    std::string text{std::istreambuf_iterator<char>(stream), {}};
    if (!stream || text.empty())
        refuse("there is no such scene", name_or_path,
               fmt::format("the path of a scene file, or one of {}", fmt::join(carried_scenes(), ", ")),
               "give scene=NAME or scene=PATH, a path without commas");
    return parse_scene(text, name_or_path);
}

std::vector<std::string> carried_scenes() {
    std::vector<std::string> names;
    for (const auto& carried : catalog::embedded_files())
        if (carried.name.starts_with(folder) && carried.name.ends_with(suffix))
            names.emplace_back(carried.name.substr(folder.size(), carried.name.size() - folder.size() - suffix.size()));
    return names;
}

}  // namespace boresight::scene
