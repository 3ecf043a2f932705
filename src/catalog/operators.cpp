// SPDX-License-Identifier: GPL-3.0-or-later
#include "catalog/operators.h"

#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include "catalog/data_text.h"
#include "catalog/name_key.h"

namespace boresight::catalog {

namespace {

using NameTable = std::map<std::string, std::string, std::less<>>;  // "310-410" -> name

bool is_digits(std::string_view text, std::size_t least, std::size_t most) {
    return text.size() >= least && text.size() <= most &&
           std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

NameTable read_names(const CsvTable& table) {
    NameTable names;
    for (std::size_t i = 0; i < table.size(); ++i) {
        const CsvRow row = table.row(i);
        names[row.required_text("mcc") + "-" + row.required_text("mnc")] = row.required_text("name");
    }
    for (const Network& network : networks()) names[network.plmn.text()] = network.brand;
    return names;
}

const NameTable& all_names() {
    static const NameTable names = read_names(data_table("operators/names.csv"));
    return names;
}

NetworkRole read_role(const CsvRow& row) {
    constexpr std::array<std::pair<std::string_view, NetworkRole>, 6> roles{{{"on_air", NetworkRole::on_air},
                                                                             {"closing", NetworkRole::closing},
                                                                             {"sim", NetworkRole::sim},
                                                                             {"former", NetworkRole::former},
                                                                             {"reserved", NetworkRole::reserved},
                                                                             {"test", NetworkRole::test}}};
    for (const auto& [word, role] : roles) {
        if (row.text("role") == word) return role;
    }
    row.refuse("role", "on_air, closing, sim, former, reserved or test");
}

bool is_heard(const Network& network) {
    return network.role == NetworkRole::on_air || network.role == NetworkRole::closing;
}

void add_new(std::vector<int>& bands, const std::vector<int>& more) {
    for (const int band : more) {
        if (std::find(bands.begin(), bands.end(), band) == bands.end()) bands.push_back(band);
    }
}

// Rows of one brand and country, in the order of the table.
std::vector<Operator> all_operators() {
    std::vector<Operator> all;
    for (const Network& network : networks()) {
        auto found = std::find_if(all.begin(), all.end(), [&](const Operator& known) {
            return known.brand == network.brand && known.iso == network.iso;
        });
        if (found == all.end()) {
            all.push_back({.brand = network.brand,
                           .iso = network.iso,
                           .plmns = {},
                           .lte_bands = {},
                           .nr_bands = {},
                           .umts_bands = {},
                           .third_generation = network.third_generation,
                           .closing = network.role == NetworkRole::closing,
                           .note = network.note,
                           .sure = network.sure});
            found = all.end() - 1;
        }
        found->plmns.push_back(network.plmn);
        if (!is_heard(network)) continue;
        add_new(found->lte_bands, network.lte_bands);
        add_new(found->nr_bands, network.nr_bands);
        add_new(found->umts_bands, network.umts_bands);
    }
    return all;
}

enum class Match { none, begins, exact };

Match match(const Operator& candidate, std::string_view text) {
    if (const auto plmn = parse_plmn(text)) {
        const auto& own = candidate.plmns;
        return std::find(own.begin(), own.end(), *plmn) == own.end() ? Match::none : Match::exact;
    }
    const std::string key = name_key(text);
    const std::string brand = name_key(candidate.brand);
    if (brand == key) return Match::exact;
    if (brand.starts_with(key)) return Match::begins;
    for (const Network& network : networks()) {
        if (network.brand != candidate.brand || network.iso != candidate.iso) continue;
        if (name_key(network.company) == key) return Match::exact;
    }
    return Match::none;
}

}  // namespace

std::optional<Plmn> parse_plmn(std::string_view text) {
    constexpr std::size_t mcc_digits = 3;
    std::string mcc(text.substr(0, std::min(mcc_digits, text.size())));
    std::string_view rest = text.substr(mcc.size());
    if (rest.starts_with('-') || rest.starts_with(' ')) rest.remove_prefix(1);
    if (!is_digits(mcc, mcc_digits, mcc_digits) || !is_digits(rest, 2, 3)) return std::nullopt;
    return Plmn{std::move(mcc), std::string(rest)};
}

std::optional<std::string> operator_name(std::string_view mcc, std::string_view mnc) {
    const NameTable& names = all_names();
    const auto found = names.find(Plmn{std::string(mcc), std::string(mnc)}.text());
    return found == names.end() ? std::nullopt : std::optional(found->second);
}

std::string operator_words(std::string_view mcc, std::string_view mnc) {
    return operator_name(mcc, mnc).value_or(Plmn{std::string(mcc), std::string(mnc)}.text());
}

std::optional<std::string> operator_name(std::string_view plmn) {
    const auto code = parse_plmn(plmn);
    return code ? operator_name(code->mcc, code->mnc) : std::nullopt;
}

std::string operator_words(std::string_view plmn) {
    const auto code = parse_plmn(plmn);
    return code ? operator_words(code->mcc, code->mnc) : std::string();
}

std::vector<Network> read_networks(const CsvTable& table) {
    std::vector<Network> networks;
    for (std::size_t i = 0; i < table.size(); ++i) {
        const CsvRow row = table.row(i);
        const auto plmn = parse_plmn(row.text("plmn"));
        if (!plmn) row.refuse("plmn", "a code such as 310-410");
        networks.push_back({*plmn,
                            row.text("iso"),
                            row.required_text("brand"),
                            row.text("operator"),
                            read_role(row),
                            read_bands(row, "lte_bands"),
                            read_bands(row, "nr_bands"),
                            read_bands(row, "umts_bands"),
                            {read_third_generation(row), row.text("umts_note")},
                            row.text("note"),
                            row.required_text("sure")});
    }
    return networks;
}

const std::vector<Network>& networks() {
    static const std::vector<Network> all = read_networks(data_table("operators/networks.csv"));
    return all;
}

std::vector<Operator> operators_of(const Country& country) {
    auto found = all_operators();
    std::erase_if(found, [&](const Operator& candidate) { return candidate.iso != country.iso; });
    return found;
}

std::vector<Operator> find_operators(std::string_view text, const Country* country) {
    std::vector<Operator> exact;
    std::vector<Operator> begin_so;
    if (name_key(text).empty()) return exact;
    for (Operator& candidate : country ? operators_of(*country) : all_operators()) {
        switch (match(candidate, text)) {
            case Match::exact: exact.push_back(std::move(candidate)); break;
            case Match::begins: begin_so.push_back(std::move(candidate)); break;
            case Match::none: break;
        }
    }
    return exact.empty() ? begin_so : exact;
}

std::vector<std::string> operator_names(const Country& country) {
    std::vector<std::string> names;
    for (const auto& [code, name] : all_names()) {
        const auto homes = countries_of_mcc(std::string_view(code).substr(0, 3));
        if (std::find(homes.begin(), homes.end(), &country) == homes.end()) continue;
        if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
    }
    return names;
}

}  // namespace boresight::catalog
