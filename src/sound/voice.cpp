// SPDX-License-Identifier: GPL-3.0-or-later
#include "sound/voice.h"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <string_view>
#include <thread>

#include "sound/spoken.h"

extern "C" char** environ;

namespace boresight::sound {

namespace {

constexpr std::chrono::milliseconds tick{20};

bool in_search_path(const std::string& program) {
    const char* path = std::getenv("PATH");
    std::string_view rest = path == nullptr ? "" : path;
    while (!rest.empty()) {
        const std::size_t colon = rest.find(':');
        const std::string folder(rest.substr(0, colon));
        if (!folder.empty() && access((folder + "/" + program).c_str(), X_OK) == 0) return true;
        if (colon == std::string_view::npos) break;
        rest.remove_prefix(colon + 1);
    }
    return false;
}

// The end of a pipe from which the words are read: they are short and fit in.
int words_to_read(const std::string& words) {
    std::array<int, 2> ends{};
    if (pipe2(ends.data(), O_CLOEXEC) != 0) return -1;
    const bool whole = write(ends[1], words.data(), words.size()) == static_cast<ssize_t>(words.size());
    close(ends[1]);
    if (whole) return ends[0];
    close(ends[0]);
    return -1;
}

// In a group of its own, so that what it starts ends with it; what it prints is dropped. 0: it couldn't be started.
pid_t start(const SpeechProgram& program, const std::string& words) {
    std::vector<std::string> all{program.name};
    all.insert(all.end(), program.arguments.begin(), program.arguments.end());
    if (!program.words_by_stdin) all.push_back(words);
    std::vector<char*> argv;
    for (std::string& one : all) argv.push_back(one.data());
    argv.push_back(nullptr);
    const int input = program.words_by_stdin ? words_to_read(words) : -1;
    if (program.words_by_stdin && input < 0) return 0;

    posix_spawn_file_actions_t files;
    posix_spawn_file_actions_init(&files);
    if (input >= 0)
        posix_spawn_file_actions_adddup2(&files, input, STDIN_FILENO);
    else
        posix_spawn_file_actions_addopen(&files, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    for (const int output : {STDOUT_FILENO, STDERR_FILENO})
        posix_spawn_file_actions_addopen(&files, output, "/dev/null", O_WRONLY, 0);
    posix_spawnattr_t attributes;
    posix_spawnattr_init(&attributes);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP);
    posix_spawnattr_setpgroup(&attributes, 0);
    pid_t process = 0;
    if (posix_spawnp(&process, program.name.c_str(), &files, &attributes, argv.data(), environ) != 0) process = 0;
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&files);
    if (input >= 0) close(input);
    return process;
}

}  // namespace

std::optional<SpeechProgram> find_speech_program() {
    const std::array<SpeechProgram, 4> known{{{"espeak-ng", {"-v", "en", "-s", "150", "--"}, false},
                                              {"spd-say", {"--wait", "--language", "en", "--"}, false},
                                              {"festival", {"--tts"}, true},
                                              {"say", {}, false}}};
    for (const SpeechProgram& program : known)
        if (in_search_path(program.name)) return program;
    return std::nullopt;
}

void Voice::say(const std::string& text) {
    hush();
    if (program_) process_ = start(*program_, spoken(text));
}

bool Voice::speaking() {
    if (process_ > 0 && waitpid(process_, nullptr, WNOHANG) != 0) process_ = 0;
    return process_ > 0;
}

void Voice::hush() {
    if (!speaking()) return;
    kill(-process_, SIGKILL);
    waitpid(process_, nullptr, 0);
    process_ = 0;
}

void Voice::finish(std::chrono::milliseconds patience, StopToken stop) {
    const auto until = std::chrono::steady_clock::now() + patience;
    while (speaking() && !stop.stop_requested() && std::chrono::steady_clock::now() < until)
        std::this_thread::sleep_for(tick);
}

}  // namespace boresight::sound
