// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/file_lock.h"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <csignal>
#include <filesystem>
#include <thread>

#include "platform/error.h"

namespace boresight {
namespace {

class FileLockTest : public testing::Test {
protected:
    void TearDown() override { std::filesystem::remove(file); }

    std::filesystem::path file =
        std::filesystem::temp_directory_path() / ("boresight-lock-" + std::to_string(getpid()));
    LockHolder me{.pid = getpid(), .command = "boresight log --db 'x y'", .start = "2026-10-14T08:30:00.000Z"};
};

TEST_F(FileLockTest, IsHeldByOneAtATime) {
    EXPECT_FALSE(FileLock::holder_of(file));
    auto first = FileLock::try_acquire(file, me);
    ASSERT_TRUE(first);
    EXPECT_FALSE(FileLock::try_acquire(file, me));
    first.reset();
    EXPECT_FALSE(FileLock::holder_of(file));
    EXPECT_TRUE(FileLock::try_acquire(file, me));
}

TEST_F(FileLockTest, TellsWhoHoldsIt) {
    const auto lock = FileLock::try_acquire(file, me);
    const auto holder = FileLock::holder_of(file);
    ASSERT_TRUE(holder);
    EXPECT_EQ(holder->pid, me.pid);
    EXPECT_EQ(holder->command, me.command);
    EXPECT_EQ(holder->start, me.start);
}

TEST_F(FileLockTest, AShorterNameLeavesNothingOfALongerOne) {
    { const auto lock = FileLock::try_acquire(file, me); }
    const auto lock = FileLock::try_acquire(file, {.pid = 1, .command = "b", .start = "now"});
    EXPECT_EQ(FileLock::holder_of(file)->start, "now");
}

TEST_F(FileLockTest, IsFreedWhenItsHolderIsKilled) {
    int ready[2];
    ASSERT_EQ(pipe(ready), 0);
    const pid_t child = fork();
    if (child == 0) {
        const auto lock = FileLock::try_acquire(file, {.pid = getpid(), .command = "child", .start = "now"});
        if (write(ready[1], lock ? "y" : "n", 1) != 1) _exit(1);
        pause();
    }
    char held = 0;
    ASSERT_EQ(read(ready[0], &held, 1), 1);
    EXPECT_EQ(held, 'y');
    EXPECT_FALSE(FileLock::try_acquire(file, me));
    EXPECT_EQ(FileLock::holder_of(file)->pid, child);
    kill(child, SIGKILL);
    waitpid(child, nullptr, 0);
    EXPECT_TRUE(FileLock::try_acquire(file, me));
}

TEST_F(FileLockTest, IsTakenBesidePeopleWhoOnlyLook) {
    std::atomic<bool> looking{true};
    std::thread onlooker([&] {
        while (looking) FileLock::holder_of(file);
    });
    int taken = 0;
    for (int i = 0; i < 200; ++i) taken += FileLock::try_acquire(file, me) ? 1 : 0;
    looking = false;
    onlooker.join();
    EXPECT_EQ(taken, 200);
}

TEST_F(FileLockTest, CannotBeMadeWhereThereIsNoFolder) {
    EXPECT_THROW(FileLock::try_acquire("/nonexistent/lock", me), Error);
    EXPECT_FALSE(FileLock::holder_of("/nonexistent/lock"));
}

}  // namespace
}  // namespace boresight
