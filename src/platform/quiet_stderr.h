// SPDX-License-Identifier: GPL-3.0-or-later
// Keeps what drivers print past every log away from the terminal while one of these lives, and has it to read. It is
// the whole process's stderr: short pieces of work, one at a time.
#pragma once

#include <string>

namespace boresight {

class QuietStderr {
public:
    QuietStderr();
    ~QuietStderr();
    QuietStderr(const QuietStderr&) = delete;
    QuietStderr& operator=(const QuietStderr&) = delete;

    std::string words() const;  // so far

private:
    int kept_ = -1;
    int file_ = -1;
};

}  // namespace boresight
