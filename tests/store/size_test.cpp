// SPDX-License-Identifier: GPL-3.0-or-later
// What a reading costs on the disk: every value of an LTE reading known, a two-port cell, levels spread as on the air,
// numbers of dwells as high as after months.
#include <gtest/gtest.h>

#include <iostream>
#include <random>

#include "store/check.h"
#include "store/database.h"
#include "tests/store/sample.h"

namespace boresight::store::tests {
namespace {

constexpr double allowed_bytes_per_reading = 90;
constexpr int readings = 120'000;
constexpr int cells = 300;          // two-byte numbers
constexpr int cells_per_dwell = 4;  // each dwell hears another few
constexpr unsigned seed = 13;

class Air {
public:
    Reading reading() {
        Reading r = sample_reading();
        r.n = pick(1, 200);
        r.rsrp_dbfs = level(-110, -40);
        r.rsrp_port1_dbfs = *r.rsrp_dbfs + level(-6, 6);
        r.rssi_dbfs = level(-80, -10);
        r.rsrq_db = level(-20, -3);
        r.sinr_db = level(-10, 30);
        r.noise_dbfs_re = level(-120, -60);
        r.delay_spread_us = level(0, 5);
        r.first_path_db = level(-15, 0);
        r.cfo_hz = level(-20'000, 20'000);
        r.cfo_sigma_hz = level(1, 40);
        r.clock_ppm = level(-50, 50);
        for (auto* sigma : {&r.rsrp_sigma_db, &r.rsrq_sigma_db, &r.sinr_sigma_db, &r.noise_sigma_db}) {
            *sigma = level(0.05, 2);
        }
        return r;
    }

    int pick(int low, int high) { return std::uniform_int_distribution(low, high)(random_); }

private:
    double level(double low, double high) { return std::uniform_real_distribution(low, high)(random_); }

    std::mt19937 random_{seed};
};

TEST(Size, AReadingCostsAtMostNinetyBytesWithItsIndexes) {
    const Folder folder;
    const auto file = folder / "survey.db";
    const StandingClock clock;
    Air air;
    {
        Writer writer(file, owner(), clock);
        const auto sweep = begin(writer);
        std::vector<CellId> known;
        for (int i = 0; i < cells; ++i) {
            CellIdentity identity = sample_identity();
            identity.physical_id = i;
            known.push_back(writer.cell(identity, sample_facts(), noon_ns));
        }
        for (int i = 0; i < readings / cells_per_dwell; ++i) {
            const auto dwell = writer.add_dwell(sweep, sample_dwell());
            const int first = air.pick(0, cells - cells_per_dwell);
            for (int j = 0; j < cells_per_dwell; ++j) {
                writer.add_reading(dwell, known[static_cast<std::size_t>(first + j)], air.reading());
            }
            if (i % 1000 == 999) writer.commit();
        }
    }
    const CheckResult result = check(file);
    ASSERT_EQ(result.counts.readings, readings);
    ASSERT_TRUE(result.bytes_per_reading);
    std::cout << *result.bytes_per_reading << " bytes per reading with its index (allowed " << allowed_bytes_per_reading
              << "), " << static_cast<double>(result.size_bytes) / readings << " with all else in the file\n";
    EXPECT_LE(*result.bytes_per_reading, allowed_bytes_per_reading);
    EXPECT_GE(*result.bytes_per_reading, 40);  // less can't hold the values
}

}  // namespace
}  // namespace boresight::store::tests
