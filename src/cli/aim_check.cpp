// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/aim_check.h"

#include <fmt/format.h>

#include <memory>
#include <nlohmann/json.hpp>

#include "app/aim_words.h"
#include "cli/aim_json_parts.h"
#include "cli/arguments.h"
#include "cli/progress.h"
#include "cli/signal_words.h"
#include "cli/table.h"
#include "platform/utc_time.h"
#include "platform/version.h"

namespace boresight::cli {

namespace {

using Json = nlohmann::ordered_json;
using survey::CheckOutcome;

constexpr double check_s = 8;

const char* outcome_name(const app::CheckReport& report) {
    if (report.stopped) return "stopped";
    switch (report.result.outcome) {
        case CheckOutcome::pass: return "pass";
        case CheckOutcome::too_weak: return "too_weak";
        case CheckOutcome::beside: return "beside";
        case CheckOutcome::other_cell: return "other_cell";
        case CheckOutcome::full_scale: return "full_scale";
        case CheckOutcome::not_heard: break;
    }
    return "not_heard";
}

Json passed(const app::CheckReport& report) {
    if (report.stopped || report.result.outcome == CheckOutcome::full_scale) return nullptr;
    return report.result.outcome == CheckOutcome::pass;
}

std::string check_text(const app::CheckReport& report, const Context& context, const std::string& radio) {
    std::string out = report.simulated ? paragraph(radio + ": a made world, no radio was used.") : "";
    out += paragraph(app::check_sentence(report));
    if (report.kept_readings > 0)
        out += paragraph(fmt::format("{} kept with this judgement.", counted(report.kept_readings, "reading")));
    if (!context.quiet && !report.stopped)
        out += paragraph(
            "It passes unless signal quality (SINR) or strength (level) lie below what the sweep expected by more than "
            "the uncertainties of both together (95 %) and another decibel: a smaller loss isn't seen. The level "
            "drifts: check soon after the sweep.");
    if (!context.quiet && report.result.beside_deg)
        out += paragraph(
            "It fails as well where the flanks show that the antenna points beside its mark by more than the "
            "uncertainty of both the sweep and the check (95 %) and a twentieth of the beam.");
    return out + paragraph(app::check_next(report));
}

}  // namespace

Json check_object(const app::CheckReport& report) {
    return {{"outcome", outcome_name(report)},
            {"pass", passed(report)},
            {"sinr_db", value_object(report.result.sinr_db)},
            {"expected_sinr_db", value_object(report.target.sinr_db)},
            {"least_sinr_db", number(report.result.least_sinr_db, 2)},
            {"level_change_db", number(report.result.level_change_db, 2)},
            {"least_level_change_db", number(report.result.least_level_change_db, 2)},
            {"pci", report.target.cell.pci},
            {"frequency_hz", report.target.cell.frequency_hz},
            {"band", report.name ? Json(report.name->band->number) : Json(nullptr)},
            {"earfcn", report.name ? Json(report.name->channel) : Json(nullptr)},
            {"beside_deg", value_object(report.result.beside_deg)},
            {"louder_pci", report.result.louder_pci ? Json(*report.result.louder_pci) : Json(nullptr)},
            {"azimuth_deg", number(report.target.azimuth_deg, 1)},
            {"scale", aim::scale_name(report.scale.kind)},
            {"polarization", report.target.mount.label},
            {"sweep", {{"session", report.sweep.value}, {"start", format_utc(report.sweep_ns)}}}};
}

std::string check_json(const app::CheckReport& report, const std::string& radio) {
    Json out;
    out["boresight"] = version();
    out["command"] = "aim";
    out["simulated"] = report.simulated;
    out["source"] = {{"kind", "device"}, {"name", radio}};
    out["check"] = check_object(report);
    out["sentence"] = app::check_sentence(report);
    out["next"] = app::check_next(report);
    out["kept_readings"] = report.kept_readings;
    return out.dump(-1, ' ', false, Json::error_handler_t::replace) + '\n';
}

void check_pointing(const LiveAimWords& words, app::RadioSession& session, const app::AimFor& who,
                    pose::AntennaHolder* holder, Context& context) {
    const double seconds = words.dwell.empty() ? check_s : number_argument("--dwell", words.dwell, 2, 60, "seconds");
    std::unique_ptr<Progress> bar;
    const auto begins = [&](const app::CheckReport& report, const app::CheckStop& next) {
        pose::Turned turned = pose::Turned::there;
        if (holder) {
            turned =
                holder->turn({.azimuth = {next.azimuth_deg}, .polarization = report.target.mount}, context.stop).end;
        } else {
            context.err << paragraph(fmt::format("The antenna is to be at {}, its bolts tight. Hold still.",
                                                 app::check_place(report)))
                        << std::flush;
        }
        if (turned != pose::Turned::there) return turned;
        bar = std::make_unique<Progress>(
            context, next.of > 1 ? fmt::format("Checking, {} of {}", next.nth, next.of) : "Checking");
        return turned;
    };
    const app::CheckReport report = app::check_job(
        session.radio(), {.database = session.database(), .seconds = seconds, .who = who, .flanks = holder != nullptr},
        begins, [&](double share) { return bar->update(share); }, context.stop);
    bar.reset();
    const std::string radio = session.radio().name().label;
    context.out << (context.format == Format::json ? check_json(report, radio) : check_text(report, context, radio))
                << std::flush;
    if (report.stopped)
        context.exit_code = ExitCode::stopped;
    else if (report.result.outcome != CheckOutcome::pass)
        context.exit_code = ExitCode::answer_is_no;
}

}  // namespace boresight::cli
