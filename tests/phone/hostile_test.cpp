// SPDX-License-Identifier: GPL-3.0-or-later
// Whoever else is on the network: malformed requests, slow ones, many at once. The page stays alive, answers a press in
// half a second, and its memory is bounded.
#include <gtest/gtest.h>

#include <fstream>
#include <random>

#include "page_client.h"

namespace boresight::phone {
namespace {

using tests::PageClient;
using tests::Wire;

constexpr double answered_within_s = 0.5;
constexpr double stopped_within_s = 1;
constexpr int malformed_requests = 1000;
constexpr int slow_connections = 60;
constexpr double most_growth_mb = 16;  // over all malformed requests, some of which are longer than any may be
constexpr std::uint32_t seed = 20261126;
constexpr RateLimit no_limit{.per_s = 1e9, .burst = 1e9};

double resident_mb() {
    std::ifstream file("/proc/self/statm");
    long pages = 0, resident = 0;
    file >> pages >> resident;
    return static_cast<double>(resident) * static_cast<double>(sysconf(_SC_PAGESIZE)) / 1e6;
}

PageState question(std::uint64_t number) {
    PageState state;
    state.aim.phase = app::AimPhase::asking;
    state.question = number;
    return state;
}

struct Served {
    explicit Served(RateLimit rate = {}) : page({.address = "127.0.0.1", .port = 0, .doors = {.rate = rate}}) {
        phone.enter(page.token());
    }
    // The time until a press is answered; above any limit where it isn't heard.
    double press_s(std::uint64_t number) {
        page.show(question(number));
        const auto start = tests::steady_clock::now();
        const bool heard = phone.post("/there", std::to_string(number)).status == 200;
        const double took_s = tests::seconds_since(start);
        return heard && page.take_answer() == Answer::there ? took_s : 1e9;
    }

    PhonePage page;
    PageClient phone{page.port()};
};

std::vector<std::string> malformed(const PageClient& phone, std::mt19937& random) {
    const std::string good = phone.post_text("/there", "1"), host = "\r\nHost: " + phone.host();
    std::vector<std::string> all{
        "",
        "\r\n\r\n",
        "GET\r\n\r\n",
        "GET / HTTP/9.9" + host + "\r\n\r\n",
        "GET " + std::string(8000, 'a') + " HTTP/1.1" + host + "\r\n\r\n",
        "GET /%zz%00%ff?a=%&=&b HTTP/1.1" + host + "\r\n\r\n",
        "GET /../../etc/passwd HTTP/1.1" + host + "\r\n\r\n",
        std::string(100'000, 'A'),
        "GET / HTTP/1.1\r\nX: " + std::string(100'000, 'x'),
        "GET / HTTP/1.1" + host + "\r\nRange: bytes=" + std::string(3500, '0') + "-\r\n\r\n",
        "GET / HTTP/1.1" + host + "\r\nRange: bytes=0-0,0-0,0-0,-1,5-2\r\n\r\n",
        "GET / HTTP/1.1" + host + "\r\nAccept-Encoding: " + std::string(7000, ',') + "\r\n\r\n",
        "POST /enter HTTP/1.1" + host + "\r\nContent-Length: 4294967296\r\n\r\n",
        "POST /enter HTTP/1.1" + host + "\r\nTransfer-Encoding: chunked\r\n\r\nffffffff\r\n",
        "POST /enter HTTP/1.1" + host +
            "\r\nContent-Type: multipart/form-data; boundary=\r\nContent-Length: 2\r\n\r\n--",
        "POST /enter HTTP/1.1" + host + "\r\nContent-Encoding: gzip\r\nContent-Length: 4\r\n\r\n\x1f\x8b\x08\xff",
        "POST /enter HTTP/1.1" + host + "\r\nExpect: 100-continue\r\nContent-Length: 0\r\n\r\n",
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",  // TLS
        "OPTIONS * HTTP/1.1" + host + "\r\n\r\n",
        "CONNECT a:1 HTTP/1.1" + host + "\r\n\r\n",
    };
    while (all.size() < malformed_requests) {
        std::string broken = good;
        for (int flips = 1 + static_cast<int>(random() % 5); flips > 0; --flips)
            broken[random() % broken.size()] = static_cast<char>(random() % 256);
        if (random() % 4 == 0) broken.resize(random() % broken.size());
        all.push_back(broken);
    }
    return all;
}

TEST(AHostilePeer, OfAThousandMalformedRequestsTakesNeitherThePageNorItsMemory) {
    Served served(no_limit);
    std::mt19937 random(seed);
    const double before_mb = resident_mb();
    std::vector<Wire> open;  // half of them are left open
    for (const std::string& request : malformed(PageClient{served.page.port()}, random)) {
        Wire wire(served.page.port());
        wire.send(request);
        if (random() % 2 == 0 && open.size() < 200)
            open.push_back(std::move(wire));
        else
            wire.read_until("\r\n\r\n", tests::milliseconds(random() % 4));
    }
    const double press_s = served.press_s(1), growth_mb = resident_mb() - before_mb;
    std::printf("a press after them: %.1f ms; %.1f MB more\n", 1e3 * press_s, growth_mb);
    EXPECT_LT(press_s, answered_within_s);
    EXPECT_LT(growth_mb, most_growth_mb);
}

TEST(AHostilePeer, ThatSendsByteByByteOnManyConnectionsHoldsNobodyUp) {
    Served served(no_limit);
    const auto start = tests::steady_clock::now();
    std::vector<Wire> slow;
    for (int i = 0; i < slow_connections; ++i) slow.emplace_back(served.page.port());
    double worst_s = 0;
    std::uint64_t number = 0;
    const std::string request = PageClient{served.page.port()}.get_text("/");
    for (const char byte : request.substr(0, 20)) {
        for (Wire& wire : slow) wire.send(std::string(1, byte));
        worst_s = std::max(worst_s, served.press_s(++number));
        std::this_thread::sleep_for(tests::milliseconds(50));
    }
    std::printf("%d slow connections, %.1f s: a press took %.1f ms at most\n", slow_connections,
                tests::seconds_since(start), 1e3 * worst_s);
    EXPECT_LT(worst_s, answered_within_s);
    Wire alone(served.page.port());
    alone.send("GET / HT");
    EXPECT_TRUE(alone.read_all(tests::milliseconds(4000))) << "a request that never ends is cut off";
    EXPECT_EQ(alone.got(), "");
}

TEST(AHostilePeer, ThatConnectsTooOftenIsTurnedAwayAndOthersAreNot) {
    Served served;
    const PageClient flood{.port = served.page.port(), .from = "127.0.0.9"};
    int refused = 0;
    for (int i = 0; i < 300; ++i) refused += flood.get("/").status != 200;
    EXPECT_GT(refused, 100);
    EXPECT_LT(served.press_s(1), answered_within_s);
}

TEST(AHostilePeer, ThatReadsNothingDoesntKeepThePageFromEnding) {
    Served served(no_limit);
    Wire stream = served.phone.watch();
    PageState large = question(1);
    large.aim.notes.assign(200, std::string(2000, 'n'));
    const auto until = tests::steady_clock::now() + tests::milliseconds(600);
    while (tests::steady_clock::now() < until) served.page.show(large);
    std::vector<Wire> idle;
    for (int i = 0; i < 40; ++i) idle.emplace_back(served.page.port());
    const auto start = tests::steady_clock::now();
    served.page.stop();
    const double took_s = tests::seconds_since(start);
    std::printf("ended in %.1f ms\n", 1e3 * took_s);
    EXPECT_LT(took_s, stopped_within_s);
}

}  // namespace
}  // namespace boresight::phone
