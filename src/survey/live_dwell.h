// SPDX-License-Identifier: GPL-3.0-or-later
// One stop of a sweep, once the antenna is at rest: all carriers in turn on one radio, each a look of 10 ms (UMTS: 15)
// with its settling thrown away, every 100 ms or as often as their number allows; cells that weren't known are looked
// for as well. The first second after a motion is thrown away, and so are looks whose levels show that the antenna
// still moves. 3G that isn't aimed for is listened to in every third round, and searched only for what shows by itself
// once cells of its carrier are known. Beside the cells the power of each channel is measured, and the noise at its
// edge, where nobody sends. Times are those of the radio's clock. Throws an Error where the radio has no rate that LTE
// needs. One thread.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "dsp/core/resample.h"
#include "dsp/lte/receiver.h"
#include "dsp/umts/chip_filter.h"
#include "dsp/umts/receiver.h"
#include "platform/stop.h"
#include "radio/listen.h"
#include "survey/cell_watch.h"
#include "survey/sweep_stop.h"

namespace boresight::survey {

constexpr double look_s = 0.010;
constexpr double umts_look_s = 0.015;  // a frame and a slot, and what filters spoil
constexpr double least_spacing_s = 0.1;
constexpr double longest_dwell_s = 20;
constexpr int least_looks = 20;
constexpr double after_motion_s = 1;  // thrown away: the antenna still sways

struct DwellWish {
    double seconds = 8;
    bool search = false;  // for cells that aren't known
};

enum class DwellEnd { done, stopped, unplugged };

class LiveDwell {
public:
    LiveDwell(radio::Radio& radio, std::vector<SweepCarrier> carriers, Looked looked = {});
    ~LiveDwell();

    // How many carriers can be swept within the longest dwell.
    static std::size_t most_carriers(double settling_s);

    // Fills in what is measured; kind and pose are the caller's. `progress` is told the share done and answers whether
    // to go on; what was measured until it was stopped is there all the same.
    DwellEnd measure(const DwellWish& wish, const std::function<bool(double)>& progress, StopToken stop,
                     SweepStopRecord& record);

    // The same while the antenna is turned, from now on as long as `goes_on` says so, which is asked before each look
    // with the seconds since the first. Nothing is thrown away, no cell is looked for, no channel's power measured.
    DwellEnd follow(const std::function<bool(double since_s)>& goes_on, StopToken stop, SweepStopRecord& record);

    // Those of the carriers, then those found on the way: never fewer, never in another order.
    const std::vector<SweepCell>& cells() const { return cells_; }
    // Adds a cell that is known from elsewhere, at the end.
    void add_cell(const SweepCell& cell);

    double spacing_s() const;  // between looks at one cell
    double dwell_s(double wished_s) const;

private:
    struct Ear;

    void wait_until(std::int64_t monotonic_ns, StopToken stop);
    radio::Heard hear(double frequency_hz, double seconds, StopToken stop);
    void narrow(dsp::IqSpan samples);
    double time_s(const radio::Block& block);
    void search(std::size_t carrier, StopToken stop);
    void search_umts(std::size_t carrier, dsp::IqSpan samples, double time_s);
    struct Reach {
        double middle_hz = 0, reach_hz = 0;
    };
    Reach reach_of(const SweepCarrier& carrier) const;
    void found(const SweepCell& seen, double frame_time_s);
    void look(std::size_t carrier, CarrierDwell& dwell, StopToken stop);
    void hear_edge(std::size_t carrier, StopToken stop);
    CarrierDwell begin(const SweepCarrier& carrier) const;
    void begin_all(SweepStopRecord& record);
    void end_all(bool still, SweepStopRecord& record);

    radio::Radio& radio_;
    radio::Listener listener_;
    double rate_hz_;
    std::optional<dsp::Channelizer> channelizer_;  // where the radio hasn't the rate itself
    dsp::IqBuffer narrow_;                         // what was heard last, at 1.92 MS/s
    dsp::lte::Receiver receiver_;
    std::optional<dsp::umts::ChipFilter> chip_filter_;  // both where a carrier of UMTS is among them
    std::optional<dsp::umts::Receiver> umts_receiver_;
    dsp::IqBuffer matched_;
    std::vector<SweepCarrier> carriers_;
    Looked looked_;
    std::vector<Ear> ears_;  // one a carrier
    std::vector<SweepCell> cells_;
    std::vector<CellWatch> watches_;         // one a cell
    double settling_s_ = 0.005;              // the longest so far
    std::optional<double> sample_origin_s_;  // what the clock showed at sample 0
    bool gone_ = false;
};

}  // namespace boresight::survey
