// SPDX-License-Identifier: GPL-3.0-or-later
// The commands, one file each, in the order the help names them.
#pragma once

namespace CLI {
class App;
}

namespace boresight::cli {

struct Context;

void add_setup(CLI::App& app, Context& context);
void add_devices(CLI::App& app, Context& context);
void add_scan(CLI::App& app, Context& context);
void add_spectrum(CLI::App& app, Context& context);
void add_aim(CLI::App& app, Context& context);
void add_survey(CLI::App& app, Context& context);
void add_advise(CLI::App& app, Context& context);
void add_ui(CLI::App& app, Context& context);
void add_calibrate(CLI::App& app, Context& context);
void add_bands(CLI::App& app, Context& context);
void add_log(CLI::App& app, Context& context);
void add_trends(CLI::App& app, Context& context);
void add_report(CLI::App& app, Context& context);
void add_record(CLI::App& app, Context& context);
void add_export(CLI::App& app, Context& context);
void add_db(CLI::App& app, Context& context);

inline void add_commands(CLI::App& app, Context& context) {
    add_setup(app, context);
    add_devices(app, context);
    add_calibrate(app, context);
    add_scan(app, context);
    add_spectrum(app, context);
    add_aim(app, context);
    add_survey(app, context);
    add_advise(app, context);
    add_ui(app, context);
    add_bands(app, context);
    add_log(app, context);
    add_trends(app, context);
    add_report(app, context);
    add_record(app, context);
    add_export(app, context);
    add_db(app, context);
}

}  // namespace boresight::cli
