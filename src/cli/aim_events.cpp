// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/aim_events.h"

#include <fmt/format.h>

#include <memory>

#include "app/aim_figures.h"
#include "app/comeback.h"
#include "cli/aim_person.h"
#include "cli/progress.h"
#include "cli/table.h"

namespace boresight::cli {

namespace {

std::string heading_of(const survey::StopAnnounced& stop) {
    if (stop.kind == survey::StopKind::polarization)
        return fmt::format("Roll {} of about {}: {} at {:g}", stop.nth, stop.of_planned,
                           stop.target.polarization->label, stop.target.azimuth.deg);
    if (stop.kind == survey::StopKind::elevation)
        return fmt::format("Tilt {} of about {}: {} at {:g}", stop.nth, stop.of_planned,
                           app::tilt_words(stop.target.elevation_deg.value_or(0)), stop.target.azimuth.deg);
    if (stop.turn_by_deg)
        return fmt::format("Turn, {} of about {}: from {:g} to {:g}", stop.nth, stop.of_planned,
                           stop.target.azimuth.deg, pose::once_round(stop.target.azimuth.deg + *stop.turn_by_deg));
    return fmt::format("Stop {} of about {}: {:g}", stop.nth, stop.of_planned, stop.target.azimuth.deg);
}

}  // namespace

survey::LiveSweepEvents shown_events(Context& context, const SweepShown& sweep) {
    const bool by_hand = sweep.by_hand;
    const auto bar = std::make_shared<std::unique_ptr<Progress>>();  // draws on a terminal only
    survey::LiveSweepEvents events;
    events.begins = [&context, sweep](const aim::SweepLength& length) {
        if (sweep.by_hand) context.err << safety_words() << '\n';
        if (!context.quiet) context.err << paragraph(length_words(length, sweep.by_hand, sweep.setting)) << std::flush;
    };
    events.stop_announced = [&context, by_hand, bar](const survey::StopAnnounced& stop) {
        const std::string heading = heading_of(stop);
        if (by_hand) context.err << '\n' << heading << '\n';
        const char* meanwhile = stop.turn_by_deg ? "Turn slowly" : "Hold still";
        *bar = std::make_unique<Progress>(context, by_hand ? meanwhile : heading);
    };
    events.dwelling = [bar](double share) { return (*bar)->update(share); };
    events.stop_done = [&context, by_hand, bar](const survey::LiveSweepResult& so_far) {
        const survey::SweepStopRecord& stop = so_far.stops.back();
        bar->reset();
        if (by_hand || (!context.quiet && !context.err_terminal))
            context.err << fmt::format("  {:g}: {}\n", stop.azimuth_deg, heard_words(stop, so_far.estimate))
                        << std::flush;
    };
    events.mishap = [&context, sweep, bar](const survey::SweepMishap& mishap) {
        bar->reset();
        context.err << '\n' << paragraph(app::mishap_words(mishap, sweep.radio, sweep.patience_s)) << std::flush;
    };
    return events;
}

}  // namespace boresight::cli
