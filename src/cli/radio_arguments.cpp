// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/radio_arguments.h"

#include <CLI/CLI.hpp>

#include <memory>

#include "cli/arguments.h"
#include "radio/find_radios.h"
#include "store/location.h"

namespace boresight::cli {

namespace {

class EventWords final : public radio::RadioEvents {
public:
    explicit EventWords(Context& context) : context_(context) {}
    void happened(radio::RadioEvent event) override {
        context_.err << (event == radio::RadioEvent::stalled
                             ? "The radio's driver doesn't come back; waiting for it.\n"
                             : "The radio's driver didn't let go of the radio. Unplug it before you use it again; if "
                               "its bias tee was on, it may still be.\n")
                     << std::flush;
    }

private:
    Context& context_;
};

}  // namespace

void add_radio_options(CLI::App& command, RadioWords& words, const std::string& group) {
    command
        .add_option("--radio", words.radio,
                    "which radio: a driver as in rtlsdr, SoapySDR's arguments as in driver=rtlsdr,serial=00000001, "
                    "driver=remote,remote=tcp://HOST for one that a SoapySDRServer has on another computer, or scene "
                    "for a made world (default: that of \"boresight setup\", else the first found)")
        ->type_name("ARGS")
        ->group(group);
    command
        .add_option("--bias-tee", words.bias_tee,
                    "on: put the radio's voltage on the antenna socket for an amplifier; it may damage what isn't made "
                    "for it (default off)")
        ->type_name("on|off")
        ->group(group);
}

std::filesystem::path database_of_radio(const RadioWords& words, const app::Config& config, const Context& context) {
    if (!context.database.empty()) return context.database;
    return store::default_database(radio::asks_for_made_world(words.radio.empty() ? config.radio : words.radio));
}

app::RadioSession open_radio_session(const RadioWords& words, const app::Config& config, Context& context) {
    app::RadioRequest request{.arguments = words.radio,
                              .options = {},
                              .database = context.database,
                              .events = std::make_shared<EventWords>(context)};
    if (!words.bias_tee.empty())
        request.options.bias_tee = choice_argument("--bias-tee", words.bias_tee, {"off", "on"}) == 1;
    return {request, config, context.clock};
}

}  // namespace boresight::cli
