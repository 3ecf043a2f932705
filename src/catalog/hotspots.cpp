// SPDX-License-Identifier: GPL-3.0-or-later
#include "catalog/hotspots.h"

#include <algorithm>

#include "catalog/data_text.h"
#include "catalog/device_names.h"
#include "catalog/toml_fields.h"

namespace boresight::catalog {

namespace {

constexpr int most_band = 128;
constexpr int most_nr_band = 1024;

Hotspot read_hotspot(TomlFields fields) {
    static const std::vector<std::string> kinds{"hotspot", "router", "modem", "outdoor", "gateway", "shell"};
    fields.need({"articles", "lte_bands", "nr_bands", "umts_bands", "umts_known", "sources"});
    Hotspot hotspot;
    hotspot.id = fields.text("id");
    hotspot.name = fields.text("name");
    hotspot.articles = fields.texts("articles");
    hotspot.kind = kinds[fields.choice("kind", kinds)];
    hotspot.lte_bands = fields.integers("lte_bands", 1, most_band);
    hotspot.nr_bands = fields.integers("nr_bands", 1, most_nr_band);
    hotspot.umts_bands = fields.integers("umts_bands", 1, most_band);
    hotspot.umts_known = fields.truth("umts_known", false);
    hotspot.lte_category = fields.integer("lte_category", 0, 30);
    hotspot.layers = fields.integer("layers", 1, 8);
    hotspot.socket = fields.text("socket");
    if (fields.has("sockets")) hotspot.sockets = fields.integer("sockets", 0, 16);
    hotspot.lock_family = fields.text("lock_family");
    hotspot.cell_lock = fields.text("cell_lock", "");
    hotspot.note = fields.text("note", "");
    hotspot.sources = fields.texts("sources");
    hotspot.sure = fields.sureness("sure");
    fields.end();
    return hotspot;
}

std::vector<std::string> names_of(const Hotspot& hotspot) {
    std::vector<std::string> names = hotspot.articles;
    names.push_back(hotspot.id);
    names.push_back(hotspot.name);
    return names;
}

}  // namespace

bool Hotspot::has_lte_band(int band) const {
    return std::find(lte_bands.begin(), lte_bands.end(), band) != lte_bands.end();
}

std::vector<Hotspot> read_hotspots(std::string_view toml, const std::string& file) {
    TomlFields fields = read_toml(toml, file);
    std::vector<Hotspot> all;
    for (TomlFields& each : fields.tables("hotspot")) all.push_back(read_hotspot(std::move(each)));
    fields.end();
    return all;
}

const std::vector<Hotspot>& hotspots() {
    static const std::vector<Hotspot> all =
        read_hotspots(data_text("devices/hotspots.toml"), "data/devices/hotspots.toml");
    return all;
}

std::vector<const Hotspot*> hotspots_like(std::string_view text) {
    return devices_named(hotspots(), text, names_of);
}

const Hotspot* find_hotspot(std::string_view text) {
    const auto found = hotspots_like(text);
    return found.size() == 1 ? found.front() : nullptr;
}

}  // namespace boresight::catalog
