// SPDX-License-Identifier: GPL-3.0-or-later
// The words that stand for enumerators in the database and in what is exported. Pure.
#pragma once

#include <string_view>

#include "store/records.h"

namespace boresight::store {

constexpr std::string_view name(Rat rat) {
    return rat == Rat::lte ? "lte" : "umts";
}

constexpr std::string_view name(SweepState state) {
    switch (state) {
        case SweepState::running: return "running";
        case SweepState::done: return "done";
        case SweepState::stopped: return "stopped";
    }
    return "running";
}

}  // namespace boresight::store
