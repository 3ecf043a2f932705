// SPDX-License-Identifier: GPL-3.0-or-later
// `aim` on the phones of whoever stands at the mast: a page that shows where to turn the antenna, with a button that
// says it is there. Serves at one address until it is destroyed, on threads of its own (one that accepts, one a
// connection up to their limit); whoever shows states and takes answers may be on any thread and never waits for a
// phone. An address that can't be listened at throws an Error.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "phone/board.h"
#include "phone/doors.h"
#include "phone/page_state.h"

namespace boresight::phone {

struct PhonePageSetting {
    std::string address;  // numeric; "127.0.0.1": this machine alone
    int port = 0;         // 0: any that is free
    Greeting greeting = {};
    std::size_t most_phones = 8;
    DoorLimits doors = {};  // two threads more than phones, or more
};

class PhonePage {
public:
    explicit PhonePage(const PhonePageSetting& setting);
    ~PhonePage();
    PhonePage(const PhonePage&) = delete;
    PhonePage& operator=(const PhonePage&) = delete;

    int port() const;
    const std::string& token() const;
    // As seen from `address`, with the token behind #.
    std::string url(const std::string& address) const;

    // A state whose question differs from that of the last one asks it.
    void show(const PageState& state);
    std::optional<Answer> take_answer();

    std::size_t phones_watching() const;

    // Tells what was shown last, and ends.
    void stop();

private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

}  // namespace boresight::phone
