// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/place_argument.h"

#include <fmt/format.h>

#include "pose/gpsd.h"

namespace boresight::cli {

namespace {

constexpr std::string_view gps = "gps";

}  // namespace

bool is_gps_place(const std::string& text) {
    return text == gps || text.starts_with("gps:");
}

pose::ServiceAddress gps_address(const std::string& option, const std::string& text) {
    const pose::ServiceAddress usual{.host = "127.0.0.1", .port = pose::gpsd_port};
    return text.size() > gps.size() ? pose::parse_service_address(text.substr(gps.size() + 1), usual, option) : usual;
}

bool take_place_from_gps(const std::string& option, std::string& text, Context& context) {
    constexpr std::chrono::seconds patience{60};  // a receiver that was just switched on takes half of that
    if (!is_gps_place(text)) return true;
    pose::Gpsd gpsd(gps_address(option, text));
    if (!context.quiet) context.err << "Waiting for a position from gpsd.\n" << std::flush;
    const std::optional<pose::GpsFix> fix = pose::wait_for_fix(gpsd, patience, context.stop);
    if (!fix) {
        context.exit_code = ExitCode::stopped;
        return false;
    }
    text = fmt::format("{:.7f},{:.7f}", fix->position.latitude_deg, fix->position.longitude_deg);
    if (fix->position.height_m) text += fmt::format(",{:.1f}", *fix->position.height_m);
    return true;
}

}  // namespace boresight::cli
