// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/help.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <sstream>
#include <string>
#include <vector>

#include "cli/command.h"
#include "cli/table.h"

namespace boresight::cli {

namespace {

// A name wider than its column has its words on the lines below.
std::string two_columns(const std::vector<std::pair<std::string, std::string>>& rows) {
    constexpr std::size_t widest_column = 44;
    std::size_t left = 0;
    for (const auto& [name, words] : rows)
        if (display_width(name) <= widest_column) left = std::max(left, display_width(name));
    std::string out;
    for (const auto& [name, words] : rows) {
        const bool alone = words.empty() || display_width(name) > left;
        if (alone) out += fmt::format("  {}\n", name);
        if (words.empty()) continue;
        std::string lead = alone ? std::string(left, ' ') : name + std::string(left - display_width(name), ' ');
        for (const std::string& line : wrap(words, page_width - left - 4)) {
            out += fmt::format("  {}  {}\n", lead, line);
            lead.assign(left, ' ');
        }
    }
    return out;
}

// Lines of "boresight ...   what it does", the explanations in a column of their own.
std::string example_lines(const std::string& examples) {
    std::vector<std::pair<std::string, std::string>> rows;
    std::istringstream in(examples);
    for (std::string line; std::getline(in, line);) {
        const std::size_t gap = line.find("  ");
        const std::size_t words = gap == std::string::npos ? gap : line.find_first_not_of(' ', gap);
        rows.emplace_back(line.substr(0, gap), words == std::string::npos ? "" : line.substr(words));
    }
    return two_columns(rows);
}

std::string left_side(const CLI::Option& option) {
    std::string out;
    for (const char c : option.get_positional() ? option.get_name(true) : option.get_name(false, true))
        out += c == ',' ? std::string(", ") : std::string(1, c);
    return option.get_type_name().empty() || option.get_positional() ? out : out + ' ' + option.get_type_name();
}

std::string right_side(const CLI::Option& option) {
    const std::string standard = option.get_default_str();
    return option.get_description() + (standard.empty() ? "" : fmt::format(" (default {})", standard));
}

std::string options_of(const CLI::App& app, const std::string& plain_heading) {
    std::string out;
    for (const std::string& group : app.get_groups()) {
        std::vector<std::pair<std::string, std::string>> rows;
        for (const CLI::Option* option : app.get_options({}))
            if (!group.empty() && option->get_group() == group &&
                (app.get_parent() == nullptr || option != app.get_help_ptr()))
                rows.emplace_back(left_side(*option), right_side(*option));
        if (!rows.empty())
            out += fmt::format("\n{}:\n{}", group == "Options" ? plain_heading : group, two_columns(rows));
    }
    return out;
}

std::string commands_of(const CLI::App& app) {
    const std::vector<const CLI::App*> commands = app.get_subcommands({});
    std::vector<std::string> groups;
    for (const CLI::App* command : commands)
        if (std::find(groups.begin(), groups.end(), command->get_group()) == groups.end())
            groups.push_back(command->get_group());
    std::string out;
    for (const std::string& group : groups) {
        std::vector<std::pair<std::string, std::string>> rows;
        for (const CLI::App* command : commands)
            if (command->get_group() == group) rows.emplace_back(command->get_name(), command->get_description());
        out += fmt::format("\n{}:\n{}", group, two_columns(rows));
    }
    return out;
}

// One line of example a command.
std::string first_examples(const CLI::App& app) {
    std::string out;
    for (const CLI::App* command : app.get_subcommands({})) {
        const std::string examples = command->get_footer();
        out += examples.substr(0, examples.find('\n')) + '\n';
    }
    return example_lines(out);
}

std::string help_of_program(const CLI::App& app) {
    return fmt::format("{}\n\nTry:\n{}{}{}\nUsage: boresight [options] COMMAND ...\n\n{}", app.get_description(),
                       first_examples(app), commands_of(app), options_of(app, "For every command, before or after it"),
                       "\"boresight COMMAND --help\" explains a command, with examples.\n");
}

std::string help_of_command(const CLI::App& command) {
    return fmt::format("boresight {}: {}.\n\nExamples:\n{}{}{}", command.get_name(), command.get_description(),
                       example_lines(command.get_footer()), options_of(command, "Options"),
                       options_of(*command.get_parent(), "For every command, before or after it"));
}

}  // namespace

std::shared_ptr<CLI::FormatterBase> help_formatter() {
    return std::make_shared<CLI::FormatterLambda>([](const CLI::App* app, const std::string&, CLI::AppFormatMode) {
        return app->get_parent() == nullptr ? help_of_program(*app) : help_of_command(*app);
    });
}

CLI::App& add_command(CLI::App& app, const CommandText& text) {
    CLI::App* command = app.add_subcommand(text.name, text.summary);
    command->group(text.group);
    command->footer(text.examples);
    return *command;
}

}  // namespace boresight::cli
