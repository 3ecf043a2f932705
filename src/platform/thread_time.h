// SPDX-License-Identifier: GPL-3.0-or-later
// Processor time of the calling thread, in seconds, from any beginning: differences count. Any thread; nothing fails.
#pragma once

namespace boresight {

double cpu_of_this_thread_s();

}  // namespace boresight
