// SPDX-License-Identifier: GPL-3.0-or-later
// What each request is answered, once its bytes are read: the checks of Host, Origin and cookie, and the handlers. Any
// thread of the server's.
#pragma once

#include "phone/session.h"

namespace httplib {
class Server;
}

namespace boresight::phone {

// The session must live as long as the server.
void add_routes(httplib::Server& server, Session& session);

}  // namespace boresight::phone
