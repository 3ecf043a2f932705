// SPDX-License-Identifier: GPL-3.0-or-later
// Measures the cells of UMTS carriers again and again. A carrier is searched at first, and again after an hour or where
// no cell of it is known, which finds new cells and says whose they are; in between those that are known are tracked
// (dsp/umts/track.h), which takes 6 ms of processor a cell and round. What a cell once said of itself holds for it
// until it is found to be another's. A cell that isn't detected isn't in the round. Frequencies in Hz, times those of
// the radio's clock. Throws what the radio throws. One thread.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <vector>

#include "platform/stop.h"
#include "radio/listen.h"
#include "survey/carrier_scan.h"

namespace boresight::survey {

class UmtsRounds {
public:
    // The pieces go to `scanner`, which has that radio and listener and was told to search for UMTS.
    UmtsRounds(radio::Radio& radio, radio::Listener& listener, CarrierScanner& scanner,
               std::span<const double> carriers_hz);
    ~UmtsRounds();

    // One round. `goes_on` is asked after each carrier, and told how many are done.
    radio::Ending measure(StopToken stop, const std::function<bool(std::size_t done)>& goes_on);

private:
    struct Carrier;
    struct Tracking;

    bool wants_search(const Carrier& carrier) const;
    radio::Ending search(Carrier& carrier, StopToken stop);
    radio::Ending track(Carrier& carrier, StopToken stop);

    radio::Radio& radio_;
    radio::Listener& listener_;
    CarrierScanner& scanner_;
    std::unique_ptr<Tracking> tracking_;
    std::vector<Carrier> carriers_;
};

}  // namespace boresight::survey
