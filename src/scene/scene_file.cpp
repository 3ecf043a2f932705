// SPDX-License-Identifier: GPL-3.0-or-later
#include "scene/scene_file.h"

#include <fmt/format.h>

// toml++ 3.3 asserts that no separator stands where a value should, which is a mistake of the file and refused anyway.
#define TOML_ASSERT(condition) static_assert(true)
#include <toml++/toml.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <fstream>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <sstream>

#include "catalog/carriers.h"
#include "catalog/embedded.h"
#include "platform/error.h"

namespace boresight::scene {
namespace {

constexpr std::string_view folder = "scenes/";
constexpr std::string_view suffix = ".toml";
constexpr double any_db = 300;

struct Range {
    double low = 0;
    double high = 0;
};

[[noreturn]] void refuse(std::string what, std::string where, std::string expected, std::string fix) {
    throw Error(
        Error::Kind::bad_input,
        {.what = std::move(what), .where = std::move(where), .expected = std::move(expected), .fix = std::move(fix)});
}

// The unit that a key's name ends with: "m" of height_m, nothing of pci.
std::string_view unit_of(std::string_view key) {
    constexpr std::array units{"m",   "km",   "ft", "mi", "hz",  "khz", "mhz",       "ghz", "db", "dbm", "dbi",
                               "dbd", "dbfs", "w",  "mw", "deg", "rad", "deg_per_s", "s",   "ms", "ppm", "ppb"};
    std::string_view found;
    for (const std::string_view unit : units)
        if (key.size() > unit.size() + 1 && key.ends_with(unit) && key[key.size() - unit.size() - 1] == '_' &&
            unit.size() > found.size())
            found = unit;
    return found;
}

std::string_view stem_of(std::string_view key) {
    const auto unit = unit_of(key);
    return unit.empty() ? key : key.substr(0, key.size() - unit.size() - 1);
}

std::string shown(const toml::node& node) {
    std::ostringstream text;
    node.visit([&](const auto& value) {
        if constexpr (toml::is_table<decltype(value)> || toml::is_array<decltype(value)>) {
            text << (toml::is_table<decltype(value)> ? "a table" : "a list");
        } else {
            text << value;
        }
    });
    return text.str();
}

// One table of the file; knows which keys were asked for.
class Fields {
public:
    Fields(const toml::table& table, std::string file, std::string path)
        : table_(table), file_(std::move(file)), path_(std::move(path)) {}

    double number(const char* key, Range range) { return *optional_number(key, range, true); }
    double number(const char* key, Range range, double otherwise) {
        return optional_number(key, range, false).value_or(otherwise);
    }
    int integer(const char* key, Range range) {
        const double value = number(key, range);
        if (value != std::floor(value)) wrong(key, "a whole number");
        return static_cast<int>(value);
    }
    std::string text(const char* key) { return *optional_text(key, true); }
    std::string text(const char* key, const char* otherwise) { return optional_text(key, false).value_or(otherwise); }

    template <class Value>
    Value choice(const char* key, const std::map<std::string, Value>& values, const char* otherwise = nullptr) {
        const std::string word = otherwise ? text(key, otherwise) : text(key);
        const auto found = values.find(word);
        if (found != values.end()) return found->second;
        std::string list;
        for (const auto& [name, value] : values) list += (list.empty() ? "\"" : ", \"") + name + '"';
        wrong(key, "one of " + list);
    }

    Fields table(const char* key) {
        const toml::node* node = find(key, true);
        if (!node->is_table()) wrong(key, fmt::format("a table, [{}]", key));
        return {*node->as_table(), file_, inside(key)};
    }
    std::vector<Fields> tables(const char* key, bool required = true) {
        const toml::node* node = find(key, required);
        if (!node) return {};
        const toml::array* list = node->as_array();
        if (!list || list->empty()) wrong(key, fmt::format("one or more tables, [[{}]]", inside(key)));
        std::vector<Fields> all;
        for (const toml::node& each : *list) {
            if (!each.is_table()) wrong(key, fmt::format("tables, [[{}]]", inside(key)));
            all.emplace_back(*each.as_table(), file_, fmt::format("{}[{}]", inside(key), all.size() + 1));
        }
        return all;
    }

    // After all keys were asked for: another one is a mistake.
    void end() const {
        for (const auto& [key, node] : table_) {
            const std::string_view name = key.str();
            if (known_.contains(name)) continue;
            refuse("a key of the scene is unknown", where(name, &node),
                   "one of " + fmt::format("{}", fmt::join(known_, ", ")), "correct its name or remove it");
        }
    }

    std::string where(std::string_view key, const toml::node* node) const {
        return fmt::format("{}, {}{}", file_, inside(key), node ? " = " + shown(*node) : "");
    }
    [[noreturn]] void wrong(const char* key, const std::string& expected) const {
        refuse("a value of the scene is wrong", where(key, table_.get(key)), expected,
               fmt::format("change {}", inside(key)));
    }

private:
    std::string inside(std::string_view key) const {
        return path_.empty() ? std::string(key) : fmt::format("{}.{}", path_, key);
    }

    const toml::node* find(const char* key, bool required) {
        known_.insert(key);
        const toml::node* node = table_.get(key);
        if (node) return node;
        for (const auto& [other, value] : table_)
            if (!unit_of(key).empty() && other.str() != key && stem_of(other.str()) == stem_of(key) &&
                !known_.contains(other.str()))
                refuse("a value of the scene has the wrong unit", where(other.str(), &value), std::string(key),
                       fmt::format("convert it to {} and call it {}", unit_of(key), key));
        if (required)
            refuse("a key of the scene is missing", fmt::format("{}, {}", file_, inside(key)), std::string(key),
                   "add it");
        return nullptr;
    }

    std::optional<double> optional_number(const char* key, Range range, bool required) {
        const toml::node* node = find(key, required);
        if (!node) return std::nullopt;
        const std::string_view unit = unit_of(key);
        const std::string expected =
            fmt::format("a number{}{} from {} to {}", unit.empty() ? "" : " in ", unit, range.low, range.high);
        const auto value = node->is_number() ? node->value<double>() : std::nullopt;
        if (!value || !(*value >= range.low && *value <= range.high)) wrong(key, expected);
        return value;
    }
    std::optional<std::string> optional_text(const char* key, bool required) {
        const toml::node* node = find(key, required);
        if (!node) return std::nullopt;
        if (!node->is_string()) wrong(key, "text in quotes");
        return node->value<std::string>();
    }

    const toml::table& table_;
    std::string file_;
    std::string path_;
    std::set<std::string, std::less<>> known_;
};

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
    r.adc_bits = fields.integer("adc_bits", {4, 16});
    r.dc_dbfs = fields.number("dc_dbfs", {-200, 0});
    r.iq_gain_db = fields.number("iq_gain_db", {-6, 6});
    r.iq_phase_deg = fields.number("iq_phase_deg", {-30, 30});
    fields.end();
    return r;
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
    fields.end();
    return a;
}

Carrier read_carrier(Fields fields, std::uint64_t seed) {
    using lte::PhichResource;
    Carrier carrier;
    carrier.earfcn = fields.integer("earfcn", {0, 262143});
    try {
        carrier.frequency_hz = catalog::channel_to_frequency_hz(catalog::Rat::lte, carrier.earfcn);
    } catch (const Error&) {
        fields.wrong("earfcn", "the number of a downlink channel of LTE");
    }
    carrier.cell.pci = fields.integer("pci", {0, 503});
    carrier.cell.n_rb_dl = fields.integer("n_rb_dl", {6, 100});
    carrier.cell.ports = fields.integer("ports", {1, 4});
    carrier.cell.occupancy = fields.number("occupancy", {0, 1});
    carrier.cell.phich_resource = fields.choice<PhichResource>("phich_resource",
                                                               {{"1/6", PhichResource::sixth},
                                                                {"1/2", PhichResource::half},
                                                                {"1", PhichResource::one},
                                                                {"2", PhichResource::two}},
                                                               "1/6");
    carrier.cell.seed = seed;
    carrier.power_dbm = fields.number("power_dbm", {-50, 60});
    carrier.frame_start_s = fields.number("frame_start_s", {-20, 20}, 0);
    fields.end();
    try {
        lte::check(carrier.cell);
    } catch (const Error& error) {
        refuse(error.text().what, fields.where(error.text().where, nullptr), error.text().expected, error.text().fix);
    }
    return carrier;
}

Sector read_sector(Fields fields, std::uint64_t& seed) {
    Sector sector;
    sector.azimuth_deg = fields.number("azimuth_deg", {-360, 360});
    sector.beamwidth_deg = fields.number("beamwidth_deg", {5, 360});
    sector.gain_dbi = fields.number("gain_dbi", {-20, 40});
    sector.cross_polarized = fields.choice<bool>("polarization", {{"cross", true}, {"vertical", false}});
    for (Fields& carrier : fields.tables("carrier")) sector.carriers.push_back(read_carrier(carrier, seed++));
    fields.end();
    return sector;
}

Tower read_tower(Fields fields, std::uint64_t& seed) {
    Tower tower;
    tower.name = fields.text("name");
    tower.east_m = fields.number("east_m", {-200e3, 200e3});
    tower.north_m = fields.number("north_m", {-200e3, 200e3});
    tower.height_m = fields.number("height_m", {0, 1000});
    tower.terrain_loss_db = fields.number("terrain_loss_db", {0, any_db});
    tower.k_factor_db = fields.number("k_factor_db", {-40, 60}, 8);
    for (Fields& sector : fields.tables("sector")) tower.sectors.push_back(read_sector(sector, seed));
    fields.end();
    return tower;
}

// toml++ 3.3 has no defined answer to some letters beyond ASCII outside of quotes.
void require_ascii(std::string_view text, const std::string& file) {
    const auto foreign =
        std::find_if(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
    if (foreign == text.end()) return;
    refuse("the scene has a letter that is not ASCII",
           fmt::format("{}, line {}", file, std::count(text.begin(), foreign, '\n') + 1), "plain ASCII text",
           "write it without accents");
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
    require_ascii(toml, file);
    toml::table table;
    try {
        table = toml::parse(toml, file);
    } catch (const toml::parse_error& error) {
        refuse("the scene is no TOML: " + std::string(error.description()),
               fmt::format("{}, line {}", file, error.source().begin.line), "TOML 1.0", "correct that line");
    }
    Fields fields(table, file, "");
    World world;
    world.name = fields.text("name");
    world.dated = fields.text("dated");
    world.note = fields.text("note", "");
    world.seed = static_cast<std::uint64_t>(fields.integer("seed", {0, 1e9}));
    for (Fields& receiver : fields.tables("receiver")) world.receivers.push_back(read_receiver(receiver));
    world.antenna = read_antenna(fields.table("antenna"));
    std::uint64_t seed = world.seed * 1000;
    for (Fields& tower : fields.tables("tower")) world.towers.push_back(read_tower(tower, seed));
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
