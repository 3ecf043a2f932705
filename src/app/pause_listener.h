// SPDX-License-Identifier: GPL-3.0-or-later
// The log's side of a pause (app/pause.h): listens as long as it lives, without a thread of its own. The log looks
// whether it was asked between pieces of a tenth of a second, lets go of everything, answers, and waits until who asked
// is done. Made while the database's lock is held, so that one log listens for a database. Throws an Error of kind
// `missing` when the socket can't be made. One thread.
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <string>

#include "app/local_socket.h"
#include "platform/stop.h"

namespace boresight::app {

class PauseListener {
public:
    explicit PauseListener(const std::filesystem::path& database);
    ~PauseListener();
    PauseListener(const PauseListener&) = delete;
    PauseListener& operator=(const PauseListener&) = delete;

    // Whether somebody waits for an answer; returns at once.
    bool asked();
    // Who asked, in words: "boresight aim (pid 4711)".
    const std::string& by() const { return by_; }

    // Says that database and radio are free, and waits until who asked is gone. False: `stop` came first.
    bool answer_and_wait(StopToken stop);

private:
    std::filesystem::path address_;
    LocalSocket listening_;
    ino_t inode_ = 0;  // of the socket's name, which is removed only as long as it is ours
    LocalSocket asking_;
    std::string by_;
};

}  // namespace boresight::app
