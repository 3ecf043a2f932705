// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/undecoded_words.h"

#include <fmt/format.h>

namespace boresight::app {

namespace {

using Kind = survey::Undecoded::Kind;

std::string width_words(double hz) {
    return hz < 1e6 ? fmt::format("{:.0f} kHz", hz / 1e3) : fmt::format("{:.1f} MHz", hz / 1e6);
}

const char* likeness(Kind kind, bool umts_searched) {
    switch (kind) {
        case Kind::lte:
            return "like LTE, but no cell in it can be read: too weak, several alike, or 5G, whose symbols are as long";
        case Kind::umts:
            return umts_searched ? "like UMTS (3G), but no cell in it can be read: too weak, or several alike"
                                 : "like UMTS (3G)";
        case Kind::gsm: return "like GSM (2G)";
        case Kind::narrowband: return "narrow as a tone or speech: no carrier of a network";
        case Kind::noise_like: break;
    }
    return "like noise: another system, or what a device gives off";
}

}  // namespace

const char* name_of(Kind kind) {
    switch (kind) {
        case Kind::lte: return "lte";
        case Kind::umts: return "umts";
        case Kind::gsm: return "gsm";
        case Kind::narrowband: return "narrowband";
        case Kind::noise_like: break;
    }
    return "noise_like";
}

std::string undecoded_words(const survey::Undecoded& what, bool absolute, bool umts_searched) {
    const double middle_mhz = (what.low_hz + what.high_hz) / 2e6;
    const std::string where = absolute ? fmt::format("{:.1f} MHz", middle_mhz)
                                       : fmt::format("{:+.2f} MHz from the recording's middle", middle_mhz);
    const std::string level =
        what.snr_db ? fmt::format("{:.0f} dB over the noise", *what.snr_db) : std::string("all that was captured");
    return fmt::format("{}, {} wide, {:.0f} dBFS, {}: {}.", where, width_words(what.high_hz - what.low_hz),
                       what.power_dbfs, level, likeness(what.kind, umts_searched));
}

}  // namespace boresight::app
