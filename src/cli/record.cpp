// SPDX-License-Identifier: GPL-3.0-or-later
// boresight record: what a radio hears, into a SigMF recording.
#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include <array>
#include <cmath>
#include <memory>

#include "app/config.h"
#include "app/pause.h"
#include "catalog/frequency_text.h"
#include "cli/arguments.h"
#include "cli/command.h"
#include "cli/commands.h"
#include "cli/context.h"
#include "cli/place_argument.h"
#include "cli/progress.h"
#include "cli/radio_arguments.h"
#include "cli/record_report.h"
#include "platform/error.h"
#include "platform/version.h"
#include "radio/gain_search.h"

namespace boresight::cli {

namespace {

constexpr double usual_seconds = 10;
constexpr double longest_s = 86400;
constexpr double least_rate_hz = 1.92e6;  // of LTE's synchronization
constexpr double eight_bits = 0.99;       // the end of the scale of a converter of 8 bits lies below

// As typed.
struct RecordWords {
    std::string file, frequency, rate, seconds, gain, azimuth, elevation, polarization, at;
    RadioWords radio;
};

radio::SigmfPose pose_of(const RecordWords& words) {
    radio::SigmfPose pose;
    if (!words.azimuth.empty())
        pose.azimuth_deg = number_argument("--azimuth", words.azimuth, -360, 360, "degrees from true north");
    if (!words.elevation.empty())
        pose.elevation_deg = number_argument("--elevation", words.elevation, -90, 90, "degrees above the horizon");
    const std::vector<std::string> polarizations{"vertical", "horizontal", "slant+45", "slant-45"};
    if (!words.polarization.empty())
        pose.polarization = polarizations[choice_argument("--polarization", words.polarization, polarizations)];
    return pose;
}

// What has a rotator (a made world) is turned; by hand it is as it is told.
void turn(radio::Radio& radio, const radio::SigmfPose& pose) {
    if (pose.azimuth_deg && radio.has_setting("azimuth_deg"))
        radio.change_setting("azimuth_deg", fmt::format("{}", *pose.azimuth_deg));
    if (pose.polarization.empty() || !radio.has_setting("polarization_deg")) return;
    const char* turned = pose.polarization == "horizontal" ? "90"
                         : pose.polarization == "slant+45" ? "45"
                         : pose.polarization == "slant-45" ? "-45"
                                                           : "0";
    radio.change_setting("polarization_deg", turned);
}

radio::Tuning tuning_of(const RecordWords& words, const radio::Radio& radio) {
    radio::Tuning tuning;
    tuning.frequency_hz = catalog::parse_frequency_hz(words.frequency, "--frequency");
    const double wanted_hz = words.rate.empty() ? least_rate_hz : catalog::parse_frequency_hz(words.rate, "--rate");
    tuning.sample_rate_hz =
        words.rate.empty() ? radio.limits().rate_of_at_least(wanted_hz).value_or(wanted_hz) : wanted_hz;
    return tuning;
}

std::optional<radio::SigmfPlace> place_of(const RecordWords& words, const app::Config& config, bool simulated) {
    if (simulated && !words.at.empty())
        throw Error(Error::Kind::bad_input, {.what = "a made world lies at no place on the Earth",
                                             .where = "--at",
                                             .expected = "no place",
                                             .fix = "Leave --at out"});
    if (simulated) return std::nullopt;
    std::optional<Position> position = config.place.position;
    if (!words.at.empty()) position = parse_position(words.at, "--at");
    if (!position) return std::nullopt;
    // Heights of recordings are above the ellipsoid; ours are above the sea, and lie up to 100 m aside.
    return radio::SigmfPlace{position->latitude_deg, position->longitude_deg, std::nullopt};
}

// Sets the gain; false when the radio or the user ended the search.
bool set_gain(const RecordWords& words, radio::Radio& radio, const radio::Tuning& tuning, const Context& context) {
    radio.tune(tuning);
    if (words.gain.empty() || words.gain == "auto") {
        const radio::GainChoice choice = radio::find_gain(radio, std::array{tuning}, context.stop);
        if (choice.overloaded && !context.quiet)
            context.err << "The radio is overloaded even at its lowest gain: something transmits too close, or an "
                           "amplifier is too much.\n";
        return choice.ending == radio::Ending::complete;
    }
    const radio::RadioLimits& limits = radio.limits();
    radio.set_gain_db(number_argument("--gain", words.gain, limits.gain_low_db, limits.gain_high_db, "dB, or auto"));
    return true;
}

radio::RecordRequest request_of(const RecordWords& words, const app::Config& config, radio::Radio& radio) {
    const radio::RadioName& name = radio.name();
    radio::RecordRequest request;
    request.recording = words.file;
    request.seconds = words.seconds.empty() ? usual_seconds
                                            : number_argument("--seconds", words.seconds, 0.001, longest_s, "seconds");
    request.pose = pose_of(words);
    request.options.datatype =
        !name.simulated && radio.end_of_scale() < eight_bits ? radio::Datatype::ci8 : radio::Datatype::ci16_le;
    request.options.description = name.simulated ? "SIMULATED: made by a scene, not heard on the air" : "";
    request.options.hardware = name.label;
    request.options.recorder = fmt::format("boresight {}", version());
    request.options.antenna_model = name.simulated ? "" : config.antenna.name;
    request.options.place = place_of(words, config, name.simulated);
    return request;
}

void require_words(const RecordWords& words) {
    if (!words.file.empty() && !words.frequency.empty()) return;
    throw Error(Error::Kind::bad_input,
                {.what = words.file.empty() ? "there is no name to record to" : "there is no frequency to record",
                 .where = "record",
                 .expected = "both, as in \"boresight record farm --frequency 739M\"",
                 .fix = ""});
}

void record_radio(RecordWords words, Context& context) {
    require_words(words);
    if (!take_place_from_gps("--at", words.at, context)) return;
    const app::Config config = app::load_config();
    const app::Pause pause = app::ask_log_to_pause(database_of_radio(words.radio, config, context), "boresight record");
    app::RadioSession session = open_radio_session(words.radio, config, context);
    radio::Radio& radio = session.radio();
    const radio::Tuning tuning = tuning_of(words, radio);
    const radio::RecordRequest request = request_of(words, config, radio);
    turn(radio, request.pose);
    RecordReport report{.request = request, .tuning = tuning, .radio = radio.name(), .gain_db = {}, .recorded = {}};
    if (!set_gain(words, radio, tuning, context)) {
        if (!context.stop.stop_requested())
            throw record_fault({.end = radio::RecordEnd::unplugged, .disk_error = {}}, radio.name());
        context.exit_code = ExitCode::stopped;
        return;
    }
    report.gain_db = radio.gain_db();
    {
        Progress progress(context, "Recording");
        report.recorded = radio::record(radio, tuning, request, [&](double share) { return progress.update(share); });
    }
    context.out << (context.format == Format::json ? record_json(report) : record_text(report)) << std::flush;
    if (report.recorded.end == radio::RecordEnd::stopped)
        context.exit_code = ExitCode::stopped;
    else if (report.recorded.end != radio::RecordEnd::complete)
        throw record_fault(report.recorded, radio.name());
}

void add_options(CLI::App& command, RecordWords& words) {
    command.add_option("FILE", words.file, "name of the recording: FILE.sigmf-meta and FILE.sigmf-data")->type_name("");
    const char* what = "What to record";
    const auto add = [&command](const char* name, std::string& word, const char* text, const char* type,
                                const char* group) {
        command.add_option(name, word, text)->type_name(type)->group(group);
    };
    add("--frequency", words.frequency, "the middle of what is recorded, as in 739M", "FREQ", what);
    add("--rate", words.rate, "samples per second, as in 2.4M (default: the radio's next above 1.92M)", "RATE", what);
    add("--seconds", words.seconds, "how long (default 10)", "S", what);
    add("--gain", words.gain, "dB, or auto: the highest that is linear (default auto)", "DB", what);
    const char* pose = "How the antenna is held";
    add("--azimuth", words.azimuth, "where it points, in degrees from true north", "DEG", pose);
    add("--elevation", words.elevation, "degrees above the horizon", "DEG", pose);
    add("--polarization", words.polarization, "vertical, horizontal, slant+45 or slant-45", "WORD", pose);
    add("--at", words.at,
        "where it is: degrees north, degrees east, or \"gps\" for gpsd's (default: the place of \"boresight setup\")",
        "LAT,LON", pose);
    add_radio_options(command, words.radio);
}

}  // namespace

void add_record(CLI::App& app, Context& context) {
    CLI::App& command = add_command(
        app, {.name = "record",
              .group = "Keep",
              .summary = "what a radio hears, into a SigMF recording with time, place and pose",
              .examples = "boresight record farm --frequency 739M                          ten seconds of LTE band 12\n"
                          "boresight record farm --frequency 739M --azimuth 238 --seconds 1   with where it points\n"
                          "boresight record made --frequency 739M --radio scene            from the made world\n"});
    const auto words = std::make_shared<RecordWords>();
    add_options(command, *words);
    command.callback([words, &context] { record_radio(*words, context); });
}

}  // namespace boresight::cli
