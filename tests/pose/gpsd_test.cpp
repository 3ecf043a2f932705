// SPDX-License-Identifier: GPL-3.0-or-later
// gpsd's lines, a service that is made up here, and gpsd itself, fed with sentences of today by gpsfake.
#include "pose/gpsd.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "platform/clock.h"
#include "platform/error.h"
#include "platform/utc_time.h"
#include "tests/pose/child_process.h"
#include "tests/pose/line_server.h"
#include "tests/temporary_folder.h"

namespace boresight::pose {
namespace {

using Kind = GpsdReport::Kind;
using Outcome = Gpsd::Outcome;
using std::chrono::milliseconds;
using testing::HasSubstr;

constexpr const char* version = R"({"class":"VERSION","release":"3.22","proto_major":3,"proto_minor":14})";
constexpr const char* one_device = R"({"class":"DEVICES","devices":[{"class":"DEVICE","path":"/dev/ttyACM0"}]})";
constexpr const char* no_device = R"({"class":"DEVICES","devices":[]})";
constexpr const char* good_fix =
    R"({"class":"TPV","mode":3,"time":"2026-11-26T07:00:00.000Z","lat":31.45,"lon":-98.13,"altMSL":412.5,"epx":8,"epy":12})";

GpsdReport said(const std::string& line) {
    return parse_gpsd_line(line);
}

TEST(GpsdLine, OfAFixHasPlaceTimeAndError) {
    const GpsdReport report = said(good_fix);
    ASSERT_EQ(report.kind, Kind::fix);
    EXPECT_EQ(report.fix->position, (Position{31.45, -98.13, 412.5}));
    EXPECT_EQ(report.fix->error_m, 6);
    EXPECT_EQ(report.fix->utc_ns, parse_utc("2026-11-26T07:00:00Z", "test"));
}

TEST(GpsdLine, WithoutFixTimeOrSenseIsNone) {
    for (const char* line :
         {R"({"class":"TPV","mode":1})", R"({"class":"TPV"})", R"({"class":"TPV","mode":3,"lat":31.45,"lon":-98.13})",
          R"({"class":"TPV","mode":3,"time":"2026-11-26T07:00:00Z","lat":95,"lon":-98.13})",
          R"({"class":"TPV","mode":3,"time":"2026-11-26T07:00:00Z","lat":"here","lon":-98.13})",
          R"({"class":"TPV","mode":3,"time":5,"lat":1,"lon":2})",
          R"({"class":"TPV","mode":3,"time":"whenever","lat":1,"lon":2})"})
        EXPECT_EQ(said(line).kind, Kind::no_fix) << line;
    for (const char* line : {"", "{", "[]", "5", R"({"lat":1})", R"({"class":7})", "HTTP/1.1 400 Bad Request"})
        EXPECT_EQ(said(line).kind, Kind::broken) << line;
    EXPECT_EQ(said(version).kind, Kind::other);
    EXPECT_EQ(said(no_device).receivers, 0u);
    EXPECT_EQ(said(one_device).receivers, 1u);
}

// What a service says when it is asked to watch; nothing: it hangs up.
std::string complaint(std::optional<std::string> says) {
    const tests::LineServer server([&](const std::string&) { return says; }, std::string(version) + '\n');
    Gpsd gpsd({.port = server.port()});
    try {
        wait_for_fix(gpsd, milliseconds(400), {});
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), Error::Kind::missing);
        return error.what();
    }
    ADD_FAILURE() << says.value_or("nothing") << " gave a fix";
    return {};
}

TEST(Gpsd, WaitsForAFix) {
    const tests::LineServer server(
        [](const std::string& line) {
            EXPECT_EQ(line, R"(?WATCH={"enable":true,"json":true};)");
            return std::string(one_device) + "\n{\"class\":\"TPV\",\"mode\":0}\r\n" + good_fix + "\r\n";
        },
        std::string(version) + '\n');
    Gpsd gpsd({.port = server.port()});
    const auto fix = wait_for_fix(gpsd, milliseconds(2000), {});
    ASSERT_TRUE(fix);
    EXPECT_EQ(fix->position.latitude_deg, 31.45);
}

TEST(Gpsd, SaysWhyThereIsNoFix) {
    EXPECT_THAT(complaint(std::string(one_device) + '\n'), HasSubstr("no fix"));
    EXPECT_THAT(complaint(std::string(no_device) + '\n'), HasSubstr("no receiver"));
    EXPECT_THAT(complaint("<html>\n<body>\nnot found\n"), HasSubstr("isn't gpsd"));
    EXPECT_THAT(complaint(std::string(200'000, 'x')), HasSubstr("gpsd"));
    EXPECT_THAT(complaint(std::nullopt), HasSubstr("nobody answers"));
}

TEST(Gpsd, ConnectsAnewAfterItWasDropped) {
    int times = 0;
    const tests::LineServer server([&](const std::string&) -> std::optional<std::string> {
        if (++times == 1) return std::nullopt;
        return std::string(good_fix) + '\n';
    });
    Gpsd gpsd({.port = server.port()});
    GpsFix fix;
    EXPECT_EQ(gpsd.next(fix, milliseconds(1000), {}), Outcome::gone);
    EXPECT_EQ(gpsd.next(fix, milliseconds(1000), {}), Outcome::fix);
}

TEST(Gpsd, HeedsAStop) {
    const tests::LineServer server([](const std::string&) { return std::string(one_device) + '\n'; });
    Gpsd gpsd({.port = server.port()});
    StopSource source;
    source.request_stop();
    EXPECT_FALSE(wait_for_fix(gpsd, milliseconds(5000), source.token()));
}

// NMEA with its check sum.
std::string sentence(const std::string& body) {
    unsigned char sum = 0;
    for (const char c : body) sum ^= static_cast<unsigned char>(c);
    char end[8];
    std::snprintf(end, sizeof end, "*%02X\r\n", sum);
    return '$' + body + end;
}

TEST(Gpsd, GivesWhatGpsdItselfHearsFromAReceiver) {
    const tests::TemporaryFolder folder;
    const std::filesystem::path file = folder.path() / "receiver.nmea";
    const std::string today = format_utc(SystemClock().wall_ns());  // two digits of an older year would be another's
    const std::string date = today.substr(8, 2) + today.substr(5, 2) + today.substr(2, 2);
    std::ofstream out(file, std::ios::binary);
    for (int second = 0; second < 600; ++second) {
        char time[16];
        std::snprintf(time, sizeof time, "%02d%02d%02d.00", 1, second / 60, second % 60);
        out << sentence(std::string("GPGGA,") + time + ",3127.0000,N,09807.8000,W,1,09,0.9,412.5,M,-25.0,M,,")
            << sentence(std::string("GPRMC,") + time + ",A,3127.0000,N,09807.8000,W,0.0,0.0," + date + ",,,A");
    }
    out.close();
    const int port = tests::free_port();
    const tests::ChildProcess fed({"gpsfake", "-1", "-q", "-c", "0.05", "-P", std::to_string(port), file.string()});
    if (!fed.started())
        GTEST_SKIP() << "gpsfake (packages gpsd, gpsd-clients) isn't installed: NOT TESTED with gpsd itself";
    Gpsd gpsd({.port = port});
    GpsFix fix;
    SystemClock clock;
    Outcome outcome = Outcome::gone;
    for (int i = 0; i < 150 && outcome != Outcome::fix; ++i) {
        outcome = gpsd.next(fix, milliseconds(300), {});
        if (outcome == Outcome::gone) clock.sleep_until(clock.monotonic_ns() + 100'000'000);
    }
    ASSERT_EQ(outcome, Outcome::fix);
    EXPECT_NEAR(fix.position.latitude_deg, 31.45, 1e-6);
    EXPECT_NEAR(fix.position.longitude_deg, -98.13, 1e-6);
    EXPECT_EQ(format_utc(fix.utc_ns).substr(0, 10), today.substr(0, 10));
}

}  // namespace
}  // namespace boresight::pose
