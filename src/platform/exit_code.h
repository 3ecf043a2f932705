// SPDX-License-Identifier: GPL-3.0-or-later
// What a finished program says to its caller.
#pragma once

namespace boresight {

enum class ExitCode {
    done = 0,
    answer_is_no = 1,  // done, but nothing was found or a check failed
    bad_input = 2,     // wrong use, or input that can't be right
    missing = 3,       // a device, permission, package or disk space is missing
    fault = 4,         // stopped by a fault in mid-run, with everything recorded
    stopped = 130,     // stopped by the user, with everything recorded
};

}  // namespace boresight
