// SPDX-License-Identifier: GPL-3.0-or-later
// boresight bands: what is on the air in a country or of an operator, and what a radio can hear of it.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "catalog/carriers.h"
#include "catalog/frequency_text.h"
#include "cli/bands_view.h"
#include "cli/catalog_arguments.h"
#include "cli/command.h"
#include "cli/commands.h"
#include "cli/context.h"

namespace boresight::cli {

namespace {

using catalog::PlannedBand;
using catalog::Rat;

struct BandsOptions {
    std::optional<std::string> country;
    std::optional<std::string> radio;
    std::optional<std::string> of;
    std::optional<std::string> frequency;
    std::vector<std::string> bands;
    bool countries = false;
};

catalog::BandQuestion question_of(const BandsOptions& options) {
    catalog::BandQuestion question;
    if (options.country) question.country = &country_argument("--country", *options.country);
    if (options.radio) question.radio = &radio_argument("--radio", *options.radio);
    if (options.of) {
        question.of = operator_argument("--operator", *options.of, question.country);
        question.country = catalog::find_country(question.of->iso);
    }
    return question;
}

// The bands asked for by name: a number alone means LTE and UMTS.
std::vector<const catalog::Band*> chosen_bands(const std::vector<std::string>& labels) {
    std::vector<const catalog::Band*> chosen;
    for (const std::string& label : labels) {
        chosen.push_back(&band_argument("--band", label));
        const bool of_lte = chosen.back()->rat == Rat::lte;
        if (const auto* umts = of_lte ? catalog::find_band(Rat::umts, label) : nullptr) chosen.push_back(umts);
    }
    return chosen;
}

BandsView answer(const BandsOptions& options) {
    BandsView view;
    view.question = question_of(options);
    view.chosen = !options.bands.empty() || options.frequency;
    const auto chosen = chosen_bands(options.bands);
    if (options.frequency) view.frequency_hz = catalog::parse_frequency_hz(*options.frequency, "--frequency");
    for (const Rat rat : {Rat::lte, Rat::umts, Rat::nr, Rat::gsm}) {
        if (rat == Rat::gsm && view.question.country && !view.chosen) continue;
        auto bands = view.chosen ? every_band(rat, view.question) : band_plan(rat, view.question);
        std::erase_if(bands, [&](const PlannedBand& planned) {
            const bool named = chosen.empty() || std::find(chosen.begin(), chosen.end(), planned.band) != chosen.end();
            const auto& downlink = planned.band->downlink;
            const bool holds = !view.frequency_hz || (downlink && downlink->contains(*view.frequency_hz));
            return !named || !holds;
        });
        if (!bands.empty()) view.sections.push_back({rat, std::move(bands)});
    }
    return view;
}

void run_bands(const BandsOptions& options, Context& context) {
    const bool json = context.format == Format::json;
    if (options.countries) {
        context.out << (json ? countries_json() : countries_text());
        return;
    }
    const BandsView view = answer(options);
    context.out << (json ? bands_json(view) : bands_text(view));
    if (view.empty()) context.exit_code = ExitCode::answer_is_no;
}

}  // namespace

bool BandsView::empty() const {
    return std::all_of(sections.begin(), sections.end(), [](const BandsSection& each) { return each.bands.empty(); });
}

std::optional<std::int64_t> channel_of(const BandsView& view, const PlannedBand& planned) {
    if (!view.frequency_hz) return std::nullopt;
    for (const catalog::Carrier& carrier : catalog::carriers_at(planned.band->rat, *view.frequency_hz)) {
        if (carrier.band == planned.band) return carrier.channel;
    }
    return std::nullopt;
}

std::optional<catalog::ThirdGenerationState> third_generation_of(const BandsView& view) {
    if (view.question.of) return view.question.of->third_generation;
    if (view.question.country) return catalog::country_bands(*view.question.country).third_generation;
    return std::nullopt;
}

void add_bands(CLI::App& app, Context& context) {
    CLI::App& command = add_command(
        app, {.name = "bands",
              .group = "Look",
              .summary = "which bands are on the air, and which of them a radio can hear",
              .examples = "boresight bands --country US --radio rtlsdr       what a 30-dollar radio hears there\n"
                          "boresight bands --country US --operator Verizon   the bands of one operator\n"
                          "boresight bands --frequency 739M --country US     whose frequency that is\n"
                          "boresight bands                                   every band there is\n"});
    auto options = std::make_shared<BandsOptions>();
    command
        .add_option("--country", options->country,
                    "only bands on the air there: US, Germany, or a mobile country code such as 262")
        ->type_name("COUNTRY");
    command.add_option("--radio", options->radio, "say what this radio can hear: rtlsdr, hackrf, \"RTL-SDR Blog V4\"")
        ->type_name("RADIO");
    command.add_option("--operator", options->of, "only bands of this operator: its name, or its code such as 310-410")
        ->type_name("NAME");
    command.add_option("--band", options->bands, "only these, on the air or not: 12, n71")->type_name("BAND");
    command.add_option("--frequency", options->frequency, "only bands whose towers send here: 739M, 1842.5 MHz")
        ->type_name("FREQUENCY");
    command.add_flag("--countries", options->countries, "list the countries instead");
    command.callback([options, &context] { run_bands(*options, context); });
}

}  // namespace boresight::cli
