// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pause.h"

#include <fmt/format.h>
#include <unistd.h>

#include <optional>

#include "app/pause_address.h"
#include "platform/error.h"
#include "platform/file_lock.h"
#include "store/sqlite_error.h"

namespace boresight::app {

namespace {

Error no_answer(const std::filesystem::path& database, std::chrono::milliseconds patience) {
    const auto holder = FileLock::holder_of(store::lock_file(std::filesystem::weakly_canonical(database)));
    const bool known = holder && holder->pid != 0;
    return Error(Error::Kind::missing,
                 {.what = known ? fmt::format("'{}' (pid {}, since {}) was asked to pause and doesn't answer",
                                              holder->command, holder->pid, holder->start)
                                : "a 'boresight log' was asked to pause and doesn't answer",
                  .where = database.string(),
                  .expected = fmt::format("that it lets go of database and radio within {:g} s",
                                          std::chrono::duration<double>(patience).count()),
                  .fix = known ? fmt::format("Try again; if it hangs, end it (kill {})", holder->pid)
                               : "Try again; if it hangs, end it"});
}

}  // namespace

Pause ask_log_to_pause(const std::filesystem::path& database, const std::string& command,
                       std::chrono::milliseconds patience) {
    for (const std::filesystem::path& address : pause_addresses(database)) {
        LocalSocket log = LocalSocket::connect_to(address);
        if (!log.open() || !log.send_line(fmt::format("pause {} {}", getpid(), command))) continue;
        std::string answer;
        const auto received = log.receive_line(answer, patience);
        if (received == LocalSocket::Received::nothing_yet) throw no_answer(database, patience);
        // Closed without an answer: it ended just now, and what it held is free.
        if (received == LocalSocket::Received::line) return Pause(std::move(log));
    }
    return {};
}

}  // namespace boresight::app
