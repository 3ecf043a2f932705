// SPDX-License-Identifier: GPL-3.0-or-later
#include "phone/routes.h"

#include <fmt/format.h>
#include <httplib.h>

#include <charconv>

#include "phone/host.h"
#include "phone/page.h"

namespace boresight::phone {

namespace {

using httplib::Request;
using httplib::Response;
using Outcome = httplib::Server::HandlerResponse;

constexpr std::chrono::milliseconds between_news{100};
constexpr std::chrono::milliseconds between_beats{2000};

enum Status { ok = 200, unauthorized = 401, forbidden = 403, conflict = 409, misdirected = 421, unavailable = 503 };

void say(Response& response, int status, const std::string& words) {
    response.status = status;
    response.set_content(words + "\n", "text/plain; charset=utf-8");
}

std::string cookie_name(const Session& session) {
    return fmt::format("boresight_{}", session.port);
}

// The session's cookie among those that the browser sent; empty: none.
std::string cookie_of(const Request& request, const Session& session) {
    const std::string sent = request.get_header_value("Cookie"), name = cookie_name(session) + "=";
    for (std::size_t at = 0; at < sent.size();) {
        const std::size_t end = std::min(sent.find(';', at), sent.size());
        const std::size_t begin = sent.find_first_not_of(' ', at);
        if (begin < end && sent.compare(begin, name.size(), name) == 0)
            return sent.substr(begin + name.size(), end - begin - name.size());
        at = end + 1;
    }
    return {};
}

Outcome check(const Request& request, Response& response, const Session& session) {
    const std::string host = request.get_header_value("Host");
    if (request.get_header_value_count("Host") != 1 || !host_is_ours(host, request.local_addr, session.port)) {
        say(response, misdirected, "Open the page by the address that boresight printed.");
        return Outcome::Handled;
    }
    if (request.method == "GET") return Outcome::Unhandled;
    if (request.get_header_value_count("Origin") == 1 && origin_is_ours(request.get_header_value("Origin"), host))
        return Outcome::Unhandled;
    say(response, forbidden, "Only boresight's own page may ask that.");
    return Outcome::Handled;
}

bool may_enter(const Request& request, Response& response, Session& session) {
    if (session.phones.known(cookie_of(request, session))) return true;
    say(response, unauthorized, "Scan the code again: this phone isn't known here.");
    return false;
}

void enter(const Request& request, Response& response, Session& session) {
    if (session.phones.known(cookie_of(request, session))) return say(response, ok, "Welcome back.");
    if (!same_secret(request.body, session.token))
        return say(response, unauthorized, "That code is of another session. Scan the one on the screen.");
    const auto cookie = session.phones.enter();
    if (!cookie) return say(response, unavailable, "Too many phones watch already. Close the page on one of them.");
    response.set_header("Set-Cookie",
                        fmt::format("{}={}; HttpOnly; SameSite=Strict; Path=/", cookie_name(session), *cookie));
    say(response, ok, "Welcome.");
}

std::string event(const char* name, const std::string& data) {
    return fmt::format("event: {}\ndata: {}\n\n", name, data);
}

// What one stream has yet to tell.
struct Stream {
    Session& session;
    std::uint64_t number = 0;
    std::uint64_t told = 0;
    bool greeted = false;

    bool next(httplib::DataSink& sink);
};

bool Stream::next(httplib::DataSink& sink) {
    const auto write = [&sink](const std::string& text) { return sink.write(text.data(), text.size()); };
    const auto end = [&](const char* why) {
        write(event("end", why));
        sink.done();
        return true;
    };
    if (!greeted) {
        greeted = true;
        return write(event("hello", session.greeting));
    }
    if (!session.phones.is_current(number)) return end("elsewhere");
    const auto news = session.board.newer(told, between_beats);
    if (!news) return session.board.closed() ? end("over") : write(event("beat", "0"));
    told = news->number;
    if (!write(event("state", news->text))) return false;
    session.board.pause(between_news);
    return true;
}

void events(const Request& request, Response& response, Session& session) {
    const auto number = session.phones.begin_stream(cookie_of(request, session));
    if (!number) return say(response, unauthorized, "Scan the code again: this phone isn't known here.");
    const auto stream = std::make_shared<Stream>(Stream{.session = session, .number = *number});
    response.set_header("X-Accel-Buffering", "no");
    response.set_chunked_content_provider(
        "text/event-stream", [stream](std::size_t, httplib::DataSink& sink) { return stream->next(sink); },
        [stream](bool) { stream->session.phones.end_stream(stream->number); });
}

void answer(const Request& request, Response& response, Session& session, Answer given) {
    std::uint64_t question = 0;
    const char *begin = request.body.data(), *end = begin + request.body.size();
    const auto [rest, error] = std::from_chars(begin, end, question);
    if (error == std::errc() && rest == end && session.board.answer(question, given))
        return say(response, ok, "Heard.");
    say(response, conflict, "That was answered already.");
}

}  // namespace

void add_routes(httplib::Server& server, Session& session) {
    server.set_default_headers({{"X-Content-Type-Options", "nosniff"},
                                {"Referrer-Policy", "no-referrer"},
                                {"Cache-Control", "no-store"},
                                {"Cross-Origin-Resource-Policy", "same-origin"},
                                {"X-Frame-Options", "DENY"}});
    server.set_pre_routing_handler(
        [&session](const Request& request, Response& response) { return check(request, response, session); });
    server.Get("/", [](const Request&, Response& response) {
        const Page page = page_with(new_secret());
        response.set_header("Content-Security-Policy", page.policy);
        response.set_content(page.html, "text/html; charset=utf-8");
    });
    server.Post("/enter",
                [&session](const Request& request, Response& response) { enter(request, response, session); });
    server.Get("/events",
               [&session](const Request& request, Response& response) { events(request, response, session); });
    for (const auto& [path, given] : {std::pair{"/there", Answer::there}, std::pair{"/skip", Answer::skip}})
        server.Post(path, [&session, given = given](const Request& request, Response& response) {
            if (may_enter(request, response, session)) answer(request, response, session, given);
        });
}

}  // namespace boresight::phone
