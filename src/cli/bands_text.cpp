// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "catalog/carriers.h"
#include "catalog/frequency_text.h"
#include "cli/bands_view.h"
#include "cli/catalog_arguments.h"
#include "cli/table.h"

namespace boresight::cli {

namespace {

using catalog::PlannedBand;
using catalog::Rat;
using catalog::Reach;

constexpr std::size_t most_names = 4;
constexpr const char* regions =
    "\nAPAC: Asia and Pacific; EMEA: Europe, Middle East, Africa; LATAM: Latin America; NA: North America; countries "
    "by "
    "their codes.";
constexpr const char* networks_as_of = "early 2026";

std::string range(const std::optional<catalog::FrequencyRange>& hz) {
    return hz ? catalog::range_text(hz->low_hz, hz->high_hz) : "-";
}

std::string ranges(const std::vector<catalog::FrequencyRange>& all) {
    std::vector<std::string> texts;
    for (const auto& each : all) texts.push_back(range(each));
    return fmt::format("{}", fmt::join(texts, " and "));
}

// "AT&T, Verizon and 9 more".
std::string some(const std::vector<std::string>& names) {
    if (names.size() <= most_names + 1) return fmt::format("{}", fmt::join(names, ", "));
    return fmt::format("{} and {} more", fmt::join(names.begin(), names.begin() + most_names, ", "),
                       names.size() - most_names);
}

std::string title(Rat rat) {
    switch (rat) {
        case Rat::lte: return "LTE (4G)";
        case Rat::umts: return "UMTS (3G)";
        case Rat::nr: return "NR (5G)";
        case Rat::gsm: return "GSM (2G)";
    }
    return "";
}

std::string heading(const BandsView& view) {
    const auto& [country, radio, of] = view.question;
    std::string where = country ? country->name : "All bands there are";
    if (of) {
        std::vector<std::string> codes;
        for (const auto& plmn : of->plmns) codes.push_back(plmn.text());
        where = fmt::format("{} in {} ({})", of->brand, country ? country->name : "", some(codes));
    }
    if (view.frequency_hz) where = fmt::format("{}: {}", catalog::frequency_text(*view.frequency_hz), where);
    if (!radio) return where;
    return fmt::format("{}, as heard by a radio that tunes to {}: {}", where, ranges(radio->ranges), radio->name);
}

std::string used_by(const BandsView& view, const PlannedBand& planned) {
    if (!view.question.country) return planned.band->regions.empty() ? "-" : planned.band->regions;
    if (planned.on_air == false) return view.question.of ? "not by this operator" : "not on the air there";
    return planned.used_by.empty() ? "not known" : some(planned.used_by);
}

// One table of one extent of reach (or of everything without a radio).
std::string table(const BandsView& view, const std::vector<const PlannedBand*>& bands,
                  std::optional<Reach::Extent> extent) {
    const bool says_where =
        view.question.country ||
        std::any_of(bands.begin(), bands.end(), [](const PlannedBand* each) { return !each->band->regions.empty(); });
    const bool with_users = says_where && (view.chosen || !view.question.of);
    const bool with_part = extent == Reach::Extent::part;
    const bool with_why = extent && extent != Reach::Extent::whole;
    std::vector<Table::Column> columns{{"BAND"}, {"TOWERS SEND ON"}, {"NAME"}};
    if (view.frequency_hz) columns.push_back({"CHANNEL"});
    if (with_part) columns.push_back({"HEARD"});
    if (with_why) columns.push_back({"WHY NOT"});
    if (with_users) columns.push_back({view.question.country ? "USED BY" : "WHERE"});
    Table rows(columns);
    for (const PlannedBand* planned : bands) {
        const auto& band = *planned->band;
        std::vector<std::string> cells{band.label, range(band.downlink), band.name};
        if (view.frequency_hz) {
            const auto channel = channel_of(view, *planned);
            cells.push_back(channel ? fmt::format("{} {}", catalog::channel_word(band.rat), *channel)
                                    : "between channels");
        }
        if (with_part) cells.push_back(ranges(planned->reach->heard));
        if (with_why) cells.push_back(planned->reach->why_not);
        if (with_users) cells.push_back(used_by(view, *planned));
        rows.add_row(std::move(cells));
    }
    constexpr std::size_t indent = 2;
    std::string out;
    const std::string text = rows.text(page_width - indent);
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = text.find('\n', at) + 1;
        out += std::string(indent, ' ') + text.substr(at, end - at);
        at = end;
    }
    return out;
}

std::string words_of(std::optional<Reach::Extent> extent, bool many) {
    if (!extent) return many ? "in the order of a scan" : "";
    switch (*extent) {
        case Reach::Extent::whole: return many ? "it hears, in the order of a scan" : "it hears";
        case Reach::Extent::part: return "it hears in part";
        case Reach::Extent::none: return "it can't hear";
    }
    return "";
}

std::string section(const BandsView& view, const BandsSection& section) {
    std::string out;
    const auto add = [&](std::optional<Reach::Extent> extent) {
        std::vector<const PlannedBand*> bands;
        for (const PlannedBand& planned : section.bands) {
            const auto own = planned.reach ? std::optional(planned.reach->extent) : std::nullopt;
            if (own == extent) bands.push_back(&planned);
        }
        if (bands.empty()) return;
        const bool scan_order = view.question.country && !view.chosen && section.rat == Rat::lte && bands.size() > 1;
        const std::string words = words_of(extent, scan_order);
        out += fmt::format("\n{}{}{}\n{}", title(section.rat), words.empty() ? "" : " ", words,
                           table(view, bands, extent));
    };
    if (!view.question.radio) {
        add(std::nullopt);
    } else {
        for (const auto extent : {Reach::Extent::whole, Reach::Extent::part, Reach::Extent::none}) add(extent);
    }
    return out;
}

std::string third_generation_words(const BandsView& view) {
    const auto state = third_generation_of(view);
    if (!state || state->state == catalog::ThirdGeneration::unknown)
        return "whether it is still on the air isn't known here";
    const auto& country = *view.question.country;
    const bool of_another = !view.question.of && catalog::country_bands(country).plan != country.iso;
    const std::string words = state->words.empty() ? std::string(third_generation_name(state->state)) : state->words;
    return (of_another ? "as there, " : "") + words;
}

// Words on what the tables can't show: 3G, where the bands come from, what isn't listed.
std::string remarks(const BandsView& view) {
    const auto& country = view.question.country;
    if (!country) {
        const bool with_regions = std::any_of(view.sections.begin(), view.sections.end(),
                                              [](const BandsSection& each) { return each.rat != Rat::nr; });
        return with_regions ? paragraph(regions) : "";
    }
    std::string out = "\n";
    const auto& bands = catalog::country_bands(*country);
    if (bands.is_default()) {
        out += paragraph(
            fmt::format("What is on the air in {} isn't known here: these bands are usual in its part of the world.",
                        country->name));
    } else if (bands.plan != country->iso) {
        const auto* other = catalog::find_country(bands.plan);
        out += paragraph(
            fmt::format("{} has no list of its own here: these are the bands of {}, whose regulator assigns them.",
                        country->name, other->name));
    }
    out += paragraph(fmt::format("3G: {}.", third_generation_words(view)));
    if (view.question.of && !view.question.of->note.empty())
        out += paragraph(fmt::format("Note: {}.", view.question.of->note));
    if (view.question.radio && !view.question.radio->note.empty())
        out += paragraph(fmt::format("Radio: {}.", view.question.radio->note));
    const std::string_view sure =
        view.question.of ? std::string_view(view.question.of->sure) : catalog::bands_sure(*country);
    out += paragraph(fmt::format(
        "Networks as of {}; how sure: {}. Of 5G only the power can be measured. GSM isn't listed by country.",
        networks_as_of, sure));
    return out;
}

std::string next(const BandsView& view) {
    const auto& [country, radio, of] = view.question;
    const auto line = [](const std::string& command, const std::string& why) {
        const std::string words = "Next: boresight bands " + command;
        const bool fits = words.size() + why.size() + 3 <= page_width;
        return fits ? fmt::format("{}   {}\n", words, why) : words + '\n';
    };
    if (!country) return line("--country US", "what is on the air there (--countries lists countries)");
    const std::string there = "--country " + country->iso;
    if (!radio) return line(there + " --radio rtlsdr", "what a radio can hear of it");
    const auto operators = catalog::operators_of(*country);
    if (of || operators.empty()) {
        const char* other = radio->driver == "hackrf" ? "rtlsdr" : "hackrf";
        return line(fmt::format("{} --radio {}", there, other), "what another radio can hear");
    }
    const std::string name = shell_word(radio->generic ? radio->driver : radio->name);
    return line(fmt::format("{} --radio {} --operator {}", there, name, shell_word(operators.front().brand)),
                "one operator's bands");
}

}  // namespace

std::string bands_text(const BandsView& view) {
    std::string out = paragraph(heading(view));
    for (const BandsSection& each : view.sections) out += section(view, each);
    if (view.empty()) out += paragraph(view.frequency_hz ? "\nNo band has towers on this frequency." : "\nNone.");
    return out + remarks(view) + '\n' + next(view);
}

std::string countries_text() {
    Table rows({{"CODE"}, {"COUNTRY"}, {"3G"}, {"LTE BANDS"}});
    std::vector<std::string> others;
    for (const catalog::Country& country : catalog::countries()) {
        const auto& bands = catalog::country_bands(country);
        if (bands.plan != country.iso) {
            others.push_back(fmt::format("{} {}", country.iso, country.name));
            continue;
        }
        rows.add_row({country.iso, country.name, std::string(third_generation_name(bands.third_generation.state)),
                      fmt::format("{}", fmt::join(bands.lte_bands, " "))});
    }
    return fmt::format(
        "{}\n{}\nNext: boresight bands --country US\n", rows.text(),
        paragraph(fmt::format("Known by the usual bands of their part of the world or of their regulator: {}.",
                              fmt::join(others, ", "))));
}

}  // namespace boresight::cli
