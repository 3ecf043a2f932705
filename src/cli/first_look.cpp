// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/first_look.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <poll.h>
#include <unistd.h>

#include <ctime>
#include <iostream>
#include <string>
#include <vector>

#include "cli/aim_live.h"
#include "cli/band_scan_report.h"
#include "cli/devices_report.h"
#include "cli/scan_cells.h"
#include "cli/scan_radio.h"
#include "cli/table.h"
#include "radio/find_radios.h"

namespace boresight::cli {

namespace {

constexpr const char* made_world = "scene";
constexpr const char* made_world_operator = "AT&T";  // the farm's
constexpr const char* made_world_country = "US";
constexpr const char* made_world_hotspot = "netgear_mr1100_att";  // one of its day, with sockets for an antenna
constexpr int look_for_stop_ms = 100;

std::string command_lines(const std::vector<std::pair<std::string, std::string>>& commands,
                          const char* heading = "Next:") {
    std::string out = fmt::format("\n{}\n", heading);
    for (const auto& [command, words] : commands) out += fmt::format("  {:<44}  {}\n", command, words);
    return out;
}

std::string next_with_radio(const app::BandScanOutcome& outcome) {
    if (!outcome.result.found.found_a_cell())
        return command_lines({{"boresight scan --all", "look everywhere, not only on likely carriers"},
                              {"boresight setup", "tell country, operator, antenna and place"}});
    std::vector<std::pair<std::string, std::string>> commands{
        {"boresight setup", "tell country, operator, antenna and place, once"},
        {"boresight aim", "turn the antenna from stop to stop: where to point it"},
        {"boresight scan --all", "look everywhere, not only on likely carriers"}};
    if (!outcome.calibrated_clock)
        commands.insert(commands.begin() + 1, {"boresight calibrate", "how far off this radio's clock is, once"});
    return command_lines(commands);
}

std::string why_none(const app::Config& config) {
    DevicesReport report;
    report.chosen = config.radio;
    report.drivers = radio::drivers();
    report.unusable = radio::unusable_radios(radio::usb_radios(), {}, report.drivers);
    if (report.unusable.empty())
        return paragraph(
            report.drivers.empty()
                ? "No radio was found: no driver of SoapySDR is installed. \"boresight devices\" says what to do."
                : fmt::format(
                      "No radio was found by the drivers there are ({}). \"boresight devices\" says what to do.",
                      fmt::join(report.drivers, ", ")));
    std::string out = "No radio can be used.\n";
    for (const radio::UnusableRadio& unusable : report.unusable)
        out += paragraph(fmt::format("{} (USB {}): {}. {}.", unusable.radio.name, unusable.radio.identity,
                                     why_words(unusable), fix_words(unusable)));
    return out;
}

// Of a person at a terminal; nothing typed means yes, and no line at all no.
bool said_yes(Context& context) {
    context.err << "\nLook at a made world instead: a tree farm of 2017, everything SIMULATED? [Y/n] " << std::flush;
    while (!context.stop.stop_requested()) {
        pollfd terminal{.fd = STDIN_FILENO, .events = POLLIN, .revents = 0};
        if (poll(&terminal, 1, look_for_stop_ms) <= 0) continue;
        std::string line;
        if (!std::getline(std::cin, line)) return false;
        return line.empty() || line.front() == 'y' || line.front() == 'Y';
    }
    return false;
}

// The scan of the first look with a radio that is open; what comes before its "Next".
app::BandScanOutcome scan(Context& context, app::RadioSession& session, const app::BandScanRequest& request) {
    app::BandScanOutcome outcome = scan_shown(context, session.radio(), request);
    const double cpu_seconds = static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
    context.out << (context.format == Format::json ? band_scan_json(request, outcome, cpu_seconds)
                                                   : band_scan_text(context, request, outcome))
                << std::flush;
    return outcome;
}

void look_with_radio(Context& context, const app::Config& config, app::RadioSession& session) {
    app::BandScanRequest request = band_scan_request({}, config);
    request.database = session.database();
    if (context.format == Format::text)
        context.err << fmt::format("Found {}. Listening where cells are likely.\n", session.radio().name().label)
                    << std::flush;
    const app::BandScanOutcome outcome = scan(context, session, request);
    if (context.format == Format::text) context.out << next_with_radio(outcome) << std::flush;
    finish_scan(outcome, context);
}

// A sweep by the made world's own rotator, from where its antenna points; verdict, tables and a picture beside the
// database.
void aim_in_made_world(Context& context, app::RadioSession& session, const app::BandScanOutcome& heard) {
    context.out << fmt::format("\nSIMULATED: now a sweep of the antenna over the carriers of {}.\n\n",
                               made_world_operator)
                << std::flush;
    radio::Radio& radio = session.radio();
    pose::SettingHolder holder(
        [&radio](const std::string& key, const std::string& value) { radio.change_setting(key, value); });
    LiveAimWords words;
    words.svg = session.database().parent_path() / "first-look.svg";
    aim_at_heard(words, {}, session, holder, heard,
                 aim_for(made_world_hotspot, made_world_operator, made_world_country, {}), context);
}

void look_at_made_world(Context& context) {
    RadioScanWords words;
    words.radio.radio = made_world;
    // Its own country and place, not those of the settings.
    const app::Config nothing_known;
    const app::Pause pause = pause_log(words, nothing_known, context);
    app::RadioSession session = open_radio_session(words.radio, nothing_known, context);
    app::BandScanRequest request = band_scan_request(words, nothing_known);
    request.database = session.database();
    if (context.format == Format::text)
        context.err << "SIMULATED from here on: a made world, so that you see what a radio would give.\n" << std::flush;
    const app::BandScanOutcome outcome = scan(context, session, request);
    if (context.format == Format::json || outcome.result.ending != radio::Ending::complete ||
        outcome.result.found.cells.empty())
        return finish_scan(outcome, context);
    aim_in_made_world(context, session, outcome);
    context.out << command_lines({{"boresight devices", "what to do so that a radio is found"},
                                  {"boresight aim --radio scene", "turn the antenna of the made world yourself"},
                                  {"boresight scan --all --radio scene", "all of the made world"}},
                                 "What else to type:")
                << std::flush;
    if (outcome.keep_error) throw *outcome.keep_error;
}

}  // namespace

void first_look(Context& context) {
    const app::Config config = app::load_config();
    if (!radio::find_radios(config.radio).empty()) {
        const app::Pause pause = pause_log({}, config, context);
        app::RadioSession session = open_radio_session({}, config, context);
        return look_with_radio(context, config, session);
    }
    context.err << why_none(config) << std::flush;
    const bool terminal = isatty(STDIN_FILENO) == 1 && context.err_terminal;
    if (terminal && !said_yes(context)) {
        context.exit_code = context.stop.stop_requested() ? ExitCode::stopped : ExitCode::missing;
        return;
    }
    look_at_made_world(context);
}

}  // namespace boresight::cli
