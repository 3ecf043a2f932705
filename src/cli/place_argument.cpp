// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/place_argument.h"

#include <fmt/format.h>

#include "pose/gpsd.h"

namespace boresight::cli {

bool take_place_from_gps(const std::string& option, std::string& text, Context& context) {
    constexpr std::string_view gps = "gps";
    constexpr std::chrono::seconds patience{60};  // a receiver that was just switched on takes half of that
    if (text != gps && !text.starts_with("gps:")) return true;
    pose::ServiceAddress address{.host = "127.0.0.1", .port = pose::gpsd_port};
    if (text.size() > gps.size()) address = pose::parse_service_address(text.substr(gps.size() + 1), address, option);
    pose::Gpsd gpsd(address);
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
