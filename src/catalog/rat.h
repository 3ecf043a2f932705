// SPDX-License-Identifier: GPL-3.0-or-later
// The words the whole catalog is sorted by: radio access technology, direction, duplex, and a range of frequencies in
// hertz. Plain values.
#pragma once

#include <string_view>

namespace boresight::catalog {

enum class Rat { gsm, umts, lte, nr };
enum class Direction { downlink, uplink };
enum class Duplex { fdd, tdd, sdl, sul };  // sdl: downlink only, sul: uplink only

std::string_view rat_name(Rat rat);           // "gsm", "umts", "lte", "nr", as in JSON
std::string_view rat_title(Rat rat);          // "GSM", "UMTS", "LTE", "5G NR", as in text
std::string_view channel_word(Rat rat);       // "ARFCN", "UARFCN", "EARFCN", "NR-ARFCN"
std::string_view duplex_name(Duplex duplex);  // "fdd", "tdd", "sdl", "sul"

// Closed at both ends, as bands are.
struct FrequencyRange {
    double low_hz = 0;
    double high_hz = 0;

    bool contains(double hz) const { return low_hz <= hz && hz <= high_hz; }
    bool operator==(const FrequencyRange&) const = default;
};

}  // namespace boresight::catalog
