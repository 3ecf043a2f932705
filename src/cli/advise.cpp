// SPDX-License-Identifier: GPL-3.0-or-later
// boresight advise: which carrier to lock, how, and what the microcell has to do with it.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "advise/carrier_numbers.h"
#include "app/config.h"
#include "app/source_facts.h"
#include "catalog/carriers.h"
#include "cli/advise_report.h"
#include "cli/arguments.h"
#include "cli/catalog_arguments.h"
#include "cli/command.h"
#include "cli/commands.h"
#include "cli/context.h"
#include "cli/device_arguments.h"
#include "cli/home_cell_arguments.h"
#include "platform/error.h"
#include "platform/utc_time.h"
#include "store/location.h"

namespace boresight::cli {

namespace {

constexpr std::size_t day_letters = 10;
constexpr double most_earfcn = 262143;
constexpr double most_pci = 503;

struct AdviseWords {
    std::string hotspot, family, of, country, radio, microcell, date, azimuth, earfcn, pci;
    std::string microcell_psc, microcell_uarfcn, microcell_power;
    std::vector<std::string> bands;
    bool hotspots = false, microcells = false;
};

[[noreturn]] void refuse(const std::string& what, const std::string& where, const std::string& expected,
                         const std::string& fix) {
    throw Error(Error::Kind::bad_input, {.what = what, .where = where, .expected = expected, .fix = fix});
}

const std::string& either(const std::string& typed, const std::string& configured) {
    return typed.empty() ? configured : typed;
}

// Where a value is from, for the words of an Error.
std::string named(const std::string& option, const std::string& typed) {
    return typed.empty() ? fmt::format("the settings' value for {}", option) : option;
}

int whole_argument(const std::string& option, const std::string& text, double most) {
    const double value = number_argument(option, text, 0, most, "");
    const int whole = static_cast<int>(value);
    if (whole != value) refuse(fmt::format("{} isn't whole", text), option, "a whole number", "Leave the fraction out");
    return whole;
}

std::vector<int> lte_bands(const std::vector<std::string>& labels) {
    std::vector<int> bands;
    for (const std::string& label : labels) {
        const catalog::Band& band = band_argument("--band", label);
        if (band.rat != catalog::Rat::lte)
            refuse(fmt::format("band {} is of 5G", label), "--band", "a band of LTE such as 12",
                   "This version locks LTE");
        bands.push_back(band.number);
    }
    return bands;
}

void add_cell(const AdviseWords& words, app::AdviseRequest& request) {
    if (!words.earfcn.empty()) request.earfcn = whole_argument("--earfcn", words.earfcn, most_earfcn);
    if (!words.pci.empty()) request.pci = whole_argument("--pci", words.pci, most_pci);
    if (request.pci && !request.earfcn)
        refuse("a PCI alone names no cell", "--pci", "the carrier too", "Add --earfcn N");
    if (!request.earfcn) return;
    const auto named = catalog::carriers_of_channel(catalog::Rat::lte, catalog::Direction::downlink, *request.earfcn);
    if (named.empty())
        refuse(fmt::format("{} is no downlink channel of LTE", *request.earfcn), "--earfcn", "such as 5110",
               "\"boresight bands --frequency 739M\" tells the number of a frequency");
    if (request.bands.empty()) request.bands = {named.front().band->number};
    const auto numbers = advise::numbers_of(named.front().frequency_hz, *named.front().band);
    const bool in_them = std::any_of(numbers.begin(), numbers.end(), [&](const catalog::Carrier& each) {
        return std::find(request.bands.begin(), request.bands.end(), each.band->number) != request.bands.end();
    });
    if (!in_them)
        refuse(fmt::format("{} is a carrier of band {}, not of band {}", *request.earfcn, named.front().band->number,
                           fmt::join(request.bands, " or ")),
               "--earfcn", "a carrier of the band that is to be locked", "Leave --band out, or name that band too");
}

// Which of the cells heard is the microcell, and how strongly it sends.
void add_microcell_cell(const AdviseWords& words, const app::Config& config, app::AdviseRequest& request) {
    const bool told = !words.microcell_psc.empty() || !words.microcell_uarfcn.empty() || !words.microcell_power.empty();
    if (told && (!request.microcell || !request.microcell->umts))
        refuse("a cell of 3G is named, but no microcell of 3G",
               "--microcell-psc, --microcell-uarfcn, --microcell-power", "the unit as well",
               "Add --microcell NAME (boresight advise --microcells lists them)");
    const auto& [psc, uarfcn, power] = std::tie(words.microcell_psc, words.microcell_uarfcn, words.microcell_power);
    // Another cell than that of the settings has nothing of theirs.
    if (psc.empty() && uarfcn.empty()) request.home = config.home_cell;
    if (!psc.empty()) request.home.psc = psc_argument("--microcell-psc", psc);
    if (!uarfcn.empty()) request.home.uarfcn = uarfcn_argument("--microcell-uarfcn", uarfcn);
    if (!power.empty()) request.home.power_dbm = microcell_power_argument("--microcell-power", power);
}

app::AdviseRequest request_of(const AdviseWords& words, const Context& context) {
    const app::Config config = app::load_config();
    app::AdviseRequest request;
    // What a made world gave lies in a database of its own.
    const bool made_world = app::is_made_world(either(words.radio, config.radio));
    request.database = context.database.empty() ? store::default_database(made_world) : context.database;
    if (!words.family.empty()) request.family = &lock_family_argument("--family", words.family);
    const std::string& hotspot = either(words.hotspot, words.family.empty() ? config.hotspot : words.hotspot);
    if (!hotspot.empty()) request.hotspot = &hotspot_argument(named("--hotspot", words.hotspot), hotspot);
    const std::string& country = either(words.country, config.country);
    const std::string& of = either(words.of, config.operator_name);
    const catalog::Country* there =
        country.empty() ? nullptr : &country_argument(named("--country", words.country), country);
    request.country = there;
    if (!of.empty()) request.of = operator_argument(named("--operator", words.of), of, there);
    if (!words.radio.empty() && !made_world) request.radio = &radio_argument("--radio", words.radio);
    if (words.radio.empty() && !made_world) request.radio = app::radio_of_source(config.radio);
    const std::string& microcell = either(words.microcell, config.microcell);
    if (!microcell.empty()) request.microcell = &microcell_argument(named("--microcell", words.microcell), microcell);
    add_microcell_cell(words, config, request);
    if (!words.date.empty()) request.day = format_utc(parse_utc(words.date, "--date")).substr(0, day_letters);
    if (!words.azimuth.empty()) request.azimuth_deg = number_argument("--azimuth", words.azimuth, -360, 360, "degrees");
    request.bands = lte_bands(words.bands);
    add_cell(words, request);
    return request;
}

void run_advise(const AdviseWords& words, Context& context) {
    if (words.hotspots || words.microcells) {
        context.out << (context.format == Format::json ? devices_json(words.hotspots, words.microcells)
                                                       : devices_text(words.hotspots, words.microcells));
        return;
    }
    const app::AdviseRequest request = request_of(words, context);
    const AdviseReport report{request, app::advise_job(request, context.clock)};
    context.out << (context.format == Format::json ? advise_json(report) : advise_text(report));
    const app::AdviseOutcome& outcome = report.outcome;
    const bool told = !request.bands.empty();
    // A lock that was asked for and can't be is wrong use, as a band that the device hasn't.
    if (told && !(outcome.lock && outcome.lock->possible()))
        context.exit_code = ExitCode::bad_input;
    else if (!told && outcome.ranking.carriers.empty() && !outcome.circular)
        context.exit_code = ExitCode::answer_is_no;
}

void add_what(CLI::App& command, AdviseWords& words) {
    const std::string group = "Yours (what setup was told, unless said here)";
    command.add_option("--hotspot", words.hotspot, "the hotspot, modem or router: mr1100_att, GL-X3000")
        ->type_name("NAME")
        ->group(group);
    command
        .add_option("--family", words.family,
                    "the modem, or its family of locks, where the hotspot isn't listed: MC7455, quectel_qcfg_band")
        ->type_name("NAME")
        ->group(group);
    command.add_option("--operator", words.of, "only carriers of this operator: its name, or its code such as 310-410")
        ->type_name("NAME")
        ->group(group);
    command.add_option("--country", words.country, "where that operator is: US, Germany")
        ->type_name("COUNTRY")
        ->group(group);
    command
        .add_option("--radio", words.radio,
                    "what it couldn't hear is named with the reason: rtlsdr, hackrf, or scene for a made world")
        ->type_name("RADIO")
        ->group(group);
    command.add_option("--microcell", words.microcell, "a microcell that hangs on the hotspot: \"3G MicroCell\"")
        ->type_name("NAME")
        ->group(group);
}

void add_microcell_options(CLI::App& command, AdviseWords& words) {
    const std::string group = "The microcell as a sweep heard it (default: as can be told by power and level)";
    command.add_option("--microcell-psc", words.microcell_psc, "its scrambling code (PSC): 340")
        ->type_name("N")
        ->group(group);
    command.add_option("--microcell-uarfcn", words.microcell_uarfcn, "its carrier: 4413")->type_name("N")->group(group);
    command
        .add_option("--microcell-power", words.microcell_power,
                    "all that it sends, from its label: 13 (default: as the cell says itself)")
        ->type_name("DBM")
        ->group(group);
}

void add_how(CLI::App& command, AdviseWords& words) {
    const std::string group = "What to lock (default: the best of what was measured)";
    command.add_option("--band", words.bands, "this band of LTE: 12; may be given several times")
        ->type_name("BAND")
        ->group(group);
    command.add_option("--earfcn", words.earfcn, "this carrier: 5110")->type_name("N")->group(group);
    command.add_option("--pci", words.pci, "this cell of the carrier: 357")->type_name("N")->group(group);
    command
        .add_option("--azimuth", words.azimuth,
                    "where the antenna will point, degrees on the sweep's scale (default: where the sweep says)")
        ->type_name("DEG")
        ->group(group);
    command.add_option("--date", words.date, "what was on the air that day: 2017-07-15 (default: today)")
        ->type_name("DAY")
        ->group(group);
}

}  // namespace

void add_advise(CLI::App& app, Context& context) {
    CLI::App& command = add_command(
        app, {.name = "advise",
              .group = "Look",
              .summary = "what to lock, how, and whether the microcell goes with it",
              .examples =
                  "boresight advise --hotspot mr1100_att --operator \"AT&T\"   rank what was measured, lock the best\n"
                  "boresight advise --hotspot GL-X3000 --band 12             how that band is locked and undone\n"
                  "boresight advise --microcell \"3G MicroCell\"               would it work, what keeps it apart\n"
                  "boresight advise --hotspots                               which devices are known\n"});
    auto words = std::make_shared<AdviseWords>();
    add_what(command, *words);
    add_microcell_options(command, *words);
    add_how(command, *words);
    command.add_flag("--hotspots", words->hotspots, "list the hotspots that are known")->group("Lists");
    command.add_flag("--microcells", words->microcells, "list the microcells that are known")->group("Lists");
    command.callback([words, &context] { run_advise(*words, context); });
}

}  // namespace boresight::cli
