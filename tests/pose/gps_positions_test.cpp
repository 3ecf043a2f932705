// SPDX-License-Identifier: GPL-3.0-or-later
// Positions on a walk, from a gpsd that is made up here.
#include "pose/gps_positions.h"

#include <gtest/gtest.h>

#include "tests/pose/line_server.h"

namespace boresight::pose {
namespace {

std::string fix_at(double latitude_deg) {
    return R"({"class":"TPV","mode":3,"time":"2026-11-26T07:00:00.000Z","lat":)" + std::to_string(latitude_deg) +
           R"(,"lon":-98.13,"altMSL":412.5,"epx":8,"epy":12})" + '\n';
}

TEST(GpsPositions, TheNewestOfWhatCameCountsFromWhenItCame) {
    const tests::LineServer server([](const std::string&) { return fix_at(31.25) + fix_at(31.5) + fix_at(31.75); });
    GpsPositions positions({.port = server.port()});
    const SystemClock clock;
    const std::int64_t before_ns = clock.wall_ns();
    std::optional<Fix> fix = positions.latest();
    for (int i = 0; i < 20 && !(fix && fix->position.latitude_deg == 31.75); ++i) fix = positions.latest();
    ASSERT_TRUE(fix);
    EXPECT_EQ(fix->position.latitude_deg, 31.75);
    EXPECT_EQ(fix->sigma_m, 6);
    EXPECT_GE(fix->wall_ns, before_ns);
    const std::optional<Fix> later = positions.latest();
    EXPECT_EQ(later->wall_ns, fix->wall_ns);  // it grows old
}

TEST(GpsPositions, WithoutAnybodyThereThereIsNone) {
    int port = 0;
    {
        const tests::LineServer server([](const std::string&) { return std::string(); });
        port = server.port();
    }
    GpsPositions positions({.port = port});
    EXPECT_FALSE(positions.latest());
}

}  // namespace
}  // namespace boresight::pose
