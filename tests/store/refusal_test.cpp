// SPDX-License-Identifier: GPL-3.0-or-later
// What a user is told about files that can't be used, by each way that opens them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/mount.h>
#include <unistd.h>

#include <fstream>
#include <functional>

#include "store/check.h"
#include "store/database.h"
#include "tests/store/sample.h"

namespace boresight::store::tests {
namespace {

using testing::AllOf;
using testing::HasSubstr;

constexpr uid_t nobody = 65534;

class Refusal : public testing::Test {
protected:
    void expect_refused(const std::function<void()>& open, Error::Kind kind, const std::string& what,
                        const std::string& fix) {
        const auto error = error_of(open);
        EXPECT_EQ(error.kind(), kind) << error.what();
        EXPECT_THAT(error.what(), AllOf(HasSubstr(what), HasSubstr(fix), HasSubstr(file.string())));
        EXPECT_EQ(error.text().expected.empty(), false);
    }
    void expect_both_refused(Error::Kind kind, const std::string& what, const std::string& fix) {
        const bool locked_before = std::filesystem::exists(file.string() + ".lock");
        expect_refused([&] { Writer(file, owner(), clock); }, kind, what, fix);
        EXPECT_EQ(std::filesystem::exists(file.string() + ".lock"), locked_before) << "no litter beside it";
        expect_refused([&] { Reader{file}; }, kind, what, fix);
    }
    void fill(int readings) {
        Writer w(file, owner(), clock);
        const auto dwell = w.add_dwell(begin(w), sample_dwell());
        const auto cell = w.cell(sample_identity(), {}, noon_ns);
        for (int i = 0; i < readings; ++i) w.add_reading(dwell, cell, sample_reading());
        w.commit();
    }
    void write(const std::string& text) { std::ofstream(file, std::ios::binary) << text; }

    Folder folder;
    std::filesystem::path file = folder / "survey.db";
    StandingClock clock;
};

TEST_F(Refusal, AFileThatIsNoDatabase) {
    const std::string text = "time,rsrp\n" + std::string(5000, 'x');
    write(text);
    expect_both_refused(Error::Kind::bad_input, "isn't a database", "Choose another file with --db");
    std::ifstream left(file);
    EXPECT_EQ(std::string(std::istreambuf_iterator<char>(left), {}), text);
}

TEST_F(Refusal, ADatabaseOfAnotherProgram) {
    Database(file, Access::read_write).execute("CREATE TABLE bookmarks(url TEXT)");
    expect_both_refused(Error::Kind::bad_input, "database of another program", "Choose another file with --db");
    Database look(file, Access::read_only);
    EXPECT_EQ(look.text("PRAGMA journal_mode"), "delete");
    EXPECT_EQ(look.integer("SELECT count(*) FROM sqlite_schema"), 1);
}

TEST_F(Refusal, AFolder) {
    std::filesystem::create_directory(file);
    expect_both_refused(Error::Kind::bad_input, "this is a folder", "Name a file in it");
}

TEST_F(Refusal, ADevice) {
    file = "/dev/null";
    expect_both_refused(Error::Kind::bad_input, "a device or a pipe", "Choose another file with --db");
}

TEST_F(Refusal, NoDatabaseToRead) {
    expect_refused([&] { Reader{file}; }, Error::Kind::missing, "no database yet", "boresight scan");
    expect_refused([&] { check(file); }, Error::Kind::missing, "no database yet", "boresight scan");
    EXPECT_FALSE(std::filesystem::exists(file));
}

TEST_F(Refusal, AFolderThatIsAFile) {
    write("a file");
    const auto below = file / "survey.db";
    EXPECT_EQ(error_of([&] { Writer(below, owner(), clock); }).kind(), Error::Kind::missing);
}

TEST_F(Refusal, ADamagedDatabaseIsSaidToBeDamaged) {
    fill(5000);
    std::fstream bytes(file, std::ios::in | std::ios::out | std::ios::binary);
    for (std::int64_t page = 8; page < 40; ++page) {
        bytes.seekp(page * 4096);
        bytes << std::string(4096, '\xa5');
    }
    bytes.close();
    const CheckResult result = check(file);
    EXPECT_FALSE(result.ok());
    const auto error = error_of([&] { Reader(file).readings({}, [](const FullReading&) { return true; }); });
    EXPECT_EQ(error.kind(), Error::Kind::bad_input);
    EXPECT_THAT(error.what(), HasSubstr("damaged"));
}

TEST_F(Refusal, ADatabaseHeldByAProgramThatAsksForNoLock) {
    fill(1);
    Database other(file, Access::read_write);
    other.execute("BEGIN IMMEDIATE");
    const auto error = error_of([&] {
        Writer w(file, owner(), clock);
        begin(w);
    });
    EXPECT_EQ(error.kind(), Error::Kind::missing);
    EXPECT_THAT(error.what(), HasSubstr("another program is writing to this database"));
}

// The superuser may write anywhere: such tests go on as nobody.
class RefusalWithoutRights : public Refusal {
protected:
    void SetUp() override {
        if (geteuid() != 0) return;
        ASSERT_EQ(chown(folder.path().c_str(), nobody, nobody), 0);
        ASSERT_EQ(seteuid(nobody), 0);
        was_root = true;
    }
    void TearDown() override {
        if (was_root && seteuid(0) != 0) std::abort();
    }
    bool was_root = false;
};

TEST_F(RefusalWithoutRights, AFileThatMayNotBeWritten) {
    fill(1);
    std::filesystem::permissions(file, std::filesystem::perms::owner_read);
    expect_refused([&] { Writer(file, owner(), clock); }, Error::Kind::missing, "no right", "Change their rights");
    EXPECT_EQ(Reader(file).counts().readings, 1);
}

TEST_F(RefusalWithoutRights, AFileThatMayNotBeRead) {
    fill(1);
    std::filesystem::permissions(file, std::filesystem::perms::none);
    expect_both_refused(Error::Kind::missing, "no right", "Change their rights");
}

TEST_F(RefusalWithoutRights, AFolderThatMayNotBeWritten) {
    fill(1);
    std::filesystem::permissions(folder.path(),
                                 std::filesystem::perms::owner_read | std::filesystem::perms::owner_exec);
    expect_refused([&] { Writer(file, owner(), clock); }, Error::Kind::missing, "no right", "Change their rights");
    expect_refused([&] { Reader{file}; }, Error::Kind::missing, "no right", "Change their rights");
    std::filesystem::permissions(folder.path(), std::filesystem::perms::owner_all);
}

TEST_F(RefusalWithoutRights, AFolderThatMayNotBeEntered) {
    fill(1);
    std::filesystem::permissions(folder.path(), std::filesystem::perms::none);
    for (const auto& open :
         {std::function<void()>([&] { Writer(file, owner(), clock); }), std::function<void()>([&] { Reader{file}; })}) {
        EXPECT_EQ(error_of(open).kind(), Error::Kind::missing);
    }
    std::filesystem::permissions(folder.path(), std::filesystem::perms::owner_all);
}

// Small disks, for those who may mount them.
class SmallDisk : public Refusal {
protected:
    void SetUp() override {
        mounted = mount("tmpfs", folder.path().c_str(), "tmpfs", 0, "size=1m") == 0;
        if (!mounted) GTEST_SKIP() << "mounting a small disk needs the superuser";
    }
    void TearDown() override {
        if (mounted) umount2(folder.path().c_str(), MNT_DETACH);
    }
    void make_read_only() const {
        ASSERT_EQ(mount("tmpfs", folder.path().c_str(), "tmpfs", MS_REMOUNT | MS_RDONLY, nullptr), 0);
    }
    bool mounted = false;
};

TEST_F(SmallDisk, FullFromTheBeginning) {
    std::ofstream(folder / "filler", std::ios::binary) << std::string(2 << 20, 'x');
    expect_refused([&] { Writer(file, owner(), clock); }, Error::Kind::missing, "the disk is full", "Free some space");
}

TEST_F(SmallDisk, FullInMidRunKeepsWhatWasAcknowledged) {
    std::int64_t acknowledged = 0;
    const auto error = error_of([&] {
        Writer w(file, owner(), clock);
        const auto sweep = begin(w);
        for (;;) {
            const auto dwell = w.add_dwell(sweep, sample_dwell());
            const auto cell = w.cell(sample_identity(), {}, noon_ns);
            for (int i = 0; i < 50; ++i) w.add_reading(dwell, cell, sample_reading());
            w.commit();
            acknowledged = w.acknowledged();
        }
    });
    EXPECT_EQ(error.kind(), Error::Kind::fault);
    EXPECT_GT(acknowledged, 0);
    EXPECT_THAT(error.what(), AllOf(HasSubstr("the disk is full"), HasSubstr("Free some space"),
                                    HasSubstr("safe in the database: " + std::to_string(acknowledged) + ";")));
    EXPECT_GE(check(file).counts.readings, acknowledged);
    EXPECT_TRUE(check(file).ok());
}

TEST_F(SmallDisk, ReadOnlyWithALogLeftByAKillIsNotReadWithoutIt) {
    fill(3);
    std::ofstream(file.string() + "-wal") << "a log";
    make_read_only();
    expect_refused([&] { Reader{file}; }, Error::Kind::missing, "in a log (-wal)",
                   "Copy the database and its -wal file");
}

TEST_F(SmallDisk, ReadOnlyCanBeReadButNotWritten) {
    fill(3);
    make_read_only();
    EXPECT_EQ(Reader(file).counts().readings, 3);
    EXPECT_TRUE(check(file).ok());
    const auto error = error_of([&] { Writer(file, owner(), clock); });
    EXPECT_EQ(error.kind(), Error::Kind::missing);
    EXPECT_THAT(error.what(), HasSubstr("Read-only file system"));
}

}  // namespace
}  // namespace boresight::store::tests
