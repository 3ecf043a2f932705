// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/file_system.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include "tests/temporary_folder.h"

namespace boresight {
namespace {

using testing::ElementsAre;

// The machine's files, with a list of what was done.
class ListedFiles final : public FileSystem {
public:
    bool exists(const std::filesystem::path& path) override { return system_files().exists(path); }
    std::unique_ptr<InputFile> open(const std::filesystem::path& path) override { return system_files().open(path); }
    std::unique_ptr<OutputFile> create(const std::filesystem::path& path) override {
        return std::make_unique<Output>(done, system_files().create(path));
    }
    std::unique_ptr<OutputFile> replace(const std::filesystem::path& path) override {
        return std::make_unique<Output>(done, system_files().replace(path));
    }
    void rename(const std::filesystem::path& from, const std::filesystem::path& to) override {
        done.push_back("rename to " + to.filename().string());
        system_files().rename(from, to);
    }
    void remove(const std::filesystem::path& path) override { system_files().remove(path); }
    void sync_name(const std::filesystem::path& path) override {
        done.push_back("sync name of " + path.filename().string());
        system_files().sync_name(path);
    }

    std::vector<std::string> done;

private:
    class Output final : public OutputFile {
    public:
        Output(std::vector<std::string>& done, std::unique_ptr<OutputFile> file)
            : done_(done), file_(std::move(file)) {}
        void write(std::span<const std::byte> bytes) override {
            done_.push_back("write");
            file_->write(bytes);
        }
        void sync() override {
            done_.push_back("sync");
            file_->sync();
        }

    private:
        std::vector<std::string>& done_;
        std::unique_ptr<OutputFile> file_;
    };
};

TEST(ReplaceText, OutlivesAPowerCutWithItsName) {
    const tests::TemporaryFolder folder;
    ListedFiles files;
    replace_text(files, folder.path() / "config.toml", "a", Durability::power);
    EXPECT_THAT(files.done, ElementsAre("write", "sync", "rename to config.toml", "sync name of config.toml"));
    EXPECT_EQ(read_text(files, folder.path() / "config.toml", 10), "a");
}

TEST(ReplaceText, ThatNeedOnlyOutliveTheProgramWaitsForNoDisk) {
    const tests::TemporaryFolder folder;
    ListedFiles files;
    replace_text(files, folder.path() / "sweep.svg", "a", Durability::process);
    EXPECT_THAT(files.done, ElementsAre("write", "rename to sweep.svg"));
}

TEST(SyncName, InAFolderThatCannotBeReadOrIsNotThereIsNoError) {
    const tests::TemporaryFolder folder;
    const auto closed = folder.path() / "closed";
    ASSERT_EQ(mkdir(closed.c_str(), 0300), 0);
    EXPECT_NO_THROW(replace_text(system_files(), closed / "a", "a", Durability::power));
    EXPECT_NO_THROW(system_files().sync_name(folder.path() / "gone" / "a"));
}

}  // namespace
}  // namespace boresight
