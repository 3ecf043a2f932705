// SPDX-License-Identifier: GPL-3.0-or-later
// boresight ui: the window, a program of its own beside this one, so that the command line needs no graphics.
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "cli/command.h"
#include "cli/commands.h"
#include "cli/context.h"
#include "platform/error.h"

namespace boresight::cli {

namespace {

struct UiWords {
    std::string radio, screenshot;
};

// Becomes the window: returns only when it can't.
void open_window(const UiWords& words, const Context& context) {
    const std::filesystem::path window = std::filesystem::read_symlink("/proc/self/exe").parent_path() / "boresight-ui";
    std::vector<std::string> arguments{window.string()};
    const auto add = [&arguments](const char* option, const std::string& value) {
        if (value.empty()) return;
        arguments.emplace_back(option);
        arguments.push_back(value);
    };
    add("--radio", words.radio);
    add("--db", context.database.string());
    add("--screenshot", words.screenshot);
    std::vector<char*> raw;
    for (std::string& argument : arguments) raw.push_back(argument.data());
    raw.push_back(nullptr);
    ::execv(window.c_str(), raw.data());
    throw Error(Error::Kind::missing, {.what = std::string("the window can't be opened: ") + std::strerror(errno),
                                       .where = window.string(),
                                       .expected = "the program boresight-ui beside boresight",
                                       .fix = "Build it: cmake --build --preset release --target boresight-ui"});
}

}  // namespace

void add_ui(CLI::App& app, Context& context) {
    CLI::App& command =
        add_command(app, {.name = "ui",
                          .group = "Look",
                          .summary = "the window: listen, cells, aim, advise",
                          .examples = "boresight ui                   with the radio there is, else a made world\n"
                                      "boresight ui --radio scene     the made world\n"
                                      "boresight ui --screenshot DIR  pictures of every view, and no window\n"});
    const auto words = std::make_shared<UiWords>();
    command
        .add_option("--radio", words->radio, "a driver, or SoapySDR's arguments (default: the settings', or the first)")
        ->type_name("ARGS");
    command
        .add_option("--screenshot", words->screenshot,
                    "scan, sweep and advise by itself and write pictures into this folder (default: a window opens)")
        ->type_name("DIR");
    command.callback([words, &context] { open_window(*words, context); });
}

}  // namespace boresight::cli
