// SPDX-License-Identifier: GPL-3.0-or-later
// The machine's files, but the k-th access that changes something (or the k-th read) fails as a full disk (or a bad
// sector) would; so do all later ones, until heal().
#pragma once

#include <cstddef>
#include <memory>
#include <utility>

#include "platform/error.h"
#include "platform/file_system.h"

namespace boresight::tests {

class FailingFiles final : public FileSystem {
public:
    static constexpr std::size_t never = static_cast<std::size_t>(-1);

    std::size_t failing_change = never;
    std::size_t failing_read = never;

    std::size_t changes() const { return changes_; }
    std::size_t reads() const { return reads_; }
    void heal() { failing_change = failing_read = never; }

    bool exists(const std::filesystem::path& path) override { return real().exists(path); }
    std::unique_ptr<InputFile> open(const std::filesystem::path& path) override {
        return std::make_unique<Input>(*this, path, real().open(path));
    }
    std::unique_ptr<OutputFile> create(const std::filesystem::path& path) override {
        change(path);
        return std::make_unique<Output>(*this, path, real().create(path));
    }
    std::unique_ptr<OutputFile> replace(const std::filesystem::path& path) override {
        change(path);
        return std::make_unique<Output>(*this, path, real().replace(path));
    }
    void rename(const std::filesystem::path& from, const std::filesystem::path& to) override {
        change(to);
        real().rename(from, to);
    }
    void remove(const std::filesystem::path& path) override { real().remove(path); }
    void sync_name(const std::filesystem::path& path) override {
        change(path);
        real().sync_name(path);
    }

private:
    static FileSystem& real() { return system_files(); }

    void change(const std::filesystem::path& path) {
        if (changes_++ >= failing_change)
            throw Error(Error::Kind::missing,
                        {.what = "the disk is full", .where = path.string(), .expected = {}, .fix = {}});
    }

    class Input final : public InputFile {
    public:
        Input(FailingFiles& owner, std::filesystem::path path, std::unique_ptr<InputFile> file)
            : owner_(owner), path_(std::move(path)), file_(std::move(file)) {}
        std::uint64_t size() override { return file_->size(); }
        std::size_t read_at(std::uint64_t offset, std::span<std::byte> into) override {
            if (owner_.reads_++ >= owner_.failing_read)
                throw Error(Error::Kind::fault,
                            {.what = "could not read it", .where = path_.string(), .expected = {}, .fix = {}});
            return file_->read_at(offset, into);
        }

    private:
        FailingFiles& owner_;
        std::filesystem::path path_;
        std::unique_ptr<InputFile> file_;
    };

    // Of a write that fails, the first half reaches the disk.
    class Output final : public OutputFile {
    public:
        Output(FailingFiles& owner, std::filesystem::path path, std::unique_ptr<OutputFile> file)
            : owner_(owner), path_(std::move(path)), file_(std::move(file)) {}
        void write(std::span<const std::byte> bytes) override {
            if (owner_.changes_ >= owner_.failing_change) file_->write(bytes.first(bytes.size() / 2));
            owner_.change(path_);
            file_->write(bytes);
        }
        void sync() override {
            owner_.change(path_);
            file_->sync();
        }

    private:
        FailingFiles& owner_;
        std::filesystem::path path_;
        std::unique_ptr<OutputFile> file_;
    };

    std::size_t changes_ = 0;
    std::size_t reads_ = 0;
};

}  // namespace boresight::tests
