// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/aim_person.h"

#include <fmt/format.h>
#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <iostream>

#include "aim/polarization_plan.h"
#include "app/aim_figures.h"
#include "app/safety_words.h"
#include "cli/progress.h"
#include "cli/signal_words.h"

namespace boresight::cli {

namespace {

using app::decibels;
using app::degrees;
using app::with_half;

pose::Turned wait_for_answer(Context& context, const ReadLine& read_line,
                             const char* prompt = "Hold it still and press Enter") {
    for (;;) {
        context.err << fmt::format("\n    {} (s skips, q stops): ", prompt) << std::flush;
        std::string line;
        if (!read_line(line) || line == "q" || line == "Q") return pose::Turned::quit;
        if (line == "s" || line == "S") return pose::Turned::skipped;
        if (line.empty()) return pose::Turned::there;
    }
}

// False where there is no terminal.
bool typed_within(int milliseconds) {
    pollfd terminal{.fd = isatty(STDIN_FILENO) == 1 ? STDIN_FILENO : -1, .events = POLLIN, .revents = 0};
    return poll(&terminal, 1, milliseconds) > 0;
}

}  // namespace

ReadLine terminal_lines(const StopToken& stop, const ReadLine& elsewhere) {
    return [stop, elsewhere](std::string& line) {
        constexpr int tenth_ms = 100;
        while (!stop.stop_requested()) {
            if (elsewhere && elsewhere(line)) return true;
            if (typed_within(tenth_ms)) return static_cast<bool>(std::getline(std::cin, line));
        }
        return false;
    };
}

LineMeanwhile terminal_line_meanwhile(const ReadLine& elsewhere) {
    return [elsewhere](std::string& line) {
        if (elsewhere && elsewhere(line)) return true;
        if (!typed_within(0)) return false;
        if (!std::getline(std::cin, line)) line.assign(1, 'q');
        return true;
    };
}

std::string safety_words() {
    std::string out = "Before you climb:\n";
    for (const std::string& line : app::safety_lines()) out += "  " + line + '\n';
    return out;
}

std::string length_words(const aim::SweepLength& length, bool by_hand, const survey::LiveSweepSetting& setting) {
    const aim::SweepPlanSetting& plan = setting.plan;
    const double stop_s = plan.dwell_s + plan.move_s;
    double seconds = length.duration_s;
    std::string then;
    if (setting.compare_polarizations) {
        const std::size_t candidates = survey::polarizations_of(setting).size();
        const std::size_t dwells = candidates == 2 ? aim::usual_polarization_dwells : 2 * candidates;
        seconds += static_cast<double>(dwells) * stop_s;
        then += fmt::format(", then to roll the antenna and back ({} or so)",
                            counted(static_cast<long long>(dwells), "stop"));
    }
    if (setting.elevation) {
        const std::size_t dwells = aim::elevations_to_try(*setting.elevation).size();
        seconds += static_cast<double>(dwells) * stop_s;
        then += fmt::format(", then to tilt it and back ({})", counted(static_cast<long long>(dwells), "stop"));
    }
    const std::string turns =
        length.turns > 0 ? fmt::format(" and {}", counted(static_cast<long long>(length.turns), "slow turn")) : "";
    return fmt::format("I will ask for {} stops{} and then about {} more{}: {:.0f} minutes{}.",
                       length.ring - length.turns, turns, length.fine, then, std::max(1.0, std::round(seconds / 60)),
                       by_hand ? " by hand" : "");
}

pose::Turned ask_to_turn(Context& context, const ReadLine& read_line, const pose::Target& target) {
    context.err << fmt::format("\n    TURN TO  {}\n", degrees(target.azimuth.deg));
    if (target.polarization) context.err << fmt::format("    ROLL TO  {}\n", target.polarization->label);
    if (target.elevation_deg) context.err << fmt::format("    TILT TO  {}\n", app::tilt_words(*target.elevation_deg));
    return wait_for_answer(context, read_line);
}

pose::Turned ask_to_roll(Context& context, const ReadLine& read_line, const pose::Polarization& polarization) {
    context.err << fmt::format("\n    ROLL TO  {}\n", polarization.label);
    return wait_for_answer(context, read_line);
}

pose::Turned ask_to_begin_turn(Context& context, const ReadLine& read_line, const pose::TurnAsked& turn) {
    context.err << fmt::format(
        "\n    GO TO  {}\n    THEN TURN SLOWLY TO  {}  ({}), as evenly as you can, in about {:.0f} s.\n"
        "    Press Enter as you start, and again as you pass {}.\n",
        degrees(turn.from.deg), degrees(turn.to().deg), turn.by_deg > 0 ? "clockwise" : "counterclockwise",
        turn.seconds, degrees(turn.to().deg));
    return wait_for_answer(context, read_line, "Press Enter as you start");
}

pose::Turning passed_mark(const LineMeanwhile& line_meanwhile) {
    std::string line;
    if (!line_meanwhile(line)) return pose::Turning::under_way;
    if (line == "q" || line == "Q") return pose::Turning::quit;
    if (line == "s" || line == "S") return pose::Turning::skipped;
    return line.empty() ? pose::Turning::passed : pose::Turning::under_way;
}

std::string heard_words(const survey::SweepStopRecord& stop, const survey::LiveEstimate& estimate) {
    if (stop.skipped()) return stop.why_skipped.empty() ? "Skipped." : fmt::format("Skipped: {}.", stop.why_skipped);
    if (stop.full_scale()) return "Spoiled: the radio was at full scale. This stop will be asked for again.";
    if (stop.gain_moved()) return "Spoiled: the gain was changed meanwhile. This stop will be asked for again.";
    if (!survey::finds_direction(stop.kind)) return "Heard.";
    std::size_t latest = 0;  // all cells are listened for at each stop
    for (const survey::CellSeries& cell : estimate.cells)
        if (!cell.stops.empty()) latest = std::max(latest, cell.stops.back());
    int cells = 0;
    for (const survey::CellSeries& cell : estimate.cells)
        cells += !cell.stops.empty() && cell.stops.back() == latest && cell.levels.readings.back().detected();
    if (cells == 0) return "Nothing heard here.";
    std::optional<double> loudest_db;
    for (const aim::StopDone& done : estimate.done)
        if (done.level_db) loudest_db = std::max(loudest_db.value_or(-1e300), *done.level_db);
    const double below_db = *loudest_db - estimate.done.back().level_db.value_or(*loudest_db);
    std::string out = counted(cells, "cell") + " heard";
    out +=
        below_db <= 0 ? ", the loudest stop so far" : fmt::format(", {} dB below the loudest stop", decibels(below_db));
    const auto& cell = estimate.verdict.cell;
    if (cell && estimate.fits[*cell] && estimate.fits[*cell]->usable_direction && !estimate.fits[*cell]->bearing.tied())
        out += fmt::format("; so far {}", with_half(estimate.fits[*cell]->bearing.azimuth_deg,
                                                    estimate.fits[*cell]->bearing.half_width_deg()));
    return out + ".";
}

}  // namespace boresight::cli
