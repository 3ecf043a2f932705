// SPDX-License-Identifier: GPL-3.0-or-later
// What has to be said with a lock whatever the family: that there is no way back by itself, what it does to calls, and
// how long it lasts. Pure; any thread.
#pragma once

#include "advise/lock.h"

namespace boresight::advise {

// Adds to warnings and notes what holds for what `lock` locks.
void add_lock_words(Lock& lock);

}  // namespace boresight::advise
