// SPDX-License-Identifier: GPL-3.0-or-later
#include "survey/umts_rounds.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "dsp/umts/chip_filter.h"
#include "dsp/umts/track.h"
#include "survey/operator_names.h"
#include "survey/stretches.h"

namespace boresight::survey {

namespace {

constexpr double round_look_s = 0.06;
constexpr std::int64_t search_every_ns = 3'600'000'000'000;

struct KnownCell {
    UmtsScanCell said;  // as it was found: what it said of itself counts
    dsp::umts::Tracker tracker;
};

// What it said before holds where it says nothing now, unless it is another network's by now.
void take_over(const UmtsScanCell& before, UmtsScanCell& now) {
    using Info = dsp::umts::SystemInfo;
    if (!before.cell.system_info) return;
    const Info& old = *before.cell.system_info;
    Info info = now.cell.system_info.value_or(Info{});
    if (old.mib && info.mib && old.mib->plmn != info.mib->plmn) return;
    const auto fill = [&](auto Info::*part) {
        if (!(info.*part)) info.*part = old.*part;
    };
    fill(&Info::mib);
    fill(&Info::sib1);
    fill(&Info::sib3);
    fill(&Info::sib5);
    fill(&Info::sib11);
    fill(&Info::sib19);
    now.cell.system_info = info;
    now.operated_by = operator_by_mib(info);
}

}  // namespace

struct UmtsRounds::Tracking {
    explicit Tracking(double rate_hz) : filter(rate_hz) {}

    dsp::umts::ChipFilter filter;
    dsp::IqBuffer matched;
};

struct UmtsRounds::Carrier {
    double frequency_hz = 0;
    std::optional<std::int64_t> searched_ns;
    std::vector<KnownCell> cells;
};

UmtsRounds::UmtsRounds(radio::Radio& radio, radio::Listener& listener, CarrierScanner& scanner,
                       std::span<const double> carriers_hz)
    : radio_(radio), listener_(listener), scanner_(scanner) {
    if (!carriers_hz.empty()) tracking_ = std::make_unique<Tracking>(scanner.sample_rate_hz());
    for (const double hz : carriers_hz) carriers_.push_back({.frequency_hz = hz, .searched_ns = {}, .cells = {}});
}

UmtsRounds::~UmtsRounds() = default;

bool UmtsRounds::wants_search(const Carrier& carrier) const {
    return carrier.cells.empty() || !carrier.searched_ns ||
           radio_.clock().monotonic_ns() - *carrier.searched_ns >= search_every_ns;
}

radio::Ending UmtsRounds::measure(StopToken stop, const std::function<bool(std::size_t done)>& goes_on) {
    for (std::size_t k = 0; k < carriers_.size(); ++k) {
        Carrier& carrier = carriers_[k];
        const radio::Ending ending = wants_search(carrier) ? search(carrier, stop) : track(carrier, stop);
        if (ending != radio::Ending::complete) return ending;
        if (!goes_on(k + 1)) return radio::Ending::stopped;
    }
    return radio::Ending::complete;
}

radio::Ending UmtsRounds::search(Carrier& carrier, StopToken stop) {
    const std::size_t first = scanner_.pieces().size();
    const UmtsPlaces place{.points_hz = {carrier.frequency_hz}};
    radio::Ending ending = scanner_.scan_umts({&place, 1}, stop);
    if (ending == radio::Ending::complete) ending = scanner_.end_umts(stop);
    if (ending == radio::Ending::complete) carrier.searched_ns = radio_.clock().monotonic_ns();
    for (std::size_t k = first; k < scanner_.pieces().size(); ++k)
        for (UmtsScanCell found : scanner_.pieces()[k].umts_cells) {
            if (found.frequency_hz != carrier.frequency_hz) continue;
            const auto known = std::find_if(carrier.cells.begin(), carrier.cells.end(), [&](const KnownCell& cell) {
                return cell.said.cell.psc == found.cell.psc;
            });
            dsp::umts::Tracker tracker(
                {.psc = found.cell.psc, .cfo_hz = found.cell.cfo_hz, .clock_ppm = found.cell.clock_ppm.value_or(0)},
                {.rate_hz = scanner_.sample_rate_hz(), .carrier_hz = 0});
            if (known == carrier.cells.end()) {
                carrier.cells.push_back({std::move(found), std::move(tracker)});
            } else {
                take_over(known->said, found);
                *known = {std::move(found), std::move(tracker)};
            }
        }
    return ending;
}

radio::Ending UmtsRounds::track(Carrier& carrier, StopToken stop) {
    const radio::Heard heard = listener_.listen({carrier.frequency_hz, scanner_.sample_rate_hz()}, round_look_s, stop);
    if (heard.ending != radio::Ending::complete) return heard.ending;
    tracking_->filter.load(heard.block.samples);
    tracking_->filter.extract(carrier.frequency_hz - *heard.block.center_frequency_hz, tracking_->matched);
    Stretch piece = piece_of(heard);
    for (KnownCell& known : carrier.cells) {
        dsp::umts::TrackLook look = known.tracker.look(tracking_->matched);
        if (!look.cell) continue;
        UmtsScanCell now = known.said;
        now.cell = std::move(*look.cell);
        now.cell.system_info = known.said.cell.system_info;
        piece.umts_cells.push_back(std::move(now));
    }
    scanner_.add(std::move(piece), heard);
    return radio::Ending::complete;
}

}  // namespace boresight::survey
