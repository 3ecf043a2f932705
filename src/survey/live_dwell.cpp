// SPDX-License-Identifier: GPL-3.0-or-later
#include "survey/live_dwell.h"

#include <algorithm>
#include <cmath>

#include "dsp/core/decibel.h"
#include "dsp/lte/numerology.h"
#include "platform/error.h"
#include "store/scaled.h"
#include "survey/channel_power.h"
#include "survey/steadiness.h"

namespace boresight::survey {

namespace {

constexpr double search_s = 0.080;
constexpr double known_reach_hz = 2500;  // of a carrier whose offset another cell on it tells
constexpr double clock_reach_hz = 10e3;  // of one whose offset the clock tells
constexpr double unknown_reach_ppm = 100;
constexpr double timing_jump_s = 0.02;         // beyond it samples were lost without a word
constexpr double most_of_a_dongle_hz = 2.4e6;  // that it gives without losses
constexpr double ns_per_s = 1e9;
constexpr double steady_s = 1;  // of looks that tell whether the antenna is at rest
constexpr int least_steady_rounds = 6;
constexpr int most_unsteady = 4;  // times that it is waited for to come to rest
constexpr int beside_every = 3;   // rounds: 3G that isn't aimed for is listened to in one of them

bool is_umts(const SweepCarrier& carrier) {
    return carrier.rat == catalog::Rat::umts;
}

// Listened to for its level alone.
bool is_beside(const SweepCarrier& carrier) {
    return is_umts(carrier) && !carrier.usable;
}

// The more of a carrier of UMTS is captured, the better; one of LTE is searched and tracked at 1.92 MS/s.
double rate_for(const radio::Radio& radio, const std::vector<SweepCarrier>& carriers) {
    const bool wide = std::any_of(carriers.begin(), carriers.end(), is_umts);
    for (const double wanted_hz : {wide ? dsp::umts::chip_rate_hz : 0, wide ? most_of_a_dongle_hz : 0})
        if (const auto rate = radio.limits().rate_of_at_least(wanted_hz); wanted_hz > 0 && rate) return *rate;
    if (const auto rate = radio.limits().rate_of_at_least(dsp::lte::base_rate_hz)) return *rate;
    throw Error(Error::Kind::bad_input, {.what = "the radio can't listen to LTE",
                                         .where = radio.name().label,
                                         .expected = "a sample rate of 1.92 MS/s or more",
                                         .fix = "Use another radio"});
}

std::int64_t kept_ns(std::int64_t time_ns) {
    return store::utc_us(time_ns) * store::ns_per_us;
}

}  // namespace

// What a carrier's channel measured in the running dwell.
struct LiveDwell::Ear {
    ChannelPower power;
};

LiveDwell::LiveDwell(radio::Radio& radio, std::vector<SweepCarrier> carriers, Looked looked)
    : radio_(radio),
      listener_(radio),
      rate_hz_(rate_for(radio, carriers)),
      receiver_(dsp::lte::base_rate_hz),
      carriers_(std::move(carriers)),
      looked_(std::move(looked)) {
    if (rate_hz_ != dsp::lte::base_rate_hz) channelizer_.emplace(rate_hz_, dsp::lte::base_rate_hz);
    if (std::any_of(carriers_.begin(), carriers_.end(), is_umts)) {
        chip_filter_.emplace(rate_hz_);
        umts_receiver_.emplace(rate_hz_);
    }
    for (const SweepCarrier& carrier : carriers_) {
        ears_.emplace_back();
        for (const SweepCell& cell : carrier.cells) add_cell(cell);
    }
}

LiveDwell::~LiveDwell() = default;

std::size_t LiveDwell::most_carriers(double settling_s) {
    return static_cast<std::size_t>(longest_dwell_s / least_looks / (settling_s + look_s));
}

void LiveDwell::add_cell(const SweepCell& cell) {
    cells_.push_back(cell);
    watches_.emplace_back(cell, rate_hz_);
}

double LiveDwell::spacing_s() const {
    double round_s = 0;
    for (const SweepCarrier& carrier : carriers_) round_s += settling_s_ + (is_umts(carrier) ? umts_look_s : look_s);
    return std::max(least_spacing_s, round_s);
}

double LiveDwell::dwell_s(double wished_s) const {
    return std::clamp(least_looks * spacing_s(), wished_s, std::max(wished_s, longest_dwell_s));
}

// A made world's time is made to pass; a real radio goes on sending, and what it sends is thrown away.
void LiveDwell::wait_until(std::int64_t monotonic_ns, StopToken stop) {
    if (radio_.name().own_time) {
        radio_.clock().sleep_until(monotonic_ns);
        return;
    }
    radio::Block block;
    while (radio_.clock().monotonic_ns() < monotonic_ns && !stop.stop_requested() && !gone_)
        gone_ = radio_.read(block) == radio::ReadOutcome::unplugged;
}

radio::Heard LiveDwell::hear(double frequency_hz, double seconds, StopToken stop) {
    radio::Heard heard = listener_.listen({frequency_hz, rate_hz_}, seconds, stop);
    settling_s_ = std::max(settling_s_, heard.settling_s);
    if (heard.ending == radio::Ending::unplugged || heard.ending == radio::Ending::no_samples) gone_ = true;
    return heard;
}

void LiveDwell::narrow(dsp::IqSpan samples) {
    if (channelizer_) {
        channelizer_->load(samples);
        channelizer_->extract(0, narrow_);
    } else {
        narrow_.assign(samples.begin(), samples.end());
    }
}

// By the samples' count where that is steadier than the machine's clock, which says when a block arrived.
double LiveDwell::time_s(const radio::Block& block) {
    const double clock_s = static_cast<double>(block.monotonic_ns) / ns_per_s;
    if (radio_.name().own_time) return clock_s;
    const double counted_s = static_cast<double>(block.first_sample) / rate_hz_;
    if (!sample_origin_s_ || std::abs(*sample_origin_s_ + counted_s - clock_s) > timing_jump_s)
        sample_origin_s_ = clock_s - counted_s;
    return *sample_origin_s_ + counted_s;
}

LiveDwell::Reach LiveDwell::reach_of(const SweepCarrier& carrier) const {
    const double f = carrier.frequency_hz;
    Reach reach{.middle_hz = 0, .reach_hz = unknown_reach_ppm * 1e-6 * f};
    for (const SweepCell& cell : cells_) {
        if (cell.frequency_hz == f) return {.middle_hz = cell.cfo_hz, .reach_hz = known_reach_hz};
        reach = {.middle_hz = cell.cfo_hz * f / cell.frequency_hz, .reach_hz = clock_reach_hz};
    }
    return reach;
}

void LiveDwell::search(std::size_t carrier, StopToken stop) {
    const SweepCarrier& on = carriers_[carrier];
    const radio::Heard heard = hear(on.frequency_hz, search_s, stop);
    if (heard.ending != radio::Ending::complete || heard.block.clipped_share > most_clipped_share) return;
    const double time = time_s(heard.block);
    if (is_umts(on)) return search_umts(carrier, heard.block.samples, time);
    narrow(heard.block.samples);
    const Reach reach = reach_of(on);
    const dsp::lte::SearchWindow window{.low_hz = reach.middle_hz - reach.reach_hz,
                                        .high_hz = reach.middle_hz + reach.reach_hz,
                                        .center_frequency_hz = on.frequency_hz};
    for (const dsp::lte::Cell& cell : receiver_.search(narrow_, window).cells) {
        if (!cell.mib) continue;  // it may have more ports than were seen: its levels would not be the sum of all
        const SweepCell seen = sweep_cell(cell, on.frequency_hz);
        carriers_[carrier].n_rb_dl = std::max(carriers_[carrier].n_rb_dl, seen.n_rb_dl);
        found(seen, time + cell.frame_start_sample / dsp::lte::base_rate_hz);
    }
}

void LiveDwell::search_umts(std::size_t carrier, dsp::IqSpan samples, double time) {
    const double frequency_hz = carriers_[carrier].frequency_hz;
    const Reach reach = reach_of(carriers_[carrier]);
    const bool known = std::any_of(cells_.begin(), cells_.end(),
                                   [&](const SweepCell& cell) { return cell.frequency_hz == frequency_hz; });
    const dsp::umts::SearchWindow window{.low_hz = reach.middle_hz - reach.reach_hz,
                                         .high_hz = reach.middle_hz + reach.reach_hz,
                                         .center_frequency_hz = frequency_hz,
                                         .by_pilots = !known || !is_beside(carriers_[carrier])};
    for (const dsp::umts::Cell& cell : umts_receiver_->search(samples, window).cells)
        found(sweep_cell(cell, frequency_hz), time + cell.frame_start_sample / rate_hz_);
}

void LiveDwell::found(const SweepCell& seen, double frame_time_s) {
    for (std::size_t i = 0; i < cells_.size(); ++i) {
        if (cells_[i].frequency_hz != seen.frequency_hz || cells_[i].pci != seen.pci) continue;
        watches_[i].found(seen, frame_time_s);
        if (!cells_[i].pilot_dbm) cells_[i].pilot_dbm = seen.pilot_dbm;
        return;
    }
    add_cell(seen);
    watches_.back().found(seen, frame_time_s);
}

CarrierDwell LiveDwell::begin(const SweepCarrier& carrier) const {
    CarrierDwell dwell;
    dwell.frequency_hz = carrier.frequency_hz;
    dwell.dwell.center_frequency_hz = carrier.frequency_hz;
    dwell.dwell.sample_rate_hz = rate_hz_;
    dwell.dwell.gain_db = kept_db(radio_.gain_db());
    return dwell;
}

void LiveDwell::look(std::size_t carrier, CarrierDwell& dwell, StopToken stop) {
    const bool umts = is_umts(carriers_[carrier]);
    const radio::Heard heard = hear(carriers_[carrier].frequency_hz, umts ? umts_look_s : look_s, stop);
    if (heard.ending == radio::Ending::stopped) return;
    ++dwell.looks_taken;
    if (heard.losses > 0) dwell.dwell.flags |= store::dwell_flag::overflow;
    dwell.clipped_share += heard.block.clipped_share;
    if (heard.ending != radio::Ending::complete || heard.block.clipped_share > most_clipped_share) {
        ++dwell.looks_missing;
        return;
    }
    const double time = time_s(heard.block);
    const double offset_s = static_cast<double>(heard.block.monotonic_ns - dwell.dwell.start_ns) / ns_per_s;
    if (umts) {
        chip_filter_->load(heard.block.samples);
        chip_filter_->extract(0, matched_);
    } else {
        narrow(heard.block.samples);
        ears_[carrier].power.add(narrow_);
    }
    for (std::size_t i = 0; i < cells_.size(); ++i) {
        if (cells_[i].frequency_hz != carriers_[carrier].frequency_hz) continue;
        const auto seen =
            watches_[i].look(umts ? matched_ : narrow_, time, static_cast<int>(std::lround(1e3 * offset_s)));
        if (!seen) continue;
        dwell.looks.push_back({i, *seen});
        if (looked_) looked_(cells_[i], *seen);
    }
}

void LiveDwell::hear_edge(std::size_t carrier, StopToken stop) {
    const SweepCarrier& c = carriers_[carrier];
    for (const double side : {0.5, -0.5}) {
        const double edge_hz = c.frequency_hz + side * channel_width_hz(c.n_rb_dl);
        if (c.n_rb_dl == 0 || !radio_.limits().reaches(edge_hz)) continue;
        const radio::Heard heard = hear(edge_hz, look_s, stop);
        if (heard.ending != radio::Ending::complete) return;
        narrow(heard.block.samples);
        ears_[carrier].power.set_edge(narrow_);
        return;
    }
}

// Forgets what was heard at this stop so far.
void LiveDwell::begin_all(SweepStopRecord& record) {
    record.start_ns = kept_ns(radio_.clock().wall_ns());
    record.carriers.clear();
    for (std::size_t c = 0; c < carriers_.size(); ++c) {
        record.carriers.push_back(begin(carriers_[c]));
        record.carriers.back().dwell.start_ns = radio_.clock().monotonic_ns();
        ears_[c].power.forget_looks();
    }
}

void LiveDwell::end_all(bool still, SweepStopRecord& record) {
    record.end_ns = kept_ns(radio_.clock().wall_ns());
    for (std::size_t c = 0; c < carriers_.size(); ++c) {
        CarrierDwell& dwell = record.carriers[c];
        dwell.dwell.start_ns = record.start_ns;
        dwell.dwell.end_ns = record.end_ns;
        dwell.clipped_share /= std::max(1, dwell.looks_taken);
        if (dwell.clipped_share > most_clipped_share) dwell.dwell.flags |= store::dwell_flag::clipped;
        if (!still) dwell.dwell.flags |= store::dwell_flag::settling;
        if (const auto band = ears_[c].power.reading(carriers_[c].frequency_hz)) dwell.bands.push_back(*band);
    }
}

DwellEnd LiveDwell::measure(const DwellWish& wish, const std::function<bool(double)>& progress, StopToken stop,
                            SweepStopRecord& record) {
    Clock& clock = radio_.clock();
    wait_until(clock.monotonic_ns() + std::llround(after_motion_s * ns_per_s), stop);
    if (wish.search)
        for (std::size_t c = 0; c < carriers_.size() && !gone_; ++c) search(c, stop);
    for (std::size_t c = 0; c < carriers_.size(); ++c) {
        ears_[c].power = ChannelPower();
        hear_edge(c, stop);
    }
    begin_all(record);
    const double spacing = spacing_s();
    const int rounds = static_cast<int>(std::lround(dwell_s(wish.seconds) / spacing));
    const int judged = std::clamp(static_cast<int>(std::lround(steady_s / spacing)), least_steady_rounds, rounds);
    int unsteady = 0;
    std::int64_t first_ns = clock.monotonic_ns();
    for (int round = 0; round < rounds; ++round) {
        for (std::size_t c = 0; c < carriers_.size(); ++c) {
            const double due_s = spacing * (round + static_cast<double>(c) / static_cast<double>(carriers_.size()));
            wait_until(first_ns + std::llround(due_s * ns_per_s), stop);
            const bool rests = is_beside(carriers_[c]) && round % beside_every != 0;
            if (!gone_ && !rests) look(c, record.carriers[c], stop);
            const bool go_on = !progress || progress((round + 1.0) / rounds);
            if (gone_) return DwellEnd::unplugged;
            if (!stop.stop_requested() && go_on) continue;
            end_all(unsteady <= most_unsteady, record);
            return DwellEnd::stopped;
        }
        if (round + 1 != judged || !still_moves(record)) continue;
        if (++unsteady > most_unsteady) continue;
        begin_all(record);
        first_ns = clock.monotonic_ns();
        round = -1;
    }
    end_all(unsteady <= most_unsteady, record);
    return DwellEnd::done;
}

DwellEnd LiveDwell::follow(const std::function<bool(double)>& goes_on, StopToken stop, SweepStopRecord& record) {
    Clock& clock = radio_.clock();
    begin_all(record);
    const double between_s = spacing_s() / static_cast<double>(carriers_.size());
    const std::int64_t first_ns = clock.monotonic_ns();
    for (std::size_t nth = 0;; ++nth) {
        wait_until(first_ns + std::llround(between_s * static_cast<double>(nth) * ns_per_s), stop);
        if (gone_) return DwellEnd::unplugged;
        if (stop.stop_requested()) return DwellEnd::stopped;
        if (!goes_on(static_cast<double>(clock.monotonic_ns() - first_ns) / ns_per_s)) break;
        const std::size_t carrier = nth % carriers_.size();
        look(carrier, record.carriers[carrier], stop);
    }
    end_all(true, record);
    for (CarrierDwell& dwell : record.carriers) dwell.bands.clear();
    return DwellEnd::done;
}

}  // namespace boresight::survey
