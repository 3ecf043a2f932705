// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/progress.h"

#include <fmt/format.h>

#include <cmath>
#include <utility>

namespace boresight::cli {

namespace {

constexpr std::int64_t second_ns = 1'000'000'000;
constexpr std::int64_t redraw_ns = second_ns / 10;
constexpr std::int64_t line_ns = 5 * second_ns;
constexpr double least_share_for_guess = 0.02;  // before, the time left would be a wild guess

std::string left(double share, double elapsed_s) {
    if (share < least_share_for_guess) return "";
    return ", about " + spoken_duration(elapsed_s * (1 - share) / share) + " left";
}

}  // namespace

std::string spoken_duration(double seconds) {
    const auto total = static_cast<long long>(std::ceil(std::max(seconds, 0.0)));
    const long long hours = total / 3600, minutes = total / 60 % 60, rest = total % 60;
    if (hours > 0) return minutes > 0 ? fmt::format("{} h {} min", hours, minutes) : fmt::format("{} h", hours);
    if (minutes >= 10) return fmt::format("{} min", rest >= 30 ? minutes + 1 : minutes);
    if (minutes > 0) return rest > 0 ? fmt::format("{} min {} s", minutes, rest) : fmt::format("{} min", minutes);
    return fmt::format("{} s", rest);
}

Progress::Progress(Context& context, std::string what)
    : context_(context), what_(std::move(what)), started_ns_(context.clock.monotonic_ns()), shown_ns_(started_ns_) {}

Progress::~Progress() {
    if (drawn_) context_.err << "\r\033[K" << std::flush;
}

void Progress::announce(const std::string& words) {
    if (!context_.quiet) context_.err << words << std::endl;
}

bool Progress::update(double share) {
    const std::int64_t now = context_.clock.monotonic_ns();
    const std::int64_t pause = context_.err_terminal ? redraw_ns : line_ns;
    if (!context_.quiet && now - shown_ns_ >= pause) {
        shown_ns_ = now;
        const double elapsed_s = static_cast<double>(now - started_ns_) / second_ns;
        const std::string line = fmt::format("{} {:.0f} %{}", what_, std::floor(100 * share), left(share, elapsed_s));
        if (context_.err_terminal)
            context_.err << "\r\033[K" << line << std::flush;
        else
            context_.err << line << std::endl;
        drawn_ = context_.err_terminal;
    }
    return !context_.stop.stop_requested();
}

}  // namespace boresight::cli
