// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/file_system.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

#include "platform/error.h"

namespace boresight {

namespace {

namespace fs = std::filesystem;

Error explain(const fs::path& path, const std::string& doing, int error) {
    const auto make = [&path](Error::Kind kind, std::string what, std::string fix) {
        return Error(kind, {.what = std::move(what), .where = path.string(), .expected = {}, .fix = std::move(fix)});
    };
    switch (error) {
        case ENOENT:
        case ENOTDIR: return make(Error::Kind::bad_input, "there is no such file or folder", "Check the name");
        case EISDIR: return make(Error::Kind::bad_input, "this is a folder, not a file", "Name a file");
        case EEXIST: return make(Error::Kind::bad_input, "the file exists already", "Choose another name or delete it");
        case EACCES:
        case EPERM:
        case EROFS:
            return make(Error::Kind::missing, "no right to " + doing + " it",
                        "Change its permissions or choose another folder");
        case ENOSPC:
        case EDQUOT:
        case EFBIG:
            return make(Error::Kind::missing, "the disk is full",
                        "Free space or choose another disk; what was written before is kept");
        default:
            return make(Error::Kind::fault,
                        "could not " + doing + " it (" + std::generic_category().message(error) + ")",
                        "Check the disk");
    }
}

[[noreturn]] void refuse(const fs::path& path, const char* doing, int error) {
    throw explain(path, doing, error);
}

class Descriptor {
public:
    Descriptor(const fs::path& path, const char* doing, int flags) : path_(path) {
        do {
            handle_ = ::open(path.c_str(), flags | O_CLOEXEC, 0666);
        } while (handle_ < 0 && errno == EINTR);
        if (handle_ < 0) refuse(path, doing, errno);
    }
    ~Descriptor() { ::close(handle_); }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    int handle() const { return handle_; }
    const fs::path& path() const { return path_; }

private:
    fs::path path_;
    int handle_ = -1;
};

class SystemInputFile final : public InputFile {
public:
    explicit SystemInputFile(const fs::path& path) : file_(path, "read", O_RDONLY) {
        struct stat status {};
        if (::fstat(file_.handle(), &status) != 0) refuse(path, "read", errno);
        if (S_ISDIR(status.st_mode)) refuse(path, "read", EISDIR);
        size_ = static_cast<std::uint64_t>(status.st_size);
    }

    std::uint64_t size() override { return size_; }

    std::size_t read_at(std::uint64_t offset, std::span<std::byte> into) override {
        std::size_t done = 0;
        while (done < into.size()) {
            const auto got =
                ::pread(file_.handle(), into.data() + done, into.size() - done, static_cast<off_t>(offset + done));
            if (got < 0 && errno == EINTR) continue;
            if (got < 0) refuse(file_.path(), "read", errno);
            if (got == 0) break;
            done += static_cast<std::size_t>(got);
        }
        return done;
    }

private:
    Descriptor file_;
    std::uint64_t size_ = 0;
};

class SystemOutputFile final : public OutputFile {
public:
    SystemOutputFile(const fs::path& path, int flags) : file_(path, "write", O_WRONLY | O_CREAT | flags) {}

    void write(std::span<const std::byte> bytes) override {
        while (!bytes.empty()) {
            const auto put = ::write(file_.handle(), bytes.data(), bytes.size());
            if (put < 0 && errno == EINTR) continue;
            if (put < 0) refuse(file_.path(), "write", errno);
            bytes = bytes.subspan(static_cast<std::size_t>(put));
        }
    }

    void sync() override {
        // A pipe or a special file can't be synced: EINVAL.
        if (::fsync(file_.handle()) != 0 && errno != EINVAL) refuse(file_.path(), "write", errno);
    }

private:
    Descriptor file_;
};

class SystemFiles final : public FileSystem {
public:
    bool exists(const fs::path& path) override {
        std::error_code error;
        return fs::exists(path, error);
    }
    std::unique_ptr<InputFile> open(const fs::path& path) override { return std::make_unique<SystemInputFile>(path); }
    std::unique_ptr<OutputFile> create(const fs::path& path) override {
        return std::make_unique<SystemOutputFile>(path, O_EXCL);
    }
    std::unique_ptr<OutputFile> replace(const fs::path& path) override {
        return std::make_unique<SystemOutputFile>(path, O_TRUNC);
    }
    void rename(const fs::path& from, const fs::path& to) override {
        if (::rename(from.c_str(), to.c_str()) != 0) refuse(to, "write", errno);
    }
    void remove(const fs::path& path) override {
        std::error_code error;
        fs::remove(path, error);
    }
    void sync_name(const fs::path& path) override {
        const int names = ::open(fs::absolute(path).parent_path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        if (names < 0) return;
        const int failure = ::fsync(names) == 0 ? 0 : errno;
        ::close(names);
        if (failure != 0 && failure != EINVAL) refuse(path, "write", failure);  // EINVAL: it can't do that
    }
};

}  // namespace

FileSystem& system_files() {
    static SystemFiles files;
    return files;
}

std::string read_text(FileSystem& files, const fs::path& path, std::size_t max_bytes) {
    const auto file = files.open(path);
    if (file->size() > max_bytes)
        throw Error(Error::Kind::bad_input, {.what = "the file has " + std::to_string(file->size()) + " bytes",
                                             .where = path.string(),
                                             .expected = "at most " + std::to_string(max_bytes),
                                             .fix = "Check that it is the right file"});
    std::string text(file->size(), '\0');
    text.resize(file->read_at(0, std::as_writable_bytes(std::span(text))));
    return text;
}

void replace_text(FileSystem& files, const fs::path& path, const std::string& text, Durability durability) {
    const fs::path beside = path.string() + ".part";
    try {
        const auto file = files.replace(beside);
        file->write(std::as_bytes(std::span(text)));
        if (durability == Durability::power) file->sync();
        files.rename(beside, path);
        if (durability == Durability::power) files.sync_name(path);
    } catch (const Error&) {
        files.remove(beside);
        throw;
    }
}

}  // namespace boresight
