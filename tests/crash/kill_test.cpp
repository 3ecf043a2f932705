// SPDX-License-Identifier: GPL-3.0-or-later
// A writer is killed at any moment: what it acknowledged is there, and the database is whole. The child reports each
// acknowledged commit through a pipe; between fork and kill it does what `scan` does.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <iostream>
#include <random>
#include <thread>

#include "store/check.h"
#include "tests/crash/probed_disk.h"
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

// Ends the process like a kill before the k-th change of the disk.
class Deadly final : public Probe {
public:
    explicit Deadly(int k) : left_(k) {}
    int before(const ChangeOfFile&) override {
        if (--left_ == 0) _exit(killed);
        return SQLITE_OK;
    }
    static constexpr int killed = 77;

private:
    int left_;
};

// False: it was made before the k-th change.
bool killed_while_it_is_made(const std::filesystem::path& file, int k) {
    const pid_t child = fork();
    if (child == 0) {
        Deadly deadly(k);
        const ProbedDisk disk(deadly);
        const StandingClock clock;
        begin(*new Writer(file, owner(), clock, {.vfs = ProbedDisk::name}));
        _exit(0);
    }
    int status = 0;
    waitpid(child, &status, 0);
    return WEXITSTATUS(status) == Deadly::killed;
}

// At first SQLite keeps what was before in a journal beside the file: such a one kept everybody out.
TEST(Kill, ADatabaseWhoseMakingWasCutOffIsMadeAnew) {
    int k = 1, cut_off = 0;
    for (;; ++k) {
        SCOPED_TRACE(k);
        const Folder folder(memory_folder());
        const auto file = folder / "survey.db";
        if (!killed_while_it_is_made(file, k)) break;
        try {
            if (std::filesystem::exists(file)) check(file);
        } catch (const Error& error) {
            ++cut_off;
            EXPECT_EQ(error.kind(), Error::Kind::missing);
            EXPECT_THAT(error.what(), testing::HasSubstr("cut off, by a power cut or a kill"));
            EXPECT_THAT(error.what(), testing::HasSubstr("Run 'boresight scan'"));
        }
        const StandingClock clock;
        {
            Writer writer(file, owner(), clock);
            const DwellId dwell = writer.add_dwell(begin(writer), sample_dwell());
            writer.add_reading(dwell, writer.cell(sample_identity(), sample_facts(), noon_ns), sample_reading());
            EXPECT_EQ(writer.commit(), 1);
        }
        EXPECT_TRUE(check(file).ok());
        ASSERT_FALSE(HasFailure());
    }
    std::cout << "killed at each of " << k - 1 << " changes of its making, " << cut_off << " of them told to readers\n";
    EXPECT_GT(cut_off, 0) << "no kill left a journal: this proves nothing";
}

}  // namespace
}  // namespace boresight::store::tests
