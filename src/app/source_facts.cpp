// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/source_facts.h"

#include "catalog/embedded.h"
#include "catalog/toml_fields.h"

namespace boresight::app {

namespace {

constexpr std::string_view folder = "scenes/";
constexpr std::string_view suffix = ".toml";
constexpr std::string_view driver_key = "driver=";
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
        if (!says(source, stem) && !says(source, fields.text("name"))) continue;
        SceneFacts facts;
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

const catalog::Radio* radio_of_source(std::string_view source) {
    const std::size_t at = source.find(driver_key);
    if (at == std::string_view::npos) return catalog::find_radio(source);
    source.remove_prefix(at + driver_key.size());
    return catalog::find_radio(source.substr(0, source.find(',')));
}

}  // namespace boresight::app
