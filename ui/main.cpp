// SPDX-License-Identifier: GPL-3.0-or-later
// boresight-ui: the window.
#include <getopt.h>

#include <algorithm>
#include <iostream>
#include <optional>
#include <string>

#include "app/engine.h"
#include "platform/error.h"
#include "scene/register.h"
#include "ui/window/pictures.h"
#include "ui/window/tour.h"
#include "ui/window/window.h"

namespace boresight::ui {
namespace {

constexpr double longest_wait_s = 0.5;

constexpr const char* help_text =
    "boresight-ui: the window of boresight. Without a radio it opens on a made world.\n"
    "\n"
    "  --radio ARGS       the radio, as SoapySDR names it (default: the settings', or the first found)\n"
    "  --db FILE          the database (default: where the command line keeps it)\n"
    "  --screenshot DIR   listens, scans, sweeps and advises by itself, writes pictures of every view, and ends\n"
    "  --help             this\n"
    "\n"
    "Keys: ? in the window. Settings: boresight setup.\n";

struct Options {
    app::RadioRequest radio;
    std::optional<std::string> pictures;
    bool help = false;
};

Options read_options(int argc, char** argv) {
    const option known[]{{"radio", required_argument, nullptr, 'r'},
                         {"db", required_argument, nullptr, 'd'},
                         {"screenshot", required_argument, nullptr, 's'},
                         {"help", no_argument, nullptr, 'h'},
                         {nullptr, 0, nullptr, 0}};
    Options options;
    opterr = 0;
    for (int found = 0; (found = getopt_long(argc, argv, "h", known, nullptr)) != -1;) {
        if (found == 'r') options.radio.arguments = optarg;
        if (found == 'd') options.radio.database = optarg;
        if (found == 's') options.pictures = optarg;
        if (found == 'h') options.help = true;
        if (found == '?')
            throw Error(Error::Kind::bad_input, {"an option that there isn't, or one without its value",
                                                 argv[optind - 1], "--radio, --db, --screenshot or --help", ""});
    }
    if (optind < argc)
        throw Error(Error::Kind::bad_input, {"a word that isn't an option", argv[optind], "options only", ""});
    return options;
}

void send_all(app::Engine& engine, const std::vector<app::Command>& commands) {
    for (const app::Command& command : commands) engine.send(command);
}

void show(Window& window, app::Engine& engine) {
    WindowView view;
    while (!window.close_asked()) {
        const auto snapshot = engine.snapshot();
        if (window.needs_drawing(*snapshot))
            send_all(engine, window.draw(*snapshot, view));
        else
            window.wait(longest_wait_s);
    }
}

bool failed(const app::Snapshot& snapshot) {
    return snapshot.source.label.empty() ||
           std::any_of(snapshot.jobs.begin(), snapshot.jobs.end(),
                       [](const app::JobInfo& job) { return job.state == app::JobState::failed; });
}

Error nothing_to_show(const app::Snapshot& snapshot) {
    return Error(Error::Kind::missing, {.what = "there is nothing whole to take pictures of",
                                        .where = "--screenshot",
                                        .expected = "a radio or the made world, a scan, a sweep and advice",
                                        .fix = snapshot.messages.empty() ? "" : snapshot.messages.back().text});
}

void take_pictures(Window& window, app::Engine& engine, const std::string& folder) {
    make_picture_folder(folder);  // what is wrong with it is told before a minute has passed
    Tour tour;
    while (!tour.done()) {
        if (const auto command = tour.next(*engine.snapshot())) engine.send(*command);
        window.wait(longest_wait_s / 10);
    }
    const auto snapshot = engine.snapshot();
    if (failed(*snapshot)) throw nothing_to_show(*snapshot);
    for (const auto& file : write_pictures(window, *snapshot, folder)) std::cout << file.string() << "\n";
}

ExitCode run(int argc, char** argv) {
    try {
        const Options options = read_options(argc, argv);
        if (options.help) {
            std::cout << help_text;
            return ExitCode::done;
        }
        const app::Config config = app::load_config();  // what is wrong with it is told before a window opens
        scene::register_scene();
        SystemClock clock;
        Window window(1280, 800, !options.pictures);
        app::Engine engine({options.radio, config, app::config_file(), Window::wake}, clock);
        if (options.pictures)
            take_pictures(window, engine, *options.pictures);
        else
            show(window, engine);
        return ExitCode::done;
    } catch (const Error& error) {
        std::cerr << "boresight: " << error.what() << "\n";
        return error.exit_code();
    }
}

}  // namespace
}  // namespace boresight::ui

int main(int argc, char** argv) {
    return static_cast<int>(boresight::ui::run(argc, argv));
}
