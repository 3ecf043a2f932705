// SPDX-License-Identifier: GPL-3.0-or-later
// What the requests of one session share: its secrets, its phones and its board. The token is in the fragment of the
// page's address, which no browser sends anywhere; the page trades it for a cookie once. Any thread.
#pragma once

#include <string>

#include "phone/board.h"
#include "phone/phones.h"
#include "phone/secret.h"

namespace boresight::phone {

struct Session {
    Session(std::size_t most_phones, std::string greets) : greeting(std::move(greets)), phones(most_phones) {}

    const std::string token = new_secret();
    const std::string greeting;  // JSON that each stream begins with
    int port = 0;                // that the page is at: cookies don't tell ports apart
    Phones phones;
    Board board;
};

}  // namespace boresight::phone
