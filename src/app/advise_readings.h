// SPDX-License-Identifier: GPL-3.0-or-later
// The readings of one session, cell by cell and azimuth by azimuth, and the session to take: the newest scan or sweep
// that heard an LTE cell. Errors of the store are thrown. One thread.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "advise/ranking.h"
#include "store/reader.h"

namespace boresight::app {

struct MeasuredSession {
    store::SessionId id;
    store::Session session;
    std::int64_t start_ns = 0;
    std::vector<catalog::FrequencyRange> listened;
    // By the antenna's azimuth in degrees; readings without one stand under an empty key.
    std::map<std::optional<double>, std::vector<advise::MeasuredCell>> cells;
};

std::optional<MeasuredSession> newest_measured(store::Reader& reader);

}  // namespace boresight::app
