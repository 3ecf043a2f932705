// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/setup_questions.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <optional>

#include "catalog/antennas.h"
#include "catalog/hotspots.h"
#include "cli/aim_antenna.h"
#include "cli/arguments.h"
#include "cli/catalog_arguments.h"
#include "cli/device_arguments.h"
#include "cli/devices_report.h"
#include "cli/suggestion.h"
#include "cli/table.h"
#include "platform/error.h"

namespace boresight::cli {

namespace {

using app::Config;

constexpr double metres_per_foot = 0.3048;

std::string number_text(const std::optional<double>& value, double per_unit = 1) {
    return value ? fmt::format("{:g}", *value / per_unit) : "";
}

// The name as the catalog has it; one it doesn't know is taken as typed unless another was probably meant.
std::string hotspot_name(const std::string& text) {
    if (const catalog::Hotspot* hotspot = catalog::find_hotspot(text)) return hotspot->name;
    std::string names;
    for (const catalog::Hotspot* hotspot : catalog::hotspots_like(text))
        names += (names.empty() ? "" : "; ") + hotspot->name;
    if (!names.empty())
        throw Error(Error::Kind::bad_input, {.what = fmt::format("\"{}\" may be several: {}", text, names),
                                             .where = "--hotspot",
                                             .expected = "",
                                             .fix = "Write more of its name, or the number on its box"});
    return text;
}

void take_antenna(Config& config, const std::string& text) {
    config.antenna = {};
    if (text.empty()) return;
    const catalog::Antenna* antenna = catalog::find_antenna(text);
    config.antenna.name = antenna != nullptr ? antenna->name : text;
    if (antenna == nullptr) return;
    config.antenna.beamwidth_deg = antenna->beamwidth_deg();
    config.antenna.gain_dbi = antenna->gain_dbi();
}

// Kept with its whole path: commands are started anywhere.
void take_pattern_file(Config& config, const std::string& text) {
    if (text.empty()) {
        config.antenna.pattern.clear();
        return;
    }
    LiveAimWords words;
    words.pattern = std::filesystem::absolute(text).lexically_normal().string();
    antenna_of(words, {});  // what can't be read is told now
    config.antenna.pattern = words.pattern;
}

std::optional<double> number_of(const std::string& option, const std::string& text, double low, double high,
                                const std::string& unit) {
    if (text.empty()) return std::nullopt;
    return number_argument(option, text, low, high, unit);
}

std::string place_text(const Config& config) {
    const auto& position = config.place.position;
    if (!position) return "";
    std::string text = fmt::format("{},{}", position->latitude_deg, position->longitude_deg);
    return position->height_m ? text + fmt::format(",{}", *position->height_m) : text;
}

SetupQuestion radio_question(const std::vector<radio::RadioName>& radios) {
    std::vector<std::string> choices;
    for (const radio::RadioName& name : radios) choices.push_back(name.arguments);
    return {.option = "--radio",
            .type = "ARGS",
            .words = radios.empty() ? "Which radio? None was found; \"boresight devices\" says why." : "Which radio?",
            .help = "a driver as in rtlsdr, or SoapySDR's arguments",
            .choices = choices,
            .present = [](const Config& config) { return config.radio; },
            .take = [](Config& config, const std::string& text) { config.radio = text; }};
}

std::vector<SetupQuestion> network_questions() {
    return {{.option = "--country",
             .type = "COUNTRY",
             .words = "In which country? Its code such as US, or its name.",
             .help = "its code, its name or its mobile country code",
             .choices = {},
             .present = [](const Config& config) { return config.country; },
             .take =
                 [](Config& config, const std::string& text) {
                     config.country = text.empty() ? "" : country_argument("--country", text).iso;
                 }},
            {.option = "--operator",
             .type = "NAME",
             .words = "Which operator?",
             .help = "its name or its code as in 310-410",
             .choices = {},
             .present = [](const Config& config) { return config.operator_name; },
             .take =
                 [](Config& config, const std::string& text) {
                     const catalog::Country* country =
                         config.country.empty() ? nullptr : catalog::find_country(config.country);
                     config.operator_name = text.empty() ? "" : operator_argument("--operator", text, country).brand;
                 }},
            {.option = "--hotspot",
             .type = "NAME",
             .words = "Which hotspot, router or modem? Its name, or the number on its box.",
             .help = "its name, or the number on its box",
             .choices = {},
             .present = [](const Config& config) { return config.hotspot; },
             .take = [](Config& config,
                        const std::string& text) { config.hotspot = text.empty() ? "" : hotspot_name(text); }}};
}

std::vector<SetupQuestion> antenna_questions() {
    std::vector<std::string> types;
    for (const catalog::Antenna& antenna : catalog::antennas()) types.push_back(antenna.name);
    return {{.option = "--antenna",
             .type = "NAME",
             .words = "Which antenna? A type of these gives its beam width, or a name of your own.",
             .help = "its type as in yagi, panel, grid, or a name of your own",
             .choices = types,
             .present = [](const Config& config) { return config.antenna.name; },
             .take = take_antenna},
            {.option = "--beamwidth",
             .type = "DEG",
             .words = "How wide is its beam between the half-power points, in degrees?",
             .help = "horizontal width of its beam between the half-power points, in degrees (default: of its type)",
             .choices = {},
             .present = [](const Config& config) { return number_text(config.antenna.beamwidth_deg); },
             .take =
                 [](Config& config, const std::string& text) {
                     config.antenna.beamwidth_deg = number_of("--beamwidth", text, 10, 180, "degrees");
                 }},
            {.option = "--antenna-gain",
             .type = "DBI",
             .words = "What is its gain, in dBi?",
             .help = "its gain in dBi (default: of its type)",
             .choices = {},
             .present = [](const Config& config) { return number_text(config.antenna.gain_dbi); },
             .take =
                 [](Config& config, const std::string& text) {
                     config.antenna.gain_dbi = number_of("--antenna-gain", text, -20, 40, "dBi");
                 }},
            {.option = "--pattern",
             .type = "FILE",
             .words = "Is there a file with its pattern, from its maker (MSI Planet or NSMA)? Nothing where there is "
                      "none.",
             .help = "file of its maker with its pattern, MSI Planet or NSMA",
             .choices = {},
             .present = [](const Config& config) { return config.antenna.pattern; },
             .take = take_pattern_file}};
}

std::vector<SetupQuestion> place_questions(Units units) {
    const double per_unit = units == Units::us ? metres_per_foot : 1;
    const std::string unit = units == Units::us ? "feet" : "metres";
    return {{.option = "--place",
             .type = "NAME",
             .words = "What do you call the place?",
             .help = "what you call the place",
             .choices = {},
             .present = [](const Config& config) { return config.place.name; },
             .take = [](Config& config, const std::string& text) { config.place.name = text; }},
            {.option = "--at",
             .type = "LAT,LON[,HEIGHT]",
             .words = "Where is it? Degrees north, degrees east, as in 45.52,-122.68, or gps for gpsd's. Kept on this "
                      "machine only.",
             .help = "degrees north, degrees east, metres of the ground above the sea, or \"gps\" for gpsd's",
             .choices = {},
             .present = place_text,
             .take =
                 [](Config& config, const std::string& text) {
                     if (text.empty())
                         config.place.position.reset();
                     else
                         config.place.position = parse_position(text, "--at");
                 }},
            {.option = "--height",
             .type = units == Units::us ? "FEET" : "M",
             .words = fmt::format("How high is the antenna above the ground, in {}?", unit),
             .help = "of the antenna above the ground, in metres (feet with --units us)",
             .choices = {},
             .present = [per_unit](const Config& config) { return number_text(config.place.height_m, per_unit); },
             .take =
                 [per_unit, unit](Config& config, const std::string& text) {
                     const auto height = number_of("--height", text, 0, 500 / per_unit, unit);
                     config.place.height_m = height ? std::optional(*height * per_unit) : std::nullopt;
                 }}};
}

std::vector<SetupQuestion> aiming_questions() {
    return {{.option = "--sigma",
             .type = "DEG",
             .words = "How far off is the antenna set, typically, in degrees? 3 with a ring of marks, 10 by eye.",
             .help = "how far off it is set, typically, in degrees",
             .choices = {},
             .present = [](const Config& config) { return number_text(config.antenna.azimuth_sigma_deg); },
             .take =
                 [](Config& config, const std::string& text) {
                     config.antenna.azimuth_sigma_deg = number_of("--sigma", text, 0.1, 45, "degrees");
                 }},
            {.option = "--zero",
             .type = "DEG",
             .words = "Where does the mark 0 on the mast point, in degrees from true north? Nothing where unknown.",
             .help = "where the mark 0 on the mast points, in degrees from true north",
             .choices = {},
             .present = [](const Config& config) { return number_text(config.scale.zero_offset_deg); },
             .take =
                 [](Config& config, const std::string& text) {
                     config.scale.zero_offset_deg = number_of("--zero", text, -360, 360, "degrees");
                 }},
            {.option = "--zero-sigma",
             .type = "DEG",
             .words = "How well is that known, in degrees?",
             .help = "how well that is known, in degrees",
             .choices = {},
             .present = [](const Config& config) { return number_text(config.scale.sigma_deg); },
             .take =
                 [](Config& config, const std::string& text) {
                     config.scale.sigma_deg = number_of("--zero-sigma", text, 0, 90, "degrees");
                 }}};
}

std::string answer_of(const SetupQuestion& question, const std::string& line) {
    const bool digits = !line.empty() && line.size() < 4 && line.find_first_not_of("0123456789") == std::string::npos;
    if (!digits) return line;
    const auto index = static_cast<std::size_t>(std::stoi(line));
    return index >= 1 && index <= question.choices.size() ? question.choices[index - 1] : line;
}

std::string trimmed(const std::string& line) {
    const std::size_t begin = line.find_first_not_of(" \t\r");
    return begin == std::string::npos ? "" : line.substr(begin, line.find_last_not_of(" \t\r") - begin + 1);
}

}  // namespace

std::vector<SetupQuestion> setup_questions(const std::vector<radio::RadioName>& radios, Units units) {
    std::vector<SetupQuestion> all{radio_question(radios)};
    for (const auto& more :
         {network_questions(), microcell_questions(), antenna_questions(), place_questions(units), aiming_questions()})
        all.insert(all.end(), more.begin(), more.end());
    return all;
}

bool ask_all(const std::vector<SetupQuestion>& questions, Config& config, const ReadLine& read_line,
             std::ostream& out) {
    out << "Enter keeps what stands in brackets, - removes it.\n";
    for (const SetupQuestion& question : questions) {
        if (question.asked && !question.asked(config)) continue;
        if (question.option == "--antenna") {
            out << "\nBefore you touch a cable:\n";
            for (const std::string& words : cable_safety()) out << paragraph(words, "  - ");
        }
        for (bool taken = false; !taken;) {
            out << '\n' << question.words << '\n';
            for (std::size_t k = 0; k < question.choices.size(); ++k)
                out << fmt::format("  {}  {}\n", k + 1, question.choices[k]);
            out << fmt::format("{} [{}]: ", question.option, question.present(config)) << std::flush;
            std::string line;
            try {
                if (!read_line(line)) return false;
                line = trimmed(line);
                if (!line.empty()) question.take(config, line == "-" ? "" : answer_of(question, line));
                taken = true;
            } catch (const Error& error) {
                out << paragraph(error.what());
            }
        }
    }
    return true;
}

}  // namespace boresight::cli
