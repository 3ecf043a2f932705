// SPDX-License-Identifier: GPL-3.0-or-later
// One process asks, another lets go: with real processes, since what counts is what the kernel does when one is killed.
#include "app/pause.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <functional>
#include <thread>

#include "app/pause_address.h"
#include "app/pause_listener.h"
#include "platform/error.h"
#include "platform/file_lock.h"
#include "store/sqlite_error.h"
#include "tests/temporary_folder.h"

namespace boresight::app {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;

constexpr auto long_enough = 5000ms;  // for another process to do its part on a busy machine
constexpr auto short_patience = 300ms;

class PauseTest : public testing::Test {
protected:
    PauseTest() {
        setenv("XDG_RUNTIME_DIR", (folder.path() / "run").c_str(), 1);
        std::filesystem::create_directory(folder.path() / "run");
    }
    ~PauseTest() override {
        for (const pid_t child : children) {
            kill(child, SIGKILL);
            waitpid(child, nullptr, 0);
        }
    }

    pid_t start(const std::function<void()>& work) {
        const pid_t child = fork();
        if (child == 0) {
            try {
                work();
            } catch (...) {
                _exit(1);
            }
            _exit(0);
        }
        children.push_back(child);
        return child;
    }

    int end_of(pid_t child) {
        std::erase(children, child);
        int status = 0;
        waitpid(child, &status, 0);
        return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    }

    static bool within(std::chrono::milliseconds time, const std::function<bool()>& happens) {
        const auto deadline = std::chrono::steady_clock::now() + time;
        while (!happens()) {
            if (std::chrono::steady_clock::now() > deadline) return false;
            std::this_thread::sleep_for(2ms);
        }
        return true;
    }

    void ask_and_stay() {
        const Pause pause = ask_log_to_pause(database, "boresight aim");
        std::this_thread::sleep_for(60s);
    }

    tests::TemporaryFolder folder;
    std::filesystem::path database = folder.path() / "survey.db";
    std::vector<pid_t> children;
};

TEST_F(PauseTest, NothingHappensWhereNoLogRuns) {
    EXPECT_FALSE(ask_log_to_pause(database, "boresight scan").holds_a_log());
    { const PauseListener gone(database); }
    EXPECT_FALSE(ask_log_to_pause(database, "boresight scan").holds_a_log());
}

TEST_F(PauseTest, ALogThatWasKilledIsNoLog) {
    const pid_t log = start([&] {
        const PauseListener listener(database);
        kill(getpid(), SIGKILL);
    });
    EXPECT_EQ(end_of(log), 128 + SIGKILL);
    EXPECT_TRUE(std::filesystem::exists(pause_addresses(database).front())) << "the kill left the name of the socket";
    EXPECT_FALSE(ask_log_to_pause(database, "boresight scan").holds_a_log());
    PauseListener next(database);
    EXPECT_FALSE(next.asked());
}

TEST_F(PauseTest, TheLogGoesOnWhenTheAskerIsDone) {
    PauseListener listener(database);
    const pid_t asker = start([&] {
        const Pause pause = ask_log_to_pause(database, "boresight aim");
        if (!pause.holds_a_log()) _exit(2);
    });
    ASSERT_TRUE(within(long_enough, [&] { return listener.asked(); }));
    EXPECT_EQ(listener.by(), "boresight aim (pid " + std::to_string(asker) + ")");
    EXPECT_TRUE(listener.answer_and_wait({}));
    EXPECT_EQ(end_of(asker), 0);
    EXPECT_FALSE(listener.asked());
}

TEST_F(PauseTest, TheLogGoesOnWhenTheAskerIsKilled) {
    PauseListener listener(database);
    const pid_t asker = start([&] { ask_and_stay(); });
    ASSERT_TRUE(within(long_enough, [&] { return listener.asked(); }));
    std::thread killer([&] {
        std::this_thread::sleep_for(100ms);
        kill(asker, SIGKILL);
    });
    const auto asked = std::chrono::steady_clock::now();
    EXPECT_TRUE(listener.answer_and_wait({}));
    EXPECT_GE(std::chrono::steady_clock::now() - asked, 90ms) << "it went on before the asker was gone";
    killer.join();
    EXPECT_EQ(end_of(asker), 128 + SIGKILL);
}

TEST_F(PauseTest, AStoppedLogDoesNotWaitForTheAsker) {
    PauseListener listener(database);
    start([&] { ask_and_stay(); });
    ASSERT_TRUE(within(long_enough, [&] { return listener.asked(); }));
    StopSource stop;
    stop.request_stop();
    EXPECT_FALSE(listener.answer_and_wait(stop.token()));
}

TEST_F(PauseTest, AHungLogIsNamedWithItsPid) {
    int ready[2];
    ASSERT_EQ(pipe(ready), 0);
    const pid_t log = start([&] {
        const auto lock =
            FileLock::try_acquire(store::lock_file(database),
                                  {.pid = getpid(), .command = "boresight log", .start = "2026-10-18T12:00:00.000Z"});
        const PauseListener listener(database);
        if (!lock || write(ready[1], "x", 1) != 1) _exit(2);
        pause();
    });
    char byte = 0;
    ASSERT_EQ(read(ready[0], &byte, 1), 1);
    const auto began = std::chrono::steady_clock::now();
    try {
        (void)ask_log_to_pause(database, "boresight aim", short_patience);
        FAIL() << "a hung log let go";
    } catch (const Error& error) {
        EXPECT_EQ(error.exit_code(), ExitCode::missing);
        EXPECT_THAT(error.what(), HasSubstr("'boresight log' (pid " + std::to_string(log) + ", since 2026-10-18"));
    }
    EXPECT_GE(std::chrono::steady_clock::now() - began, short_patience);
    close(ready[0]);
    close(ready[1]);
}

TEST_F(PauseTest, AnAskerThatGaveUpPausesNobody) {
    PauseListener listener(database);
    const pid_t asker = start([&] {
        try {
            (void)ask_log_to_pause(database, "boresight aim", short_patience);
        } catch (const Error&) {
            _exit(3);
        }
    });
    EXPECT_EQ(end_of(asker), 3);
    EXPECT_FALSE(listener.asked());
}

TEST_F(PauseTest, WhoeverSaysSomethingElseIsNotAnswered) {
    PauseListener listener(database);
    const LocalSocket stranger = LocalSocket::connect_to(pause_addresses(database).front());
    ASSERT_TRUE(stranger.send_line("GET / HTTP/1.1"));
    EXPECT_FALSE(listener.asked());
}

TEST_F(PauseTest, ALogStartedWithoutARuntimeFolderIsFound) {
    unsetenv("XDG_RUNTIME_DIR");
    PauseListener listener(database);
    setenv("XDG_RUNTIME_DIR", (folder.path() / "run").c_str(), 1);
    const pid_t asker = start([&] {
        if (!ask_log_to_pause(database, "boresight scan").holds_a_log()) _exit(2);
    });
    ASSERT_TRUE(within(long_enough, [&] { return listener.asked(); }));
    EXPECT_TRUE(listener.answer_and_wait({}));
    EXPECT_EQ(end_of(asker), 0);
}

TEST_F(PauseTest, EveryWayToWriteADatabasesNameLeadsToOneSocket) {
    std::filesystem::create_directory(folder.path() / "b");
    std::filesystem::create_symlink(folder.path(), folder.path() / "link");
    const auto address = pause_addresses(database);
    EXPECT_EQ(pause_addresses(folder.path() / "b" / ".." / "survey.db"), address);
    EXPECT_EQ(pause_addresses(folder.path() / "link" / "survey.db"), address);
    EXPECT_NE(pause_addresses(folder.path() / "other.db"), address);
}

TEST_F(PauseTest, AFolderTooDeepForASocketIsPassedOver) {
    setenv("XDG_RUNTIME_DIR", ("/" + std::string(100, 'd')).c_str(), 1);
    EXPECT_EQ(pause_addresses(database).size(), 1u);
    EXPECT_LT(pause_addresses(database).front().native().size(), 108u);
}

TEST_F(PauseTest, AFolderThatOthersCanUseIsRefused) {
    const auto shared = folder.path() / "run" / "boresight";
    std::filesystem::create_directory(shared);
    std::filesystem::permissions(shared, std::filesystem::perms::all);
    EXPECT_THROW(PauseListener{database}, Error);
    EXPECT_EQ(chmod(shared.c_str(), 0700), 0);
    EXPECT_NO_THROW(PauseListener{database});
}

}  // namespace
}  // namespace boresight::app
