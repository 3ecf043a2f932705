// SPDX-License-Identifier: GPL-3.0-or-later
// The page in a real browser at 390 x 844, from its first tap to the verdict and a lost connection. With
// BORESIGHT_PICTURES=FOLDER the picture of each state is kept there, to be looked at.
#include "browser.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <fstream>
#include <memory>

#include "phone/code.h"
#include "phone/phone_page.h"

namespace boresight::phone {
namespace {

using tests::Browser;

constexpr int width_px = 390, height_px = 844;
constexpr int least_button_px = 64;  // for gloves
constexpr int least_gap_px = 16;
constexpr std::size_t least_picture_bytes = 5000;

PageState asking() {
    PageState state;
    state.aim.phase = app::AimPhase::asking;
    state.aim.next = app::AimNext{.azimuth_deg = 305,
                                  .use = app::StopUse::ring,
                                  .polarization = "",
                                  .elevation_deg = {},
                                  .nth = 4,
                                  .of_planned = 18};
    state.question = 4;
    state.antenna_deg = 250;
    state.heard = "4 cells heard, 11.9 dB below the loudest stop.";
    return state;
}

PageState holding() {
    PageState state = asking();
    state.question = 0;
    state.aim.phase = app::AimPhase::holding;
    state.aim.hold_share = 0.4;
    state.hold_s = 8;
    state.level_db = -71.3;
    state.over_mean_db = 4.2;
    state.tone_hz = 561;
    return state;
}

PageState rolling() {
    PageState state = asking();
    state.question = 5;
    state.aim.next = app::AimNext{.azimuth_deg = 235,
                                  .use = app::StopUse::polarization,
                                  .polarization = "+45",
                                  .elevation_deg = {},
                                  .nth = 2,
                                  .of_planned = 4};
    return state;
}

// A steady turn, before it begins and on its way.
PageState turning(bool on_its_way) {
    PageState state = asking();
    state.aim.next->turn_to_deg = 35;
    state.aim.next->turn_s = 20;
    if (!on_its_way) return state;
    state.question = 6;
    state.aim.phase = app::AimPhase::holding;
    state.aim.hold_share = 0.4;
    state.hold_s = 20;
    state.antenna_deg = 35;
    state.level_db = -71.3;
    state.over_mean_db = 4.2;
    return state;
}

PageState verdict() {
    PageState state;
    state.aim.phase = app::AimPhase::done;
    state.aim.verdict = app::VerdictWord::point;
    state.aim.point_to_deg = 233.8;
    state.point_to = "234° true";
    state.aim.sentence =
        "Point to 234° true (± 5°). Mount it vertical: 0.7 ± 0.5 dB better than +45. Lock LTE band 12 (EARFCN 5110, "
        "PCI 357). Expect SINR 11 dB (8 to 12), 7 dB better than now (5 to 9). Bands 2, 4 and 66 weren't measured: "
        "this "
        "radio ends at 1766 MHz.";
    state.aim.next_step = "Turn the antenna to 234° true, then see what to lock.";
    return state;
}

void keep(const char* name, const std::string& picture) {
    EXPECT_GT(picture.size(), least_picture_bytes) << name << " is empty";
    if (const char* folder = std::getenv("BORESIGHT_PICTURES"))
        std::ofstream(std::string(folder) + "/phone_" + name + ".png", std::ios::binary) << picture;
}

// Every button that is shown, as {id, x, y, width, height}.
constexpr const char* buttons = R"(
    [...document.querySelectorAll("button")].filter((b) => b.offsetParent !== null).map((b) => {
        const r = b.getBoundingClientRect();
        return { id: b.id, x: r.x, y: r.y, width: r.width, height: r.height };
    }))";

void expect_room_for_gloves(Browser& browser, const char* state) {
    const auto all = browser.evaluate(buttons);
    for (const auto& one : all) {
        EXPECT_GE(one["height"], least_button_px) << state << one;
        EXPECT_GE(one["width"], least_button_px) << state << one;
        EXPECT_LE(one["x"].get<double>() + one["width"].get<double>(), width_px) << state << one;
        for (const auto& other : all) {
            const auto gap = [&](const char* at, const char* size) {
                return other[at].get<double>() - one[at].get<double>() - one[size].get<double>();
            };
            const bool later = other["y"] > one["y"] || (other["y"] == one["y"] && other["x"] > one["x"]);
            if (!later) continue;
            EXPECT_GE(std::max(gap("x", "width"), gap("y", "height")), least_gap_px) << state << one << other;
        }
    }
    EXPECT_EQ(browser.evaluate("document.documentElement.scrollWidth"), width_px) << state << " is too wide";
}

void expect_no_need_to_scroll(Browser& browser, const char* state) {
    EXPECT_LE(browser.evaluate("document.documentElement.scrollHeight"), height_px) << state << " is too tall";
}

std::string shown(Browser& browser) {
    return browser.evaluate("document.body.innerText").get<std::string>();
}

bool press_comes(PhonePage& page, Answer expected) {
    for (int tries = 0; tries < 300; ++tries, usleep(10'000))
        if (const auto answer = page.take_answer()) return *answer == expected;
    return false;
}

TEST(PageInABrowser, LeadsFromTheFirstTapToTheVerdict) {
    if (!Browser::installed())
        GTEST_SKIP() << "no chromium: THE PAGE IS NOT SEEN BY ANY BROWSER (apt-get install chromium)";
    const PhonePageSetting setting{.address = "127.0.0.1",
                                   .port = 0,
                                   .greeting = {.simulated = true,
                                                .safety = {"Power lines: keep twice the mast's length away.",
                                                           "Lightning: not before or in a storm."}}};
    auto page = std::make_unique<PhonePage>(setting);
    Browser browser(width_px, height_px);
    page->show(asking());
    browser.load(page->url("127.0.0.1"));
    ASSERT_TRUE(browser.wait_for("document.querySelectorAll('#safety li').length === 2"));
    EXPECT_EQ(browser.evaluate("location.hash"), "") << "the token stays in the address";
    EXPECT_EQ(browser.evaluate("document.cookie"), "") << "a script can read the cookie";
    expect_room_for_gloves(browser, "before");
    keep("before", browser.picture());

    browser.tap("begin");
    ASSERT_TRUE(browser.wait_for("document.getElementById('there').offsetParent !== null"));
    EXPECT_THAT(shown(browser), testing::AllOf(testing::HasSubstr("SIMULATED"), testing::HasSubstr("TURN TO"),
                                               testing::HasSubstr("305"), testing::HasSubstr("right 55°")));
    expect_room_for_gloves(browser, "asking");
    expect_no_need_to_scroll(browser, "asking");
    keep("asking", browser.picture());
    EXPECT_EQ(browser.evaluate("audio.state"), "running") << "the first tap starts the sound";

    browser.tap("there");
    EXPECT_TRUE(press_comes(*page, Answer::there));
    page->show(holding());
    ASSERT_TRUE(browser.wait_for("document.body.innerText.includes('HOLD STILL')"));
    EXPECT_THAT(shown(browser), testing::HasSubstr("4.2 dB better than the mean"));
    keep("holding", browser.picture());
    bool sounds = false;
    for (int i = 0; i < 300 && !sounds; ++i, usleep(20'000)) {  // levels keep coming while the antenna is held
        page->show(holding());
        sounds = browser.evaluate("Math.abs(oscillator.frequency.value - 561) < 6 && volume.gain.value > 0.4") == true;
    }
    EXPECT_TRUE(sounds) << browser.evaluate("[oscillator.frequency.value, volume.gain.value]");
    EXPECT_TRUE(browser.wait_for("volume.gain.value < 0.01")) << "and no tone is left behind when they don't";

    page->show(rolling());
    ASSERT_TRUE(browser.wait_for("document.body.innerText.includes('ROLL TO +45')"));
    expect_room_for_gloves(browser, "rolling");
    keep("rolling", browser.picture());
    browser.tap("skip");
    EXPECT_TRUE(press_comes(*page, Answer::skip));

    page->show(verdict());
    page.reset();
    ASSERT_TRUE(browser.wait_for("document.body.innerText.includes('Point to 234° true')"));
    EXPECT_EQ(browser.evaluate("document.getElementById('number').textContent"), "234") << "as the sentence has it";
    EXPECT_THAT(shown(browser), testing::Not(testing::HasSubstr("LOST"))) << "the verdict stays when the program ends";
    expect_room_for_gloves(browser, "verdict");
    keep("verdict", browser.picture());
    for (const std::string& complaint : browser.complaints())
        EXPECT_THAT(complaint, testing::HasSubstr("net::ERR"))
            << "only the connection that was cut may be complained of";
}

TEST(PageInABrowser, HasRoomForAzimuthsWithATenth) {
    if (!Browser::installed()) GTEST_SKIP() << "no chromium: NO BROWSER SHOWS THE PAGE (apt-get install chromium)";
    PhonePage page({.address = "127.0.0.1"});
    Browser browser(width_px, height_px);
    PageState state = asking();
    state.aim.next->azimuth_deg = 237.5;
    page.show(state);
    browser.load(page.url("127.0.0.1"));
    ASSERT_TRUE(browser.wait_for("document.querySelector('h1') !== null && state !== null"));
    browser.tap("begin");
    ASSERT_TRUE(browser.wait_for("document.getElementById('number').textContent === '237.5'"));
    const auto reaches_px = browser.evaluate(R"((() => {
        const letters = document.createRange();
        letters.selectNodeContents(document.getElementById("number"));
        return letters.getBoundingClientRect().right;
    })())");
    EXPECT_LE(reaches_px, width_px);
    keep("tenth", browser.picture());
}

TEST(PageInABrowser, LeadsThroughASteadyTurn) {
    if (!Browser::installed()) GTEST_SKIP() << "no chromium: NO BROWSER SHOWS A TURN (apt-get install chromium)";
    PhonePage page({.address = "127.0.0.1"});
    Browser browser(width_px, height_px);
    page.show(turning(false));
    browser.load(page.url("127.0.0.1"));
    ASSERT_TRUE(browser.wait_for("document.querySelector('h1') !== null && state !== null"));
    browser.tap("begin");
    ASSERT_TRUE(browser.wait_for("document.body.innerText.includes('GO TO')"));
    EXPECT_EQ(browser.evaluate("document.getElementById('number').textContent"), "305");
    EXPECT_THAT(shown(browser), testing::HasSubstr("then turn slowly to 35°, in about 20 s"));
    expect_room_for_gloves(browser, "turn");
    expect_no_need_to_scroll(browser, "turn");
    keep("turn", browser.picture());
    browser.tap("there");
    EXPECT_TRUE(press_comes(page, Answer::there));

    page.show(turning(true));
    ASSERT_TRUE(browser.wait_for("document.body.innerText.includes('TURN SLOWLY TO')"));
    EXPECT_EQ(browser.evaluate("document.getElementById('number').textContent"), "35");
    expect_room_for_gloves(browser, "turning");
    expect_no_need_to_scroll(browser, "turning");
    keep("turning", browser.picture());
    browser.tap("there");
    EXPECT_TRUE(press_comes(page, Answer::there)) << "that the other mark is passed";
}

// A program of its own that serves the page, so that it can fall silent and die as a connection does.
class ServedElsewhere {
public:
    ServedElsewhere() {
        std::array<int, 2> ends{};
        EXPECT_EQ(pipe(ends.data()), 0);
        process_ = fork();
        if (process_ == 0) {
            PhonePage page({.address = "127.0.0.1"});
            page.show(asking());
            const std::string url = page.url("127.0.0.1");
            if (write(ends[1], url.data(), url.size()) < 0) _exit(1);
            for (;;) pause();
        }
        std::array<char, 200> text{};
        const ssize_t size = read(ends[0], text.data(), text.size());
        url_.assign(text.data(), static_cast<std::size_t>(std::max<ssize_t>(0, size)));
        for (const int end : ends) close(end);
    }
    ~ServedElsewhere() {
        signal(SIGKILL);
        waitpid(process_, nullptr, 0);
    }
    void signal(int number) const { kill(process_, number); }
    const std::string& url() const { return url_; }

private:
    pid_t process_ = 0;
    std::string url_;
};

TEST(PageInABrowser, SaysWhenTheConnectionIsLostAndComesBackByItself) {
    if (!Browser::installed()) GTEST_SKIP() << "no chromium: NO BROWSER LOSES A CONNECTION (apt-get install chromium)";
    const ServedElsewhere served;
    Browser browser(width_px, height_px);
    browser.load(served.url());
    ASSERT_TRUE(browser.wait_for("document.querySelector('h1') !== null && state !== null"));
    browser.tap("begin");
    ASSERT_TRUE(browser.wait_for("document.getElementById('there').offsetParent !== null"));
    EXPECT_EQ(browser.evaluate("document.getElementById('there').disabled"), false);
    for (const int lost_by : {SIGSTOP, SIGKILL}) {  // silence, as out of range; the end of it, as when the laptop dies
        served.signal(lost_by);
        ASSERT_TRUE(browser.wait_for("document.body.innerText.includes('CONNECTION LOST')")) << lost_by;
        EXPECT_EQ(browser.evaluate("document.getElementById('there').disabled"), true);
        EXPECT_THAT(shown(browser), testing::HasSubstr("305")) << "what was last known still stands there";
        keep("lost", browser.picture());
        if (lost_by == SIGKILL) break;
        served.signal(SIGCONT);
        ASSERT_TRUE(browser.wait_for("!document.body.innerText.includes('CONNECTION LOST')"));
        EXPECT_EQ(browser.evaluate("document.getElementById('there').disabled"), false);
    }
}

}  // namespace
}  // namespace boresight::phone
