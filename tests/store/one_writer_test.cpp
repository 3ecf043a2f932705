// SPDX-License-Identifier: GPL-3.0-or-later
// SQLite 3.7.0 to 3.51.2 may lose commits when two connections checkpoint. So one file opens databases, one class opens
// them for writing, and it holds the lock: read from the sources.
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <map>
#include <regex>
#include <set>
#include <string>

#include "store/database.h"
#include "tests/store/sample.h"

namespace boresight::store::tests {
namespace {

namespace fs = std::filesystem;

// Every file of the program, by its path from the root, as text.
std::map<std::string, std::string> sources() {
    std::map<std::string, std::string> texts;
    for (const char* top : {"src", "dsp", "ui"}) {
        const fs::path folder = fs::path(BORESIGHT_TREE) / top;
        if (!fs::exists(folder)) continue;
        for (const auto& entry : fs::recursive_directory_iterator(folder)) {
            if (!entry.is_regular_file()) continue;
            std::ifstream file(entry.path(), std::ios::binary);
            const std::string name = fs::relative(entry.path(), BORESIGHT_TREE).generic_string();
            texts[name] = std::string(std::istreambuf_iterator<char>(file), {});
        }
    }
    return texts;
}

std::set<std::string> files_with(const char* pattern) {
    const std::regex wanted(pattern);
    std::set<std::string> found;
    for (const auto& [name, text] : sources()) {
        if (std::regex_search(text, wanted)) found.insert(name);
    }
    return found;
}

using Files = std::set<std::string>;

TEST(OneWriter, DatabasesAreOpenedInOneFile) {
    EXPECT_EQ(files_with("sqlite3_open"), Files{"src/store/database.cpp"});
    EXPECT_EQ(files_with("SQLITE_OPEN_(READWRITE|CREATE)"), Files{"src/store/database.cpp"});
    EXPECT_EQ(files_with("sqlite3_backup"), Files{"src/store/database.cpp"});
    EXPECT_EQ(files_with("\\bATTACH\\b|sqlite3_load_extension"), Files{});
}

TEST(OneWriter, OnlyTheWriterAsksForWriting) {
    const auto askers = files_with("Access::read_write");
    // A backup grows in a file that it made itself and that no other connection knows.
    EXPECT_EQ(askers, (Files{"src/store/backup.cpp", "src/store/database.cpp", "src/store/writer.cpp"}));
    EXPECT_EQ(files_with("copy_to\\("),
              (Files{"src/store/backup.cpp", "src/store/database.cpp", "src/store/database.h"}));
    const std::string writer = sources().at("src/store/writer.cpp");
    EXPECT_LT(writer.find("held(lock("), writer.find("Access::read_write")) << "the lock comes first";
}

TEST(OneWriter, NobodyElseCheckpointsOrChangesTheMode) {
    EXPECT_EQ(files_with("wal_checkpoint"), Files{});
    EXPECT_EQ(files_with("journal_mode="), (Files{"src/store/backup.cpp", "src/store/writer.cpp"}));
    EXPECT_EQ(files_with("wal_autocheckpoint=[^0]"), Files{"src/store/writer.cpp"});
    EXPECT_EQ(files_with("wal_autocheckpoint=0"), Files{"src/store/database.cpp"});
    EXPECT_EQ(files_with("NO_CKPT_ON_CLOSE"), Files{"src/store/database.cpp"});
}

TEST(OneWriter, AReaderLeavesTheLogAsItIs) {
    const Folder folder;
    const auto file = folder / "survey.db";
    const StandingClock clock;
    Writer w(file, owner(), clock);
    w.add_dwell(begin(w), sample_dwell());
    w.commit();
    const auto log = folder / "survey.db-wal";
    const auto size = fs::file_size(log);
    ASSERT_GT(size, 0u);
    { EXPECT_EQ(Reader(file).counts().dwells, 1); }
    EXPECT_EQ(fs::file_size(log), size);
    Database look(file, Access::read_only);
    EXPECT_THROW(look.execute("PRAGMA wal_checkpoint(TRUNCATE)"), Error);
    EXPECT_THROW(look.execute("DELETE FROM dwell"), Error);
    EXPECT_EQ(fs::file_size(log), size);
}

TEST(OneWriter, AReaderAfterAKillLeavesTheLogToTheNextWriter) {
    const Folder folder;
    const auto file = folder / "survey.db";
    const auto left = folder / "left";
    const StandingClock clock;
    fs::create_directory(left);
    {
        Writer w(file, owner(), clock);
        w.add_dwell(begin(w), sample_dwell());
        w.commit();
        // What a kill leaves: the database and its log as they are now.
        for (const char* name : {"survey.db", "survey.db-wal"}) fs::copy_file(folder / name, left / name);
    }
    const auto size = fs::file_size(left / "survey.db-wal");
    EXPECT_EQ(Reader(left / "survey.db").counts().dwells, 1);
    EXPECT_EQ(fs::file_size(left / "survey.db-wal"), size);
    { const Writer next(left / "survey.db", owner(), clock); }
    EXPECT_FALSE(fs::exists(left / "survey.db-wal"));
    EXPECT_EQ(Reader(left / "survey.db").counts().dwells, 1);
}

}  // namespace
}  // namespace boresight::store::tests
