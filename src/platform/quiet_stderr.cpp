// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/quiet_stderr.h"

#include <sys/mman.h>
#include <unistd.h>

#include <array>

namespace boresight {

QuietStderr::QuietStderr() : kept_(dup(STDERR_FILENO)), file_(memfd_create("drivers", MFD_CLOEXEC)) {
    if (kept_ >= 0 && file_ >= 0) dup2(file_, STDERR_FILENO);
}

QuietStderr::~QuietStderr() {
    if (kept_ >= 0) {
        dup2(kept_, STDERR_FILENO);
        close(kept_);
    }
    if (file_ >= 0) close(file_);
}

std::string QuietStderr::words() const {
    std::string all;
    std::array<char, 4096> part{};
    ssize_t got = 0;
    while (file_ >= 0 && (got = pread(file_, part.data(), part.size(), static_cast<off_t>(all.size()))) > 0)
        all.append(part.data(), static_cast<std::size_t>(got));
    return all;
}

}  // namespace boresight
