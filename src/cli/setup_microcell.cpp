// SPDX-License-Identifier: GPL-3.0-or-later
// Questions of `setup` about a microcell that hangs on the hotspot, and about its cell of 3G where it has one.
#include <fmt/format.h>

#include "catalog/microcells.h"
#include "cli/device_arguments.h"
#include "cli/home_cell_arguments.h"
#include "cli/setup_questions.h"

namespace boresight::cli {

namespace {

using app::Config;

// Of a unit that nobody knows, too.
bool sends_umts(const Config& config) {
    const catalog::Microcell* unit = catalog::find_microcell(config.microcell);
    return !config.microcell.empty() && (unit == nullptr || unit->umts);
}

template <typename Value>
std::string shown(const std::optional<Value>& value) {
    return value ? fmt::format("{}", *value) : "";
}

}  // namespace

std::vector<SetupQuestion> microcell_questions() {
    return {
        {.option = "--microcell",
         .type = "NAME",
         .words = "Does a microcell (femtocell) hang on that hotspot? Its name as on its box; nothing where there is "
                  "none.",
         .help = "of a microcell (femtocell) that hangs on the hotspot",
         .choices = {},
         .present = [](const Config& config) { return config.microcell; },
         .take =
             [](Config& config, const std::string& text) {
                 const std::string name = text.empty() ? "" : microcell_argument("--microcell", text).name;
                 if (name != config.microcell) config.home_cell = {};  // another unit has another cell
                 config.microcell = name;
             }},
        {.option = "--microcell-psc",
         .type = "N",
         .words = "Which scrambling code (PSC) has its cell of 3G, as in 340? \"boresight scan --rat umts\" tells; "
                  "nothing where unknown.",
         .help = "scrambling code of its 3G cell, as in 340 (default: known by the little power that it tells of)",
         .choices = {},
         .present = [](const Config& config) { return shown(config.home_cell.psc); },
         .take =
             [](Config& config, const std::string& text) {
                 config.home_cell.psc =
                     text.empty() ? std::nullopt : std::optional(psc_argument("--microcell-psc", text));
             },
         .asked = sends_umts},
        {.option = "--microcell-uarfcn",
         .type = "N",
         .words = "On which channel (UARFCN), as in 4413? Nothing where unknown.",
         .help = "channel (UARFCN) of its 3G cell, as in 4413",
         .choices = {},
         .present = [](const Config& config) { return shown(config.home_cell.uarfcn); },
         .take =
             [](Config& config, const std::string& text) {
                 config.home_cell.uarfcn =
                     text.empty() ? std::nullopt : std::optional(uarfcn_argument("--microcell-uarfcn", text));
             },
         .asked = sends_umts},
        {.option = "--microcell-power",
         .type = "DBM",
         .words = "How much does it send, of all channels together, in dBm? Its label tells; nothing where unknown.",
         .help = "all that it sends, in dBm, from its label (default: as it tells of itself)",
         .choices = {},
         .present = [](const Config& config) { return shown(config.home_cell.power_dbm); },
         .take =
             [](Config& config, const std::string& text) {
                 config.home_cell.power_dbm =
                     text.empty() ? std::nullopt : std::optional(microcell_power_argument("--microcell-power", text));
             },
         .asked = sends_umts}};
}

}  // namespace boresight::cli
