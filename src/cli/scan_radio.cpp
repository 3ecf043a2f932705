// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/scan_radio.h"

#include <fmt/format.h>

#include <ctime>
#include <utility>

#include "app/pause.h"
#include "catalog/frequency_text.h"
#include "cli/arguments.h"
#include "cli/band_scan_report.h"
#include "cli/catalog_arguments.h"
#include "cli/home_cell_arguments.h"
#include "cli/progress.h"
#include "cli/signal_words.h"
#include "cli/undecoded_report.h"

namespace boresight::cli {

namespace {

constexpr double widest_ppm_window = 1000;
constexpr double least_gain_db = -50, most_gain_db = 150;
constexpr double worth_saying_s = 10;
constexpr double highest_earfcn = 262143;

Error other_standard(const char* what, const char* option, const char* rat) {
    return Error(
        Error::Kind::bad_input,
        {.what = what, .where = option, .expected = "", .fix = fmt::format("Leave out --rat {} or the carrier", rat)});
}

survey::ScanQuestion question_of(const RadioScanWords& words, const app::Config& config) {
    survey::ScanQuestion question;
    const std::string country = words.country.empty() ? config.country : words.country;
    if (!country.empty()) question.country = &country_argument("--country", country);
    // Another country's operators are others than the one of the settings.
    const std::string of = words.of.empty() && words.country.empty() ? config.operator_name : words.of;
    if (!of.empty()) {
        question.of = operator_argument("--operator", of, question.country);
        question.country = catalog::find_country(question.of->iso);
    }
    if (words.all && words.of.empty()) question.of.reset();  // all of the country, not of the settings' operator
    question.lte = words.rat != "umts";
    question.umts = words.rat != "lte";
    for (const std::string& band : words.bands) question.bands.push_back(&scanned_band_argument(words.rat, band));
    if (!question.lte && !words.earfcns.empty())
        throw other_standard("an EARFCN is a carrier of LTE", "--earfcn", "umts");
    if (!question.umts && !words.uarfcns.empty())
        throw other_standard("a UARFCN is a carrier of UMTS", "--uarfcn", "lte");
    for (const std::string& text : words.earfcns)
        question.earfcns.push_back(
            static_cast<std::int64_t>(number_argument("--earfcn", text, 0, highest_earfcn, "channel number")));
    for (const std::string& text : words.uarfcns) question.uarfcns.push_back(uarfcn_argument("--uarfcn", text));
    question.all = words.all;
    return question;
}

std::string asked_words(const RadioScanWords& words, const survey::ScanQuestion& question) {
    std::string out = words.all ? "all" : "likely carriers";
    if (!words.bands.empty()) out = fmt::format("band {}", fmt::join(words.bands, " "));
    if (!words.earfcns.empty()) out = fmt::format("earfcn {}", fmt::join(words.earfcns, " "));
    if (!words.uarfcns.empty())
        out = (words.earfcns.empty() ? "" : out + ", ") + fmt::format("uarfcn {}", fmt::join(words.uarfcns, " "));
    if (question.of) out += ", operator " + question.of->brand;
    if (question.country != nullptr) out += ", country " + question.country->iso;
    return out;
}

std::string progress_words(const app::BandScanProgress& progress) {
    std::string words = "Scanning";
    if (progress.frequency_hz) words = "Scanning " + catalog::frequency_text(*progress.frequency_hz);
    if (progress.cells > 0) words += ", " + counted(static_cast<long long>(progress.cells), "cell") + " so far,";
    return words;
}

std::string expected_words(const app::BandScanProgress& progress) {
    return fmt::format("This takes about {} of listening, and up to 5 s more for each carrier with cells.",
                       spoken_duration(progress.expected_s));
}

std::string radio_words(const RadioScanWords& words) {
    return words.radio.radio.empty() ? "" : " --radio " + shell_word(words.radio.radio);
}

std::string next_command(const RadioScanWords& words, const app::BandScanOutcome& outcome) {
    const std::string radio = radio_words(words);
    if (outcome.result.found.found_a_cell()) return fmt::format("Next: boresight aim{} finds where to point.", radio);
    if (words.all || !words.bands.empty() || !words.earfcns.empty() || !words.uarfcns.empty())
        return "Next: boresight bands --help";
    return fmt::format("Next: boresight scan --all{} looks everywhere; this looked at the likely carriers.", radio);
}

}  // namespace

const catalog::Band& lte_band_argument(const std::string& text) {
    const catalog::Band& band = band_argument("--band", text);
    if (band.rat == catalog::Rat::lte) return band;
    throw Error(Error::Kind::bad_input, {.what = fmt::format("\"{}\" is a band of 5G", text),
                                         .where = "--band",
                                         .expected = "a band of LTE, as in 12",
                                         .fix = "5G isn't searched"});
}

const catalog::Band& scanned_band_argument(const std::string& rat, const std::string& text) {
    const catalog::Band* umts = catalog::find_band(catalog::Rat::umts, text);
    if (rat == "umts" && umts == nullptr)
        throw Error(Error::Kind::bad_input, {.what = fmt::format("\"{}\" is no band of UMTS", text),
                                             .where = "--band",
                                             .expected = catalog::band_numbers_text(catalog::Rat::umts),
                                             .fix = "Leave --rat out to look for LTE as well"});
    const bool only_umts = catalog::find_band(catalog::Rat::lte, text) == nullptr && umts != nullptr;
    return rat == "umts" || (rat.empty() && only_umts) ? *umts : lte_band_argument(text);
}

double ppm_window_argument(const std::string& text) {
    return number_argument("--ppm-window", text, 0, widest_ppm_window, "ppm");
}

app::BandScanRequest band_scan_request(const RadioScanWords& words, const app::Config& config) {
    app::BandScanRequest request;
    request.question = question_of(words, config);
    request.asked = asked_words(words, request.question);
    if (!words.ppm_window.empty()) request.ppm_window = ppm_window_argument(words.ppm_window);
    if (!words.gain.empty()) request.gain_db = number_argument("--gain", words.gain, least_gain_db, most_gain_db, "dB");
    request.keep = !words.no_store;
    request.antenna = config.antenna.name;
    request.own = own_microcell(config);
    request.position = words.at.empty() ? config.place.position : std::optional(parse_position(words.at, "--at"));
    return request;
}

app::Pause pause_log(const RadioScanWords& words, const app::Config& config, const Context& context) {
    return app::ask_log_to_pause(database_of_radio(words.radio, config, context), "boresight scan");
}

app::BandScanOutcome scan_shown(Context& context, radio::Radio& radio, const app::BandScanRequest& request) {
    Progress progress(context, "Scanning");
    bool announced = false;
    return app::scan_bands_job(
        radio, request,
        [&](const app::BandScanProgress& now) {
            if (!std::exchange(announced, true) && now.expected_s >= worth_saying_s)
                progress.announce(expected_words(now));
            progress.say(progress_words(now));
            return progress.update(now.share);
        },
        context.stop);
}

void finish_scan(const app::BandScanOutcome& outcome, Context& context) {
    if (outcome.keep_error) throw *outcome.keep_error;
    if (outcome.result.ending == radio::Ending::stopped) {
        context.exit_code = ExitCode::stopped;
    } else if (outcome.result.ending != radio::Ending::complete) {
        throw Error(Error::Kind::fault, {.what = ending_words(outcome),
                                         .where = outcome.radio,
                                         .expected = "",
                                         .fix = outcome.bring_back + ", and scan again"});
    } else if (!outcome.result.found.found_a_cell()) {
        context.exit_code = ExitCode::answer_is_no;
    }
}

void scan_with_radio(const RadioScanWords& words, Context& context) {
    const app::Config config = app::load_config();
    app::BandScanRequest request = band_scan_request(words, config);
    app::ask_for_microcell(request.own, request.question);
    const app::Pause pause = pause_log(words, config, context);
    app::RadioSession session = open_radio_session(words.radio, config, context);
    request.database = session.database();
    const app::BandScanOutcome outcome = scan_shown(context, session.radio(), request);
    const double cpu_seconds = static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
    context.out << (context.format == Format::json
                        ? band_scan_json(request, outcome, cpu_seconds)
                        : band_scan_text(context, request, outcome) +
                              umts_hint(outcome.result.found, "boresight scan" + radio_words(words), true) +
                              next_command(words, outcome) + '\n')
                << std::flush;
    finish_scan(outcome, context);
}

}  // namespace boresight::cli
