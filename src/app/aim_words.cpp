// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/aim_words.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "aim/angle.h"
#include "app/aim_figures.h"
#include "app/aim_umts.h"
#include "app/counted.h"
#include "app/trouble_words.h"

namespace boresight::app {

namespace {

using aim::VerdictKind;

// "3 more stops between 220 and 250 would decide."
std::string more_stops(const aim::Verdict& verdict) {
    if (!verdict.stops_to_decide || *verdict.stops_to_decide == 0 || !verdict.decide_from_deg) return {};
    return fmt::format(" {} between {} and {} would decide.", counted(*verdict.stops_to_decide, "more stop"),
                       degrees(*verdict.decide_from_deg), degrees(*verdict.decide_to_deg));
}

// ", that is 238° true (± 6°)", where true bearings aren't what the scale has anyway.
std::string true_words(const aim::Scale& scale, double azimuth_deg, double low_deg, double high_deg) {
    const auto true_north = aim::to_true(scale, azimuth_deg, low_deg, high_deg);
    if (scale.kind == aim::ScaleKind::true_north || !true_north) return "";
    return fmt::format(", that is {}° true (± {:.0f}°)", degrees(true_north->azimuth_deg),
                       std::ceil(half_of(true_north->azimuth_deg, true_north->low_deg, true_north->high_deg)));
}

std::string point_sentence(const LiveAimReport& report) {
    const survey::LiveEstimate& estimate = report.estimate();
    const aim::Verdict& verdict = estimate.verdict;
    const aim::Scale& scale = report.outcome.setting.scale;
    const double half = half_of(*verdict.azimuth_deg, *verdict.low_deg, *verdict.high_deg);
    const std::string bearing =
        fmt::format("{} (± {:.0f}°)", azimuth_words(scale, *verdict.azimuth_deg), std::max(2.0, std::ceil(half)));
    const double to_deg = estimate.pointing_deg.value_or(*verdict.azimuth_deg);
    if (to_deg == *verdict.azimuth_deg)
        return fmt::format("Point to {}{}.", bearing,
                           true_words(scale, *verdict.azimuth_deg, *verdict.low_deg, *verdict.high_deg));
    return fmt::format(
        "Point to {}{}: {:.0f}° beside the cell's own direction, which is {}, because another cell "
        "disturbs it less there.",
        azimuth_words(scale, to_deg), true_words(scale, to_deg, to_deg, to_deg),
        std::abs(aim::wrap_deg(to_deg - *verdict.azimuth_deg)), bearing);
}

std::string bearing_sentence(const LiveAimReport& report) {
    const aim::Verdict& verdict = report.estimate().verdict;
    const aim::CellFit* fit = report.fit();
    const aim::Scale& scale = report.outcome.setting.scale;
    if (fit == nullptr)
        return fmt::format("Not enough was heard: no cell at {} stops or more, so there is nothing to fit.",
                           aim::least_heard_stops);
    switch (verdict.kind) {
        case VerdictKind::point: return point_sentence(report);
        case VerdictKind::tie: {
            std::string places;
            for (const aim::Arc& arc : fit->bearing.arcs)
                places += fmt::format("{}{} (probability {:.2f})", places.empty() ? "" : " and ",
                                      azimuth_words(scale, arc.centre_deg), arc.probability);
            return fmt::format("{} directions are tied: {}.{}", fit->bearing.arcs.size(), places, more_stops(verdict));
        }
        case VerdictKind::no_direction:
            return fmt::format(
                "No usable direction: power differs by less than the repeatability ({:.1f} dB). A "
                "directional antenna does not help at this spot; try height or another wall.",
                std::max(fit->revisit_db, fit->contrast_db));
        case VerdictKind::not_enough: break;
    }
    if (verdict.low_deg)
        return fmt::format("Not decided: the best direction lies between {} and {} on the scale (95 %).{}",
                           degrees(*verdict.low_deg), degrees(*verdict.high_deg), more_stops(verdict));
    return fmt::format("Not decided: with probability {:.2f} no direction is better; the best so far is {}.{}",
                       fit->p_isotropic, azimuth_words(scale, fit->recommended_deg), more_stops(verdict));
}

void note_missing(const LiveAimReport& report, std::vector<std::string>& notes) {
    int missing = 0, looks = 0;
    bool spoiled = false;
    for (const survey::SweepStopRecord& stop : report.outcome.sweep.stops) {
        spoiled = spoiled || stop.spoiled();
        for (const survey::CarrierDwell& carrier : stop.carriers) {
            missing += carrier.looks_missing;
            looks += carrier.looks_taken;
        }
    }
    if (missing > 0 && !spoiled)
        notes.push_back(
            fmt::format("{} of {} looks have no known level (samples lost) and are left out.", missing, looks));
}

void append(std::string& names, const std::string& name) {
    names += (names.empty() ? "" : ", ") + name;
}

// "12", "3G 5".
std::string band_words(const catalog::Band& band) {
    return band.rat == catalog::Rat::umts ? "3G " + band.label : band.label;
}

// Carriers that were swept for what they tell, though they aren't aimed for; and bands heard in part.
void note_not_aimed_for(const LiveAimReport& report, std::vector<std::string>& notes) {
    std::string no_band, beside;
    for (const survey::SweepCarrier& carrier : report.outcome.sweep.carriers) {
        if (carrier.usable) continue;
        const bool umts = carrier.rat == catalog::Rat::umts;
        append(umts && has_umts(report.who, carrier.frequency_hz) != false ? beside : no_band,
               carrier_words(report, carrier));
    }
    if (!no_band.empty())
        notes.push_back(fmt::format("Swept, but not aimed for, because {} hasn't the band: {}.",
                                    report.who.hotspot ? report.who.hotspot->name : "the hotspot", no_band));
    if (!beside.empty()) notes.push_back(fmt::format("Listened to for its level, but not aimed for: {}.", beside));
    for (const survey::BandNotHeard& one : report.not_heard)
        if (one.partly)
            notes.push_back(fmt::format("Band {} was measured in part only: this {}.", band_words(*one.band), one.why));
}

}  // namespace

const aim::CellFit* LiveAimReport::fit() const {
    const auto& cell = estimate().verdict.cell;
    if (!cell) return nullptr;
    // The verdict is about one cell, whose fit stands at its own place.
    return estimate().fits[*cell] ? &*estimate().fits[*cell] : nullptr;
}

const survey::SweepCarrier* carrier_of(const LiveAimReport& report, const survey::SweepCell& cell) {
    for (const survey::SweepCarrier& carrier : report.outcome.sweep.carriers)
        if (carrier.frequency_hz == cell.frequency_hz) return &carrier;
    return nullptr;
}

std::string azimuth_words(const aim::Scale& scale, double azimuth_deg) {
    switch (scale.kind) {
        case aim::ScaleKind::true_north: return degrees(azimuth_deg) + "° true";
        case aim::ScaleKind::magnetic: return degrees(azimuth_deg) + "° by the compass";
        case aim::ScaleKind::mark: break;
    }
    return "your mark " + degrees(azimuth_deg);
}

// "Bands 2 and 4 weren't measured: radio ends at 1766 MHz."
std::string missing_bands(const LiveAimReport& report) {
    std::vector<survey::BandNotHeard> all = report.not_heard;
    std::sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.band->number < b.band->number; });
    std::map<std::string, std::vector<std::string>> by_reason;
    for (const survey::BandNotHeard& one : all)
        if (!one.partly) by_reason[one.why].push_back(band_words(*one.band));
    std::string out;
    for (const auto& [why, bands] : by_reason) {
        std::string names;
        for (std::size_t i = 0; i < bands.size(); ++i)
            names += (i == 0 ? "" : i + 1 == bands.size() ? " and " : ", ") + bands[i];
        out += fmt::format(" {} {} {} measured: this {}.", bands.size() == 1 ? "Band" : "Bands", names,
                           bands.size() == 1 ? "wasn't" : "weren't", why);
    }
    return out;
}

std::string live_sentence(const LiveAimReport& report) {
    const VerdictKind kind = report.estimate().verdict.kind;
    std::string out = place_words(report) + bearing_sentence(report);
    if (kind == VerdictKind::point || kind == VerdictKind::tie)
        out += mount_sentence(report) + tilt_sentence(report) + lock_sentence(report);
    return out + missing_bands(report);
}

std::vector<std::string> live_notes(const LiveAimReport& report) {
    std::vector<std::string> notes;
    for (const aim::Diagnosis& trouble : told_troubles(report)) notes.push_back(trouble_words(report, trouble));
    note_missing(report, notes);
    const aim::CellFit* fit = report.fit();
    if (fit != nullptr && fit->usable_direction) {
        if (!fit->doubted.empty())
            notes.push_back(fmt::format("{} not used at full weight, because {} fit to the others.",
                                        counted(static_cast<long long>(fit->doubted.size()), "dwell"),
                                        fit->doubted.size() == 1 ? "it doesn't" : "they don't"));
    }
    if (report.estimate().polarization)
        notes.push_back(
            "The difference of the polarizations holds for this spot: half a wavelength away it may be "
            "another.");
    if (!report.outcome.left_out.empty()) {
        std::string names;
        for (const survey::SweepCarrier& carrier : report.outcome.left_out)
            names += (names.empty() ? "" : ", ") + carrier_words(report, carrier);
        notes.push_back("There was no time for weaker carriers: " + names + ".");
    }
    note_not_aimed_for(report, notes);
    if (report.predicted) notes.push_back(prediction_words(*report.predicted));
    return notes;
}

std::string live_next(const LiveAimReport& report) {
    const aim::Verdict& verdict = report.estimate().verdict;
    switch (report.outcome.sweep.end) {
        case survey::LiveSweepEnd::quit: return "Next: boresight aim --resume goes on with this sweep.";
        case survey::LiveSweepEnd::overload:
            return fmt::format("Next: boresight aim --gain {:.0f}", report.outcome.sweep.gain_db);
        case survey::LiveSweepEnd::no_direction: return "Next: sweep again somewhere else, higher or at another wall.";
        case survey::LiveSweepEnd::nothing_heard: return "Next: boresight scan --all looks for other carriers.";
        default: break;
    }
    if (verdict.azimuth_deg)
        return fmt::format(
            "Next: turn the antenna to {}, tighten it, then boresight aim --check.",
            azimuth_words(report.outcome.setting.scale, report.estimate().pointing_deg.value_or(*verdict.azimuth_deg)));
    return "Next: sweep again with more stops (--stops), or from another place.";
}

}  // namespace boresight::app
