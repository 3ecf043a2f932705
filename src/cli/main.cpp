// SPDX-License-Identifier: GPL-3.0-or-later
#include <CLI/CLI.hpp>
#include <exception>
#include <iostream>
#include <map>

#include "cli/commands.h"
#include "platform/error.h"

namespace boresight::cli {
namespace {

int run(int argc, char** argv) {
    SystemClock clock;
    Context context{.out = std::cout, .err = std::cerr, .clock = clock, .database = {}};
    CLI::App app{"Tells where to point an antenna, which way up, and which band to lock.", "boresight"};
    app.add_option("--db", context.database, "database file");
    app.add_option("--format", context.format, "text for people, json for programs")
        ->transform(
            CLI::CheckedTransformer(std::map<std::string, Format>{{"text", Format::text}, {"json", Format::json}}));
    app.fallthrough();
    app.require_subcommand(0, 1);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? 0 : 2;
    } catch (const Error& error) {
        std::cerr << "boresight: " << error.what() << '\n';
        return error.exit_code();
    }
    return context.exit_code;
}

}  // namespace
}  // namespace boresight::cli

int main(int argc, char** argv) {
    return boresight::cli::run(argc, argv);
}
