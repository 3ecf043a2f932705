// SPDX-License-Identifier: GPL-3.0-or-later
// What the page is made of: hosts, rates, phones, the board, JSON.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>
#include <nlohmann/json.hpp>
#include <set>

#include "phone/addresses.h"
#include "phone/board.h"
#include "phone/host.h"
#include "phone/page_state.h"
#include "phone/phones.h"
#include "phone/rate.h"
#include "phone/secret.h"

namespace boresight::phone {
namespace {

using nlohmann::json;

constexpr std::int64_t second_ns = 1'000'000'000;

TEST(Host, IsTheAddressThatTheConnectionCameToWithItsPort) {
    EXPECT_TRUE(host_is_ours("192.168.1.5:8787", "192.168.1.5", 8787));
    EXPECT_TRUE(host_is_ours("192.168.1.5:8787", "::ffff:192.168.1.5", 8787));
    EXPECT_TRUE(host_is_ours("[fd00::1]:8787", "fd00::1", 8787));
    EXPECT_TRUE(host_is_ours("localhost:8787", "127.0.0.1", 8787));
    EXPECT_TRUE(host_is_ours("192.168.1.5", "192.168.1.5", 80));
    EXPECT_FALSE(host_is_ours("localhost:8787", "192.168.1.5", 8787));
    EXPECT_FALSE(host_is_ours("192.168.1.5:8788", "192.168.1.5", 8787));
    EXPECT_FALSE(host_is_ours("boresight.example:8787", "192.168.1.5", 8787));
    EXPECT_FALSE(host_is_ours("", "192.168.1.5", 8787));
    EXPECT_TRUE(origin_is_ours("http://a:1", "a:1"));
    EXPECT_FALSE(origin_is_ours("http://", ""));
    EXPECT_FALSE(is_any_address("127.0.0.1"));
    EXPECT_TRUE(is_any_address("0.0.0.0"));
}

TEST(Rate, FillsSteadilyForEachAddressAndRemembersAFewOfThem) {
    Rate rate({.per_s = 10, .burst = 5}, 3);
    int allowed = 0;
    for (int i = 0; i < 20; ++i) allowed += rate.allow("a", 0);
    EXPECT_EQ(allowed, 5);
    EXPECT_TRUE(rate.allow("b", 0));
    EXPECT_FALSE(rate.allow("a", second_ns / 20));
    EXPECT_TRUE(rate.allow("a", second_ns / 5));
    for (int i = 0; i < 1000; ++i) rate.allow(std::to_string(i), 0);
    EXPECT_EQ(rate.addresses(), 3U);
}

TEST(Secret, Has128BitsAndIsNeverTheSame) {
    std::set<std::string> all;
    for (int i = 0; i < 100; ++i) all.insert(new_secret());
    EXPECT_EQ(all.size(), 100U);
    for (const std::string& one : all) EXPECT_THAT(one, testing::MatchesRegex("[0-9a-f]{32}"));
    EXPECT_TRUE(same_secret("abc", "abc"));
    EXPECT_FALSE(same_secret("abc", "abd"));
    EXPECT_FALSE(same_secret("abc", "ab"));
}

TEST(Phones, GiveThePlaceOfOneThatDoesntWatchToANewOne) {
    Phones phones(2);
    const std::string first = *phones.enter(), second = *phones.enter();
    const auto stream = phones.begin_stream(first);
    ASSERT_TRUE(stream);
    const std::string third = *phones.enter();
    EXPECT_FALSE(phones.known(second));
    EXPECT_TRUE(phones.known(first));
    ASSERT_TRUE(phones.begin_stream(third));
    EXPECT_FALSE(phones.enter());
    phones.end_stream(*stream);
    EXPECT_TRUE(phones.enter());
    EXPECT_FALSE(phones.begin_stream("nobody"));
}

TEST(Board, TakesTheFirstAnswerToTheQuestionThatIsOpen) {
    Board board;
    EXPECT_FALSE(board.answer(0, Answer::there));
    board.ask(7);
    EXPECT_FALSE(board.answer(6, Answer::there));
    EXPECT_TRUE(board.answer(7, Answer::skip));
    EXPECT_FALSE(board.answer(7, Answer::there));
    EXPECT_EQ(board.take_answer(), Answer::skip);
    EXPECT_FALSE(board.take_answer());
    board.ask(8);
    EXPECT_TRUE(board.answer(8, Answer::there));
    board.ask(9);
    EXPECT_FALSE(board.take_answer()) << "an answer to a question that is no longer asked";
}

TEST(Turning, GoesTheShortWayRoundUnlessTheMountCant) {
    EXPECT_EQ(turn_deg(350, 10, {}, {}), 20);
    EXPECT_EQ(turn_deg(10, 350, {}, {}), -20);
    EXPECT_EQ(turn_deg(90, 270, {}, {}), 180);
    EXPECT_EQ(turn_deg(30, 30, {}, {}), 0);
    // From 200 clockwise to 100: between 100 and 200 there is a wall.
    EXPECT_EQ(turn_deg(90, 210, 200, 100), -240);
    EXPECT_EQ(turn_deg(210, 90, 200, 100), 240);
}

TEST(PageState, AsJsonHasNullForWhatIsUnknown) {
    PageState state;
    state.aim.phase = app::AimPhase::holding;
    state.aim.hold_share = 0.25;
    state.hold_s = 8;
    state.aim.next = app::AimNext{.azimuth_deg = 305,
                                  .use = app::StopUse::ring,
                                  .polarization = "",
                                  .elevation_deg = {},
                                  .nth = 4,
                                  .of_planned = 18};
    state.level_db = std::numeric_limits<double>::quiet_NaN();
    state.aim.sentence = "bad \xff bytes";
    const json shown = json::parse(state_json(state));
    EXPECT_EQ(shown["phase"], "holding");
    EXPECT_EQ(shown["hold"], json({{"share", 0.25}, {"left_s", 6}}));
    EXPECT_EQ(shown["next"]["azimuth_deg"], 305);
    EXPECT_TRUE(shown["next"]["turn_deg"].is_null());
    for (const char* unknown : {"question", "level_db", "over_mean_db", "tone_hz", "point_to_deg"})
        EXPECT_TRUE(shown.at(unknown).is_null()) << unknown;
    EXPECT_TRUE(json::parse(state_json({}))["hold"].is_null());
}

}  // namespace
}  // namespace boresight::phone
