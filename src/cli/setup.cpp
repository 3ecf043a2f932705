// SPDX-License-Identifier: GPL-3.0-or-later
// boresight setup: asks once what every other command then knows; every answer is an option too.
#include <fmt/format.h>
#include <poll.h>
#include <unistd.h>

#include <CLI/CLI.hpp>

#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>

#include "cli/command.h"
#include "cli/commands.h"
#include "cli/context.h"
#include "cli/place_argument.h"
#include "cli/setup_questions.h"
#include "platform/error.h"
#include "platform/version.h"
#include "radio/find_radios.h"

namespace boresight::cli {

namespace {

using Json = nlohmann::ordered_json;

Error nobody_to_ask(const std::vector<SetupQuestion>& questions) {
    std::string options;
    for (const SetupQuestion& question : questions)
        options += fmt::format("{}{} {}", options.empty() ? "" : ", ", question.option, question.type);
    return Error(Error::Kind::bad_input, {.what = "nobody is there to ask: this isn't a terminal",
                                          .where = "setup",
                                          .expected = "answers as options: " + options,
                                          .fix = "Give those that you know; the others stay as they are"});
}

Json known(const std::string& text) {
    return text.empty() ? Json(nullptr) : Json(text);
}
template <typename Number>
Json known(const std::optional<Number>& value) {
    return value ? Json(*value) : Json(nullptr);
}

std::string setup_json(const app::Config& config, const std::filesystem::path& file) {
    const auto& position = config.place.position;
    const Json whole{
        {"boresight", version()},
        {"command", "setup"},
        {"simulated", false},
        {"file", file.string()},
        {"radio", known(config.radio)},
        {"country", known(config.country)},
        {"operator", known(config.operator_name)},
        {"hotspot", known(config.hotspot)},
        {"microcell", known(config.microcell)},
        {"home_cell",
         {{"psc", known(config.home_cell.psc)},
          {"uarfcn", known(config.home_cell.uarfcn)},
          {"power_dbm", known(config.home_cell.power_dbm)}}},
        {"antenna",
         {{"name", known(config.antenna.name)},
          {"beamwidth_deg", known(config.antenna.beamwidth_deg)},
          {"gain_dbi", known(config.antenna.gain_dbi)},
          {"azimuth_sigma_deg", known(config.antenna.azimuth_sigma_deg)},
          {"pattern", known(config.antenna.pattern)}}},
        {"place",
         {{"name", known(config.place.name)},
          {"latitude_deg", position ? Json(position->latitude_deg) : Json(nullptr)},
          {"longitude_deg", position ? Json(position->longitude_deg) : Json(nullptr)},
          {"ground_m", position ? known(position->height_m) : Json(nullptr)},
          {"height_m", known(config.place.height_m)}}},
        {"scale",
         {{"zero_offset_deg", known(config.scale.zero_offset_deg)}, {"sigma_deg", known(config.scale.sigma_deg)}}}};
    return whole.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

// A line of the terminal, as long as nobody says stop.
bool typed_line(std::string& line, const StopToken& stop) {
    constexpr int tenth_ms = 100;
    while (!stop.stop_requested()) {
        pollfd terminal{.fd = STDIN_FILENO, .events = POLLIN, .revents = 0};
        if (poll(&terminal, 1, tenth_ms) > 0) return static_cast<bool>(std::getline(std::cin, line));
    }
    return false;
}

// A scan needs to know where.
std::string next_words(const app::Config& config) {
    return config.country.empty() ? "boresight setup --country US tells where this is" : "boresight scan";
}

void setup(const std::vector<std::pair<SetupQuestion, std::string>>& answers, Context& context) {
    const std::filesystem::path file = app::config_file();
    app::Config config = app::load_config(file);
    bool answered = false;
    // Those of the command line, in the order of the questions: an antenna's type before a width of its own.
    for (const auto& [question, answer] : answers) {
        if (answer.empty()) continue;
        answered = true;
        std::string taken = answer == "-" ? "" : answer;
        if (question.option == "--at" && !take_place_from_gps(question.option, taken, context)) return;
        question.take(config, taken);
    }
    if (!answered) {
        const bool terminal = isatty(STDIN_FILENO) == 1 && isatty(STDERR_FILENO) == 1;
        const auto questions =
            setup_questions(terminal ? radio::find_radios() : std::vector<radio::RadioName>{}, context.units);
        if (!terminal) throw nobody_to_ask(questions);
        // "gps" is no answer to any other question.
        const auto read_line = [&context](std::string& line) {
            return typed_line(line, context.stop) && take_place_from_gps("--at", line, context);
        };
        if (!ask_all(questions, config, read_line, context.err)) {
            context.err << "\nNothing was written.\n";
            context.exit_code = ExitCode::stopped;
            return;
        }
    }
    if (context.units == Units::us) config.units = app::LengthUnits::us;
    app::save_config(config, file);
    if (context.format == Format::json)
        context.out << setup_json(config, file) << std::flush;
    else
        context.out << fmt::format("Written to {}\n\nNext: {}\n", file.string(), next_words(config)) << std::flush;
}

}  // namespace

void add_setup(CLI::App& app, Context& context) {
    CLI::App& command =
        add_command(app, {.name = "setup",
                          .group = "Set up",
                          .summary = "asks once for radio, operator, hotspot, antenna and place",
                          .examples = "boresight setup                                        asks\n"
                                      "boresight setup --country US --operator AT&T --antenna yagi   answers given\n"
                                      "boresight setup --radio -                              removes an answer\n"});
    const auto answers = std::make_shared<std::vector<std::pair<SetupQuestion, std::string>>>();
    for (const SetupQuestion& question : setup_questions({}, Units::metric)) answers->emplace_back(question, "");
    for (auto& [question, answer] : *answers)
        command.add_option(question.option, answer, question.help)->type_name(question.type);
    command.callback([answers, &context] {
        // The units are known only now.
        const auto questions = setup_questions({}, context.units);
        for (std::size_t k = 0; k < questions.size(); ++k) (*answers)[k].first = questions[k];
        setup(*answers, context);
    });
}

}  // namespace boresight::cli
