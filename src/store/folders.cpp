// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/folders.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "platform/error.h"

namespace boresight::store {

void make_private_folders(const std::filesystem::path& folder) {
    if (folder.empty() || std::filesystem::exists(folder)) return;
    make_private_folders(folder.parent_path());
    if (mkdir(folder.c_str(), 0700) == 0) return sync_path(folder.parent_path());
    if (errno == EEXIST) return;
    throw Error(Error::Kind::missing, {.what = fmt::format("can't make the folder ({})", std::strerror(errno)),
                                       .where = folder.string(),
                                       .expected = "the right to write in the folder above it",
                                       .fix = "Make the folder yourself, or choose another file with --db"});
}

void sync_path(const std::filesystem::path& path) {
    const int descriptor = open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) return;
    fsync(descriptor);
    close(descriptor);
}

}  // namespace boresight::store
