// SPDX-License-Identifier: GPL-3.0-or-later
#include "catalog/microcells.h"

#include <algorithm>

#include "catalog/data_text.h"
#include "catalog/device_names.h"
#include "catalog/toml_fields.h"

namespace boresight::catalog {

namespace {

constexpr int most_band = 128;
constexpr int most_kbps = 10'000'000;

// An ISO day, or nothing.
std::string day(TomlFields& fields, const char* key) {
    std::string text = fields.text(key, "");
    const bool whole = text.size() == 10 && text[4] == '-' && text[7] == '-' &&
                       std::all_of(text.begin(), text.end(), [](char c) { return c == '-' || (c >= '0' && c <= '9'); });
    if (!text.empty() && !whole) fields.wrong(key, "a day such as 2022-02-22");
    return text;
}

Microcell read_microcell(TomlFields fields) {
    Microcell cell;
    cell.id = fields.text("id");
    cell.name = fields.text("name");
    cell.operated_by = fields.text("operator");
    for (const std::string& technology : fields.texts("technologies")) {
        if (technology == "umts")
            cell.umts = true;
        else if (technology == "lte")
            cell.lte = true;
        else if (technology == "cdma")
            cell.cdma = true;
        else if (technology == "gsm")
            cell.gsm = true;
        else
            fields.wrong("technologies", "of umts, lte, cdma, gsm");
    }
    cell.lte_bands = fields.integers("lte_bands", 1, most_band);
    cell.umts_bands = fields.integers("umts_bands", 1, most_band);
    cell.band_chosen_by = fields.text("band_chosen_by");
    cell.access =
        std::vector<std::string>{"open", "list", "own_sim"}[fields.choice("access", {"open", "list", "own_sim"})];
    cell.downlink_kbps = fields.integer("downlink_kbps", 0, most_kbps);
    cell.uplink_kbps = fields.integer("uplink_kbps", 0, most_kbps);
    cell.off_since = day(fields, "off_since");
    cell.off_words = fields.text("off_words", "");
    cell.umts_off_since = day(fields, "umts_off_since");
    cell.laboratory = fields.truth("laboratory", false);
    cell.note = fields.text("note", "");
    cell.sources = fields.texts("sources");
    cell.sure = fields.sureness("sure");
    fields.end();
    return cell;
}

}  // namespace

std::vector<Microcell> read_microcells(std::string_view toml, const std::string& file) {
    TomlFields fields = read_toml(toml, file);
    std::vector<Microcell> all;
    for (TomlFields& each : fields.tables("microcell")) all.push_back(read_microcell(std::move(each)));
    fields.end();
    return all;
}

const std::vector<Microcell>& microcells() {
    static const std::vector<Microcell> all =
        read_microcells(data_text("devices/microcells.toml"), "data/devices/microcells.toml");
    return all;
}

std::vector<const Microcell*> microcells_like(std::string_view text) {
    return devices_named(microcells(), text, [](const Microcell& each) {
        return std::vector<std::string>{each.id, each.name};
    });
}

const Microcell* find_microcell(std::string_view text) {
    const auto found = microcells_like(text);
    return found.size() == 1 ? found.front() : nullptr;
}

}  // namespace boresight::catalog
