// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/location.h"

#include "platform/paths.h"

namespace boresight::store {

std::filesystem::path default_database(bool simulated) {
    return data_folder() / (simulated ? "simulated.db" : "survey.db");
}

}  // namespace boresight::store
