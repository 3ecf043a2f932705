// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/source_facts.h"

#include "catalog/embedded.h"
#include "catalog/name_key.h"
#include "catalog/toml_fields.h"
#include "radio/find_radios.h"

namespace boresight::app {

namespace {

constexpr std::string_view folder = "scenes/";
constexpr std::string_view suffix = ".toml";
constexpr double most_hz = 1e12;

bool says(const std::string& source, std::string_view word) {
    return !word.empty() && source.find(word) != std::string::npos;
}

}  // namespace

std::optional<SceneFacts> scene_facts(const std::string& source) {
    for (const catalog::EmbeddedFile& embedded : catalog::embedded_files()) {
        if (!embedded.name.starts_with(folder) || !embedded.name.ends_with(suffix)) continue;
        const auto stem = embedded.name.substr(folder.size(), embedded.name.size() - folder.size() - suffix.size());
        auto fields = catalog::read_toml(embedded.content, "data/" + std::string(embedded.name));
        SceneFacts facts;
        facts.name = fields.text("name");
        if (!says(source, stem) && !says(source, facts.name)) continue;
        facts.dated = fields.text("dated");
        for (catalog::TomlFields& receiver : fields.tables("receiver")) {
            const std::string name = receiver.text("name");
            if (!facts.radio.ranges.empty() && !says(source, name)) continue;
            facts.radio.name = name;
            facts.radio.ranges = {
                {receiver.number("tuner_low_hz", 0, most_hz), receiver.number("tuner_high_hz", 0, most_hz)}};
        }
        return facts;
    }
    return std::nullopt;
}

const catalog::Radio* radio_of_source(const std::string& source) {
    if (const catalog::Radio* named = catalog::find_radio(source)) return named;
    return catalog::find_radio(radio::hardware_driver(source));
}

bool is_made_world(const std::string& radio_arguments) {
    return radio::asks_for_made_world(radio_arguments);
}

radio::RadioName radio_name_of(const std::string& arguments) {
    radio::RadioName name;
    std::string scene, receiver;
    for (const std::string& piece : catalog::split(arguments, ',')) {
        const std::size_t equals = piece.find('=');
        if (equals == std::string::npos) continue;
        const std::string key = piece.substr(0, equals), value = piece.substr(equals + 1);
        if (key == "driver") name.driver = value;
        if (key == "serial") name.serial = value;
        if (key == "scene") scene = value;
        if (key == "radio") receiver = value;
    }
    if (name.driver == "scene") name.serial = scene + '/' + receiver;
    return name;
}

}  // namespace boresight::app
