// SPDX-License-Identifier: GPL-3.0-or-later
// What all phones are to see: the latest state as text, and the question that is open, which the first answer closes.
// An answer names its question, so that one that comes late, or twice, never answers the next. Any thread.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <optional>
#include <string>

namespace boresight::phone {

enum class Answer { there, skip };

class Board {
public:
    void show(std::string text);

    struct News {
        std::uint64_t number = 0;
        std::string text;
    };
    // What is newer than the news of that number, as soon as there is some; nothing where there is none for so long, or
    // the board is closed and all was told.
    std::optional<News> newer(std::uint64_t than, std::chrono::milliseconds patience) const;

    // Waits in any case, unless the board is closed.
    void pause(std::chrono::milliseconds time) const;

    // Opens a question in the place of the one before; 0: none.
    void ask(std::uint64_t question);
    // False where that question isn't open, or was answered already.
    bool answer(std::uint64_t question, Answer answer);
    // The answer, once.
    std::optional<Answer> take_answer();

    // Nothing is shown after it, and nobody waits any longer.
    void close();
    bool closed() const;

private:
    mutable std::mutex mutex_;
    mutable std::condition_variable changed_;
    News latest_;
    std::uint64_t question_ = 0;
    std::optional<Answer> answer_;
    bool closed_ = false;
};

}  // namespace boresight::phone
