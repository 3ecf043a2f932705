// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/catalog_arguments.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cctype>
#include <optional>
#include <vector>

#include "catalog/name_key.h"
#include "cli/suggestion.h"
#include "platform/error.h"

namespace boresight::cli {

namespace {

using catalog::name_key;

// What was meant among names as people write them: case, blanks and punctuation aside.
std::string nearest_name(const std::string& text, const std::vector<std::string>& names) {
    std::vector<std::string> keys;
    for (const std::string& name : names) keys.push_back(name_key(name));
    const std::string near = nearest_word(name_key(text), keys);
    const auto found = std::find(keys.begin(), keys.end(), near);
    return near.empty() ? "" : names[static_cast<std::size_t>(found - keys.begin())];
}

Error unknown(const std::string& option, const std::string& text, const std::string& kind, const std::string& expected,
              const std::string& near, const std::string& otherwise = "") {
    return Error(Error::Kind::bad_input,
                 {.what = fmt::format("no {} \"{}\" is known", kind, text),
                  .where = option,
                  .expected = expected,
                  .fix = near.empty() ? otherwise : fmt::format("Did you mean {} {}?", option, shell_word(near))});
}

[[noreturn]] void refuse_several(const std::string& option, const std::string& text,
                                 const std::vector<catalog::Operator>& found, const catalog::Country* country) {
    std::vector<std::string> each;
    for (const catalog::Operator& of : found)
        each.push_back(country ? of.brand : fmt::format("{} in {}", of.brand, of.iso));
    const std::string fix =
        country ? fmt::format("Write the name out, or its code such as {}", found.front().plmns.front().text())
                : fmt::format("Name the country too, such as --country {}", found.front().iso);
    throw Error(Error::Kind::bad_input,
                {.what = fmt::format("\"{}\" is the name of several: {}", text, fmt::join(each, ", ")),
                 .where = option,
                 .expected = "",
                 .fix = fix});
}

[[noreturn]] void refuse_place(const std::string& option, const std::vector<catalog::Operator>& elsewhere,
                               const catalog::Country& country) {
    std::vector<std::string> codes;
    for (const catalog::Operator& of : elsewhere) codes.push_back(of.iso);
    throw Error(Error::Kind::bad_input, {.what = fmt::format("{} is known in {}, not in {}", elsewhere.front().brand,
                                                             fmt::join(codes, ", "), country.name),
                                         .where = option,
                                         .expected = "",
                                         .fix = fmt::format("Did you mean --country {}?", codes.front())});
}

// A name that is known while its bands aren't, in the country or by its code.
std::optional<std::string> bare_name(const std::string& text, const catalog::Country* country) {
    if (catalog::parse_plmn(text)) return catalog::operator_name(text);
    if (!country) return std::nullopt;
    for (const std::string& name : catalog::operator_names(*country)) {
        if (name_key(name) == name_key(text)) return name;
    }
    return std::nullopt;
}

[[noreturn]] void refuse_operator(const std::string& option, const std::string& text, const catalog::Country* country) {
    if (const auto name = bare_name(text, country)) {
        throw Error(Error::Kind::bad_input,
                    {.what = fmt::format("the bands of {} aren't known here", *name),
                     .where = option,
                     .expected = "",
                     .fix = fmt::format("Leave {} out to see the bands of the whole country", option)});
    }
    std::vector<std::string> brands;
    for (const catalog::Network& network : catalog::networks()) {
        const bool here = country ? network.iso == country->iso : !network.iso.empty();
        if (here && std::find(brands.begin(), brands.end(), network.brand) == brands.end())
            brands.push_back(network.brand);
    }
    std::string expected = "a name such as \"AT&T\" or a code such as 310-410";
    if (country && !brands.empty()) expected = fmt::format("one of {}", fmt::join(brands, ", "));
    if (country && brands.empty()) expected.clear();
    const std::string otherwise =
        country && brands.empty()
            ? fmt::format("The bands of operators in {} aren't known here; leave {} out", country->name, option)
            : "";
    throw unknown(option, text, "operator", expected, nearest_name(text, brands), otherwise);
}

}  // namespace

const catalog::Radio& radio_argument(const std::string& option, const std::string& text) {
    if (const catalog::Radio* radio = catalog::find_radio(text)) return *radio;
    std::vector<std::string> drivers;
    std::vector<std::string> names;
    for (const catalog::Radio& radio : catalog::radios()) {
        if (radio.generic) drivers.push_back(radio.driver);
        names.insert(names.end(), radio.names.begin(), radio.names.end());
    }
    names.insert(names.begin(), drivers.begin(), drivers.end());
    const std::string expected =
        fmt::format("one of {}, or a product such as \"RTL-SDR Blog V4\"", fmt::join(drivers, ", "));
    throw unknown(option, text, "radio", expected, nearest_name(text, names));
}

const catalog::Country& country_argument(const std::string& option, const std::string& text) {
    if (const catalog::Country* country = catalog::find_country(text)) return *country;
    std::vector<std::string> names;
    for (const catalog::Country& country : catalog::countries()) {
        names.push_back(country.name);
        names.insert(names.end(), country.aliases.begin(), country.aliases.end());
    }
    const std::string near = name_key(text).size() > 2 ? nearest_name(text, names) : "";
    throw unknown(option, text, "country", "its code such as US, its name, or a mobile country code such as 310", near,
                  "\"boresight bands --countries\" lists them");
}

catalog::Operator operator_argument(const std::string& option, const std::string& text,
                                    const catalog::Country* country) {
    auto found = catalog::find_operators(text, country);
    std::erase_if(found, [](const catalog::Operator& of) { return of.iso.empty(); });
    if (found.size() == 1) return std::move(found.front());
    if (found.size() > 1) refuse_several(option, text, found, country);
    if (country && !bare_name(text, country)) {
        const auto elsewhere = catalog::find_operators(text);
        if (!elsewhere.empty()) refuse_place(option, elsewhere, *country);
    }
    refuse_operator(option, text, country);
}

const catalog::Band& band_argument(const std::string& option, const std::string& text) {
    const bool of_nr = text.starts_with('n') || text.starts_with('N');
    const catalog::Rat rat = of_nr ? catalog::Rat::nr : catalog::Rat::lte;
    if (const catalog::Band* band = catalog::find_band(rat, text)) return *band;
    const bool numbered = std::any_of(text.begin(), text.end(), [](unsigned char c) { return std::isdigit(c); });
    throw unknown(option, text, "band",
                  numbered ? catalog::band_numbers_text(rat) : "a number such as 12 (LTE) or n71 (5G)", "",
                  !numbered ? ""
                  : of_nr   ? "Bands of LTE are numbers alone: 12"
                            : "Bands of 5G carry an n: n71");
}

std::string shell_word(const std::string& word) {
    constexpr std::string_view harmless = "-._/:+,@%";
    std::string quoted;
    bool plain = !word.empty();
    for (const char c : word) {
        plain = plain && (std::isalnum(static_cast<unsigned char>(c)) || harmless.find(c) != harmless.npos);
        if (c == '"' || c == '$' || c == '`' || c == '\\') quoted += '\\';
        quoted += c;
    }
    return plain ? word : fmt::format("\"{}\"", quoted);
}

}  // namespace boresight::cli
