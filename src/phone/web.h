// SPDX-License-Identifier: GPL-3.0-or-later
// The page over HTTP: accepts connections on a thread of its own, hands them to the threads of the doors, and answers.
//   GET  /        the page, to anybody
//   POST /enter   the token as the body; the answer sets the cookie
//   GET  /events  server-sent events: "hello" once, then the state as it changes, "beat" while it doesn't, "end"
//   POST /there, POST /skip   the number of the question as the body
// All but the first two want the cookie; every request must be meant for this address (Host), every POST come from this
// page (Origin). An address that can't be listened at throws an Error. stop() ends every stream, within half a second
// of what they had yet to tell. One thread.
#pragma once

#include <memory>
#include <string>

#include "phone/doors.h"
#include "phone/session.h"

namespace boresight::phone {

class Web {
public:
    // `port` 0: any that is free. The session must live as long.
    Web(Session& session, const std::string& address, int port, const DoorLimits& limits);
    ~Web();
    Web(const Web&) = delete;
    Web& operator=(const Web&) = delete;

    int port() const;
    void stop();

private:
    class Server;
    std::unique_ptr<Server> server_;
};

}  // namespace boresight::phone
