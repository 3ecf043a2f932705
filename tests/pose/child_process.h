// SPDX-License-Identifier: GPL-3.0-or-later
// A program that a test starts and ends: found by PATH, its output thrown away, ended with the value.
#pragma once

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>

#include <string>
#include <utility>
#include <vector>

extern char** environ;

namespace boresight::tests {

class ChildProcess {
public:
    ChildProcess() = default;
    explicit ChildProcess(std::vector<std::string> words) {
        std::vector<char*> arguments;
        for (std::string& word : words) arguments.push_back(word.data());
        arguments.push_back(nullptr);
        posix_spawn_file_actions_t quietly;
        posix_spawn_file_actions_init(&quietly);
        for (const int output : {1, 2}) posix_spawn_file_actions_addopen(&quietly, output, "/dev/null", O_WRONLY, 0);
        if (posix_spawnp(&process_, arguments[0], &quietly, nullptr, arguments.data(), environ) != 0) process_ = 0;
        posix_spawn_file_actions_destroy(&quietly);
    }
    ChildProcess(ChildProcess&& other) noexcept : process_(std::exchange(other.process_, 0)) {}
    ChildProcess& operator=(ChildProcess&& other) noexcept {
        std::swap(process_, other.process_);
        return *this;
    }
    ~ChildProcess() { end(SIGTERM); }

    bool started() const { return process_ > 0; }
    void end(int how) {
        if (process_ <= 0) return;
        kill(process_, how);
        waitpid(process_, nullptr, 0);
        process_ = 0;
    }

private:
    pid_t process_ = 0;
};

}  // namespace boresight::tests
