// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>

#include <cmath>

#include "app/aim_figures.h"
#include "app/aim_words.h"
#include "app/check_job.h"
#include "platform/utc_time.h"

namespace boresight::app {

namespace {

using survey::CheckOutcome;

std::string cell_words(const CheckReport& report) {
    const std::string cell = "cell " + identity_words(report.target.cell);
    if (!report.name) return cell;
    const bool umts = report.target.cell.rat == catalog::Rat::umts;
    return fmt::format("{} on {}band {} (carrier {} {})", cell, umts ? "3G " : "", report.name->band->label,
                       umts ? "UARFCN" : "EARFCN", report.name->channel);
}

// Of the carrier's other cell that is louder.
std::string louder_words(const CheckReport& report) {
    return fmt::format("{} {}", report.target.cell.rat == catalog::Rat::umts ? "PSC" : "PCI",
                       *report.result.louder_pci);
}

std::string expected_words(const CheckReport& report) {
    const aim::Value& expected = report.target.sinr_db;
    return fmt::format("the sweep of {} UTC expected {:.0f} dB ({:.0f} to {:.0f})", format_utc_minutes(report.sweep_ns),
                       expected.value, expected.low, expected.high);
}

std::string measured_words(const CheckReport& report) {
    if (!report.result.sinr_db)
        return fmt::format("Heard is the {}, which was swept at {} UTC", cell_words(report),
                           format_utc_minutes(report.sweep_ns));
    const aim::Value& measured = *report.result.sinr_db;
    return fmt::format("Signal quality (SINR) {} dB ({} to {}) of {}; {}", decibels(measured.value),
                       decibels(measured.low), decibels(measured.high), cell_words(report), expected_words(report));
}

std::string level_words(const CheckReport& report) {
    const double change = *report.result.level_change_db;
    return fmt::format("Its signal strength is {} dB {} what the sweep found there, and up to {} dB below passes.",
                       decibels(std::abs(change)), change < 0 ? "below" : "above",
                       decibels(-report.result.least_level_change_db));
}

// By the flanks; nothing where none was measured.
std::string beside_words(const CheckReport& report) {
    if (!report.result.beside_deg) return "";
    const aim::Value& beside = *report.result.beside_deg;
    return fmt::format(" By its flanks it points {:.0f}° {} its mark ({:+.0f} to {:+.0f}, 95 %).",
                       std::abs(beside.value), beside.value < 0 ? "left of" : "right of", beside.low, beside.high);
}

}  // namespace

std::string check_place(const CheckReport& report) {
    return fmt::format("{}, mounted {}", azimuth_words(report.scale, report.target.azimuth_deg),
                       report.target.mount.label);
}

std::string check_sentence(const CheckReport& report) {
    const survey::CheckResult& result = report.result;
    const std::string least = decibels(result.least_sinr_db);
    if (report.stopped) return "Stopped: nothing was checked.";
    switch (result.outcome) {
        case CheckOutcome::pass:
            return fmt::format("PASS. {}, and {} dB or more passes. {}{}", measured_words(report), least,
                               level_words(report), beside_words(report));
        case CheckOutcome::too_weak:
            return fmt::format("FAIL. {}, and {} dB or more passes. {}{}", measured_words(report), least,
                               level_words(report), beside_words(report));
        case CheckOutcome::beside:
            return fmt::format("FAIL. The antenna points beside its mark.{} {}. {}", beside_words(report),
                               measured_words(report), level_words(report));
        case CheckOutcome::other_cell:
            return fmt::format("FAIL. Another cell of the carrier, {}, is louder here. {}.", louder_words(report),
                               measured_words(report));
        case CheckOutcome::full_scale:
            return "Not told: the radio was at full scale, so its levels say nothing. Something near sends.";
        case CheckOutcome::not_heard: break;
    }
    const std::string other =
        result.louder_pci ? fmt::format(" {} is heard instead.", louder_words(report)) : std::string();
    return fmt::format("FAIL. The {} isn't heard, though {}.{}", cell_words(report), expected_words(report), other);
}

std::string check_next(const CheckReport& report) {
    if (report.stopped) return "Next: boresight aim --check";
    if (report.result.outcome == CheckOutcome::pass)
        return "Next: lock it (boresight advise), and leave boresight log running.";
    if (report.result.outcome == CheckOutcome::full_scale)
        return "Next: switch off what sends nearby, and check again.";
    if (report.result.outcome == CheckOutcome::beside) {
        const double beside_deg = report.result.beside_deg->value;
        return fmt::format(
            "Next: turn the antenna {:.0f}° to the {} and check again, or see why its scale isn't that of the sweep; "
            "boresight aim sweeps anew.",
            std::abs(beside_deg), beside_deg < 0 ? "right" : "left");
    }
    return fmt::format(
        "Next: see that the antenna is at {}, that the plugs are tight and dry, and check again; "
        "boresight aim sweeps anew.",
        check_place(report));
}

}  // namespace boresight::app
