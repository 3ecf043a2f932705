// SPDX-License-Identifier: GPL-3.0-or-later
// What the tests of the store share: a clock that stands still, a folder that vanishes, and made records.
#pragma once

#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <optional>
#include <string>

#include "platform/clock.h"
#include "platform/error.h"
#include "store/reader.h"
#include "store/writer.h"

namespace boresight::store::tests {

constexpr std::int64_t noon_ns = 1'792'324'800'000'000'000;  // 2026-10-18T12:00:00Z
constexpr std::int64_t second_ns = 1'000'000'000;

class StandingClock final : public Clock {
public:
    std::int64_t wall_ns() const override { return noon_ns; }
    std::int64_t monotonic_ns() const override { return 0; }
    void sleep_until(std::int64_t) override {}
};

class Folder {
public:
    explicit Folder(const std::filesystem::path& above = std::filesystem::temp_directory_path()) {
        std::string pattern = (above / "boresight-store-XXXXXX").string();
        path_ = mkdtemp(pattern.data());
    }
    ~Folder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;

    const std::filesystem::path& path() const { return path_; }
    std::filesystem::path operator/(const std::string& name) const { return path_ / name; }

private:
    std::filesystem::path path_;
};

// Where waiting for a disk proves nothing.
inline std::filesystem::path memory_folder() {
    const std::filesystem::path memory = "/dev/shm";
    return access(memory.c_str(), W_OK) == 0 ? memory : std::filesystem::temp_directory_path();
}

inline Owner owner() {
    return {.command = "boresight scan", .software = "boresight 0.1.0"};
}

inline Session sample_session() {
    return {.command = "scan",
            .source_kind = "recording",
            .source_name = "attic.sigmf-meta",
            .antenna = "log-periodic",
            .config = "bands = 12",
            .software = "boresight 0.1.0"};
}

inline Dwell sample_dwell() {
    return {.pose = {.azimuth_deg = 238.25, .azimuth_sigma_deg = 1.5, .polarization_deg = 45.0},
            .position = Position{.latitude_deg = 59.3293211, .longitude_deg = -18.0685808, .height_m = 28.5},
            .start_ns = noon_ns,
            .end_ns = noon_ns + 80'000'000,
            .center_frequency_hz = 739e6,
            .sample_rate_hz = 1.92e6,
            .gain_db = 29.7,
            .flags = dwell_flag::clipped};
}

inline CellIdentity sample_identity() {
    return {.rat = Rat::lte, .frequency_hz = 739e6, .physical_id = 357, .plmn = "310-410", .cell_id = 11259361};
}

inline CellFacts sample_facts() {
    return {.area_code = 6699, .n_rb_dl = 50, .ports = 2, .tdd = false, .extended_cp = false};
}

inline Reading sample_reading() {
    return {.offset_ms = 0,
            .n = 16,
            .rsrp_dbfs = -61.24,
            .rsrp_sigma_db = 0.31,
            .rsrp_port1_dbfs = -61.4,
            .rsrq_db = -13.3,
            .rsrq_sigma_db = 0.4,
            .rsrq_n_rb = 6,
            .sinr_db = 4.2,
            .sinr_sigma_db = 0.2,
            .noise_dbfs_re = -65.4,
            .noise_sigma_db = 0.1,
            .delay_spread_us = 0.4,
            .first_path_db = -0.3,
            .rssi_dbfs = -40.1,
            .cfo_hz = -812.4,
            .cfo_sigma_hz = 9.0,
            .clock_ppm = 1.1};
}

// A session with one sweep, ready for dwells.
inline SweepId begin(Writer& writer, const Session& session = sample_session()) {
    return writer.begin_sweep(writer.begin_session(session), {.purpose = "scan"});
}

// The error a piece of work ends with; a test fails when there is none.
template <class Work>
Error error_of(Work&& work) {
    try {
        work();
    } catch (const Error& error) {
        return error;
    }
    ADD_FAILURE() << "no Error was thrown";
    return Error(Error::Kind::fault, {});
}

}  // namespace boresight::store::tests
