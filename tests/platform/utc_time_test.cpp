// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/utc_time.h"

#include <gtest/gtest.h>

#include "platform/error.h"

namespace boresight {
namespace {

constexpr std::int64_t s = 1'000'000'000;
constexpr std::int64_t day_20261014_ns = 1'791'936'000 * s;

TEST(UtcTime, IsWrittenToTheMillisecond) {
    EXPECT_EQ(format_utc(0), "1970-01-01T00:00:00.000Z");
    EXPECT_EQ(format_utc(-1), "1969-12-31T23:59:59.999Z");
    EXPECT_EQ(format_utc(day_20261014_ns + 30'615 * s + 250'999'999), "2026-10-14T08:30:15.250Z");
}

TEST(UtcTime, IsReadAsItIsWritten) {
    EXPECT_EQ(parse_utc("2026-10-14", "--since"), day_20261014_ns);
    EXPECT_EQ(parse_utc("2026-10-14T00:00Z", "--since"), day_20261014_ns);
    EXPECT_EQ(parse_utc("2026-10-14 08:30:15.25", "--since"), day_20261014_ns + 30'615 * s + 250'000'000);
    EXPECT_EQ(parse_utc("2026-10-14T02:00+02:00", "--since"), day_20261014_ns);
    EXPECT_EQ(parse_utc("2026-10-13t19:30:00-0430", "--since"), day_20261014_ns);
    EXPECT_EQ(parse_utc("2026-10-14T02:00:00+02", "--since"), day_20261014_ns);
    EXPECT_EQ(parse_utc("1969-12-31T23:59:59.999999999Z", "--since"), -1);
}

TEST(UtcTime, KnowsDatesFromTimes) {
    EXPECT_TRUE(is_date("2026-10-14"));
    EXPECT_FALSE(is_date("2026-10-14T00:00"));
}

TEST(UtcTime, RefusesWhatIsNoTime) {
    for (const char* text : {"",
                             "yesterday",
                             "2026",
                             "2026-13-01",
                             "2026-02-29",
                             "2026-10-32",
                             "14.10.2026",
                             "10/14/2026",
                             "2026-10-14T",
                             "2026-10-14T8:30",
                             "2026-10-14T24:00",
                             "2026-10-14T08:60",
                             "2026-10-14T08:30:",
                             "2026-10-14T08:30Zulu",
                             "2026-10-14T08:30+",
                             "2026-10-14T08:30:15.",
                             "1500-01-01",
                             "9999-01-01",
                             "2026-10--4",
                             "+026-10-14"}) {
        EXPECT_THROW(parse_utc(text, "--since"), Error) << text;
    }
}

}  // namespace
}  // namespace boresight
