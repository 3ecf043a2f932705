// SPDX-License-Identifier: GPL-3.0-or-later
#include "pose/rotctld.h"

#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <string_view>

namespace boresight::pose {

namespace {

using Answer = Rotctld::Answer;
using Outcome = LineConnection::Outcome;
using std::chrono::milliseconds;

constexpr milliseconds connect_patience{3000};
constexpr milliseconds answer_patience{2000};  // a controller on a slow serial line
constexpr milliseconds limits_patience{1000};  // who doesn't know the command says nothing
constexpr milliseconds halt_patience{200};
constexpr int most_limit_lines = 40;
constexpr double most_deg = 3600;  // ten rounds: no rotator counts further

std::optional<double> number_in(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
    if (text.starts_with('+')) text.remove_prefix(1);
    double value = 0;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
    const bool good = fault == std::errc{} && end == text.data() + text.size() && std::abs(value) <= most_deg;
    return good ? std::optional(value) : std::nullopt;
}

// "RPRT -1" -> -1.
std::optional<int> report_in(std::string_view line) {
    constexpr std::string_view mark = "RPRT ";
    if (!line.starts_with(mark)) return std::nullopt;
    const std::optional<double> code = number_in(line.substr(mark.size()));
    return code ? std::optional(static_cast<int>(*code)) : std::nullopt;
}

std::string shown(std::string_view line) {
    std::string out;
    for (const char c : line.substr(0, 40)) out += c >= ' ' && c < 0x7F ? c : '?';
    return out;
}

}  // namespace

Answer Rotctld::give_up(std::string why) {
    connection_.close();
    why_ = std::move(why);
    return Answer::lost;
}

Answer Rotctld::next_line(std::string& line, LineConnection::Patience patience, StopToken stop) {
    switch (connection_.receive(line, patience, stop)) {
        case Outcome::done: return Answer::done;
        case Outcome::stopped: connection_.close(); return Answer::stopped;  // its answer would come later
        case Outcome::late: return give_up(fmt::format("the rotator at {} doesn't answer", address_.text()));
        case Outcome::gone: break;
    }
    return give_up(fmt::format("the rotator at {} has closed the connection", address_.text()));
}

Answer Rotctld::ask(const std::string& command, StopToken stop) {
    switch (connection_.send(command + '\n', answer_patience, stop)) {
        case Outcome::done: return Answer::done;
        case Outcome::stopped: return Answer::stopped;
        case Outcome::late:
        case Outcome::gone: break;
    }
    return give_up(fmt::format("the rotator at {} is gone", address_.text()));
}

Answer Rotctld::connect(StopToken stop) {
    if (connected()) return Answer::done;
    for (const bool asks_limits : {true, false}) {
        switch (connection_.open(address_, connect_patience, stop)) {
            case Outcome::done: break;
            case Outcome::stopped: return Answer::stopped;
            case Outcome::late:
            case Outcome::gone: return give_up(fmt::format("nobody answers for a rotator at {}", address_.text()));
        }
        if (!asks_limits) return Answer::done;
        const Answer answer = read_limits(stop);
        if (answer != Answer::lost) return answer;
    }
    return Answer::done;
}

// Lines "Minimum Azimuth: -180.000000" up to the report.
Answer Rotctld::read_limits(StopToken stop) {
    const Answer asked = ask("+\\dump_state", stop);
    if (asked != Answer::done) return asked;
    std::optional<double> low_az, high_az, low_el, high_el;
    std::string line;
    for (int i = 0; i < most_limit_lines; ++i) {
        const Answer answer = next_line(line, limits_patience, stop);
        if (answer != Answer::done) return answer;
        if (report_in(line)) {
            if (low_az && high_az && *low_az < *high_az) azimuth_limits_ = TurnLimits{*low_az, *high_az};
            if (low_el && high_el && *low_el < *high_el) elevation_limits_ = TurnLimits{*low_el, *high_el};
            return Answer::done;
        }
        const auto read = [&](std::string_view name, std::optional<double>& into) {
            if (line.starts_with(name)) into = number_in(std::string_view(line).substr(name.size()));
        };
        read("Minimum Azimuth:", low_az);
        read("Maximum Azimuth:", high_az);
        read("Minimum Elevation:", low_el);
        read("Maximum Elevation:", high_el);
    }
    return give_up("it doesn't tell its limits");
}

Answer Rotctld::number(double& deg, StopToken stop) {
    std::string line;
    const Answer answer = next_line(line, answer_patience, stop);
    if (answer != Answer::done) return answer;
    if (const std::optional<int> report = report_in(line)) {
        why_ = fmt::format("the rotator at {} can't say where it is (RPRT {})", address_.text(), *report);
        return Answer::refused;
    }
    const std::optional<double> value = number_in(line);
    if (!value)
        return give_up(fmt::format("the rotator at {} says \"{}\" for an azimuth", address_.text(), shown(line)));
    deg = *value;
    return Answer::done;
}

Answer Rotctld::position(Position& position, StopToken stop) {
    Position read;
    Answer answer = ask("p", stop);
    if (answer == Answer::done) answer = number(read.azimuth_deg, stop);
    if (answer == Answer::done) answer = number(read.elevation_deg, stop);
    if (answer == Answer::done) position = read;
    return answer;
}

Answer Rotctld::point_to(const Position& position, StopToken stop) {
    const Answer asked = ask(fmt::format("P {:.2f} {:.2f}", position.azimuth_deg, position.elevation_deg), stop);
    if (asked != Answer::done) return asked;
    std::string line;
    const Answer answer = next_line(line, answer_patience, stop);
    if (answer != Answer::done) return answer;
    const std::optional<int> report = report_in(line);
    if (!report)
        return give_up(
            fmt::format("the rotator at {} answers \"{}\" when asked to turn", address_.text(), shown(line)));
    if (*report == 0) return Answer::done;
    why_ = fmt::format("the rotator refuses to turn to {:.1f} (RPRT {})", position.azimuth_deg, *report);
    return Answer::refused;
}

void Rotctld::halt() {
    if (!connected()) (void)connection_.open(address_, halt_patience, {});
    if (connected()) (void)connection_.send("S\n", halt_patience, {});
    std::string line;
    if (connected()) (void)connection_.receive(line, halt_patience, {});
    connection_.close();  // whatever else it was asked stays unanswered
}

}  // namespace boresight::pose
