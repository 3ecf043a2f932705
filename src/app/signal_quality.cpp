// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/signal_quality.h"

#include <cmath>

namespace boresight::app {

SignalQuality quality_of(double sinr_db) {
    if (std::isnan(sinr_db)) return SignalQuality::unknown;
    if (sinr_db >= 20) return SignalQuality::excellent;
    if (sinr_db >= 13) return SignalQuality::good;
    if (sinr_db >= 6) return SignalQuality::fair;
    return sinr_db >= 0 ? SignalQuality::poor : SignalQuality::very_poor;
}

SignalQuality quality_of_ecno(double ecno_db) {
    if (std::isnan(ecno_db)) return SignalQuality::unknown;
    if (ecno_db >= -6) return SignalQuality::excellent;
    if (ecno_db >= -10) return SignalQuality::good;
    if (ecno_db >= -14) return SignalQuality::fair;
    return ecno_db >= -18 ? SignalQuality::poor : SignalQuality::very_poor;
}

const char* quality_word(SignalQuality quality) {
    switch (quality) {
        case SignalQuality::excellent: return "excellent";
        case SignalQuality::good: return "good";
        case SignalQuality::fair: return "fair";
        case SignalQuality::poor: return "poor";
        case SignalQuality::very_poor: return "very poor";
        case SignalQuality::unknown: break;
    }
    return "unknown";
}

}  // namespace boresight::app
