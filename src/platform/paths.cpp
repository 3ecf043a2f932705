// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/paths.h"

#include <pwd.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <optional>

#include "platform/error.h"

namespace boresight {

namespace {

namespace fs = std::filesystem;

std::optional<fs::path> absolute_path_in(const char* variable) {
    const char* value = std::getenv(variable);
    if (value == nullptr) return std::nullopt;
    fs::path path(value);
    if (!path.is_absolute()) return std::nullopt;
    return path;
}

std::optional<fs::path> account_home() {
    passwd account{};
    passwd* found = nullptr;
    std::array<char, 4096> memory{};
    if (getpwuid_r(getuid(), &account, memory.data(), memory.size(), &found) != 0) return std::nullopt;
    if (found == nullptr || found->pw_dir == nullptr || found->pw_dir[0] != '/') return std::nullopt;
    return fs::path(found->pw_dir);
}

}  // namespace

fs::path data_folder() {
    if (const auto path = absolute_path_in("XDG_DATA_HOME")) return *path / "boresight";
    auto home = absolute_path_in("HOME");
    if (!home) home = account_home();
    if (!home) {
        throw Error(Error::Kind::missing, {.what = "no home directory is known",
                                           .where = "HOME and XDG_DATA_HOME",
                                           .expected = "an absolute path in one of them",
                                           .fix = "Set HOME, or name the database yourself with --db FILE"});
    }
    return *home / ".local/share" / "boresight";
}

}  // namespace boresight
