// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/paths.h"

#include <pwd.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <optional>
#include <string>

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

fs::path folder(const char* variable, const char* below_home) {
    if (const auto path = absolute_path_in(variable)) return *path / "boresight";
    auto home = absolute_path_in("HOME");
    if (!home) home = account_home();
    if (!home) {
        throw Error(Error::Kind::missing, {.what = "no home directory is known",
                                           .where = std::string("HOME and ") + variable,
                                           .expected = "an absolute path in one of them",
                                           .fix = "Set HOME, or name the file yourself"});
    }
    return *home / below_home / "boresight";
}

}  // namespace

fs::path data_folder() {
    return folder("XDG_DATA_HOME", ".local/share");
}

fs::path config_folder() {
    return folder("XDG_CONFIG_HOME", ".config");
}

}  // namespace boresight
