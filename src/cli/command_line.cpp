// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/command_line.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <filesystem>
#include <new>

#include "cli/arguments.h"
#include "cli/commands.h"
#include "cli/first_look.h"
#include "cli/help.h"
#include "cli/suggestion.h"
#include "cli/version_text.h"
#include "platform/error.h"

namespace boresight::cli {

namespace {

const char* const what_it_is =
    "boresight tells where to point an antenna, which way up, and which band to lock. It only listens.";

void add_global_options(CLI::App& app, Context& context) {
    app.set_help_flag("-h,--help", "what can be typed, with examples");
    app.set_version_flag("--version", version_text, "version of the program, its data and its database");
    app.add_option("--db", context.database, "database to keep readings in (default survey.db in the data folder)")
        ->type_name("FILE");
    app.add_option_function<std::string>(
           "--format",
           [&context](const std::string& word) {
               context.format = choice_argument("--format", word, {"text", "json"}) == 0 ? Format::text : Format::json;
           },
           "text for people, or json for programs: one object (default text)")
        ->type_name("text|json");
    app.add_option_function<std::string>(
           "--units",
           [&context](const std::string& word) {
               context.units = choice_argument("--units", word, {"metric", "us"}) == 0 ? Units::metric : Units::us;
           },
           "metres and kilometres, or feet and miles (default metric)")
        ->type_name("metric|us");
    app.add_flag("--quiet", context.quiet, "no words of progress");
}

// What can stand where `word` stands.
std::vector<std::string> known_words(const CLI::App& app, const CLI::App* chosen, bool option_wanted) {
    std::vector<std::string> known;
    if (option_wanted) {
        for (const CLI::App* place : {chosen, &app}) {
            if (place == nullptr) continue;
            for (const CLI::Option* option : place->get_options({}))
                for (const std::string& name : option->get_lnames()) known.push_back("--" + name);
        }
    } else if (chosen == nullptr) {
        for (const CLI::App* command : app.get_subcommands({})) known.push_back(command->get_name());
    }
    return known;
}

// The first word that no command or option takes, and what was probably meant.
Error unknown_word(const CLI::App& app) {
    const std::vector<std::string> left = app.remaining(true);
    const std::string word = left.empty() ? "" : left.front().substr(0, left.front().find('='));
    const CLI::App* chosen = app.get_subcommands().empty() ? nullptr : app.get_subcommands().front();
    const bool option_wanted = word.rfind('-', 0) == 0;
    std::string meant = nearest_word(word, known_words(app, chosen, option_wanted));
    if (chosen != nullptr && std::filesystem::exists(word) && chosen->get_option_no_throw("--file") != nullptr)
        meant = "--file " + word;
    return Error(Error::Kind::bad_input,
                 {.what = fmt::format("there is no {} \"{}\"",
                                      option_wanted       ? "option"
                                      : chosen == nullptr ? "command"
                                                          : "argument",
                                      word),
                  .where = chosen == nullptr ? "" : chosen->get_name(),
                  .expected = "",
                  .fix = meant.empty() ? fmt::format("\"boresight {}--help\" shows what there is",
                                                     chosen == nullptr ? "" : chosen->get_name() + " ")
                                       : fmt::format("Did you mean \"{}\"?", meant)});
}

Error wrong_use(const CLI::App& app, const CLI::ParseError& error) {
    if (dynamic_cast<const CLI::ExtrasError*>(&error) != nullptr) return unknown_word(app);
    const std::vector<CLI::App*> chosen = app.get_subcommands();
    const std::string name = chosen.empty() ? "" : chosen.front()->get_name();
    const std::string words = error.what();
    if (dynamic_cast<const CLI::ArgumentMismatch*>(&error) != nullptr && words.rfind("--", 0) == 0)
        return Error(Error::Kind::bad_input,
                     {.what = fmt::format("a value is missing after {}", words.substr(0, words.find(':'))),
                      .where = name,
                      .expected = "",
                      .fix = fmt::format("\"boresight {}{}--help\" shows which", name, name.empty() ? "" : " ")});
    return Error(Error::Kind::bad_input,
                 {.what = words,
                  .where = name,
                  .expected = "",
                  .fix = fmt::format("\"boresight {}{}--help\" shows how it is used", name, name.empty() ? "" : " ")});
}

ExitCode parse_and_run(CLI::App& app, std::vector<std::string>& arguments, Context& context) {
    std::reverse(arguments.begin(), arguments.end());  // CLI11 takes them from the back
    try {
        app.parse(arguments);
    } catch (const CLI::CallForHelp&) {
        context.out << app.help();
        return ExitCode::done;
    } catch (const CLI::CallForVersion& version) {
        context.out << version.what();
        return ExitCode::done;
    } catch (const CLI::ParseError& error) {
        throw wrong_use(app, error);
    }
    if (app.get_subcommands().empty()) first_look(context);
    return context.exit_code;
}

ExitCode say(Context& context, const std::string& sentence, ExitCode code) {
    context.out << std::flush;
    context.err << "boresight: " << sentence << std::endl;
    return code;
}

}  // namespace

ExitCode run(std::vector<std::string> arguments, Context& context) {
    CLI::App app{what_it_is, "boresight"};
    app.formatter(help_formatter());
    app.fallthrough();
    app.require_subcommand(0, 1);
    add_global_options(app, context);
    add_commands(app, context);
    try {
        return parse_and_run(app, arguments, context);
    } catch (const Error& error) {
        return say(context, error.what(), error.exit_code());
    } catch (const std::bad_alloc&) {
        return say(context, "there isn't enough memory. Close other programs, or scan a shorter recording.",
                   ExitCode::missing);
    } catch (const std::exception& error) {
        return say(context,
                   fmt::format("a fault of the program itself: {}. Please report it with the command you typed.",
                               error.what()),
                   ExitCode::fault);
    }
}

}  // namespace boresight::cli
