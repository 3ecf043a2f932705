// SPDX-License-Identifier: GPL-3.0-or-later
// boresight trends: what changed in months of listening.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>

#include "cli/arguments.h"
#include "cli/catalog_arguments.h"
#include "cli/command.h"
#include "cli/commands.h"
#include "cli/context.h"
#include "cli/output_file.h"
#include "cli/progress.h"
#include "cli/trends_report.h"
#include "platform/error.h"
#include "platform/utc_time.h"
#include "store/location.h"

namespace boresight::cli {

namespace {

constexpr std::int64_t ns_per_day = 86'400'000'000'000;
constexpr double most_days = 366;

// As typed.
struct TrendsWords {
    std::string since, until, svg, days;
    bool utc = false;
};

store::TimeSpan span_of(const TrendsWords& words) {
    store::TimeSpan span;
    if (!words.since.empty()) span.since_ns = parse_utc(words.since, "--since");
    // Until a day means with that day.
    if (!words.until.empty())
        span.until_ns = parse_utc(words.until, "--until") + (is_date(words.until) ? ns_per_day : 0);
    return span;
}

// What the user named stays named in what to type next.
std::string next_command(const TrendsWords& words, const Context& context) {
    const std::string chosen =
        context.database.empty() ? "" : fmt::format("--db {} ", shell_word(context.database.string()));
    return words.svg.empty() ? fmt::format("boresight {}trends --svg trends.svg", chosen)
                             : fmt::format("boresight {}export readings.csv", chosen);
}

void trends(const TrendsWords& words, Context& context) {
    TrendsReport report{.database = context.database.empty() ? store::default_database() : context.database,
                        .outcome = {},
                        .clock = WallClock(words.utc ? WallClock::Zone::utc : WallClock::Zone::local)};
    if (!words.days.empty())
        report.days = static_cast<int>(number_argument("--days", words.days, 0, most_days, "days"));
    report.outcome = [&] {
        Progress progress(context, "Reading");
        return app::find_trends(report.database, span_of(words), std::ref(report.clock),
                                [&](double share) { return progress.update(share); });
    }();
    const bool nothing = report.outcome.trends.cells.empty();
    if (context.format == Format::json)
        context.out << trends_json(report) << std::flush;
    else if (!nothing)
        context.out << trends_text(report, next_command(words, context)) << std::flush;
    if (report.outcome.stopped) {
        context.exit_code = ExitCode::stopped;
        return;
    }
    if (nothing) {
        if (context.format == Format::text)
            context.out << "No cell in the database was heard by 'log' or 'scan' in that time.\nNext: boresight scan\n";
        context.exit_code = ExitCode::answer_is_no;
        return;
    }
    if (!words.svg.empty()) write_output(words.svg, trends_picture(report), context.out);
}

}  // namespace

void add_trends(CLI::App& app, Context& context) {
    CLI::App& command =
        add_command(app, {.name = "trends",
                          .group = "Keep",
                          .summary = "what changed over days and months: levels, steps, new and vanished cells",
                          .examples = "boresight trends                          all that was logged\n"
                                      "boresight trends --since 2026-10-01       since that day\n"
                                      "boresight trends --svg trends.svg         as a picture, too\n"
                                      "boresight trends --format json            for another program\n"});
    const auto words = std::make_shared<TrendsWords>();
    command.add_option("--since", words->since, "only from then on: 2026-10-14 or 2026-10-14T08:30 (UTC)")
        ->type_name("TIME");
    command.add_option("--until", words->until, "only before then; a day counts to its end (UTC)")->type_name("TIME");
    command.add_option("--svg", words->svg, "draw a picture there; - is the screen")->type_name("FILE");
    command.add_option("--days", words->days, "how many days the text tells one by one (default 14)")->type_name("N");
    command.add_flag("--utc", words->utc, "count days and hours in UTC (default: local time)");
    command.callback([words, &context] { trends(*words, context); });
}

}  // namespace boresight::cli
