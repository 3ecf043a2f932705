// SPDX-License-Identifier: GPL-3.0-or-later
// The page as its phones use it: who gets in, who sees what, whose press counts.
#include "phone/phone_page.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "page_client.h"
#include "platform/error.h"

namespace boresight::phone {
namespace {

using testing::HasSubstr;
using testing::Not;
using tests::PageClient;
using tests::patience;
using tests::Reply;
using tests::Wire;

constexpr double answered_within_s = 0.5;
constexpr double stopped_within_s = 1;

PageState asking(std::uint64_t question, double azimuth_deg) {
    PageState state;
    state.aim.phase = app::AimPhase::asking;
    state.aim.next =
        app::AimNext{.azimuth_deg = azimuth_deg, .polarization = "", .elevation_deg = {}, .nth = 4, .of_planned = 18};
    state.question = question;
    return state;
}

class PhonePageTest : public testing::Test {
protected:
    PageClient entered() {
        PageClient phone{page.port()};
        EXPECT_EQ(phone.enter(page.token()).status, 200);
        return phone;
    }

    PhonePage page{{.address = "127.0.0.1",
                    .port = 0,
                    .greeting = {.simulated = true, .safety = {"Power lines: keep away."}},
                    .most_phones = 4}};
};

TEST_F(PhonePageTest, IsOneDocumentThatLoadsNothingFromElsewhere) {
    const Reply reply = PageClient{page.port()}.get("/");
    ASSERT_EQ(reply.status, 200);
    for (const char* field :
         {"Content-Security-Policy: default-src 'none'; script-src 'nonce-", "Cache-Control: no-store",
          "X-Content-Type-Options: nosniff", "Referrer-Policy: no-referrer"})
        EXPECT_THAT(reply.head, HasSubstr(field));
    for (const char* elsewhere : {"http:", "https:", "//cdn", "@import", "src=", "url("})
        EXPECT_THAT(reply.body, Not(HasSubstr(elsewhere))) << elsewhere;
    EXPECT_THAT(reply.body, Not(HasSubstr("{{"))) << "a mark that nothing was put in the place of";
    EXPECT_THAT(reply.body, Not(HasSubstr(page.token())));
    EXPECT_THAT(PageClient{page.port()}.get("/").head, Not(HasSubstr(reply.head.substr(reply.head.find("nonce-"), 38))))
        << "the same nonce twice";
}

TEST_F(PhonePageTest, TradesItsTokenForACookieThatNoScriptAndNoOtherPageGets) {
    PageClient phone{page.port()};
    const Reply reply = phone.enter(page.token());
    EXPECT_EQ(reply.status, 200);
    EXPECT_THAT(reply.head, HasSubstr("; HttpOnly; SameSite=Strict; Path=/"));
    EXPECT_EQ(page.token().size(), 32U) << "128 bits";
    EXPECT_THAT(phone.cookie, Not(HasSubstr(page.token())));
    EXPECT_EQ(phone.enter("whatever").status, 200) << "whoever is in already needs no token";
}

TEST_F(PhonePageTest, LetsNobodyInWithAWrongTokenAndNobodyPressWithoutACookie) {
    PageClient stranger{page.port()};
    for (const std::string& token : {std::string(), std::string(32, '0'), page.token().substr(1), page.token() + "0"})
        EXPECT_EQ(stranger.enter(token).status, 401) << token;
    page.show(asking(1, 305));
    EXPECT_EQ(stranger.get("/events").status, 401);
    stranger.cookie = "boresight_" + std::to_string(page.port()) + "=" + std::string(32, '0');
    EXPECT_EQ(stranger.post("/there", "1").status, 401);
    EXPECT_EQ(stranger.get("/events").status, 401);
    EXPECT_FALSE(page.take_answer());
}

TEST_F(PhonePageTest, AnswersOnlyToItsOwnAddressAndItsOwnPage) {
    const PageClient phone = entered();
    page.show(asking(1, 305));
    const std::string good = phone.post_text("/there", "1");
    const auto with = [&](const std::string& what, const std::string& instead) {
        std::string text = good;
        text.replace(text.find(what), what.size(), instead);
        return phone.ask(text).status;
    };
    const std::string host = "Host: " + phone.host(), origin = "Origin: http://" + phone.host();
    for (const std::string& foreign :
         {std::string("Host: evil.example"), "Host: evil.example:" + std::to_string(page.port()),
          std::string("Host: 127.0.0.1"), std::string("Host: 127.0.0.2:") + std::to_string(page.port()),
          std::string("X: y"), std::string("Host: "), host + "\r\n" + host, host + ".evil.example"})
        EXPECT_EQ(with(host, foreign), 421) << foreign;
    for (const std::string& foreign :
         {std::string("Origin: http://evil.example"), std::string("Origin: null"), "Origin: https://" + phone.host(),
          std::string("X: y"), origin + "\r\n" + origin})
        EXPECT_EQ(with(origin, foreign), 403) << foreign;
    EXPECT_FALSE(page.take_answer());
    EXPECT_EQ(with("x", "x"), 200) << "the request that all of them differ from";
}

TEST_F(PhonePageTest, ShowsTwoPhonesTheSameAndTakesThePressOfEither) {
    const PageClient one = entered(), other = entered();
    EXPECT_NE(one.cookie, other.cookie);
    Wire first = one.watch(), second = other.watch();
    for (std::uint64_t question = 1; question <= 2; ++question) {
        page.show(asking(question, 305 + static_cast<double>(question)));
        for (Wire* stream : {&first, &second}) {
            EXPECT_TRUE(stream->read_until("\"question\":" + std::to_string(question)));
            EXPECT_THAT(stream->got(), HasSubstr("\"simulated\":true"));
            EXPECT_THAT(stream->got(), HasSubstr("Power lines"));
        }
        const PageClient& presser = question == 1 ? one : other;
        EXPECT_EQ(presser.post("/there", std::to_string(question)).status, 200);
        EXPECT_EQ(page.take_answer(), Answer::there);
        EXPECT_FALSE(page.take_answer()) << "once";
        EXPECT_EQ((question == 1 ? other : one).post("/there", std::to_string(question)).status, 409) << "too late";
    }
    page.show(asking(3, 10));
    EXPECT_EQ(one.post("/there", "2").status, 409) << "a press for the stop before";
    for (const char* senseless : {"", "x", "3x", "-3", "99999999999999999999999"})
        EXPECT_EQ(one.post("/there", senseless).status, 409) << senseless;
    EXPECT_EQ(other.post("/skip", "3").status, 200);
    EXPECT_EQ(page.take_answer(), Answer::skip);
}

TEST_F(PhonePageTest, GoesOnForOnePhoneWhenTheOtherIsLostInMidStream) {
    const PageClient one = entered(), other = entered();
    Wire first = one.watch();
    Wire second = other.watch();
    page.show(asking(1, 305));
    ASSERT_TRUE(first.read_until("\"question\":1"));
    ASSERT_TRUE(second.read_until("\"question\":1"));
    second.close();
    for (std::uint64_t question = 2; question < 20; ++question) {
        page.show(asking(question, 100));
        ASSERT_TRUE(first.read_until("\"question\":" + std::to_string(question))) << question;
    }
    EXPECT_EQ(page.phones_watching(), 1U) << "the lost one's place is free";
    Wire back = other.watch();
    EXPECT_TRUE(back.read_until("\"question\":19")) << "it comes back with its cookie alone";
}

TEST_F(PhonePageTest, ASecondStreamOfAPhoneTakesThePlaceOfTheFirst) {
    const PageClient phone = entered();
    Wire ghost = phone.watch();
    ASSERT_TRUE(ghost.read_until("hello"));
    Wire stream = phone.watch();
    ASSERT_TRUE(stream.read_until("hello"));
    page.show(asking(1, 305));
    EXPECT_TRUE(ghost.read_until("event: end\ndata: elsewhere"));
    EXPECT_TRUE(stream.read_until("\"question\":1"));
    EXPECT_EQ(page.phones_watching(), 1U);
}

TEST_F(PhonePageTest, WithAllStreamsTakenAnswersAPressAtOnceAndTurnsFurtherPhonesAway) {
    std::vector<PageClient> phones;
    std::vector<Wire> streams;
    for (int i = 0; i < 4; ++i) {
        phones.push_back(entered());
        streams.push_back(phones.back().watch());
        ASSERT_TRUE(streams.back().read_until("hello"));
    }
    PageClient further{page.port()};
    EXPECT_EQ(further.enter(page.token()).status, 503);
    page.show(asking(1, 305));
    const auto start = tests::steady_clock::now();
    EXPECT_EQ(phones[2].post("/there", "1").status, 200);
    const double took_s = tests::seconds_since(start);
    std::printf("answered in %.1f ms with all streams taken\n", 1e3 * took_s);
    EXPECT_LT(took_s, answered_within_s);
    streams[0].close();
    for (int tries = 0; tries < 100 && page.phones_watching() == 4; ++tries) {
        page.show(asking(2, 305));  // who doesn't take it is gone
        std::this_thread::sleep_for(tests::milliseconds(20));
    }
    EXPECT_EQ(further.enter(page.token()).status, 200) << "the place of a phone that left";
}

TEST_F(PhonePageTest, TellsItsLastWordsWhenItEndsAndEndsAtOnce) {
    const PageClient phone = entered();
    Wire stream = phone.watch();
    ASSERT_TRUE(stream.read_until("hello"));
    Wire silent(page.port());  // sends nothing
    PageState last;
    last.aim.phase = app::AimPhase::done;
    last.aim.sentence = "Point to 234.";
    page.show(last);
    const auto start = tests::steady_clock::now();
    page.stop();
    const double took_s = tests::seconds_since(start);
    std::printf("ended in %.1f ms with a stream open\n", 1e3 * took_s);
    EXPECT_LT(took_s, stopped_within_s);
    EXPECT_TRUE(stream.read_until("Point to 234."));
    EXPECT_TRUE(stream.read_until("event: end\ndata: over"));
    EXPECT_FALSE(Wire(page.port()).open());
}

TEST_F(PhonePageTest, SaysThatAPortIsTakenAndThatAnAddressIsNotOurs) {
    EXPECT_THROW(PhonePage({.address = "127.0.0.1", .port = page.port()}), Error);
    EXPECT_THROW(PhonePage({.address = "192.0.2.1", .port = 0}), Error);
    EXPECT_THROW(PhonePage({.address = "no address", .port = 0}), Error);
}

}  // namespace
}  // namespace boresight::phone
