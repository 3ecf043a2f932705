// SPDX-License-Identifier: GPL-3.0-or-later
// What the user told `setup` once, from $XDG_CONFIG_HOME/boresight/config.toml. Everything may be missing: then it is
// empty here, and a file that isn't there gives nothing but empty values. Names are as typed; whether the catalog knows
// them is asked where they are used. An Error names file, key, value, what was expected and the fix. Plain values.
//
//   radio = "driver=rtlsdr,serial=00000001"   country = "US"   operator = "AT&T"   hotspot = "..."   units = "metric"
//   [antenna]  name  beamwidth_deg  gain_dbi  azimuth_sigma_deg  pattern
//   [place]    name  latitude_deg  longitude_deg  ground_m  height_m
//   [scale]    zero_offset_deg  sigma_deg
//   [home_cell]  psc  uarfcn  power_dbm
//
// TOML in which letters beyond ASCII stand only in quotes and remarks, and text ends on the line it began.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "advise/home_cell.h"
#include "platform/file_system.h"
#include "platform/position.h"

namespace boresight::app {

struct AntennaConfig {
    std::string name;
    std::optional<double> beamwidth_deg;  // between the half-power points
    std::optional<double> gain_dbi;
    std::optional<double> azimuth_sigma_deg;  // how far off it is set, typically
    std::string pattern = {};                 // file of its maker's

    bool operator==(const AntennaConfig&) const = default;
};

struct PlaceConfig {
    std::string name;
    std::optional<Position> position;  // its height: of the ground above the sea
    std::optional<double> height_m;    // of the antenna above the ground

    bool operator==(const PlaceConfig&) const = default;
};

// The degree scale on the mast: true bearing = mark + zero_offset_deg.
struct ScaleConfig {
    std::optional<double> zero_offset_deg;
    std::optional<double> sigma_deg;

    bool operator==(const ScaleConfig&) const = default;
};

enum class LengthUnits { metric, us };

struct Config {
    std::string radio;  // SoapySDR's arguments
    std::string country;
    std::string operator_name;
    std::string hotspot;
    std::string microcell;            // that hangs on the hotspot
    advise::HomeCell home_cell = {};  // and its cell of 3G
    AntennaConfig antenna;
    PlaceConfig place;
    ScaleConfig scale;
    std::optional<LengthUnits> units;

    bool operator==(const Config&) const = default;
};

std::filesystem::path config_file();

// The user's own, or another file; without one all is empty.
Config load_config();
Config load_config(const std::filesystem::path& file, FileSystem& files = system_files());

// `file` is for the words of an Error.
Config parse_config(std::string_view toml, const std::string& file);

// What parse_config reads back as the same values; keys without a value aren't in it.
std::string format_config(const Config& config);

// Makes its folder, readable by the user alone; the file is there whole or as it was.
void save_config(const Config& config, const std::filesystem::path& file, FileSystem& files = system_files());

}  // namespace boresight::app
