// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/engine.h"

#include "app/engine_work.h"

namespace boresight::app {

Engine::Engine(EngineSetting setting, Clock& machine_clock)
    : work_(std::make_unique<Work>(std::move(setting), machine_clock)) {}

Engine::~Engine() = default;

std::shared_ptr<const Snapshot> Engine::snapshot() const {
    return work_->snapshot();
}

void Engine::send(const Command& command) {
    work_->send(command);
}

}  // namespace boresight::app
