// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/safety_words.h"

namespace boresight::app {

const std::vector<std::string>& safety_lines() {
    static const std::vector<std::string> lines{
        "Power lines: keep twice the mast's length away from any. A mast that touches one kills.",
        "Lightning: not before or in a storm; the mast belongs bonded to the house's earth.",
        "Roof and ladder: ladder 1:4, three points of contact, harness above 2 m; no work in wind.",
        "Two people: one turns, one reads and holds the ladder. Never raise a mast alone.",
        "Don't stand in front of an antenna that transmits, and unscrew none that does."};
    return lines;
}

}  // namespace boresight::app
