// SPDX-License-Identifier: GPL-3.0-or-later
// A fresh folder for one test, gone with everything in it when the object goes.
#pragma once

#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>
#include <string_view>

#include <stdlib.h>  // NOLINT: mkdtemp is POSIX

namespace boresight::tests {

class TemporaryFolder {
public:
    TemporaryFolder() {
        std::string pattern = (std::filesystem::temp_directory_path() / "boresight_test_XXXXXX").string();
        if (::mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no temporary folder: " + pattern);
        path_ = pattern;
    }
    ~TemporaryFolder() {
        std::error_code error;
        std::filesystem::remove_all(path_, error);
    }
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;

    const std::filesystem::path& path() const { return path_; }

    std::filesystem::path file(std::string_view name, std::string_view content) const {
        const std::filesystem::path whole = path_ / name;
        std::ofstream(whole, std::ios::binary) << content;
        return whole;
    }

private:
    std::filesystem::path path_;
};

}  // namespace boresight::tests
