// SPDX-License-Identifier: GPL-3.0-or-later
#include "catalog/rat.h"

namespace boresight::catalog {

std::string_view rat_name(Rat rat) {
    switch (rat) {
        case Rat::gsm: return "gsm";
        case Rat::umts: return "umts";
        case Rat::lte: return "lte";
        case Rat::nr: return "nr";
    }
    return "";
}

std::string_view rat_title(Rat rat) {
    switch (rat) {
        case Rat::gsm: return "GSM";
        case Rat::umts: return "UMTS";
        case Rat::lte: return "LTE";
        case Rat::nr: return "5G NR";
    }
    return "";
}

std::string_view channel_word(Rat rat) {
    switch (rat) {
        case Rat::gsm: return "ARFCN";
        case Rat::umts: return "UARFCN";
        case Rat::lte: return "EARFCN";
        case Rat::nr: return "NR-ARFCN";
    }
    return "";
}

std::string_view duplex_name(Duplex duplex) {
    switch (duplex) {
        case Duplex::fdd: return "fdd";
        case Duplex::tdd: return "tdd";
        case Duplex::sdl: return "sdl";
        case Duplex::sul: return "sul";
    }
    return "";
}

}  // namespace boresight::catalog
