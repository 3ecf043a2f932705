// SPDX-License-Identifier: GPL-3.0-or-later
// Files, behind an interface so that a test can make the k-th access fail. Everything that fails throws an Error that
// names the file and says why and what to do: a full disk or a lacking right is of kind missing, a file that isn't
// there is bad input. One object belongs to one thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>

namespace boresight {

class InputFile {
public:
    virtual ~InputFile() = default;
    virtual std::uint64_t size() = 0;
    // Fills `into` from `offset` on; what it returns is less than asked only at the end of the file.
    virtual std::size_t read_at(std::uint64_t offset, std::span<std::byte> into) = 0;
};

class OutputFile {
public:
    virtual ~OutputFile() = default;
    virtual void write(std::span<const std::byte> bytes) = 0;  // all of them
    virtual void sync() = 0;                                   // returns when they are on the disk
};

class FileSystem {
public:
    virtual ~FileSystem() = default;
    virtual bool exists(const std::filesystem::path& path) = 0;
    virtual std::unique_ptr<InputFile> open(const std::filesystem::path& path) = 0;
    virtual std::unique_ptr<OutputFile> create(const std::filesystem::path& path) = 0;   // an Error if it exists
    virtual std::unique_ptr<OutputFile> replace(const std::filesystem::path& path) = 0;  // empties it if it exists
    virtual void rename(const std::filesystem::path& from, const std::filesystem::path& to) = 0;
    virtual void remove(const std::filesystem::path& path) = 0;  // nothing happens where there is none
    // Returns when a file's name is on the disk, as far as its folder can be read: else a file that was made or renamed
    // may be gone after a power cut, however well it was synced itself.
    virtual void sync_name(const std::filesystem::path& path) = 0;
};

// The machine's own files.
FileSystem& system_files();

// The whole of a small file; an Error when it is larger than `max_bytes`.
std::string read_text(FileSystem& files, const std::filesystem::path& path, std::size_t max_bytes);

enum class Durability {
    process,  // survives a kill of this program
    power,    // survives a power cut: waits for the disk
};

// Puts `text` into a new file beside `path` and renames it over `path`: whoever looks finds the old text or the new
// one.
void replace_text(FileSystem& files, const std::filesystem::path& path, const std::string& text, Durability durability);

}  // namespace boresight
