// SPDX-License-Identifier: GPL-3.0-or-later
// Asks cells that were just heard whose they are: listens to SIB1 of their carrier, whole where the radio is wide
// enough, else slice by slice (dsp/lte/slice_collector.h), until it is read or the time for that carrier is over. Where
// the radio hears the whole carrier, it stays a little longer for the messages that SIB1 announces. Cells too weak for
// it aren't asked, and none is asked twice. One thread.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "platform/stop.h"
#include "radio/listen.h"
#include "radio/radio.h"
#include "survey/radio_time.h"
#include "survey/scan.h"

namespace boresight::survey {

constexpr double usual_naming_s = 5;        // of a carrier, at most
constexpr double least_named_sinr_db = -6;  // of a cell that is asked

class CellNaming {
public:
    // `listener`: of that radio, the only one that tunes it.
    CellNaming(radio::Radio& radio, radio::Listener& listener, double most_s);

    // Cells of a piece that was heard at that rate, on their carriers. Ending::complete, or why the radio gave no more.
    radio::Ending name(Stretch& piece, double sample_rate_hz, StopToken stop);

    const RadioTime& time() const { return time_; }

private:
    struct Asked;

    radio::Ending ask(std::span<Asked> cells, double frequency_hz, int n_rb_dl, std::int64_t wall_ns, StopToken stop);

    radio::Radio& radio_;
    radio::Listener& listener_;
    double most_s_;
    std::map<std::pair<double, int>, std::optional<dsp::lte::SystemInfo>> known_;  // by frequency and PCI
    RadioTime time_;
};

}  // namespace boresight::survey
