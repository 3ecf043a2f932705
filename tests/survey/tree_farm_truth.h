// SPDX-License-Identifier: GPL-3.0-or-later
// What the tree farm sends, from its own file.
#pragma once

#include <map>
#include <set>
#include <utility>

#include "catalog/rat.h"
#include "scene/scene_file.h"
#include "survey/scan.h"

namespace boresight::survey {

using FrequencyAndPci = std::pair<double, int>;

inline std::set<FrequencyAndPci> tree_farm_cells(const catalog::FrequencyRange& within) {
    std::set<FrequencyAndPci> cells;
    const scene::World world = scene::load_scene("tree-farm");
    for (const scene::Tower& tower : world.towers)
        for (const scene::Sector& sector : tower.sectors)
            for (const scene::Carrier& carrier : sector.carriers)
                if (within.contains(carrier.frequency_hz)) cells.emplace(carrier.frequency_hz, carrier.cell.pci);
    return cells;
}

// What its cells say of themselves.
inline std::map<FrequencyAndPci, scene::lte::Information> tree_farm_information() {
    std::map<FrequencyAndPci, scene::lte::Information> said;
    const scene::World world = scene::load_scene("tree-farm");
    for (const scene::Tower& tower : world.towers)
        for (const scene::Sector& sector : tower.sectors)
            for (const scene::Carrier& carrier : sector.carriers)
                if (carrier.cell.information)
                    said.emplace(FrequencyAndPci(carrier.frequency_hz, carrier.cell.pci), *carrier.cell.information);
    return said;
}

// The strongest of each carrier in a dongle's reach where the antenna points at first. The others are 10 dB weaker, and
// whether they are heard beside them is up to the fading of the moment.
inline std::set<FrequencyAndPci> tree_farm_strongest() {
    return {{731.5e6, 46}, {739e6, 357}, {751e6, 214}, {874e6, 357}};
}

inline std::set<FrequencyAndPci> cells_of(const ScanResult& result) {
    std::set<FrequencyAndPci> cells;
    for (const ScanCell& cell : result.cells) cells.emplace(cell.frequency_hz.value_or(0), cell.cell.pci);
    return cells;
}

}  // namespace boresight::survey
