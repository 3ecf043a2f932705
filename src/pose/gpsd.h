// SPDX-License-Identifier: GPL-3.0-or-later
// Positions from gpsd, over TCP in its JSON protocol (gpsd_json(5): WATCH, VERSION, DEVICES, TPV). It is spoken here
// and not through libgps, which has no deadline on opening, can't be cancelled, and whose interface changes with each
// release of gpsd; the protocol doesn't. A report without a fix, without a time or with values that can't be is passed
// over. WGS 84 degrees, metres above the sea; `error_m` is one sigma of the distance in each of north and east. One
// thread; wait_for_fix() throws an Error (missing) that says why there is none.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "platform/position.h"
#include "platform/stop.h"
#include "pose/line_connection.h"

namespace boresight::pose {

inline constexpr int gpsd_port = 2947;

struct GpsFix {
    Position position;
    double error_m = 10;
    std::int64_t utc_ns = 0;
};

// What one line of gpsd says, as far as it counts here.
struct GpsdReport {
    enum class Kind {
        fix,
        no_fix,     // of a receiver that hears too little so far
        receivers,  // how many there are
        other,
        broken,  // no JSON, or not gpsd's
    };
    Kind kind = Kind::other;
    std::optional<GpsFix> fix = {};
    std::size_t receivers = 0;
};

GpsdReport parse_gpsd_line(std::string_view line);

class Gpsd {
public:
    explicit Gpsd(ServiceAddress address = {.host = "127.0.0.1", .port = gpsd_port}) : address_(std::move(address)) {}

    enum class Outcome {
        fix,
        no_fix,       // within that time
        no_receiver,  // gpsd has none
        nonsense,     // what answers there isn't gpsd
        gone,
        stopped,
    };
    // The next fix; connects where it isn't connected. After `gone` and `nonsense` the next call begins anew.
    Outcome next(GpsFix& fix, std::chrono::milliseconds patience, StopToken stop);

    const ServiceAddress& address() const { return address_; }

private:
    Outcome connect(std::chrono::milliseconds patience, StopToken stop);

    ServiceAddress address_;
    LineConnection connection_;
};

// Nothing: stop was asked for.
std::optional<GpsFix> wait_for_fix(Gpsd& gpsd, std::chrono::milliseconds patience, StopToken stop);

}  // namespace boresight::pose
