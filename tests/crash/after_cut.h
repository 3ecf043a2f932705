// SPDX-License-Identifier: GPL-3.0-or-later
// What the tests of power cuts share: a cut's images as files, and comparing what is read back from them, to the last
// digit, with what a run without a cut left.
#pragma once

#include <gtest/gtest.h>

#include <ctime>
#include <fstream>
#include <iostream>
#include <set>
#include <tuple>

#include "store/check.h"
#include "store/history.h"
#include "tests/crash/power_cuts.h"
#include "tests/store/sample.h"

namespace boresight::store::tests {

class AfterCut {
public:
    explicit AfterCut(const Images& images) : folder_(memory_folder()) {
        for (const auto& [name, image] : images) std::ofstream(folder_ / name, std::ios::binary) << image;
    }
    std::filesystem::path database() const { return folder_ / "survey.db"; }

private:
    Folder folder_;
};

inline std::string words_of(const Cut& cut) {
    constexpr std::array names{"nothing", "everything", "some writes", "some sectors", "torn sectors"};
    return "cut before change " + std::to_string(cut.before_change) +
           ", of the unsynced arrived: " + names.at(static_cast<std::size_t>(cut.arrived));
}

inline auto values(const Reading& r) {
    return std::tie(r.offset_ms, r.n, r.rsrp_dbfs, r.rsrp_sigma_db, r.rsrp_port1_dbfs, r.rsrp_port2_dbfs,
                    r.rsrp_port3_dbfs, r.rsrq_db, r.rsrq_sigma_db, r.rsrq_n_rb, r.sinr_db, r.sinr_sigma_db,
                    r.noise_dbfs_re, r.noise_sigma_db, r.delay_spread_us, r.first_path_db, r.rscp_dbfs, r.ecno_db,
                    r.rssi_dbfs, r.cfo_hz, r.cfo_sigma_hz, r.clock_ppm);
}

inline auto values(const BandReading& r) {
    return std::tie(r.low_hz, r.high_hz, r.power_dbfs, r.noise_dbfs, r.snr_db, r.sigma_db);
}

inline auto values(const Dwell& d) {
    return std::tie(d.pose.azimuth_deg, d.pose.azimuth_sigma_deg, d.pose.polarization_deg, d.start_ns, d.end_ns,
                    d.center_frequency_hz, d.sample_rate_hz, d.gain_db, d.flags);
}

inline bool same(const FullReading& a, const FullReading& b) {
    const auto whose = [](const FullReading& r) {
        return std::tie(r.session_id, r.session.command, r.session.config, r.sweep.purpose, r.dwell_id, r.cell_id,
                        r.cell.identity.frequency_hz, r.cell.identity.physical_id);
    };
    return whose(a) == whose(b) && values(a.dwell) == values(b.dwell) && values(a.reading) == values(b.reading);
}

inline std::vector<FullReading> all_readings(const std::filesystem::path& database) {
    std::vector<FullReading> all;
    Reader(database).readings({}, [&](const FullReading& reading) {
        all.push_back(reading);
        return true;
    });
    return all;
}

// Checked whole by the product's own check before anything else touches it.
inline void expect_whole(const std::filesystem::path& database) {
    const CheckResult result = check(database);
    ASSERT_TRUE(result.ok()) << result.problems.front();
    ASSERT_EQ(result.schema_version, result.newest_schema_version);
    ASSERT_FALSE(result.holder);
}

// The readings that are there are the first of those of the whole run, and none that was told is lacking.
inline void expect_beginning_of(const std::vector<FullReading>& whole, const std::vector<FullReading>& found,
                                const Told& told) {
    ASSERT_GE(static_cast<std::int64_t>(found.size()), told.readings) << "readings are lost";
    ASSERT_LE(found.size(), whole.size());
    for (std::size_t i = 0; i < found.size(); ++i) {
        ASSERT_TRUE(same(found[i], whole[i])) << "reading " << i << " isn't what was measured";
        ASSERT_GE(found[i].cell.last_seen_ns, found[i].dwell.start_ns) << "of reading " << i;
    }
}

// Cuts after which something that was told isn't there.
inline int cuts_that_lose(const DiskRecord& record, const CutPlan& plan, int& cuts) {
    int losing = 0;
    cuts = for_each_cut(record, plan, [&](const Cut& cut) {
        if (cut.told.readings == 0) return true;
        const AfterCut left(cut.images);
        try {
            losing += static_cast<std::int64_t>(all_readings(left.database()).size()) < cut.told.readings ? 1 : 0;
        } catch (const Error&) {
            ++losing;  // not even a database
        }
        return true;
    });
    return losing;
}

inline double processor_s() {
    return static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

// Wider on demand: BORESIGHT_POWER_CUT_DRAWS says how often each kind of loss is drawn.
inline CutPlan usual_cuts(unsigned seed) {
    constexpr int usual_draws = 2;
    const char* wanted = std::getenv("BORESIGHT_POWER_CUT_DRAWS");
    return {.seed = seed, .draws = wanted == nullptr ? usual_draws : std::max(usual_draws, std::atoi(wanted))};
}

}  // namespace boresight::store::tests
