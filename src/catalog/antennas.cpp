// SPDX-License-Identifier: GPL-3.0-or-later
#include "catalog/antennas.h"

#include "catalog/data_text.h"
#include "catalog/device_names.h"

namespace boresight::catalog {

namespace {

std::vector<std::string> parts(const std::string& text) {
    std::vector<std::string> all;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find(';', at), text.size());
        all.push_back(text.substr(at, end - at));
        at = end + 1;
    }
    return all;
}

}  // namespace

std::optional<double> Antenna::beamwidth_deg() const {
    return low_beamwidth_deg ? low_beamwidth_deg : mid_beamwidth_deg;
}

std::optional<double> Antenna::gain_dbi() const {
    return low_gain_dbi ? low_gain_dbi : mid_gain_dbi;
}

const std::vector<Antenna>& antennas() {
    static const std::vector<Antenna> all = read_antennas(data_table("antennas.csv"));
    return all;
}

const Antenna* find_antenna(std::string_view text) {
    const auto found = devices_named(antennas(), text, [](const Antenna& antenna) {
        std::vector<std::string> names = antenna.aliases;
        names.insert(names.end(), {antenna.id, antenna.name});
        return names;
    });
    return found.size() == 1 ? found.front() : nullptr;
}

std::vector<Antenna> read_antennas(const CsvTable& table) {
    std::vector<Antenna> all;
    for (std::size_t index = 0; index < table.size(); ++index) {
        const CsvRow row = table.row(index);
        Antenna antenna;
        antenna.id = row.required_text("id");
        antenna.name = row.required_text("name");
        antenna.aliases = parts(row.text("aliases"));
        antenna.low_beamwidth_deg = row.optional_number("low_beamwidth_deg");
        antenna.low_gain_dbi = row.optional_number("low_gain_dbi");
        antenna.mid_beamwidth_deg = row.optional_number("mid_beamwidth_deg");
        antenna.mid_gain_dbi = row.optional_number("mid_gain_dbi");
        antenna.front_to_back_db = row.number("front_to_back_db");
        antenna.polarization = row.required_text("polarization");
        antenna.ports = static_cast<int>(row.integer("ports"));
        antenna.sure = row.required_text("sure");
        all.push_back(antenna);
    }
    return all;
}

}  // namespace boresight::catalog
