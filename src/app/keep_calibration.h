// SPDX-License-Identifier: GPL-3.0-or-later
// Writes what a calibration found. What is wrong with the database is told, not thrown: the result was paid for. One
// thread.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>

#include "platform/error.h"
#include "radio/radio.h"
#include "store/writer.h"

namespace boresight::app {

std::optional<Error> keep_calibration(const std::filesystem::path& database, radio::Radio& radio,
                                      const std::function<void(store::Writer&)>& write);

}  // namespace boresight::app
