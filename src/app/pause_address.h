// SPDX-License-Identifier: GPL-3.0-or-later
// Where a running log can be asked to pause: a socket named by a hash of the database's path, since the path of a
// socket ends at 107 bytes. It lies in $XDG_RUNTIME_DIR/boresight, or where that isn't set (a service, cron) in
// /tmp/boresight-UID, open to the user alone. A log listens at the first address; who asks tries them all, since the
// log may have been started without that variable. Reads the environment.
#pragma once

#include <filesystem>
#include <vector>

namespace boresight::app {

// Best first; whatever way the database's path is written.
std::vector<std::filesystem::path> pause_addresses(const std::filesystem::path& database);

// Makes the address's folder for the user alone. Throws an Error of kind `missing` when it can't be, or when it belongs
// to somebody else.
void make_pause_folder(const std::filesystem::path& address);

}  // namespace boresight::app
