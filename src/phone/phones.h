// SPDX-License-Identifier: GPL-3.0-or-later
// The phones that have traded the token for a cookie, each with at most one stream of events: a newer one of the same
// phone takes the place of the older, which may be a connection that is lost without a word. When all places are taken,
// a phone that has no stream gives its place up, the one that came longest ago first. Any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <list>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

namespace boresight::phone {

class Phones {
public:
    explicit Phones(std::size_t most) : most_(most) {}

    // A new phone's cookie; nothing where all places are taken by phones with a stream.
    std::optional<std::string> enter();
    bool known(std::string_view cookie);

    // The number of the stream; nothing where the phone isn't known.
    std::optional<std::uint64_t> begin_stream(std::string_view cookie);
    bool is_current(std::uint64_t stream) const;
    void end_stream(std::uint64_t stream);

    std::size_t watching() const;  // phones with a stream

private:
    struct Phone {
        std::string cookie;
        std::uint64_t stream = 0;  // 0: none
    };
    std::list<Phone>::iterator find(std::string_view cookie);  // with the mutex held

    std::size_t most_;
    mutable std::mutex mutex_;
    std::list<Phone> phones_;  // in the order in which they came
    std::uint64_t streams_ = 0;
};

}  // namespace boresight::phone
