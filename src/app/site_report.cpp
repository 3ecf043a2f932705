// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/site_report.h"

#include <fmt/format.h>

#include <algorithm>

#include "app/source_facts.h"
#include "catalog/name_key.h"
#include "platform/error.h"
#include "report/sweep_picture.h"
#include "survey/heard_carriers.h"
#include "survey/radio_calibration.h"
#include "survey/stored_check.h"

namespace boresight::app {

namespace {

std::optional<survey::StoredSweep> newest_sweep(store::Reader& reader, const SiteReportRequest& request) {
    const auto last = reader.last_session();
    std::optional<survey::StoredSweep> broken_off;
    for (std::int64_t id = last ? last->value : 0; id > 0; --id) {
        auto found = survey::stored_sweep(reader, {id});
        if (!found ||
            (!request.site.empty() && catalog::name_key(found->origin.site) != catalog::name_key(request.site)))
            continue;
        if (found->finished) return found;
        if (!broken_off) broken_off = std::move(found);
    }
    return broken_off;
}

survey::StoredSweep wanted_sweep(store::Reader& reader, const SiteReportRequest& request) {
    auto found = request.session ? survey::stored_sweep(reader, *request.session) : newest_sweep(reader, request);
    if (found) return *std::move(found);
    if (request.session)
        throw Error(Error::Kind::bad_input, {.what = fmt::format("session {} is no sweep", request.session->value),
                                             .where = "--session",
                                             .expected = "the number of a run of \"boresight aim\" that measured",
                                             .fix = "Leave it out to report the last one"});
    throw Error(Error::Kind::bad_input,
                {.what = request.site.empty() ? "no sweep was measured yet, so there is nothing to report"
                                              : fmt::format("no sweep was measured at \"{}\"", request.site),
                 .where = request.site.empty() ? request.database.string() : "--site",
                 .expected = "a sweep by \"boresight aim\"",
                 .fix = request.site.empty() ? "Make one with \"boresight aim\""
                                             : "Name the place as \"boresight setup\" has it"});
}

std::vector<survey::BandNotHeard> bands_not_heard(const survey::SweepOrigin& origin) {
    survey::ScanQuestion question;
    question.lte = std::ranges::any_of(origin.carriers, [](const auto& each) { return each.rat == catalog::Rat::lte; });
    const catalog::Rat rat = question.lte ? catalog::Rat::lte : catalog::Rat::umts;
    for (const int number : origin.not_heard)
        if (const catalog::Band* band = catalog::find_band(rat, number)) question.bands.push_back(band);
    if (question.bands.empty()) return {};
    radio::RadioLimits limits;
    limits.tuner = origin.reach;
    return survey::plan_scan(question, limits).not_heard;
}

survey::LiveSweepEnd end_of(bool finished, aim::VerdictKind kind) {
    if (!finished) return survey::LiveSweepEnd::quit;
    return kind == aim::VerdictKind::no_direction ? survey::LiveSweepEnd::no_direction : survey::LiveSweepEnd::decided;
}

LiveAimReport printed(const survey::StoredSweep& stored, const std::filesystem::path& database) {
    LiveAimReport report;
    survey::LiveSweepResult& sweep = report.outcome.sweep;
    sweep.estimate = survey::estimate_again(stored);
    sweep.end = end_of(stored.finished, sweep.estimate.verdict.kind);
    sweep.present_deg = stored.origin.setting.plan.first_azimuth_deg;
    sweep.stops = stored.stops;
    sweep.cells = stored.cells;
    survey::take_pilot_powers(store::read_announcements(database), sweep.cells);
    sweep.carriers = stored.origin.carriers;
    sweep.gain_db = stored.gain_db.value_or(0);
    report.outcome.setting = stored.origin.setting;
    report.outcome.operator_name = stored.origin.operator_name;
    report.outcome.simulated = stored.origin.simulated;
    report.radio = stored.origin.radio;
    report.not_heard = bands_not_heard(stored.origin);
    report.database = database;
    report.who = aim_for_origin(stored.origin);
    return report;
}

void add_checks(store::Reader& reader, store::History& history, const survey::StoredSweep& stored, SiteReport& out) {
    const auto target = survey::check_target(stored, out.aim.estimate());
    if (!target) return;
    const bool tdd = target->cell.duplex == dsp::lte::Duplex::tdd;
    for (const survey::StoredCheck& check : survey::stored_checks(reader, history, stored, *target)) {
        CheckReport report;
        report.target = *target;
        report.result = check.result;
        report.sweep = stored.session;
        report.sweep_ns = stored.start_ns;
        report.scale = stored.origin.setting.scale;
        report.simulated = stored.origin.simulated;
        report.name = carrier_name(out.aim.who, target->carrier.frequency_hz, tdd);
        out.checks.push_back(std::move(report));
        out.checked_ns.push_back(check.start_ns);
    }
}

// The best carrier as it would do with the antenna turned there.
std::optional<aim::CarrierPointing> best_at(const LiveAimReport& report, double azimuth_deg) {
    const survey::LiveSweepResult& sweep = report.outcome.sweep;
    const aim::CarrierPointing* best = best_there(report);
    if (best == nullptr) return std::nullopt;
    const auto there =
        survey::carriers_at(azimuth_deg, {sweep.carriers, sweep.cells}, sweep.estimate, sweep.present_deg);
    if (!there) return std::nullopt;
    for (const aim::CarrierPointing& each : there->carriers)
        if (each.carrier == best->carrier) return each;
    return std::nullopt;
}

}  // namespace

SiteReport site_report(const SiteReportRequest& request) {
    store::Reader reader(request.database);
    const survey::StoredSweep stored = wanted_sweep(reader, request);
    SiteReport out;
    out.aim = printed(stored, request.database);
    out.session = stored.session;
    out.start_ns = stored.stops.front().start_ns;
    out.end_ns = stored.stops.back().end_ns;
    out.finished = stored.finished;
    out.site = stored.origin.site;
    out.antenna = stored.origin.antenna;
    out.position = stored.origin.setting.position;
    store::History history(request.database);
    for (const store::KnownSession& known : history.sessions())
        if (known.id == stored.session) out.software = known.session.software;
    const survey::RadioCalibration calibration =
        survey::calibration_of(radio_name_of(stored.origin.radio), request.database);
    out.clock = calibration.clock;
    out.levels = calibration.levels;
    out.before = best_at(out.aim, out.aim.outcome.sweep.present_deg);
    if (const aim::CarrierPointing* best = best_there(out.aim)) out.after = *best;
    add_checks(reader, history, stored, out);
    return out;
}

std::string cell_title(const SiteReport& report, std::size_t cell) {
    const survey::SweepCell& one = report.aim.outcome.sweep.cells[cell];
    const survey::SweepCarrier* carrier = carrier_of(report.aim, one);
    return fmt::format("cell {}{}", identity_words(one),
                       carrier == nullptr ? "" : " on " + carrier_words(report.aim, *carrier));
}

std::string cell_picture(const SiteReport& report, std::size_t cell) {
    const survey::LiveEstimate& estimate = report.aim.estimate();
    if (cell >= estimate.fits.size() || !estimate.fits[cell]) return {};
    const aim::Scale& scale = report.aim.outcome.setting.scale;
    const char* degrees_of = scale.kind == aim::ScaleKind::true_north ? "degrees from true north"
                             : scale.kind == aim::ScaleKind::magnetic ? "degrees by the compass"
                                                                      : "degrees of the scale on the mast";
    report::SweepPicture picture{.title = cell_title(report, cell),
                                 .sentence = "",
                                 .stops = estimate.cells[cell].places,
                                 .readings = estimate.cells[cell].levels.readings,
                                 .fit = *estimate.fits[cell],
                                 .present_deg = report.aim.outcome.sweep.present_deg,
                                 .recommended_deg = estimate.pointing_deg,
                                 .scale_words = degrees_of};
    picture.title[0] = 'C';
    if (report.aim.outcome.simulated) picture.title = "SIMULATED: " + picture.title;
    return report::sweep_svg(picture);
}

}  // namespace boresight::app
