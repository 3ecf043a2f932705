// SPDX-License-Identifier: GPL-3.0-or-later
// Speaks through whichever speech program is installed (espeak-ng, spd-say, festival, say), as a process of its own.
// Nothing here waits for it; newer words cut older ones short, and the destructor ends what is still being said.
// Without a program it is mute, and says so. One thread.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "platform/stop.h"

namespace boresight::sound {

struct SpeechProgram {
    std::string name;
    std::vector<std::string> arguments;  // before the words
    bool words_by_stdin = false;
};

// The first of the programs known that the search path has.
std::optional<SpeechProgram> find_speech_program();

class Voice {
public:
    explicit Voice(std::optional<SpeechProgram> program) : program_(std::move(program)) {}
    ~Voice() { hush(); }
    Voice(const Voice&) = delete;
    Voice& operator=(const Voice&) = delete;

    bool mute() const { return !program_; }

    // As it is written: numbers and units are put into words.
    void say(const std::string& text);
    void hush();

    // Until all is said; ends early for `stop`.
    void finish(std::chrono::milliseconds patience, StopToken stop);

private:
    bool speaking();

    std::optional<SpeechProgram> program_;
    pid_t process_ = 0;  // 0: none
};

}  // namespace boresight::sound
