// SPDX-License-Identifier: GPL-3.0-or-later
// boresight report: a sweep as a page for the customer.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <charconv>
#include <memory>

#include "cli/arguments.h"
#include "cli/command.h"
#include "cli/commands.h"
#include "cli/context.h"
#include "cli/output_file.h"
#include "cli/site_json.h"
#include "cli/table.h"
#include "platform/error.h"
#include "store/location.h"

namespace boresight::cli {

namespace {

namespace fs = std::filesystem;

// As typed.
struct ReportWords {
    std::string session, site, file;
    fs::path svg;
    bool exact = false, no_place = false;
};

std::optional<store::SessionId> session_argument(const std::string& text) {
    if (text.empty() || text == "last") return std::nullopt;
    std::int64_t number = 0;
    const char* end = text.data() + text.size();
    const auto result = std::from_chars(text.data(), end, number);
    if (result.ec != std::errc{} || result.ptr != end || number < 1)
        throw Error(Error::Kind::bad_input, {.what = fmt::format("\"{}\" is no session", text),
                                             .where = "--session",
                                             .expected = "its number, or \"last\"",
                                             .fix = "The column \"session\" of an export has the numbers"});
    return store::SessionId{number};
}

// "cell-357-band-12.svg" of each cell that has a plot.
std::vector<std::string> write_pictures(const app::SiteReport& report, const fs::path& folder, std::ostream& screen) {
    std::error_code failure;
    fs::create_directories(folder, failure);
    if (!fs::is_directory(folder, failure))
        throw Error(Error::Kind::missing, {.what = "this folder can't be made",
                                           .where = folder.string(),
                                           .expected = "a folder for the pictures",
                                           .fix = "Name another one"});
    std::vector<std::string> written;
    for (std::size_t c = 0; c < report.aim.outcome.sweep.cells.size(); ++c) {
        const std::string svg = app::cell_picture(report, c);
        if (svg.empty()) continue;
        const survey::SweepCell& cell = report.aim.outcome.sweep.cells[c];
        const fs::path file = folder / fmt::format("cell-{}-{:.0f}-kHz.svg", cell.pci, cell.frequency_hz / 1000);
        write_output(file.string(), svg, screen);
        written.push_back(file.string());
    }
    return written;
}

std::string text_of(const SiteFiles& files, const app::SiteReport& report) {
    std::string out;
    if (report.aim.outcome.simulated) out += "SIMULATED: measured in a made world, no radio was used.\n";
    if (!report.finished) out += "This sweep was broken off; the page says so.\n";
    out += paragraph(app::live_sentence(report.aim));
    if (!files.page.empty()) out += paragraph(fmt::format("Wrote {}: one file, to hand over or to print.", files.page));
    if (!files.pictures.empty())
        out += paragraph(fmt::format("Wrote {} {} to {}.", files.pictures.size(),
                                     files.pictures.size() == 1 ? "picture" : "pictures",
                                     fs::path(files.pictures.front()).parent_path().string()));
    return out + (report.checks.empty() ? "Next: boresight aim --check, once the bolts are tight; then report again.\n"
                                        : "Next: boresight log, which keeps watch.\n");
}

void make_report(const ReportWords& words, Context& context) {
    if (words.exact && words.no_place)
        throw Error(Error::Kind::bad_input, {.what = "a place can't be told both exactly and not at all",
                                             .where = "--exact --no-place",
                                             .expected = "one of them",
                                             .fix = "Leave one out"});
    const fs::path database = context.database.empty() ? store::default_database() : context.database;
    const app::SiteReport report =
        app::site_report({.database = database, .session = session_argument(words.session), .site = words.site});
    app::SitePageWish wish;
    if (words.exact) wish.place = app::PlaceShared::exact;
    if (words.no_place) wish.place = app::PlaceShared::none;
    if (context.units == Units::us) wish.units = app::LengthUnits::us;
    SiteFiles files;
    files.page = words.file.empty() ? fmt::format("report-{}.html", report.session.value) : words.file;
    write_output(files.page, report::page_html(app::site_page(report, wish)), context.out);
    if (!words.svg.empty()) files.pictures = write_pictures(report, words.svg, context.out);
    if (files.page == "-") return;  // the page has stdout to itself
    if (words.exact && report.position && !context.quiet)
        context.err << "The position is exact: the page tells where somebody lives.\n";
    context.out << (context.format == Format::json ? site_json(report, wish, files) : text_of(files, report))
                << std::flush;
}

}  // namespace

void add_report(CLI::App& app, Context& context) {
    CLI::App& command = add_command(
        app, {.name = "report",
              .group = "Keep",
              .summary = "write a page for the customer: where to point, before and after, every cell, the lock",
              .examples = "boresight report                             of the last finished sweep\n"
                          "boresight report --site Farm -o farm.html    of the last one at that place\n"
                          "boresight report --svg pictures              each cell's plot as a picture, too\n"});
    const auto words = std::make_shared<ReportWords>();
    command.add_option("--session", words->session, "of that run of aim: its number, or \"last\" (default: the last)")
        ->type_name("N");
    command.add_option("--site", words->site, "of the last one at this place, as setup has it")->type_name("NAME");
    command.add_option("-o,--output", words->file, "where to write it; - is the screen (default: report-N.html)")
        ->type_name("FILE");
    command.add_option("--svg", words->svg, "write the plot of each cell into this folder, too")->type_name("FOLDER");
    command.add_flag("--exact", words->exact, "tell the place exactly (default: rounded to about 100 m)");
    command.add_flag("--no-place", words->no_place, "don't tell the place");
    command.callback([words, &context] { make_report(*words, context); });
}

}  // namespace boresight::cli
