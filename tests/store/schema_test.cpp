// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/schema.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <fstream>
#include <string_view>
#include <vector>

#include "store/backup.h"
#include "store/check.h"
#include "store/history.h"
#include "tests/store/sample.h"

namespace boresight::store::tests {
namespace {

using testing::HasSubstr;

// FNV-1a of each step's SQL. A step that has landed stays as it is: databases out there were made by it.
constexpr std::array<std::uint64_t, 5> landed_steps{4007563643629798565u, 1425490235687186248u, 11697256757585870323u,
                                                    13273407606783506418u, 13234650474509316934u};

std::uint64_t checksum(std::string_view text) {
    std::uint64_t sum = 14695981039346656037u;
    for (const char c : text) sum = (sum ^ static_cast<unsigned char>(c)) * 1099511628211u;
    return sum;
}

std::vector<Migration> steps_with(const char* sql) {
    std::vector<Migration> steps(migrations().begin(), migrations().end());
    steps.push_back({steps.back().version + 1, sql});
    return steps;
}

class Schema : public testing::Test {
protected:
    // A database of today's schema with one reading.
    void fill() {
        Writer w(file, owner(), clock);
        w.add_reading(w.add_dwell(begin(w), sample_dwell()), w.cell(sample_identity(), {}, noon_ns), sample_reading());
        w.commit();
    }

    Writer open_with(const std::vector<Migration>& steps) {
        return Writer(file, {.command = "boresight scan", .software = "boresight 9.1"}, clock, {.steps = steps});
    }

    Folder folder;
    std::filesystem::path file = folder / "survey.db";
    int newest = migrations().back().version;
    std::filesystem::path copy = folder / fmt::format("survey.db.schema{}.backup", newest);
    StandingClock clock;
};

TEST_F(Schema, StepsAreNumberedFromOneAndStayAsTheyLanded) {
    ASSERT_EQ(migrations().size(), landed_steps.size());
    for (std::size_t i = 0; i < landed_steps.size(); ++i) {
        EXPECT_EQ(migrations()[i].version, static_cast<int>(i) + 1);
        EXPECT_EQ(checksum(migrations()[i].sql), landed_steps[i]) << "step " << i + 1;
    }
}

TEST_F(Schema, TablesAreStrict) {
    fill();
    Database look(file, Access::read_only);
    EXPECT_EQ(look.integer("SELECT count(*) FROM pragma_table_list WHERE schema = 'main' AND NOT strict AND name NOT "
                           "LIKE 'sqlite_%'"),
              0);
    EXPECT_EQ(look.integer("SELECT count(*) FROM pragma_table_list WHERE schema = 'main' AND strict"), 15);
}

TEST_F(Schema, AnOlderDatabaseIsBroughtUpToDateAndACopyKept) {
    fill();
    const auto steps = steps_with("ALTER TABLE site ADD COLUMN note TEXT; UPDATE reading SET n = 77;");
    { const auto w = open_with(steps); }

    Database now(file, Access::read_only);
    EXPECT_EQ(now.integer("PRAGMA user_version"), newest + 1);
    EXPECT_EQ(now.integer("SELECT n FROM reading"), 77);
    EXPECT_EQ(now.text("SELECT software FROM migration ORDER BY schema_version DESC LIMIT 1"), "boresight 9.1");
    EXPECT_EQ(now.text("SELECT kind FROM event"), "migrated");
    EXPECT_EQ(now.text("SELECT detail FROM event"),
              fmt::format("schema {} to {} by boresight 9.1; the old database is kept as {}", newest, newest + 1,
                          copy.string()));

    const CheckResult kept = check(copy);
    EXPECT_TRUE(kept.ok());
    EXPECT_EQ(kept.schema_version, newest);
    EXPECT_EQ(kept.counts.readings, 1);
    EXPECT_FALSE(std::filesystem::exists(copy.string() + ".unfinished"));
    { const auto again = open_with(steps); }
    EXPECT_EQ(Database(file, Access::read_only).integer("SELECT count(*) FROM event"), 1);
}

// As boresight 0.1.0 left them, with readings a second apart.
class FirstSchema : public Schema {
protected:
    FirstSchema() {
        Writer w(file, owner(), clock, {.steps = migrations().first(1)});
        const auto sweep = begin(w);
        for (int i = 0; i < readings; ++i) {
            Dwell dwell = sample_dwell();
            dwell.start_ns += i * second_ns;
            w.add_reading(w.add_dwell(sweep, dwell), w.cell(sample_identity(), {}, noon_ns), sample_reading());
        }
        w.commit();
    }
    int heard_since(int second) {
        int heard = 0;
        History(file).dwells({.since_ns = noon_ns + second * second_ns, .until_ns = {}},
                             [&](const HeardDwell&, double) { return ++heard > 0; });
        return heard;
    }
    static constexpr int readings = 50;
};

TEST_F(FirstSchema, IsReadAsItIs) {
    const CheckResult checked = check(file);
    EXPECT_TRUE(checked.ok());
    EXPECT_EQ(checked.schema_version, 1);
    EXPECT_EQ(checked.counts.readings, readings);
    EXPECT_EQ(heard_since(45), 5);
    EXPECT_EQ(Reader(file).readings({}, [](const FullReading&) { return true; }), readings);
    EXPECT_TRUE(backup(file, folder / "copy.db", ExistingFile::refuse, [](double) { return true; }));
}

TEST_F(FirstSchema, IsBroughtUpToDateInPlaceByWhoWrites) {
    { const Writer w(file, owner(), clock); }
    const CheckResult checked = check(file);
    EXPECT_TRUE(checked.ok());
    EXPECT_EQ(checked.schema_version, newest);
    EXPECT_EQ(checked.counts.readings, readings);
    EXPECT_EQ(heard_since(45), 5);
    EXPECT_EQ(Database(file, Access::read_only).text("SELECT detail FROM event"),
              fmt::format("schema 1 to {} by boresight 0.1.0", newest));
    EXPECT_FALSE(std::filesystem::exists(folder / "survey.db.schema1.backup")) << "what was measured wasn't touched";
}

TEST_F(Schema, AStepThatFailsLeavesTheOldDatabase) {
    fill();
    for (const char* sql : {"CREATE TABLE more(x INTEGER) STRICT; SELECT * FROM nowhere;", "DELETE FROM dwell;"}) {
        const auto steps = steps_with(sql);
        EXPECT_THROW(open_with(steps), Error);
        const CheckResult left = check(file);
        EXPECT_TRUE(left.ok());
        EXPECT_EQ(left.schema_version, newest);
        EXPECT_EQ(left.counts.readings, 1);
    }
    fill();
    EXPECT_EQ(check(file).counts.readings, 2);
}

TEST_F(Schema, ANewerDatabaseIsRefusedByName) {
    { const auto w = open_with(steps_with("CREATE TABLE more(x INTEGER) STRICT;")); }
    const auto writing = error_of([&] { Writer(file, owner(), clock); });
    const auto reading = error_of([&] { Reader{file}; });
    const auto checking = error_of([&] { check(file); });
    for (const auto& error : {writing, reading, checking}) {
        EXPECT_EQ(error.kind(), Error::Kind::bad_input);
        EXPECT_THAT(error.what(),
                    HasSubstr(fmt::format("schema {} by boresight 9.1, which is newer than this program", newest + 1)));
        EXPECT_THAT(error.what(), HasSubstr(fmt::format("expected schema {} or older", newest)));
    }
    // Even one that no longer says who made it.
    {
        std::vector<Migration> steps(migrations().begin(), migrations().end());
        steps.push_back({newest + 2, "DROP TABLE migration; CREATE TABLE migration(a, b, c)"});
        const auto w = open_with(steps);
    }
    EXPECT_THAT(error_of([&] { Reader{file}; }).what(),
                HasSubstr(fmt::format("the database has schema {}, which is newer", newest + 2)));
}

TEST_F(Schema, AnEmptyFileBecomesADatabase) {
    { const std::ofstream empty(file); }
    EXPECT_THAT(error_of([&] { Reader{file}; }).what(), HasSubstr("nothing in this database yet"));
    fill();
    EXPECT_EQ(check(file).counts.readings, 1);
}

}  // namespace
}  // namespace boresight::store::tests
