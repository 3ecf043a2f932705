// SPDX-License-Identifier: GPL-3.0-or-later
// Hotspots, modems and routers one can buy: bands by variant, antenna sockets and the family of their locks, from
// data/devices/hotspots.toml. A fault in the file is an Error that names file and key; one nobody knows is a null
// pointer. Read when first asked for; any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace boresight::catalog {

struct Hotspot {
    std::string id;
    std::string name;
    std::vector<std::string> articles;  // the numbers on the box: they decide, not the name
    std::string kind;                   // "hotspot", "router", "modem", "outdoor", "gateway", "shell" (a modem goes in)
    std::vector<int> lte_bands;         // empty: its module decides
    std::vector<int> nr_bands;
    std::vector<int> umts_bands;
    bool umts_known = false;  // otherwise an empty list of 3G bands means nothing
    int lte_category = 0;
    int layers = 1;      // that it can receive at once
    std::string socket;  // "TS9", "SMA", "none", "unknown"
    std::optional<int> sockets;
    std::string lock_family;  // of data/locks; empty: its module decides
    std::string cell_lock;    // which of the family's ways; empty: the first
    std::string note;
    std::vector<std::string> sources;
    std::string sure;  // of the bands: "high", "medium" or "low"

    bool has_lte_band(int band) const;
};

const std::vector<Hotspot>& hotspots();

// By id, name or article number; a part of them will do where it means one. Case and punctuation don't count.
const Hotspot* find_hotspot(std::string_view text);
// All that a part of a name may mean.
std::vector<const Hotspot*> hotspots_like(std::string_view text);

std::vector<Hotspot> read_hotspots(std::string_view toml, const std::string& file);

}  // namespace boresight::catalog
