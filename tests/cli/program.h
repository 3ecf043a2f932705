// SPDX-License-Identifier: GPL-3.0-or-later
// Runs the built program as a shell would, and makes recordings for it. BORESIGHT_PROGRAM is where the build put it.
#pragma once

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

#include "tests/temporary_folder.h"

namespace boresight::cli {

using tests::TemporaryFolder;

inline std::string content(const std::filesystem::path& file) {
    std::ostringstream text;
    text << std::ifstream(file, std::ios::binary).rdbuf();
    return text.str();
}

struct Finished {
    int code = -1;  // 128 + the signal for one that was killed
    std::string out, err;
    double peak_mb = 0;
};

// `script` is run by bash with $B set to the program and the user's folders inside `folder`.
inline Finished run_script(const TemporaryFolder& folder, const std::string& script) {
    const std::string out = folder.path() / "out", err = folder.path() / "err";
    const std::string whole = "export B='" BORESIGHT_PROGRAM "' HOME='" + folder.path().string() + "' XDG_DATA_HOME='" +
                              (folder.path() / "data").string() + "'; exec >'" + out + "' 2>'" + err + "'; " + script;
    const pid_t child = fork();
    if (child == 0) {
        execlp("bash", "bash", "-c", whole.c_str(), nullptr);
        _exit(127);
    }
    int status = 0;
    rusage usage{};
    wait4(child, &status, 0, &usage);
    return {.code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status),
            .out = content(out),
            .err = content(err),
            .peak_mb = static_cast<double>(usage.ru_maxrss) / 1024};
}

inline Finished run_program(const TemporaryFolder& folder, const std::string& arguments) {
    return run_script(folder, "exec \"$B\" " + arguments);
}

// NAME.sigmf-meta and NAME.sigmf-data in the folder: ci8 samples of white noise at 739 MHz.
inline std::filesystem::path record_noise(const TemporaryFolder& folder, const std::string& name, double seconds,
                                          double rate_hz = 1.92e6) {
    const std::filesystem::path meta = folder.path() / (name + ".sigmf-meta");
    std::ofstream(meta) << R"({"global":{"core:datatype":"ci8","core:version":"1.0.0","core:sample_rate":)" << rate_hz
                        << R"(},"captures":[{"core:sample_start":0,"core:frequency":739000000}],"annotations":[]})";
    std::string bytes(2 * static_cast<std::size_t>(seconds * rate_hz), 0);
    std::uint32_t state = 1;
    for (char& byte : bytes) {
        int sum = 0;
        for (int k = 0; k < 4; ++k) sum += static_cast<int>((state = state * 1664525 + 1013904223) >> 24) - 128;
        byte = static_cast<char>(sum / 16);
    }
    std::ofstream(folder.path() / (name + ".sigmf-data"), std::ios::binary) << bytes;
    return meta;
}

}  // namespace boresight::cli
