// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/thread_time.h"

#include <time.h>  // NOLINT: clock_gettime is POSIX

namespace boresight {

double cpu_of_this_thread_s() {
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

}  // namespace boresight
