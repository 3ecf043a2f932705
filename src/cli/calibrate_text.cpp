// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>

#include "catalog/frequency_text.h"
#include "cli/calibrate_report.h"
#include "cli/signal_words.h"
#include "cli/table.h"
#include "platform/utc_time.h"
#include "survey/radio_calibration.h"

namespace boresight::cli {

namespace {

using app::LevelOutcome;

constexpr const char* nothing_measured = "Nothing was measured.\n";
constexpr double least_shown_ppm = 0.01;  // what two decimals can say

std::string signed_ppm(double ppm, double sigma_ppm) {
    return fmt::format("{:+.2f} ± {:.2f} ppm", ppm, std::max(sigma_ppm, least_shown_ppm));
}

std::string clock_words(double clock_ppm, double sigma_ppm) {
    return fmt::format("{:.2f} ± {:.2f} ppm {}", std::abs(clock_ppm), std::max(sigma_ppm, least_shown_ppm),
                       clock_ppm < 0 ? "slow" : "fast");
}

std::string simulated_words(bool simulated) {
    return simulated ? "SIMULATED. " : "";
}

std::string next_words(bool simulated) {
    return simulated ? "Next: boresight scan --radio scene\n" : "Next: boresight scan\n";
}

const char* finding_words(radio::GainFinding finding) {
    switch (finding) {
        case radio::GainFinding::clips: return "clips";
        case radio::GainFinding::compresses: return "compresses before the converter";
        case radio::GainFinding::follows: return "linear";
        case radio::GainFinding::too_low: return "too little signal to overload it";
        case radio::GainFinding::lowest_left: break;
    }
    return "the lowest there is";
}

std::string gain_text(const std::optional<radio::GainChoice>& choice, double gain_db) {
    if (!choice) return paragraph(fmt::format("The gain was given: {:.1f} dB.", gain_db));
    std::string out;
    if (choice->checked_at) {
        out += paragraph(fmt::format("Gain, tried on the strongest carrier ({}), from the top down:",
                                     catalog::frequency_text(choice->checked_at->frequency_hz)));
        Table table({{.heading = "gain", .align = Align::right},
                     {.heading = "level", .align = Align::right},
                     {.heading = "at full scale", .align = Align::right},
                     {.heading = "turned down", .align = Align::right},
                     {.heading = "level fell", .align = Align::right},
                     {.heading = "finding"}});
        for (const radio::GainStep& step : choice->steps)
            table.add_row({fmt::format("{:.1f} dB", step.gain_db), fmt::format("{:.1f} dBFS", step.level_dbfs),
                           fmt::format("{:.2g} %", 100 * step.clipped_share),
                           step.lowered_db ? fmt::format("{:.1f} dB", *step.lowered_db) : "",
                           step.fell_db ? fmt::format("{:.1f} dB", *step.fell_db) : "", finding_words(step.finding)});
        out += table.text();
    }
    if (choice->overloaded)
        return out +
               paragraph(fmt::format(
                   "The radio is overloaded even at {:.1f} dB: something near sends strongly{}. Put an attenuator "
                   "before it, or move the antenna away.",
                   gain_db,
                   choice->max_input ? fmt::format(" (more than {:g} dBm may destroy it)", choice->max_input->dbm)
                                     : ""));
    return out + paragraph(fmt::format("Taken: {:.1f} dB.", gain_db));
}

std::string cell_table(const survey::ClockEstimate& estimate) {
    Table table({{.heading = "cell (PCI)", .align = Align::right},
                 {.heading = "carrier"},
                 {.heading = "looks", .align = Align::right},
                 {.heading = "the radio's clock"},
                 {.heading = "from the others", .align = Align::right},
                 {.heading = ""}});
    for (const survey::CellClock& cell : estimate.cells)
        table.add_row({std::to_string(cell.pci), catalog::frequency_text(cell.frequency_hz), std::to_string(cell.looks),
                       signed_ppm(cell.clock_ppm, cell.sigma_ppm),
                       estimate.cells.size() > 1 ? fmt::format("{:+.2f} ppm", cell.off_ppm) : "",
                       cell.left_out ? "left out" : ""});
    return table.text();
}

std::string agreement_words(const survey::ClockEstimate& estimate) {
    switch (estimate.agreement) {
        case survey::ClockAgreement::several: {
            std::string out = fmt::format("{} agree within what base stations are allowed (0.05 ppm).",
                                          counted(estimate.stations, "station"));
            for (const survey::CellClock& cell : estimate.cells)
                if (cell.left_out)
                    out += fmt::format(
                        " PCI {} at {} is {:.2f} ppm off the others and was left out: a small cell at "
                        "home may be off by 0.25 ppm, a repeater by more.",
                        cell.pci, catalog::frequency_text(cell.frequency_hz), std::abs(cell.off_ppm));
            return out;
        }
        case survey::ClockAgreement::alone:
            return "Only one station tells, and none confirms it: a small cell at home may be off by 0.25 ppm, which "
                   "is "
                   "counted in. More cells make it surer (boresight scan --all, then this again).";
        case survey::ClockAgreement::disputed: break;
    }
    return "The cells don't agree, and which of them are right can't be told: the spread is counted in. More cells "
           "make "
           "it surer (boresight scan --all, then this again).";
}

std::string drift_words(const survey::ClockEstimate& estimate, double seconds) {
    if (!estimate.drift_ppm_per_min)
        return "How it drifts can't be told from one look: --minutes 1 looks again and again.";
    const std::string drift = fmt::format("{:+.3f} ± {:.3f} ppm a minute", *estimate.drift_ppm_per_min,
                                          std::max(0.001, *estimate.drift_sigma_ppm_per_min));
    if (estimate.drifts())
        return fmt::format(
            "It drifts by {}: still warming up. Wait ten minutes with the radio running, and run this "
            "again; ten minutes of that drift are counted in.",
            drift);
    return fmt::format("It drifts by {} over {:.0f} s: steady.", drift, seconds);
}

std::string earlier_words(const app::ClockOutcome& outcome) {
    if (!outcome.earlier || !outcome.kept) return "";
    const std::string then =
        fmt::format("{} on {}", clock_words(outcome.earlier->clock_ppm, outcome.earlier->clock_sigma_ppm),
                    format_utc_minutes(outcome.earlier->made_ns));
    if (!outcome.moved)
        return fmt::format("It was {}; both together: {}.", then,
                           clock_words(outcome.kept->clock_ppm, outcome.kept->clock_sigma_ppm));
    return fmt::format(
        "It was {}, and has moved by more than temperature does: only the new value counts. Is it the "
        "same radio?",
        then);
}

std::string kept_words(bool keep, const std::optional<Error>& error, const store::Device& device,
                       const std::filesystem::path& database) {
    if (!keep) return "Not kept, as asked.";
    if (error) return fmt::format("Not kept in {}.", database.string());
    std::string out = fmt::format("Kept for {} in {}.", device_words(device), database.string());
    if (survey::is_nameless(device))
        out += " Nothing tells this radio from another of its kind: calibrate again whenever you take another one.";
    return out;
}

}  // namespace

std::string device_words(const store::Device& device) {
    return device.serial.empty() ? fmt::format("driver {}", device.driver)
                                 : fmt::format("driver {}, serial {}", device.driver, device.serial);
}

std::string clock_text(const app::ClockRequest& request, const app::ClockOutcome& outcome) {
    std::string out;
    if (!outcome.estimate && outcome.ending != radio::Ending::complete) return nothing_measured;
    if (!outcome.estimate) {
        out += paragraph(simulated_words(outcome.simulated) + "No cell was heard, so nothing tells the radio's clock.");
        if (outcome.gain) out += '\n' + gain_text(outcome.gain, outcome.gain_db);
        return out + "\nNext: boresight scan --all says where cells are, or why there are none.\n";
    }
    const survey::ClockEstimate& estimate = *outcome.estimate;
    out += paragraph(fmt::format("{}The clock of {} is {}.", simulated_words(outcome.simulated), outcome.radio,
                                 clock_words(estimate.clock_ppm, estimate.sigma_ppm)));
    out += '\n' + cell_table(estimate) + '\n';
    out += paragraph(agreement_words(estimate));
    out += paragraph(drift_words(estimate, request.seconds));
    if (!outcome.one_crystal)
        out += paragraph(fmt::format(
            "The samples' own clock is {} by the timing of the cells: either the tuner has another reference than the "
            "converter (a down-converter, say), or the carriers are others than thought.",
            clock_words(outcome.sample_clock->clock_ppm, outcome.sample_clock->sigma_ppm)));
    out += paragraph(earlier_words(outcome));
    out += '\n' + gain_text(outcome.gain, outcome.gain_db) + '\n';
    if (outcome.ending == radio::Ending::stopped)
        out += paragraph(
            fmt::format("Stopped by you after {}; what they showed is here.", counted(outcome.looks, "look")));
    out += paragraph(kept_words(request.keep, outcome.keep_error, outcome.device, request.wishes.database));
    if (outcome.kept && request.keep)
        out += paragraph(fmt::format("From now on scans with this radio look {:g} ppm either side of that.",
                                     survey::calibrated_ppm_window));
    return out + next_words(outcome.simulated);
}

std::string level_text(const app::LevelRequest& request, const app::LevelOutcome& outcome) {
    std::string out;
    if (outcome.levels.empty() && outcome.ending != radio::Ending::complete) return nothing_measured;
    if (outcome.levels.empty()) {
        std::string why;
        switch (outcome.why) {
            case LevelOutcome::Why::nothing_stands_out:
                why =
                    "No carrier stands 20 dB out of the noise where the generator should be: is it switched on, on "
                    "that frequency, and on the radio's own socket?";
                break;
            case LevelOutcome::Why::cell_not_heard: {
                why = fmt::format("PCI {} isn't heard on that carrier", std::get<app::KnownRsrp>(request.against).pci);
                if (outcome.other_pcis.empty())
                    why += "; no other cell is either. Is the antenna's cable on the radio?";
                else
                    why += fmt::format(", only PCI {}. Was the hotspot on another cell?",
                                       fmt::join(outcome.other_pcis, ", "));
                break;
            }
            case LevelOutcome::Why::clips:
                why = "The radio is at the end of its scale: take less level, or less --gain.";
                break;
            case LevelOutcome::Why::found: return nothing_measured;
        }
        out += paragraph(simulated_words(outcome.simulated) + why);
        if (outcome.gain) out += '\n' + gain_text(outcome.gain, outcome.gain_db);
        return out + "\nNext: boresight calibrate --help\n";
    }
    const store::LevelCalibration& first = outcome.levels.front();
    out +=
        paragraph(fmt::format("{}0 dBFS of {} is {} at {} and a gain of {:.1f} dB.", simulated_words(outcome.simulated),
                              outcome.radio, with_spread(first.offset_db, first.offset_sigma_db, "dBm"),
                              catalog::frequency_text(first.frequency_hz), first.gain_db));
    if (outcome.levels.size() > 1) {
        Table table({{.heading = "gain", .align = Align::right}, {.heading = "0 dBFS is"}});
        for (const store::LevelCalibration& level : outcome.levels)
            table.add_row(
                {fmt::format("{:.1f} dB", level.gain_db), with_spread(level.offset_db, level.offset_sigma_db, "dBm")});
        out += '\n' + table.text();
    }
    if (outcome.gain) out += '\n' + gain_text(outcome.gain, outcome.gain_db);
    out += '\n' + paragraph(kept_words(request.keep, outcome.keep_error, outcome.device, request.database));
    out += paragraph(
        "Cells within 5 % of that frequency get dBm from now on; another gain or frequency makes them less sure.");
    return out + next_words(outcome.simulated);
}

std::string calibrations_text(const store::Calibrations& all, const std::filesystem::path& database) {
    if (all.clocks.empty() && all.levels.empty())
        return fmt::format("No radio is calibrated in {}.\nNext: boresight calibrate\n", database.string());
    std::string out;
    if (!all.clocks.empty()) {
        Table table({{.heading = "radio"},
                     {.heading = "when (UTC)"},
                     {.heading = "clock"},
                     {.heading = "drift", .align = Align::right},
                     {.heading = "cells", .align = Align::right}});
        for (const store::ClockCalibration& clock : all.clocks)
            table.add_row({device_words(clock.device), format_utc_minutes(clock.made_ns),
                           signed_ppm(clock.clock_ppm, clock.clock_sigma_ppm),
                           clock.drift_ppm_per_min ? fmt::format("{:+.3f} ppm/min", *clock.drift_ppm_per_min) : "",
                           std::to_string(clock.cells)});
        out += table.text();
    }
    if (!all.levels.empty()) {
        Table table({{.heading = "radio"},
                     {.heading = "when (UTC)"},
                     {.heading = "at"},
                     {.heading = "gain", .align = Align::right},
                     {.heading = "0 dBFS is"},
                     {.heading = "held against"}});
        for (const store::LevelCalibration& level : all.levels)
            table.add_row({device_words(level.device), format_utc_minutes(level.made_ns),
                           catalog::frequency_text(level.frequency_hz), fmt::format("{:.1f} dB", level.gain_db),
                           with_spread(level.offset_db, level.offset_sigma_db, "dBm"),
                           level.held_against == store::HeldAgainst::generator ? "a generator" : "a hotspot"});
        if (!out.empty()) out += '\n';
        out += table.text();
    }
    return out + paragraph("\nOf each radio the latest counts. A clock that is fast (+) shows carriers too low.");
}

std::vector<std::string> level_steps(const app::LevelRequest& request) {
    if (const auto* generator = std::get_if<app::KnownGenerator>(&request.against))
        return {fmt::format("Set the generator to {} and {:g} dBm, without modulation; what a cable or an attenuator "
                            "takes is already off that level.",
                            catalog::frequency_text(generator->frequency_hz), generator->level.dbm),
                "Take the antenna's cable off the radio, and put the generator's on."};
    const auto& known = std::get<app::KnownRsrp>(request.against);
    return {fmt::format("The hotspot said {:g} dBm (RSRP) for PCI {} at {} with the antenna's cable on it.",
                        known.level.dbm, known.pci, catalog::frequency_text(known.frequency_hz)),
            "Switch the hotspot off; then take the antenna's cable off it, and put it on the radio. Leave the antenna "
            "as it is."};
}

}  // namespace boresight::cli
