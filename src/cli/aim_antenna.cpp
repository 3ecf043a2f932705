// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/aim_antenna.h"

#include <fmt/format.h>

#include <cmath>

#include "catalog/antenna_pattern.h"
#include "catalog/antennas.h"
#include "cli/arguments.h"
#include "platform/error.h"
#include "platform/file_system.h"

namespace boresight::cli {

namespace {

constexpr double widest_deg = 180;
constexpr std::size_t most_bytes = 4 << 20;
constexpr double kept_db = 10;  // tenths: as a sweep keeps its pattern, so that it is fitted the same when read again

const catalog::Antenna& type_of(const std::string& name) {
    if (const catalog::Antenna* antenna = catalog::find_antenna(name)) return *antenna;
    std::string names;
    for (const catalog::Antenna& antenna : catalog::antennas()) names += (names.empty() ? "" : ", ") + antenna.id;
    throw Error(Error::Kind::bad_input, {.what = fmt::format("no type of antenna is called \"{}\"", name),
                                         .where = "--antenna",
                                         .expected = "one of " + names,
                                         .fix = "Or give the width of its beam with --beamwidth"});
}

void take_pattern(const std::filesystem::path& file, SweptAntenna& antenna) {
    const catalog::AntennaPattern read =
        catalog::read_antenna_pattern(read_text(system_files(), file, most_bytes), file.string());
    std::vector<double> gain_db;
    for (const double db : read.horizontal_db) gain_db.push_back(std::round(db * kept_db) / kept_db);
    antenna.pattern = std::make_shared<const aim::Pattern>(gain_db);
    antenna.beamwidth_deg = antenna.pattern->half_power_width_deg();
    if (antenna.beamwidth_deg > widest_deg)
        throw Error(Error::Kind::bad_input,
                    {.what = fmt::format("half of the power comes from {:.0f} degrees", antenna.beamwidth_deg),
                     .where = file.string(),
                     .expected = fmt::format("an antenna with a direction, of {:g} degrees at most", widest_deg),
                     .fix = ""});
    if (!read.name.empty()) antenna.name = read.name;
    for (const std::string& assumed : read.assumed) antenna.notes.push_back(file.filename().string() + ": " + assumed);
}

}  // namespace

SweptAntenna antenna_of(const LiveAimWords& words, const app::Config& config) {
    SweptAntenna antenna{.name = config.antenna.name,
                         .beamwidth_deg = config.antenna.beamwidth_deg.value_or(0),
                         .pattern = {},
                         .notes = {}};
    if (!words.antenna.empty()) {
        const catalog::Antenna& type = type_of(words.antenna);
        antenna.name = type.name;
        if (!type.beamwidth_deg())
            throw Error(Error::Kind::bad_input, {.what = type.name + " hears all round, so there is nothing to aim",
                                                 .where = "--antenna " + words.antenna,
                                                 .expected = "an antenna with a direction",
                                                 .fix = ""});
        antenna.beamwidth_deg = *type.beamwidth_deg();
    }
    const std::string& file = words.pattern.empty() && words.antenna.empty() ? config.antenna.pattern : words.pattern;
    if (!file.empty()) take_pattern(file, antenna);
    if (!words.beamwidth.empty()) {
        antenna.beamwidth_deg = number_argument("--beamwidth", words.beamwidth, 5, 180, "degrees");
        antenna.pattern.reset();
    }
    return antenna;
}

}  // namespace boresight::cli
