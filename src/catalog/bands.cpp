// SPDX-License-Identifier: GPL-3.0-or-later
#include "catalog/bands.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "catalog/band_tables.h"
#include "catalog/data_text.h"

namespace boresight::catalog {

namespace {

std::string lower(std::string_view text) {
    std::string out(text);
    for (char& c : out) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return out;
}

// "Band 12", "B12", "b12" -> "12"; "n71" -> "71" for NR alone.
std::string bare_label(Rat rat, std::string_view label) {
    std::string text = lower(label);
    for (const std::string_view prefix : {std::string_view("band"), std::string_view("b")}) {
        if (text.starts_with(prefix)) text.erase(0, prefix.size());
    }
    if (rat == Rat::nr && text.starts_with('n')) text.erase(0, 1);
    text.erase(0, std::min(text.find_first_not_of(' '), text.size()));
    return text;
}

}  // namespace

const std::vector<Band>& bands(Rat rat) {
    switch (rat) {
        case Rat::gsm: {
            static const std::vector<Band> gsm = read_gsm_bands(data_table("bands/gsm.csv"));
            return gsm;
        }
        case Rat::umts: {
            static const std::vector<Band> umts = read_umts_bands(data_table("bands/umts.csv"));
            return umts;
        }
        case Rat::lte: {
            static const std::vector<Band> lte = read_lte_bands(data_table("bands/lte.csv"));
            return lte;
        }
        case Rat::nr: break;
    }
    static const std::vector<Band> nr = read_nr_bands(data_table("bands/nr.csv"), data_table("bands/nr_ssb.csv"));
    return nr;
}

const Band* find_band(Rat rat, int number) {
    for (const Band& band : bands(rat)) {
        if (band.number == number) return &band;
    }
    return nullptr;
}

const Band* find_band(Rat rat, std::string_view label) {
    const std::string bare = bare_label(rat, label);
    for (const Band& band : bands(rat)) {
        if (lower(band.label) == lower(label) || std::to_string(band.number) == bare) return &band;
    }
    return nullptr;
}

std::string band_numbers_text(Rat rat) {
    std::vector<int> numbers;
    for (const Band& band : bands(rat)) numbers.push_back(band.number);
    std::sort(numbers.begin(), numbers.end());
    const std::string_view letter = rat == Rat::nr ? "n" : "";
    std::string text;
    for (std::size_t i = 0; i < numbers.size();) {
        std::size_t end = i;
        while (end + 1 < numbers.size() && numbers[end + 1] <= numbers[end] + 1) ++end;
        text += fmt::format("{}{}{}", text.empty() ? "one of " : ", ", letter, numbers[i]);
        if (numbers[i] != numbers[end]) text += fmt::format("-{}{}", letter, numbers[end]);
        i = end + 1;
    }
    return text;
}

std::vector<const Band*> bands_at(Rat rat, Direction direction, double frequency_hz) {
    std::vector<const Band*> found;
    for (const Band& band : bands(rat)) {
        const auto& range = direction == Direction::downlink ? band.downlink : band.uplink;
        if (range && range->contains(frequency_hz)) found.push_back(&band);
    }
    return found;
}

}  // namespace boresight::catalog
