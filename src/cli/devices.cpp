// SPDX-License-Identifier: GPL-3.0-or-later
// boresight devices: the radios that are there, and those that can't be used, with the fix.
#include <CLI/CLI.hpp>

#include <memory>

#include "app/config.h"
#include "cli/command.h"
#include "cli/commands.h"
#include "cli/context.h"
#include "cli/devices_report.h"
#include "radio/find_radios.h"

namespace boresight::cli {

namespace {

void devices(const std::string& asked, Context& context) {
    DevicesReport report;
    report.chosen = app::load_config().radio;
    report.drivers = radio::drivers();
    report.radios = radio::find_radios(asked);
    if (asked.empty()) {
        for (radio::RadioName& name : radio::find_network_radios()) report.radios.push_back(std::move(name));
    }
    if (asked.empty()) report.unusable = radio::unusable_radios(radio::usb_radios(), report.radios, report.drivers);
    context.out << (context.format == Format::json ? devices_json(report) : devices_text(report)) << std::flush;
    if (report.radios.empty()) context.exit_code = ExitCode::answer_is_no;
}

}  // namespace

void add_devices(CLI::App& app, Context& context) {
    CLI::App& command = add_command(
        app, {.name = "devices",
              .group = "Set up",
              .summary = "the radios that are there, and those that can't be used, each with why and the fix",
              .examples = "boresight devices                  all radios\n"
                          "boresight devices --radio rtlsdr   those of one driver\n"
                          "boresight devices --radio scene    the receivers of the made world\n"
                          "boresight devices --radio driver=remote,remote=tcp://raspberrypi.local\n"
                          "                                   those of a SoapySDRServer on another computer\n"});
    const auto asked = std::make_shared<std::string>();
    command.add_option("--radio", *asked, "only these: a driver, or SoapySDR's arguments (default: all)")
        ->type_name("ARGS");
    command.callback([asked, &context] { devices(*asked, context); });
}

}  // namespace boresight::cli
