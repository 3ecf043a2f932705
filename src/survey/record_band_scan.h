// SPDX-License-Identifier: GPL-3.0-or-later
// Keeps a scan with a radio while it goes on: one session, one sweep, a dwell for the power of each span and for each
// piece of carriers, each in a commit of its own, so that a kill loses at most one. Carriers are named as far as they
// are known by then. Throws what the store throws; what was kept before stays. One thread.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

#include "platform/clock.h"
#include "platform/position.h"
#include "store/writer.h"
#include "survey/band_scan.h"

namespace boresight::survey {

struct RadioOrigin {
    std::string radio;     // its label
    std::string antenna;   // empty: unknown
    std::string settings;  // what was asked
    std::string command = "scan";
    bool simulated = false;
    std::optional<Position> position;
    store::Pose pose;
};

class BandScanRecord {
public:
    // `clock`: the radio's.
    BandScanRecord(const std::filesystem::path& database, RadioOrigin origin, const Clock& clock);

    void keep(const SpanHeard& span);
    // sample_rate_hz: of the piece.
    void keep(const Stretch& piece, double sample_rate_hz);
    void end(radio::Ending ending);

    std::int64_t readings() const { return writer_.acknowledged(); }

private:
    RadioOrigin origin_;
    const Clock& clock_;
    store::Writer writer_;
    store::SessionId session_;
    store::SweepId sweep_;
};

}  // namespace boresight::survey
