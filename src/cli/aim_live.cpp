// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/aim_live.h"

#include <fmt/format.h>

#include <memory>

#include "app/aim_setting.h"
#include "app/comeback.h"
#include "app/pause.h"
#include "catalog/name_key.h"
#include "cli/aim_antenna.h"
#include "cli/aim_check.h"
#include "cli/aim_company.h"
#include "cli/aim_events.h"
#include "cli/aim_holder.h"
#include "cli/aim_predicted.h"
#include "cli/aim_scale.h"
#include "cli/aim_umts.h"
#include "cli/arguments.h"
#include "cli/bearing_argument.h"
#include "cli/catalog_arguments.h"
#include "cli/device_arguments.h"
#include "cli/place_argument.h"
#include "cli/table.h"
#include "platform/file_system.h"

namespace boresight::cli {

namespace {

// Two at least; the first two stand by themselves.
void set_polarizations(const std::string& text, survey::LiveSweepSetting& setting) {
    const std::string all = "vertical:0,horizontal:90,+45:45,-45:-45";
    std::vector<pose::Polarization> named;
    bool good = true;
    for (const std::string& part : catalog::split(text == "all" ? all : text, ',')) {
        const std::vector<std::string> sides = catalog::split(part, ':');
        good = good && sides.size() == 2 && !sides[0].empty();
        if (!good) break;
        named.push_back({sides[0], number_argument("--polarizations", sides[1], -90, 90, "degrees")});
        for (std::size_t i = 0; i + 1 < named.size(); ++i) good = good && named[i].deg != named.back().deg;
    }
    if (!good || named.size() < 2)
        throw Error(Error::Kind::bad_input, {.what = fmt::format("\"{}\" isn't two polarizations or more", text),
                                             .where = "--polarizations",
                                             .expected = "names with their angles from vertical, as in "
                                                         "vertical:0,horizontal:90, or all",
                                             .fix = ""});
    setting.polarizations = {named[0], named[1]};
    setting.more_polarizations.assign(named.begin() + 2, named.end());
}

aim::ElevationPlan tilts_of(const std::string& text, double beamwidth_deg) {
    const std::vector<std::string> parts = catalog::split(text, ',');
    if (parts.size() == 2) {
        const double low = number_argument("--elevation", parts[0], -60, 60, "degrees");
        const double high = number_argument("--elevation", parts[1], -60, 80, "degrees");
        if (low <= 0 && high >= 0 && high > low)
            return {.lowest_deg = low, .highest_deg = high, .beamwidth_deg = beamwidth_deg};
    }
    throw Error(Error::Kind::bad_input, {.what = fmt::format("\"{}\" isn't a range of tilts", text),
                                         .where = "--elevation",
                                         .expected = "the lowest and the highest over the horizon, with 0 between "
                                                     "them, as in -10,30",
                                         .fix = ""});
}

double turn_argument(const LiveAimWords& words) {
    constexpr double quarter_deg = 90;
    if (!words.rotator.empty() && words.rotator != scene_rotator)
        throw Error(Error::Kind::bad_input, {.what = "a rotator stops where it is told to",
                                             .where = "--turn",
                                             .expected = "an antenna that is turned by hand",
                                             .fix = "Leave --turn or --rotator out"});
    return words.turn_deg.empty() ? quarter_deg : number_argument("--turn", words.turn_deg, 20, 120, "degrees");
}

void set_gain(const LiveAimWords& words, radio::Radio& radio, const survey::CarrierChoice& carriers, Context& context) {
    if (!words.scan.gain.empty()) {
        radio.set_gain_db(number_argument("--gain", words.scan.gain, -50, 150, "dB"));
        return;
    }
    app::find_gain_for(radio, carriers, context.stop);
}

survey::LiveSweepEvents events_of(Context& context, const radio::Radio& radio, const pose::AntennaHolder& holder,
                                  survey::LiveSweepSetting setting, double patience_s) {
    setting.plan.move_s = holder.move_s();
    return shown_events(
        context,
        {.by_hand = holder.by_hand(), .setting = std::move(setting), .radio = radio.name(), .patience_s = patience_s});
}

double patience_s(const LiveAimWords& words) {
    return words.wait.empty() ? app::usual_patience_s : 60 * number_argument("--wait", words.wait, 0, 600, "minutes");
}

// What a person should know of scale and antenna before the sweep.
std::vector<std::string> pose_notes(const LiveAimWords& words, const app::Config& config) {
    std::vector<std::string> notes = scale_notes(words, config, words.rotator.empty());
    const SweptAntenna antenna = antenna_of(words, config);
    notes.insert(notes.end(), antenna.notes.begin(), antenna.notes.end());
    return notes;
}

// Whose carriers a sweep that is gone on with was for.
app::AimFor who_of(const LiveAimWords& words, const app::Config& config, const survey::StoredSweep& stored) {
    return aim_for(words.hotspot, stored.origin.operator_name, words.scan.country, config);
}

// No rotator rolls an antenna but that of a made world.
AimHands hands_of(const LiveAimWords& words) {
    if (words.rotator.empty()) return AimHands::turn_and_roll;
    return words.rotator == scene_rotator ? AimHands::nothing : AimHands::roll;
}

AimCompany::MishapWords mishap_words(const radio::Radio& radio, double patience_s) {
    return [name = radio.name(), patience_s](const survey::SweepMishap& mishap) {
        return app::mishap_words(mishap, name, patience_s);
    };
}

// What is known of a sweep before its first stop.
LiveAimReport begun(const survey::LiveSweepSetting& setting, const std::vector<survey::SweepCarrier>& carriers,
                    const app::AimFor& who, const std::vector<survey::BandNotHeard>& not_heard) {
    LiveAimReport report;
    report.outcome.setting = setting;
    report.outcome.sweep.carriers = carriers;
    report.who = who;
    report.not_heard = not_heard;
    return report;
}

}  // namespace

app::AimFor aim_for(const std::string& hotspot, const std::string& of, const std::string& country,
                    const app::Config& config) {
    app::AimFor who;
    const std::string& device = hotspot.empty() ? config.hotspot : hotspot;
    if (!device.empty())
        who.hotspot = &hotspot_argument(hotspot.empty() ? "the settings' hotspot" : "--hotspot", device);
    who.own = own_microcell(config);
    const std::string& there = country.empty() ? config.country : country;
    if (!there.empty()) who.country = &country_argument("--country", there);
    // Another country's operators are others than the one of the settings.
    const std::string& whose = of.empty() && country.empty() ? config.operator_name : of;
    if (whose.empty()) return who;
    who.of = operator_argument("--operator", whose, who.country);
    who.country = catalog::find_country(who.of->iso);
    return who;
}

survey::LiveSweepSetting sweep_setting(const LiveAimWords& words, const app::Config& config, bool by_hand) {
    survey::LiveSweepSetting setting = app::sweep_setting(config, by_hand);
    aim::SweepPlanSetting& plan = setting.plan;
    const SweptAntenna antenna = antenna_of(words, config);
    if (antenna.beamwidth_deg > 0) plan.beamwidth_deg = antenna.beamwidth_deg;
    plan.pattern = antenna.pattern;
    setting.scale = scale_of(words, config, by_hand);
    if (!words.first.empty()) plan.first_azimuth_deg = bearing_argument("--first", words.first, setting.scale);
    if (!words.arc.empty()) {
        const auto [from, to] = arc_argument("--arc", words.arc, setting.scale);
        plan.reach = aim::MountArc{from, to};
    }
    if (!words.target.empty()) plan.target_half_width_deg = number_argument("--target", words.target, 1, 90, "degrees");
    if (!words.stops.empty())
        plan.most_stops = static_cast<std::size_t>(number_argument("--stops", words.stops, 5, 100, "stops"));
    if (!words.minutes.empty()) plan.most_s = 60 * number_argument("--minutes", words.minutes, 1, 600, "minutes");
    if (!words.dwell.empty()) plan.dwell_s = number_argument("--dwell", words.dwell, 2, 60, "seconds");
    if (words.turn) plan.turn_deg = turn_argument(words);
    setting.compare_polarizations = !words.no_polarization;
    if (!words.polarizations.empty()) set_polarizations(words.polarizations, setting);
    if (!words.tilts.empty()) setting.elevation = tilts_of(words.tilts, plan.beamwidth_deg);
    if (!words.height.empty()) setting.height_m = number_argument("--height", words.height, 0, 1000, "metres");
    if (!words.scan.at.empty()) setting.position = parse_position(words.scan.at, "--at");
    return setting;
}

LiveAimReport sweep_shown(Context& context, app::RadioSession& session, pose::AntennaHolder& holder,
                          const app::AimRequest& request, double patience_s, AimCompany* company) {
    radio::Radio& radio = session.radio();
    auto events = events_of(context, radio, holder, request.setting, patience_s);
    if (company != nullptr)
        events = company->beside(events,
                                 begun(request.setting, survey::choose_carriers(request.cells, request.wish).swept,
                                       request.who, request.not_heard),
                                 mishap_words(radio, patience_s));
    return {.outcome = app::aim_job(radio, holder, request, events, context.stop,
                                    app::wait_for(session, context.clock, patience_s, context.stop)),
            .radio = radio.name().label,
            .not_heard = {},
            .database = request.database,
            .picture = {},
            .who = {}};
}

LiveAimReport resume_shown(Context& context, app::RadioSession& session, pose::AntennaHolder& holder,
                           const survey::StoredSweep& stored, double patience_s, AimCompany& company) {
    radio::Radio& radio = session.radio();
    const auto shown = events_of(context, radio, holder, stored.origin.setting, patience_s);
    const auto events = company.beside(shown, begun(stored.origin.setting, stored.origin.carriers, {}, {}),
                                       mishap_words(radio, patience_s));
    if (!context.quiet)
        context.err << fmt::format("Going on after {} stops that are kept.\n", stored.stops.size()) << std::flush;
    return {.outcome = app::resume_aim_job(radio, holder, stored, session.database(), events, context.stop,
                                           app::wait_for(session, context.clock, patience_s, context.stop)),
            .radio = radio.name().label,
            .not_heard = {},
            .database = session.database(),
            .picture = {},
            .who = {}};
}

void finish_aim(LiveAimReport report, const std::filesystem::path& svg, Context& context) {
    if (!svg.empty()) {
        const std::string picture = live_svg(report);
        if (!picture.empty()) {
            replace_text(system_files(), svg, picture, Durability::process);
            report.picture = svg;
        }
    }
    context.out << (context.format == Format::json ? live_json(report) : live_text(report)) << std::flush;
    const aim::VerdictKind kind = report.estimate().verdict.kind;
    if (report.outcome.sweep.end == survey::LiveSweepEnd::quit)
        context.exit_code = ExitCode::stopped;
    else if (kind != aim::VerdictKind::point && kind != aim::VerdictKind::tie)
        context.exit_code = ExitCode::answer_is_no;
}

void aim_at_heard(const LiveAimWords& words, const app::Config& config, app::RadioSession& session,
                  pose::AntennaHolder& holder, const app::BandScanOutcome& heard, const app::AimFor& who,
                  Context& context, AimCompany* company) {
    radio::Radio& radio = session.radio();
    app::AimRequest request;
    request.cells = heard.result.found.cells;
    request.wish = who.wish();
    app::UmtsToSweep umts = umts_to_sweep(words, who, heard.result.found);
    if (!context.quiet)
        for (const std::string& why : umts.why) context.err << paragraph(why);
    request.wish.umts = std::move(umts.carriers);
    request.setting = sweep_setting(words, config, holder.by_hand());
    if (words.first.empty()) {
        const auto present = holder.present_azimuth(context.stop);
        const auto world_deg = present ? std::nullopt : app::present_azimuth_deg(radio);
        const double zero_deg = aim::to_true_deg(request.setting.scale, 0).value_or(0);
        if (present) request.setting.plan.first_azimuth_deg = present->deg;
        if (world_deg) request.setting.plan.first_azimuth_deg = pose::once_round(*world_deg - zero_deg);
    }
    if (!words.scan.no_store) request.database = session.database();
    request.antenna = antenna_of(words, config).name;
    request.site = words.place.empty() ? config.place.name : words.place;
    request.who = who;
    request.not_heard = heard.result.not_heard;
    set_gain(words, radio, survey::choose_carriers(request.cells, request.wish), context);
    LiveAimReport report = sweep_shown(context, session, holder, request, patience_s(words), company);
    report.not_heard = heard.result.not_heard;
    report.who = who;
    add_prediction(prediction_knowledge(words, config), report);
    finish_aim(report, words.svg, context);
    if (company != nullptr) company->over(report);
}

namespace {

// From where the last sweep was broken off.
void go_on(const LiveAimWords& words, const app::Config& config, app::RadioSession& session,
           pose::AntennaHolder& holder, Context& context, AimCompany& company) {
    const auto stored = survey::unfinished_sweep(session.database());
    if (!stored)
        throw Error(Error::Kind::bad_input, {.what = "there is no sweep that was broken off",
                                             .where = session.database().string(),
                                             .expected = "one that a kill or q ended early",
                                             .fix = "Leave --resume out to begin a new one"});
    const app::AimFor whose = who_of(words, config, *stored);
    LiveAimReport report = resume_shown(context, session, holder, *stored, patience_s(words), company);
    report.who = whose;
    report.not_heard =
        survey::plan_scan({.country = report.who.country, .of = report.who.of, .bands = {}, .earfcns = {}},
                          session.radio().limits())
            .not_heard;
    add_prediction(prediction_knowledge(words, config), report);
    finish_aim(report, words.svg, context);
    company.over(report);
}

void scan_and_aim(const LiveAimWords& words, const app::Config& config, app::RadioSession& session,
                  pose::AntennaHolder& holder, const app::AimFor& who, Context& context, AimCompany& company) {
    if (needs_no_scan(words)) return aim_at_heard(words, config, session, holder, {}, who, context, &company);
    app::BandScanRequest scan = band_scan_request(words.scan, config);
    scan.database = session.database();
    ask_for_umts(words, who, scan.question);
    const app::BandScanOutcome heard = scan_shown(context, session.radio(), scan);
    if (heard.result.ending != radio::Ending::complete || !heard.result.found.found_a_cell()) {
        finish_scan(heard, context);
        context.err << "No cell was heard, so there is nothing to aim at. boresight scan says why.\n";
        return;
    }
    aim_at_heard(words, config, session, holder, heard, who, context, &company);
}

}  // namespace

void aim_with_radio(LiveAimWords words, Context& context) {
    if (!take_place_from_gps("--at", words.scan.at, context)) return;
    const app::Config config = app::load_config();
    sweep_setting(words, config, words.rotator.empty());  // what is wrong with it is told before anything is opened
    prediction_knowledge(words, config);
    needs_no_scan(words);
    if (!context.quiet)
        for (const std::string& note : pose_notes(words, config)) context.err << paragraph(note);
    band_scan_request(words.scan, config);
    const app::AimFor who = aim_for(words.hotspot, words.scan.of, words.scan.country, config);
    const app::Pause pause =
        app::ask_log_to_pause(database_of_radio(words.scan.radio, config, context), "boresight aim");
    app::RadioSession session = open_radio_session(words.scan.radio, config, context);
    radio::Radio& radio = session.radio();
    // Nobody turns an antenna whose bolts are tight.
    const bool fixed = words.check && words.rotator.empty() && !words.flanks;
    AimCompany company(words.check ? AimCompanyWords{.no_tone = true} : words.company, hands_of(words),
                       radio.name().simulated, context);
    const std::unique_ptr<pose::AntennaHolder> holder =
        fixed ? nullptr : holder_of(words, config, radio, {company.lines(), company.lines_meanwhile()}, context);
    if (words.check) return check_pointing(words, session, who, holder.get(), context);
    try {
        if (words.resume)
            go_on(words, config, session, *holder, context, company);
        else
            scan_and_aim(words, config, session, *holder, who, context, company);
    } catch (const Error& error) {
        company.failed(error.what());
        throw;
    }
}

}  // namespace boresight::cli
