// SPDX-License-Identifier: GPL-3.0-or-later
// A sweep by hand whose person answers on the phone: the built program in a made world, without a terminal.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>

#include <nlohmann/json.hpp>
#include <optional>
#include <sstream>

#include "cli/aim_company.h"
#include "cli/aim_level.h"
#include "cli/aim_phone.h"
#include "program.h"
#include "tests/phone/page_client.h"

namespace boresight::cli {
namespace {

using nlohmann::json;
using phone::tests::PageClient;
using phone::tests::seconds_since;
using phone::tests::steady_clock;
using phone::tests::Wire;
using testing::HasSubstr;

constexpr double stopped_within_s = 1;
constexpr double sweep_within_s = 100;
constexpr int stops = 6;

// The program while it runs.
class Running {
public:
    Running(const TemporaryFolder& folder, const std::string& arguments) : err_(folder.path() / "err") {
        const std::string whole = "export HOME='" + folder.path().string() + "' XDG_DATA_HOME='" +
                                  (folder.path() / "data").string() + "'; exec '" BORESIGHT_PROGRAM "' " + arguments +
                                  " </dev/null >'" + (folder.path() / "out").string() + "' 2>'" + err_.string() + "'";
        process_ = fork();
        if (process_ == 0) {
            execlp("bash", "bash", "-c", whole.c_str(), nullptr);
            _exit(127);
        }
    }
    ~Running() {
        if (process_ > 0) kill(process_, SIGKILL);
        wait_for_end();
    }

    std::string said() const { return content(err_); }
    void interrupt() const { kill(process_, SIGINT); }
    int wait_for_end() {
        int status = 0;
        if (process_ > 0) waitpid(process_, &status, 0);
        process_ = 0;
        return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    }

    // The address that was printed, and a phone that opened it.
    std::optional<PageClient> phone() const {
        const auto start = steady_clock::now();
        while (seconds_since(start) < sweep_within_s) {
            const std::string text = said(), mark = "http://127.0.0.1:";
            const std::size_t at = text.find(mark), end = text.find('\n', at);
            if (at == std::string::npos || end == std::string::npos) {
                usleep(20'000);
                continue;
            }
            const std::string url = text.substr(at, end - at);
            PageClient client{.port = std::stoi(url.substr(mark.size()))};
            if (client.enter(url.substr(url.find('#') + 1)).status == 200) return client;
            break;
        }
        return std::nullopt;
    }

private:
    std::filesystem::path err_;
    pid_t process_ = 0;
};

// The latest whole state of a stream; null before there is one.
json latest_state(const std::string& stream) {
    const std::string mark = "event: state\ndata: ";
    std::size_t end = stream.rfind("\n\n");
    const std::size_t at = end == std::string::npos ? end : stream.rfind(mark, end);
    if (at == std::string::npos) return {};
    end = stream.find("\n\n", at);
    return end == std::string::npos ? json() : json::parse(stream.substr(at + mark.size(), end - at - mark.size()));
}

TEST(AimByPhone, GoesFromStopToStopByItsButtonAloneAndShowsTheVerdictThere) {
    const TemporaryFolder folder;
    Running aim(folder,
                "aim --radio scene --listen 127.0.0.1 --country US --operator 'AT&T' --no-polarization --dwell 2 "
                "--no-store --stops " +
                    std::to_string(stops));
    const auto phone = aim.phone();
    ASSERT_TRUE(phone) << aim.said();
    Wire stream = phone->watch();
    int pressed = 0;
    bool held = false, tone = false;
    json state, question;
    const auto start = steady_clock::now();
    while (seconds_since(start) < sweep_within_s && (state.is_null() || state["phase"] != "done")) {
        stream.read_until("\"phase\":\"done\"", phone::tests::milliseconds(100));
        state = latest_state(stream.got());
        if (state.is_null()) continue;
        held = held || stream.got().find("\"phase\":\"holding\"") != std::string::npos;
        tone = tone || state["tone_hz"].is_number();
        if (state["question"].is_null() || state["question"] == question) continue;
        question = state["question"];
        EXPECT_EQ(state["next"]["nth"], pressed + 1);
        pressed += phone->post("/there", question.dump()).status == 200;
    }
    EXPECT_EQ(pressed, stops) << aim.said();
    EXPECT_TRUE(held);
    EXPECT_TRUE(tone);
    EXPECT_THAT(stream.got(), HasSubstr("\"simulated\":true"));
    EXPECT_THAT(stream.got(), HasSubstr("Power lines"));
    EXPECT_FALSE(state["sentence"].get<std::string>().empty());
    stream.close();
    aim.interrupt();  // else the page stays for a while
    EXPECT_LE(aim.wait_for_end(), 1);
    EXPECT_THAT(aim.said(), HasSubstr("there, says the phone"));
    EXPECT_THAT(content(folder.path() / "out"), HasSubstr("SIMULATED"));
}

TEST(AimByPhone, SaysWhyASweepEndsWithoutAVerdict) {
    std::ostringstream out, err;
    SystemClock clock;
    Context context{.out = out, .err = err, .clock = clock, .stop = {}, .database = {}};
    AimCompany company({.no_tone = true, .listen = "127.0.0.1"}, AimHands::nothing, true, context);
    const std::string said = err.str(), mark = "http://127.0.0.1:";
    const std::string url = said.substr(said.find(mark), said.find('\n', said.find(mark)) - said.find(mark));
    PageClient phone{.port = std::stoi(url.substr(mark.size()))};
    ASSERT_EQ(phone.enter(url.substr(url.find('#') + 1)).status, 200) << said;
    Wire stream = phone.watch();
    ASSERT_TRUE(stream.read_until("event: state"));
    const std::string why = "the radio is gone in the middle of stop 5; the 4 stops before it are kept";
    company.failed(why);
    ASSERT_TRUE(stream.read_until(why)) << stream.got();
    const json state = latest_state(stream.got());
    EXPECT_EQ(state["mishap"], why);
    EXPECT_TRUE(state["question"].is_null()) << "nobody is asked for anything any more";
    EXPECT_TRUE(state["tone_hz"].is_null());
}

TEST(AimByPhone, EndsWithinASecondOfCtrlCWithAStreamOpen) {
    const TemporaryFolder folder;
    Running aim(folder, "aim --radio scene --listen 127.0.0.1 --country US --operator 'AT&T' --no-store");
    const auto phone = aim.phone();
    ASSERT_TRUE(phone) << aim.said();
    Wire stream = phone->watch();
    ASSERT_TRUE(stream.read_until("\"question\":1", phone::tests::milliseconds(60'000))) << aim.said();
    const auto start = steady_clock::now();
    aim.interrupt();
    EXPECT_EQ(aim.wait_for_end(), 130);
    const double took_s = seconds_since(start);
    std::printf("ended %.0f ms after Ctrl-C\n", 1e3 * took_s);
    EXPECT_LT(took_s, stopped_within_s);
    EXPECT_TRUE(stream.read_until("event: end\ndata: over"));
}

class ThePage : public testing::Test {
protected:
    std::string address(const std::string& answer) {
        return page_address(
            {}, [answer](std::string& line) { return line = answer, true; }, context);
    }

    SystemClock clock;
    std::ostringstream out, err;
    Context context{.out = out, .err = err, .clock = clock, .stop = {}, .database = {}};
};

TEST_F(ThePage, IsForThisMachineAloneUnlessSomebodySaysYes) {
    for (const char* no : {"", "n", "N", "no", "maybe"}) EXPECT_EQ(address(no), "127.0.0.1") << no;
    EXPECT_EQ(page_address({}, {}, context), "127.0.0.1") << "nobody is there to be asked";
    AimCompanyWords words;
    words.listen = "192.0.2.7";
    EXPECT_EQ(page_address(words, {}, context), "192.0.2.7");
    const std::string yes = address("y");
    if (yes == "127.0.0.1")
        EXPECT_THAT(err.str(), HasSubstr("on no network"));
    else
        EXPECT_THAT(err.str(), HasSubstr("Show this page to phones on this network (" + yes + ")? [y/N] "));
    EXPECT_EQ(safety_lines().size(), 5U);
    EXPECT_THAT(safety_lines().front(), testing::StartsWith("Power lines: "));
}

TEST(AimLevel, FollowsTheStrongestCellUntilTheVerdictIsAboutAnother) {
    AimLevel level;
    EXPECT_FALSE(level.now(0));
    survey::SweepCell strong, weak;
    strong.pci = 1;
    weak.pci = 2;
    store::Reading reading;
    double now_s = 0;
    for (int i = 0; i < 50; ++i) {
        now_s += 0.1;
        reading.rsrp_dbfs = -60;
        level.add(now_s, strong, reading);
        reading.rsrp_dbfs = i < 40 ? -80 : -74;
        level.add(now_s, weak, reading);
    }
    EXPECT_EQ(level.now(now_s)->level_db, -60);
    EXPECT_NEAR(level.now(now_s)->over_mean_db, 0, 0.01);
    level.follow(weak);
    EXPECT_EQ(level.now(now_s)->level_db, -74);
    EXPECT_GT(level.now(now_s)->over_mean_db, 3);
    reading.rsrp_dbfs.reset();  // not detected: nothing new is known
    level.add(now_s + 1, weak, reading);
    EXPECT_FALSE(level.now(now_s + 1));
}

}  // namespace
}  // namespace boresight::cli
