// SPDX-License-Identifier: GPL-3.0-or-later
// Networks by their code (PLMN: a mobile country code of 3 digits and a network code of 2 or 3, as text, since "01" and
// "001" differ) and operators by name, with bands and what became of their 3G. From data/operators: networks.csv, whose
// bands are known, goes before names.csv, which has names for the rest of the world. Read when first asked for; any
// thread. What nobody knows is empty.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "catalog/countries.h"
#include "catalog/csv.h"

namespace boresight::catalog {

struct Plmn {
    std::string mcc;
    std::string mnc;

    std::string text() const { return mcc + "-" + mnc; }
    bool operator==(const Plmn&) const = default;
};

// "310-410", "310410", "286-01", "28601", "310 410".
std::optional<Plmn> parse_plmn(std::string_view text);

std::optional<std::string> operator_name(std::string_view mcc, std::string_view mnc);
std::optional<std::string> operator_name(std::string_view plmn);  // as parse_plmn reads it

// The name, or the code itself where nobody knows one: "AT&T", "286-99".
std::string operator_words(std::string_view mcc, std::string_view mnc);
std::string operator_words(std::string_view plmn);  // as parse_plmn reads it; empty for what is no code

enum class NetworkRole { on_air, closing, sim, former, reserved, test };

struct Network {
    Plmn plmn;
    std::string iso;  // country; empty for the test network
    std::string brand;
    std::string company;
    NetworkRole role = NetworkRole::on_air;
    std::vector<int> lte_bands;
    std::vector<int> nr_bands;
    std::vector<int> umts_bands;
    ThirdGenerationState third_generation;
    std::string note;
    std::string sure;
};

const std::vector<Network>& networks();

// The networks of one brand in one country, with the bands that are on the air under its codes.
struct Operator {
    std::string brand;
    std::string iso;
    std::vector<Plmn> plmns;  // the main one first
    std::vector<int> lte_bands;
    std::vector<int> nr_bands;
    std::vector<int> umts_bands;
    ThirdGenerationState third_generation;
    bool closing = false;
    std::string note;  // of the main network
    std::string sure;
};

std::vector<Operator> operators_of(const Country& country);

// By brand, company or code, in one country or everywhere. Exact names go before names that only begin so.
std::vector<Operator> find_operators(std::string_view text, const Country* country = nullptr);

// Every name of a network in the country, whether its bands are known or not, each once.
std::vector<std::string> operator_names(const Country& country);

std::vector<Network> read_networks(const CsvTable& table);

}  // namespace boresight::catalog
