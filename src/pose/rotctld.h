// SPDX-License-Identifier: GPL-3.0-or-later
// A client of rotctld, Hamlib's service for rotators, over TCP. The few commands it takes ("P", "p", "S",
// "+\dump_state") are spoken here and not through libhamlib, whose network rotator has no deadline on opening, can't be
// cancelled, and tries again by itself while a person waits; this way any Hamlib, and the many small controllers that
// speak its protocol, will do, and nothing is linked. Each command is answered within `answer_patience` or the
// connection is given up: a late answer would be taken for the next one's. Degrees. One thread.
#pragma once

#include <optional>
#include <string>

#include "pose/line_connection.h"
#include "pose/rotator_path.h"

namespace boresight::pose {

inline constexpr int rotctld_port = 4533;

class Rotctld {
public:
    enum class Answer {
        done,
        refused,  // "RPRT -1": it won't, or can't
        lost,     // gone, late, or what it says makes no sense; why() tells; the next connect() begins anew
        stopped,
    };
    struct Position {
        double azimuth_deg = 0, elevation_deg = 0;
    };

    explicit Rotctld(ServiceAddress address) : address_(std::move(address)) {}

    Answer connect(StopToken stop);  // and asks for its limits; done where it is connected already
    bool connected() const { return connection_.is_open(); }

    Answer position(Position& position, StopToken stop);
    Answer point_to(const Position& position, StopToken stop);
    void halt();  // as far as it can be told

    // As the rotator gave them; nothing where it doesn't say.
    const std::optional<TurnLimits>& azimuth_limits() const { return azimuth_limits_; }
    const std::optional<TurnLimits>& elevation_limits() const { return elevation_limits_; }
    const std::string& why() const { return why_; }  // of what was refused or lost

private:
    Answer ask(const std::string& command, StopToken stop);
    Answer next_line(std::string& line, LineConnection::Patience patience, StopToken stop);
    Answer number(double& deg, StopToken stop);
    Answer give_up(std::string why);
    Answer read_limits(StopToken stop);

    ServiceAddress address_;
    LineConnection connection_;
    std::optional<TurnLimits> azimuth_limits_, elevation_limits_;
    std::string why_;
};

}  // namespace boresight::pose
