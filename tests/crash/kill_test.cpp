// SPDX-License-Identifier: GPL-3.0-or-later
// A writer is killed at any moment: what it acknowledged is there, and the database is whole. The child reports each
// acknowledged commit through a pipe; between fork and kill it does what `scan` does.
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <iostream>
#include <random>
#include <thread>

#include "store/check.h"
#include "tests/store/sample.h"

namespace boresight::store::tests {
namespace {

constexpr int kills = 50;
constexpr int longest_life_ms = 150;  // opening, several commits and a checkpoint fit in
constexpr unsigned seed = 50;
constexpr int readings_per_commit = 100;
constexpr int pages_per_checkpoint = 32;  // instead of 1000: kills meet checkpoints too

[[noreturn]] void write_until_killed(const std::filesystem::path& file, int acknowledgements) {
    const StandingClock clock;
    Writer w(file, owner(), clock, {.checkpoint_pages = pages_per_checkpoint});
    const auto sweep = begin(w);
    for (;;) {
        const auto dwell = w.add_dwell(sweep, sample_dwell());
        const auto cell = w.cell(sample_identity(), sample_facts(), noon_ns);
        for (int i = 0; i < readings_per_commit; ++i) w.add_reading(dwell, cell, sample_reading());
        const std::int64_t safe = w.commit();
        if (write(acknowledgements, &safe, sizeof safe) != sizeof safe) _exit(1);
    }
}

// Lets a writer live that long, kills it, and returns how many readings it acknowledged.
std::int64_t acknowledged_by_killed_writer(const std::filesystem::path& file, std::chrono::milliseconds life) {
    int ends[2];
    if (pipe(ends) != 0) throw std::runtime_error("no pipe");
    const pid_t child = fork();
    if (child == 0) {
        close(ends[0]);
        try {
            write_until_killed(file, ends[1]);
        } catch (...) {
            _exit(2);
        }
    }
    close(ends[1]);
    std::this_thread::sleep_for(life);
    kill(child, SIGKILL);
    int status = 0;
    waitpid(child, &status, 0);
    EXPECT_TRUE(WIFSIGNALED(status)) << "the writer ended by itself with " << WEXITSTATUS(status);
    std::int64_t sum = 0;
    for (std::int64_t safe = 0; read(ends[0], &safe, sizeof safe) == sizeof safe;) sum += safe;
    close(ends[0]);
    return sum;
}

TEST(Kill, LosesNoAcknowledgedReadingInFiftyKills) {
    const Folder folder;
    const auto file = folder / "survey.db";
    std::mt19937 random(seed);
    std::uniform_int_distribution<int> life_ms(0, longest_life_ms);
    std::int64_t acknowledged = 0;
    int killed_in_work = 0;
    for (int i = 0; i < kills; ++i) {
        const std::int64_t more = acknowledged_by_killed_writer(file, std::chrono::milliseconds(life_ms(random)));
        acknowledged += more;
        killed_in_work += more > 0 ? 1 : 0;
        if (!std::filesystem::exists(file) || acknowledged == 0) continue;
        const CheckResult result = check(file);
        ASSERT_TRUE(result.ok()) << "after kill " << i + 1 << ": " << result.problems.front();
        ASSERT_GE(result.counts.readings, acknowledged) << "after kill " << i + 1;
        // At most the one commit that had returned but wasn't told.
        ASSERT_LE(result.counts.readings, acknowledged + (i + 1) * readings_per_commit);
        ASSERT_FALSE(result.holder) << "the kernel frees the lock of the killed";
    }
    std::cout << kills << " kills, " << killed_in_work << " of them in the midst of commits, " << acknowledged
              << " readings acknowledged, none lost\n";
    EXPECT_GT(killed_in_work, kills / 5) << "the kills came before the work: this proves nothing";
}

}  // namespace
}  // namespace boresight::store::tests
