// SPDX-License-Identifier: GPL-3.0-or-later
// boresight db: looks after the database of readings.
#include <CLI/CLI.hpp>
#include <memory>

#include "cli/arguments.h"
#include "cli/command.h"
#include "cli/commands.h"
#include "cli/db_actions.h"
#include "cli/duration_argument.h"
#include "platform/error.h"
#include "store/location.h"

namespace boresight::cli {

namespace {

constexpr double shortest_round_s = 1, longest_round_s = 86400;
constexpr double most_cells = 10'000;

// As typed.
struct DbWords {
    std::string action, file, every, cells, carriers;
    bool replace = false;
};

Error wrong_file(const std::string& what, const std::string& expected, const std::string& fix) {
    return Error(Error::Kind::bad_input, {.what = what, .where = "db", .expected = expected, .fix = fix});
}

store::LoggingRate rate_of(const DbWords& words) {
    store::LoggingRate rate;
    if (!words.every.empty())
        rate.every_s = duration_argument("--every", words.every, shortest_round_s, longest_round_s);
    if (!words.cells.empty()) rate.cells = number_argument("--cells", words.cells, 0, most_cells, "cells");
    if (!words.carriers.empty())
        rate.carriers = number_argument("--carriers", words.carriers, 0, most_cells, "carriers");
    return rate;
}

void db(const DbWords& words, Context& context) {
    if (words.action.empty())
        throw wrong_file("this doesn't say what to do with the database", "check or backup",
                         "Type \"boresight db check\"");
    const bool checks = choice_argument("db", words.action, {"check", "backup"}) == 0;
    const std::filesystem::path database = context.database.empty() ? store::default_database() : context.database;
    if (!checks && words.file.empty())
        throw wrong_file("this doesn't say where to put the backup", "a file",
                         "Type \"boresight db backup survey-backup.db\"");
    if (checks && !words.file.empty())
        throw wrong_file("a check takes no file", "the database with --db",
                         "Type \"boresight db check --db " + words.file + "\"");
    if (checks) return check_database(database, rate_of(words), context);
    back_up_database(database, words.file, words.replace ? store::ExistingFile::replace : store::ExistingFile::refuse,
                     context);
}

}  // namespace

void add_db(CLI::App& app, Context& context) {
    CLI::App& command = add_command(
        app, {.name = "db",
              .group = "Keep",
              .summary = "check the database of readings (is it whole, how large will it get) or back it up",
              .examples = "boresight db check                           the database that scan writes to\n"
                          "boresight db check --every 5min --cells 20   how large a year of that would be\n"
                          "boresight db backup /media/usb/survey.db     a whole copy, also while a log runs\n"});
    const auto words = std::make_shared<DbWords>();
    command.add_option("ACTION", words->action, "check or backup");
    command.add_option("FILE", words->file, "where the backup goes");
    const char* check = "Of a check: what a year of logging weighs";
    command.add_option("--every", words->every, "time from round to round, as in 60s or 5min (default 60s)")
        ->type_name("TIME")
        ->group(check);
    command.add_option("--cells", words->cells, "cells heard in a round (default 10)")->type_name("N")->group(check);
    command.add_option("--carriers", words->carriers, "carriers listened to in a round (default 5)")
        ->type_name("N")
        ->group(check);
    command.add_flag("--replace", words->replace, "put the backup in the place of an earlier one (default: refuse)")
        ->group("Of a backup");
    command.callback([words, &context] { db(*words, context); });
}

}  // namespace boresight::cli
