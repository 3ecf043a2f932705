// SPDX-License-Identifier: GPL-3.0-or-later
#include "phone/request_bytes.h"

#include <gtest/gtest.h>

#include <string>

namespace boresight::phone {
namespace {

constexpr RequestLimits limits{.head = 200, .body = 16};

RequestBytes read(const std::string& bytes) {
    return request_bytes(bytes, limits);
}

TEST(RequestBytes, OfAnyBeginningOfARequestAreMoreToComeAndOfAllOfItTheWhole) {
    const std::string whole = "POST /there HTTP/1.1\r\nHost: a\r\ncontent-LENGTH:  3 \r\n\r\n123";
    for (std::size_t size = 0; size < whole.size(); ++size)
        EXPECT_EQ(read(whole.substr(0, size)).state, RequestState::more) << size;
    EXPECT_EQ(read(whole).state, RequestState::whole);
    EXPECT_EQ(read(whole + "GET / HTTP/1.1\r\n").size, whole.size());
}

TEST(RequestBytes, WithoutALengthHaveNoBody) {
    const std::string whole = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
    EXPECT_EQ(read(whole).size, whole.size());
    EXPECT_EQ(read("GET / HTTP/1.1\r\n\r\n").state, RequestState::whole);
}

TEST(RequestBytes, BeyondTheirLimitsAreRefused) {
    EXPECT_EQ(read(std::string(199, 'a')).state, RequestState::more);
    EXPECT_EQ(read(std::string(200, 'a')).status, 431);
    EXPECT_EQ(read("GET / HTTP/1.1\r\nA: " + std::string(200, 'a') + "\r\n\r\n").status, 431);
    EXPECT_EQ(read("POST / HTTP/1.1\r\nContent-Length: 16\r\n\r\n").state, RequestState::more);
    EXPECT_EQ(read("POST / HTTP/1.1\r\nContent-Length: 17\r\n\r\n").status, 413);
}

TEST(RequestBytes, WhoseLengthIsInDoubtAreRefused) {
    for (const char* field :
         {"Content-Length: 1\r\nContent-Length: 1", "Content-Length: -1", "Content-Length: 1,1", "Content-Length: 0x1",
          "Content-Length:", "Content-Length: 99999999999999999999", "Transfer-Encoding: chunked",
          "transfer-encoding: identity", "no colon", ": nothing", "Host: a\nX: b", "Host: a\rb"})
        EXPECT_EQ(read("POST / HTTP/1.1\r\n" + std::string(field) + "\r\n\r\n").status, 400) << field;
    EXPECT_EQ(read("\r\n\r\n").status, 400);
    EXPECT_EQ(read("GET / HTTP/1.1\nHost: a\r\n\r\n").status, 400);
    EXPECT_EQ(read(std::string("GET /\0 HTTP/1.1\r\n\r\n", 19)).status, 400);
}

}  // namespace
}  // namespace boresight::phone
