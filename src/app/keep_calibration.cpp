// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/keep_calibration.h"

#include <fmt/format.h>

#include "platform/version.h"

namespace boresight::app {

std::optional<Error> keep_calibration(const std::filesystem::path& database, radio::Radio& radio,
                                      const std::function<void(store::Writer&)>& write) {
    try {
        store::Writer writer(database,
                             {.command = "boresight calibrate", .software = fmt::format("boresight {}", version())},
                             radio.clock());
        write(writer);
    } catch (const Error& error) {
        return error;
    }
    return std::nullopt;
}

}  // namespace boresight::app
