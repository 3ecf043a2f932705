// SPDX-License-Identifier: GPL-3.0-or-later
// Positions for somebody who walks or drives, from gpsd. A fix counts from when it arrived, so that a machine with a
// wrong clock works; while gpsd is silent or gone the last one grows old, and it is connected to again. Asking takes
// 0.3 s at most (2 s while connecting). One thread.
#pragma once

#include "platform/clock.h"
#include "pose/gpsd.h"
#include "pose/position_source.h"

namespace boresight::pose {

class GpsPositions final : public PositionSource {
public:
    explicit GpsPositions(ServiceAddress address) : gpsd_(std::move(address)) {}

    std::optional<Fix> latest() override;

private:
    Gpsd gpsd_;
    SystemClock clock_;
    std::optional<Fix> last_;
};

}  // namespace boresight::pose
