// SPDX-License-Identifier: GPL-3.0-or-later
#include "advise/band_text.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <set>

#include "catalog/bands.h"

namespace boresight::advise {

namespace {

using catalog::BandEncoding;
using catalog::LockFamily;

constexpr int word_bits = 64;

// Bands 1-64 and 65-128, bit = band - 1.
std::array<std::uint64_t, 2> masks(const std::vector<int>& bands) {
    std::array<std::uint64_t, 2> words{};
    for (const int band : bands)
        words[static_cast<std::size_t>((band - 1) / word_bits)] |= std::uint64_t{1} << ((band - 1) % word_bits);
    return words;
}

std::string hexadecimal(std::uint64_t word, int digits, bool upper) {
    return upper ? fmt::format("{:0{}X}", word, digits) : fmt::format("{:0{}x}", word, digits);
}

// Of one word of any length: the high half first.
std::string long_hexadecimal(const LockFamily& family, const std::vector<int>& bands) {
    const auto [low, high] = masks(bands);
    if (high == 0) return hexadecimal(low, family.digits, family.upper_case);
    return hexadecimal(high, 0, family.upper_case) + hexadecimal(low, word_bits / 4, family.upper_case);
}

std::string joined(const std::vector<int>& bands, const std::string& prefix, const char* separator) {
    std::vector<std::string> names;
    for (const int band : bands) names.push_back(prefix + std::to_string(band));
    return fmt::format("{}", fmt::join(names, separator));
}

// Numbers of LTE and 100, then those of 5G behind a 50.
std::string plus_hundred(const std::vector<int>& bands, const std::vector<int>& nr_bands) {
    std::vector<std::string> names;
    for (const int band : bands) names.push_back(std::to_string(100 + band));
    for (const int band : nr_bands) names.push_back("50" + std::to_string(band));
    return fmt::format("{}", fmt::join(names, ","));
}

std::string bit_string(const std::vector<int>& bands) {
    std::string bits(static_cast<std::size_t>(bands.back()), '0');
    for (const int band : bands) bits[bits.size() - static_cast<std::size_t>(band)] = '1';
    return bits;
}

// Classes that hold the bands, ascending; one that has none of a band refuses.
std::string classes(const LockFamily& family, const std::vector<int>& bands, std::string& refused) {
    std::set<int> found;
    for (const int band : bands) {
        const auto holds = std::find_if(family.mhz_classes.begin(), family.mhz_classes.end(), [&](const auto& each) {
            return std::find(each.second.begin(), each.second.end(), band) != each.second.end();
        });
        if (holds == family.mhz_classes.end()) {
            refused = fmt::format("band {} has no class of frequency here", band);
            return {};
        }
        found.insert(std::stoi(holds->first));
    }
    return fmt::format("{}", fmt::join(found, ","));
}

std::string refusal(const LockFamily& family, const std::vector<int>& bands, const std::vector<int>& nr_bands) {
    for (const int band : bands) {
        if (!catalog::find_band(catalog::Rat::lte, band)) return fmt::format("LTE has no band {}", band);
        if (band > family.max_band)
            return fmt::format("band {} can't be written, {} is the highest: {}", band, family.max_band,
                               family.band_limit);
    }
    for (const int band : nr_bands)
        if (!catalog::find_band(catalog::Rat::nr, band)) return fmt::format("5G has no band n{}", band);
    const bool takes_nr = !family.lock_nr.empty() || family.encoding == BandEncoding::plus100_list;
    if (!nr_bands.empty() && !takes_nr) return "no public command of this family takes 5G bands";
    return {};
}

}  // namespace

BandText band_text(const LockFamily& family, const std::vector<int>& bands, const std::vector<int>& nr_bands) {
    BandText text;
    text.refused = refusal(family, bands, nr_bands);
    if (!text.refused.empty()) return text;
    const bool colon = family.encoding == BandEncoding::colon_list;
    text.nr_bands = joined(nr_bands, "", colon ? ":" : ",");
    const auto [low, high] = masks(bands);
    switch (family.encoding) {
        case BandEncoding::none: break;
        case BandEncoding::hex_word: text.bands = long_hexadecimal(family, bands); break;
        case BandEncoding::hex_two:
            text.bands = hexadecimal(low, family.digits, family.upper_case);
            text.high = hexadecimal(high, family.digits, family.upper_case);
            break;
        case BandEncoding::decimal_two:
            text.bands = std::to_string(low);
            text.high = std::to_string(high);
            break;
        case BandEncoding::colon_list: text.bands = joined(bands, family.prefix, ":"); break;
        case BandEncoding::comma_list: text.bands = joined(bands, family.prefix, ","); break;
        case BandEncoding::pipe_list: text.bands = joined(bands, family.prefix, "|"); break;
        case BandEncoding::plus100_list: text.bands = plus_hundred(bands, nr_bands); break;
        case BandEncoding::bit_string: text.bands = bands.empty() ? "" : bit_string(bands); break;
        case BandEncoding::mhz_list: text.bands = classes(family, bands, text.refused); break;
    }
    return text;
}

}  // namespace boresight::advise
