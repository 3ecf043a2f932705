// SPDX-License-Identifier: GPL-3.0-or-later
// Where the database lies unless --db says otherwise: $XDG_DATA_HOME/boresight/survey.db, and simulated.db beside it
// for what a made world gave. Throws an Error of kind `missing` when no home directory is known.
#pragma once

#include <filesystem>

namespace boresight::store {

std::filesystem::path default_database(bool simulated = false);

}  // namespace boresight::store
