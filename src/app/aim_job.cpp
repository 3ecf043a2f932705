// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/aim_job.h"

#include "platform/error.h"
#include "survey/live_dwell.h"

namespace boresight::app {

AimOutcome aim_job(radio::Radio& radio, pose::AntennaHolder& holder, const AimRequest& request,
                   const survey::LiveSweepEvents& events, StopToken stop) {
    AimOutcome outcome;
    outcome.carriers = survey::choose_carriers(request.cells, request.wish);
    if (outcome.carriers.swept.empty())
        throw Error(Error::Kind::bad_input, {.what = "there is no carrier to sweep",
                                             .where = request.wish.operator_name,
                                             .expected = "a cell whose master information block could be read",
                                             .fix = "Scan first, with the antenna turned elsewhere"});
    survey::LiveSweep sweep(radio, holder, request.setting, outcome.carriers);
    outcome.sweep = sweep.run(events, {}, stop);
    return outcome;
}

}  // namespace boresight::app
