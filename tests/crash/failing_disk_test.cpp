// SPDX-License-Identifier: GPL-3.0-or-later
// The k-th change on the disk fails, for every k of a run that opens, writes, checkpoints and closes: the Error is
// clear, nothing that was acknowledged is lost, and the database is whole.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <iostream>

#include "store/check.h"
#include "tests/crash/failing.h"
#include "tests/store/sample.h"

namespace boresight::store::tests {
namespace {

using testing::AnyOf;
using testing::HasSubstr;

constexpr int commits = 12;
constexpr int readings_per_commit = 60;
constexpr int pages_per_checkpoint = 16;  // instead of 1000, so that a short run has several
constexpr std::uintmax_t smallest_checkpointed_bytes = 10 * 4096;

struct Outcome {
    std::int64_t acknowledged = 0;
    std::optional<Error> error{};
    std::uintmax_t bytes_before_closing = 0;
};

// One whole run against the failing disk.
Outcome run(const std::filesystem::path& file, Failing& failing) {
    const ProbedDisk disk(failing);
    const StandingClock clock;
    Outcome outcome;
    try {
        Writer w(file, owner(), clock, {.vfs = ProbedDisk::name, .checkpoint_pages = pages_per_checkpoint});
        const auto sweep = begin(w);
        for (int i = 0; i < commits; ++i) {
            const auto dwell = w.add_dwell(sweep, sample_dwell());
            const auto cell = w.cell(sample_identity(), sample_facts(), noon_ns);
            for (int j = 0; j < readings_per_commit; ++j) w.add_reading(dwell, cell, sample_reading());
            w.commit();
            outcome.acknowledged = w.acknowledged();
        }
        outcome.bytes_before_closing = std::filesystem::file_size(file);
    } catch (const Error& error) {
        outcome.error = error;
    }
    return outcome;
}

void expect_nothing_lost(const std::filesystem::path& file, const Outcome& outcome, int k) {
    if (outcome.acknowledged == 0) return;
    const CheckResult result = check(file);
    ASSERT_TRUE(result.ok()) << "change " << k << ": " << result.problems.front();
    ASSERT_GE(result.counts.readings, outcome.acknowledged) << "change " << k;
}

void expect_clear(const Outcome& outcome, const std::filesystem::path& file, int k) {
    if (!outcome.error) return;
    const std::string said = outcome.error->what();
    ASSERT_THAT(said, HasSubstr(file.string())) << "change " << k;
    ASSERT_THAT(said, AnyOf(HasSubstr("the disk is full"), HasSubstr("reading or writing the disk failed"),
                            HasSubstr("can't be opened")))
        << "change " << k;
    ASSERT_FALSE(outcome.error->text().fix.empty());
    if (outcome.acknowledged > 0) {
        ASSERT_EQ(outcome.error->kind(), Error::Kind::fault) << "change " << k;
        ASSERT_THAT(said, HasSubstr("safe in the database: " + std::to_string(outcome.acknowledged) + ";"));
    }
}

void try_all(int code, bool only_once) {
    int tried = 0;
    int errors = 0;
    for (int k = 1;; ++k) {
        const Folder folder(memory_folder());
        const auto file = folder / "survey.db";
        Failing failing(k, code, only_once);
        const Outcome outcome = run(file, failing);
        expect_clear(outcome, file, k);
        expect_nothing_lost(file, outcome, k);
        if (testing::Test::HasFatalFailure()) return;
        if (!failing.reached()) break;
        ++tried;
        errors += outcome.error ? 1 : 0;
    }
    std::cout << tried << " failing changes tried, " << errors << " of them seen by the user, nothing lost\n";
    EXPECT_GT(errors, 0);
}

TEST(FailingDisk, ARunCheckpointsWhileItGoesOn) {
    const Folder folder(memory_folder());
    Failing nothing(Failing::never, SQLITE_OK);
    const Outcome outcome = run(folder / "survey.db", nothing);
    EXPECT_FALSE(outcome.error);
    EXPECT_EQ(outcome.acknowledged, commits * readings_per_commit);
    EXPECT_GT(outcome.bytes_before_closing, smallest_checkpointed_bytes);
}

TEST(FailingDisk, StaysFullFromAnyChangeOn) {
    try_all(SQLITE_FULL, false);
}

TEST(FailingDisk, FailsForGoodFromAnyChangeOn) {
    try_all(SQLITE_IOERR_WRITE, false);
}

TEST(FailingDisk, FailsOnceAtAnyChange) {
    try_all(SQLITE_IOERR_WRITE, true);
}

}  // namespace
}  // namespace boresight::store::tests
