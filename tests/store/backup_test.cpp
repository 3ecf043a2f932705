// SPDX-License-Identifier: GPL-3.0-or-later
// Backups: whole, made beside a writer that goes on, never over a file by mistake, never half there.
#include "store/backup.h"

#include <gmock/gmock.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <fstream>
#include <iterator>

#include "tests/store/sample.h"

namespace boresight::store::tests {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr int readings_per_dwell = 20;
constexpr int many_dwells = 8000;  // some 14 MB: several pieces of a copy
constexpr int most_steps = 10'000;

bool go_on(double) {
    return true;
}

void add_dwell(Writer& writer, SweepId sweep) {
    const auto dwell = writer.add_dwell(sweep, sample_dwell());
    const auto cell = writer.cell(sample_identity(), sample_facts(), noon_ns);
    for (int i = 0; i < readings_per_dwell; ++i) writer.add_reading(dwell, cell, sample_reading());
}

class BackupTest : public testing::Test {
protected:
    void fill(int dwells) {
        Writer writer(file, owner(), clock);
        const auto sweep = begin(writer);
        for (int i = 0; i < dwells; ++i) add_dwell(writer, sweep);
    }

    // Of the backup and what it grows from.
    std::vector<std::string> names() const {
        std::vector<std::string> all;
        for (const auto& entry : fs::directory_iterator(folder.path()))
            if (entry.path().filename().string().starts_with("backup")) all.push_back(entry.path().filename());
        return all;
    }

    Error refused(const fs::path& to, ExistingFile existing = ExistingFile::refuse) {
        return error_of([&] { backup(file, to, existing, go_on); });
    }

    static std::string bytes_of(const fs::path& path) {
        std::ifstream stream(path, std::ios::binary);
        return {std::istreambuf_iterator<char>(stream), {}};
    }

    Folder folder{memory_folder()};
    fs::path file = folder / "survey.db";
    fs::path target = folder / "backup.db";
    StandingClock clock;
};

TEST_F(BackupTest, ACopyIsWholeAndIsOneFile) {
    fill(3);
    const auto copy = backup(file, target, ExistingFile::refuse, go_on);
    ASSERT_TRUE(copy);
    EXPECT_TRUE(copy->ok());
    EXPECT_EQ(copy->file, target);
    EXPECT_EQ(copy->counts.readings, 3 * readings_per_dwell);
    EXPECT_THAT(names(), ElementsAre("backup.db"));
    EXPECT_EQ(Reader(target).counts().readings, 3 * readings_per_dwell);
    const Writer next(target, owner(), clock);  // it serves as a database like any other
    EXPECT_EQ(check(target).journal_mode, "wal");
}

TEST_F(BackupTest, WhatAWriterCommittedIsInItAndTheWriterGoesOn) {
    Writer writer(file, owner(), clock);
    const auto sweep = begin(writer);
    add_dwell(writer, sweep);
    writer.commit();
    add_dwell(writer, sweep);  // not committed
    const auto log_bytes = fs::file_size(file.string() + "-wal");
    const auto copy = backup(file, target, ExistingFile::refuse, go_on);
    ASSERT_TRUE(copy);
    EXPECT_EQ(copy->counts.readings, readings_per_dwell);
    EXPECT_EQ(fs::file_size(file.string() + "-wal"), log_bytes) << "the log is the writer's alone";
    writer.commit();
    EXPECT_EQ(Reader(file).counts().readings, 2 * readings_per_dwell);
}

TEST_F(BackupTest, EndsBesideAWriterThatNeverRests) {
    fill(many_dwells);
    Writer writer(file, owner(), clock);
    const auto sweep = begin(writer);
    int steps = 0;
    const auto copy = backup(file, target, ExistingFile::refuse, [&](double) {
        add_dwell(writer, sweep);
        writer.commit();  // after each piece: SQLite would begin anew for ever
        return ++steps < most_steps;
    });
    ASSERT_TRUE(copy);
    EXPECT_TRUE(copy->ok());
    EXPECT_GE(copy->counts.readings, many_dwells * readings_per_dwell);
    EXPECT_GE(Reader(file).counts().readings, copy->counts.readings);
    std::cout << "done after " << steps << " pieces\n";
}

TEST_F(BackupTest, TellsHowFarItIsAndStopsWithoutATrace) {
    fill(many_dwells);
    std::vector<double> shares;
    const auto copy = backup(file, target, ExistingFile::refuse, [&](double share) {
        shares.push_back(share);
        return shares.size() < 2;
    });
    EXPECT_FALSE(copy);
    ASSERT_EQ(shares.size(), 2u);
    EXPECT_GT(shares[0], 0);
    EXPECT_LT(shares[0], shares[1]);
    EXPECT_LT(shares[1], 1);
    EXPECT_THAT(names(), IsEmpty());
}

TEST_F(BackupTest, StoppedAtTheVeryEndItIsNotThereEither) {
    fill(3);
    EXPECT_FALSE(backup(file, target, ExistingFile::refuse, [](double share) { return share < 1; }));
    EXPECT_THAT(names(), IsEmpty());
}

TEST_F(BackupTest, NoFileIsOverwrittenUnasked) {
    fill(1);
    std::ofstream(target) << "Dear neighbour";
    EXPECT_THAT(refused(target).what(), HasSubstr("exists already"));
    EXPECT_THAT(refused(target, ExistingFile::replace).what(), HasSubstr("isn't a database"));
    EXPECT_EQ(bytes_of(target), "Dear neighbour");
    EXPECT_THAT(refused(file, ExistingFile::replace).what(), HasSubstr("the database itself"));
    EXPECT_THAT(refused(folder.path()).what(), HasSubstr("a folder"));
    EXPECT_THAT(refused(folder / "nowhere" / "b.db").what(), HasSubstr("there is no folder"));
    EXPECT_EQ(Reader(file).counts().readings, readings_per_dwell);
}

TEST_F(BackupTest, AnEarlierBackupIsReplacedWhenAskedFor) {
    fill(1);
    ASSERT_TRUE(backup(file, target, ExistingFile::refuse, go_on));
    fill(1);
    ASSERT_TRUE(backup(file, target, ExistingFile::replace, go_on));
    EXPECT_EQ(Reader(target).counts().readings, 2 * readings_per_dwell);
}

TEST_F(BackupTest, ADatabaseInUseIsNotReplaced) {
    fill(1);
    const Writer other(target, {.command = "boresight log", .software = "test"}, clock);
    EXPECT_THAT(refused(target, ExistingFile::replace).what(), HasSubstr("'boresight log' (pid "));
}

TEST_F(BackupTest, ALogOfAnotherDatabaseDoesNotGetIntoTheCopy) {
    fill(1);
    std::ofstream(target.string() + "-wal") << "left by another";
    EXPECT_THAT(refused(target).what(), HasSubstr("backup.db-wal"));
}

TEST_F(BackupTest, ADamagedDatabaseGivesNoBackup) {
    fill(200);
    {
        std::fstream bytes(file, std::ios::in | std::ios::out | std::ios::binary);
        bytes.seekp(20 * 4096);
        bytes << std::string(8 * 4096, '\xa5');
    }
    EXPECT_THAT(refused(target).what(), HasSubstr("isn't whole"));
    EXPECT_FALSE(fs::exists(target));
}

TEST_F(BackupTest, AFullDiskLeavesNothingAndSaysSo) {
    fill(many_dwells);
    const pid_t child = fork();
    if (child == 0) {
        std::signal(SIGXFSZ, SIG_IGN);
        const rlimit small{.rlim_cur = 1 << 20, .rlim_max = 1 << 20};
        setrlimit(RLIMIT_FSIZE, &small);
        try {
            backup(file, target, ExistingFile::refuse, go_on);
        } catch (const Error& error) {
            const std::string said = error.what();
            _exit(said.find("backup.db: the disk is full") != std::string::npos ? 42 : 43);
        }
        _exit(0);
    }
    int status = 0;
    waitpid(child, &status, 0);
    EXPECT_EQ(WEXITSTATUS(status), 42);
    EXPECT_THAT(names(), IsEmpty());
}

TEST_F(BackupTest, WhereThereIsNoDatabaseThereIsNoBackup) {
    EXPECT_THAT(refused(target).what(), HasSubstr("there is no database yet"));
    EXPECT_FALSE(fs::exists(target));
}

TEST(YearOfLogging, IsWeighedByWhatADatabaseShowsOrByWhatIsIntended) {
    const LoggingRate minute{.every_s = 60, .cells = 10, .carriers = 5};
    CheckResult result;
    const YearOfLogging intended = year_of_logging(result, minute);
    EXPECT_FALSE(intended.measured);
    EXPECT_NEAR(intended.readings, 5.26e6, 0.01e6);
    EXPECT_NEAR(intended.bytes, 525'960 * (10 * 90 + 5 * 110), 1);
    result.bytes_per_reading = 80;
    result.bytes_per_dwell = 70;
    const YearOfLogging measured = year_of_logging(result, minute);
    EXPECT_TRUE(measured.measured);
    EXPECT_NEAR(measured.bytes, 525'960 * (10 * 80 + 5 * 70), 1);
}

TEST(YearOfLogging, ADwellCostsAtMostWhatIsIntended) {
    constexpr int dwells = 3000;
    const Folder folder(memory_folder());
    const StandingClock clock;
    {
        Writer writer(folder / "survey.db", owner(), clock);
        const auto sweep = begin(writer);
        for (int i = 0; i < dwells; ++i) {
            const auto dwell = writer.add_dwell(sweep, sample_dwell());
            const auto cell = writer.cell(sample_identity(), sample_facts(), noon_ns);
            for (int j = 0; j < 4; ++j) writer.add_reading(dwell, cell, sample_reading());
            writer.add_band_reading(dwell, {.low_hz = 734e6,
                                            .high_hz = 744e6,
                                            .power_dbfs = -40.1,
                                            .noise_dbfs = -60.2,
                                            .snr_db = 20.1,
                                            .sigma_db = 0.1});
        }
    }
    const CheckResult result = check(folder / "survey.db");
    ASSERT_TRUE(result.bytes_per_dwell);
    std::cout << *result.bytes_per_dwell << " bytes a dwell with its position and a band's power\n";
    EXPECT_LE(*result.bytes_per_dwell, 110);
    EXPECT_GE(*result.bytes_per_dwell, 40);
}

}  // namespace
}  // namespace boresight::store::tests
