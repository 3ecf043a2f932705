// SPDX-License-Identifier: GPL-3.0-or-later
// Which carriers a command measures that wants those with cells: those that were asked for; else those on which a short
// scan of the bands or the operator asked for hears cells; else those of the latest scan in the database; else those of
// a scan of the likely carriers. Throws what the radio throws, and an Error of kind `missing` where it goes away. One
// thread.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "platform/error.h"
#include "platform/stop.h"
#include "radio/radio.h"
#include "survey/ppm_window.h"
#include "survey/scan_plan.h"

namespace boresight::app {

struct CarrierWishes {
    survey::ScanQuestion question{};
    bool asked_for_some = false;  // `question` names carriers, bands or an operator for this run
    std::filesystem::path database{};
    std::optional<double> gain_db{};  // of a scan; none: below the top
    survey::PpmWindow ppm_window{};
};

// In Hz, ascending.
struct MeasuredCarriers {
    std::vector<double> lte_hz, umts_hz;

    bool empty() const { return lte_hz.empty() && umts_hz.empty(); }
};

// `say`: told in words what takes a while or is left out. Empty: no cell is heard, or the user stopped it. UMTS only
// where the question wants it.
MeasuredCarriers measured_carriers(radio::Radio& radio, const CarrierWishes& wishes,
                                   const std::function<void(const std::string&)>& say, StopToken stop);

// Of a radio that stopped giving samples before the work proper.
Error gone_while_prepared(const radio::Radio& radio);

}  // namespace boresight::app
