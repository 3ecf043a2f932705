// SPDX-License-Identifier: GPL-3.0-or-later
// A lock in its two forms: the steps for people, in the order in which they are to be taken, and as an object for
// programs, which is null where there is no lock. Any thread.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "advise/lock.h"

namespace boresight::cli {

// "LTE band 12 (EARFCN 5110, PCI 357)", "LTE only".
std::string lock_subject(const advise::Lock& lock);

std::string lock_text(const advise::Lock& lock);

nlohmann::ordered_json lock_object(const advise::Lock& lock);

}  // namespace boresight::cli
