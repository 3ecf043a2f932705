// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pause_address.h"

#include <fmt/format.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <span>

#include "platform/error.h"
#include "radio/sha512.h"

namespace boresight::app {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t digits_of_name = 16;  // 64 bits: two databases of one user don't meet by chance

std::string name_of(const fs::path& database) {
    const std::string path = fs::weakly_canonical(fs::absolute(database)).string();
    radio::Sha512 hash;
    hash.add(std::as_bytes(std::span(path)));
    return hash.hex().substr(0, digits_of_name) + ".socket";
}

bool fits(const fs::path& address) {
    return address.native().size() < sizeof(sockaddr_un{}.sun_path);
}

}  // namespace

std::vector<fs::path> pause_addresses(const fs::path& database) {
    const std::string name = name_of(database);
    std::vector<fs::path> addresses;
    const char* runtime = std::getenv("XDG_RUNTIME_DIR");
    if (runtime != nullptr && fs::path(runtime).is_absolute()) {
        const fs::path address = fs::path(runtime) / "boresight" / name;
        if (fits(address)) addresses.push_back(address);
    }
    addresses.push_back(fs::path(fmt::format("/tmp/boresight-{}", getuid())) / name);
    return addresses;
}

void make_pause_folder(const fs::path& address) {
    const fs::path folder = address.parent_path();
    const auto refuse = [&](const std::string& what, const std::string& fix) {
        return Error(Error::Kind::missing, {.what = what,
                                            .where = folder.string(),
                                            .expected = "a folder of your own for the socket of 'boresight log'",
                                            .fix = fix});
    };
    if (mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST)
        throw refuse(fmt::format("can't make the folder ({})", std::strerror(errno)),
                     "Set XDG_RUNTIME_DIR to a folder that you may write to");
    struct stat about {};
    // In /tmp anybody may have put something of that name: a link, or a folder that others can write to.
    const bool ours = lstat(folder.c_str(), &about) == 0 && S_ISDIR(about.st_mode) && about.st_uid == getuid() &&
                      (about.st_mode & 077) == 0;
    if (!ours)
        throw refuse("this is not a folder that only you can use",
                     fmt::format("Remove it, or make it yours alone (chmod 700 {})", folder.string()));
}

}  // namespace boresight::app
