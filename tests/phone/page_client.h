// SPDX-License-Identifier: GPL-3.0-or-later
// What the page in a browser does, over plain sockets: enters with the token, keeps its cookie, watches, presses.
#pragma once

#include <gtest/gtest.h>

#include <string>

#include "phone/host.h"
#include "phone/phone_page.h"
#include "wire.h"

namespace boresight::phone::tests {

struct PageClient {
    int port;
    std::string cookie = {};  // "name=value"
    const char* from = "127.0.0.1";

    std::string host() const { return authority("127.0.0.1", port); }

    std::string post_text(const std::string& path, const std::string& body) const {
        return "POST " + path + " HTTP/1.1\r\nHost: " + host() + "\r\nOrigin: http://" + host() +
               (cookie.empty() ? "" : "\r\nCookie: other=1; " + cookie) +
               "\r\nContent-Type: text/plain;charset=UTF-8\r\nContent-Length: " + std::to_string(body.size()) +
               "\r\n\r\n" + body;
    }
    std::string get_text(const std::string& path) const {
        return "GET " + path + " HTTP/1.1\r\nHost: " + host() + (cookie.empty() ? "" : "\r\nCookie: " + cookie) +
               "\r\n\r\n";
    }

    Reply ask(const std::string& request) const {
        Wire wire(port, from);
        wire.send(request);
        wire.read_all();
        return reply_of(wire.got());
    }
    Reply post(const std::string& path, const std::string& body) const { return ask(post_text(path, body)); }
    Reply get(const std::string& path) const { return ask(get_text(path)); }

    Reply enter(const std::string& token) {
        const Reply reply = post("/enter", token);
        const std::string mark = "Set-Cookie: ";
        const std::size_t at = reply.head.find(mark);
        if (at != std::string::npos)
            cookie = reply.head.substr(at + mark.size(), reply.head.find(';', at) - at - mark.size());
        return reply;
    }

    // A stream of events, begun.
    Wire watch() const {
        Wire wire(port, from);
        wire.send(get_text("/events"));
        return wire;
    }
};

}  // namespace boresight::phone::tests
