// SPDX-License-Identifier: GPL-3.0-or-later
// The way through the program that pictures are taken of: scan, sweep, advise, listen, each after the one before has
// ended. By hand it confirms each stop. Given a snapshot it says what to send next. Pure; one thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include "app/command.h"
#include "app/snapshot.h"

namespace boresight::ui {

class Tour {
public:
    // What to send now; nothing while something runs.
    std::optional<app::Command> next(const app::Snapshot& snapshot);
    bool done() const { return step_ == steps; }

private:
    static constexpr std::size_t steps = 4;  // scan, sweep, advice, rows of the waterfall
    std::size_t step_ = 0;
    bool sent_ = false;
    std::uint64_t rows_until_ = 0;
};

}  // namespace boresight::ui
