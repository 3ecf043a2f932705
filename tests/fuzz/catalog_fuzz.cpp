// SPDX-License-Identifier: GPL-3.0-or-later
// Every text the catalog reads: the first byte chooses the parser, the rest is its text. Bad text must be refused with
// an Error and nothing else; what is accepted must be a value within its stated range.
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "catalog/band_tables.h"
#include "catalog/bands.h"
#include "catalog/carriers.h"
#include "catalog/countries.h"
#include "catalog/csv.h"
#include "catalog/frequency_text.h"
#include "catalog/name_key.h"
#include "catalog/operators.h"
#include "catalog/radios.h"
#include "platform/error.h"

namespace {

using namespace boresight::catalog;

void demand(bool holds) {
    if (!holds) std::abort();
}

void demand_sound(const std::vector<Band>& bands) {
    for (const Band& band : bands) {
        for (const ChannelRun& run : band.downlink_channels) {
            demand(run.first <= run.last && run.stride >= 1);
            demand(run.frequency_hz(run.last) >= run.first_hz);
        }
    }
}

void read_frequency(std::string_view text) {
    const double hz = parse_frequency_hz(text, "--frequency");
    demand(hz >= 9e3 && hz <= 300e9);
    for (const Rat rat : {Rat::lte, Rat::umts, Rat::gsm, Rat::nr}) {
        for (const Carrier& carrier : carriers_at(rat, hz))
            demand(carrier.band->downlink->contains(carrier.frequency_hz));
    }
}

void read_names(std::string_view text) {
    if (const auto plmn = parse_plmn(text))
        demand(plmn->mcc.size() == 3 && plmn->mnc.size() >= 2 && plmn->mnc.size() <= 3);
    find_radio(text);
    find_country(text);
    find_operators(text);
    find_band(Rat::lte, text);
    find_band(Rat::nr, text);
    split(text, ';');
}

void read_nr(std::string_view text) {
    constexpr std::string_view between = "\n--\n";
    const std::size_t cut = text.find(between);
    const CsvTable ssb("ssb", cut == std::string_view::npos ? "band\n" : text.substr(cut + between.size()));
    demand_sound(read_nr_bands(CsvTable("nr", text.substr(0, cut)), ssb));
}

constexpr std::array<void (*)(std::string_view), 9> parsers{
    read_frequency,
    read_names,
    read_nr,
    [](std::string_view text) { demand_sound(read_lte_bands(CsvTable("lte", text))); },
    [](std::string_view text) { demand_sound(read_umts_bands(CsvTable("umts", text))); },
    [](std::string_view text) { demand_sound(read_gsm_bands(CsvTable("gsm", text))); },
    [](std::string_view text) { read_radios(CsvTable("radios", text)); },
    [](std::string_view text) { read_networks(CsvTable("networks", text)); },
    [](std::string_view text) { read_country_bands(CsvTable("country_bands", text)); },
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
    try {
        parsers[data[0] % parsers.size()](text);
    } catch (const boresight::Error&) {
        return 0;
    }
    return 0;
}
