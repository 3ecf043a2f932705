// SPDX-License-Identifier: GPL-3.0-or-later
// The real job of `log` over made cells: three carriers with five cells each, of which the last carrier is silent in
// every second round. Every level is measured once only, so that readings can't be taken for each other.
#pragma once

#include <algorithm>
#include <memory>
#include <vector>

#include "app/log_job.h"
#include "survey/scan_rows.h"
#include "tests/crash/disk_record.h"
#include "tests/store/sample.h"

namespace boresight::store::tests {

constexpr int logged_carriers = 3, cells_per_carrier = 5;
constexpr std::int64_t minute_ns = 60 * second_ns;

inline bool is_silent(int round_from_0, int carrier) {
    return carrier == logged_carriers - 1 && round_from_0 % 2 == 1;
}

class MadeClock final : public Clock {
public:
    explicit MadeClock(std::int64_t wall_at_start_ns) : wall_at_start_ns_(wall_at_start_ns) {}
    std::int64_t wall_ns() const override { return wall_at_start_ns_ + now_ns_; }
    std::int64_t monotonic_ns() const override { return now_ns_; }
    void sleep_until(std::int64_t until_ns) override { now_ns_ = std::max(now_ns_, until_ns); }

private:
    std::int64_t wall_at_start_ns_, now_ns_ = 0;
};

class MadeRadio final : public app::LogRadio {
public:
    explicit MadeRadio(std::int64_t wall_ns) : clock_(wall_ns) {}

    Clock& clock() override { return clock_; }
    std::string name() const override { return "made"; }
    bool simulated() const override { return false; }
    double sample_rate_hz() const override { return 1.92e6; }
    std::size_t carriers() const override { return logged_carriers; }
    survey::CarrierRound measure(const std::function<bool()>&, StopToken) override {
        survey::CarrierRound round;
        for (int carrier = 0; carrier < logged_carriers; ++carrier) {
            clock_.sleep_until(clock_.monotonic_ns() + second_ns);
            survey::Stretch piece;
            piece.samples = 153'600;
            piece.center_frequency_hz = 739e6 + 10e6 * carrier;
            piece.wall_ns = clock_.wall_ns();
            piece.gain_db = 30;
            for (int k = 0; k < (is_silent(rounds_, carrier) ? 0 : cells_per_carrier); ++k)
                piece.cells.push_back(cell(*piece.center_frequency_hz, k));
            round.found.stretches.push_back(piece);
        }
        ++rounds_;
        return round;
    }

private:
    survey::ScanCell cell(double frequency_hz, int k) const {
        const auto now_s = static_cast<double>(clock_.wall_ns() / second_ns % 8000);
        survey::ScanCell cell;
        cell.frequency_hz = frequency_hz;
        cell.cell.pci = 100 + k;
        cell.cell.rsrp_dbfs = (-6000 - now_s) / 100;
        cell.cell.sinr_db = (now_s - 1000 * k) / 100;
        cell.cell.rsrp_ports_dbfs = {cell.cell.rsrp_dbfs, cell.cell.rsrp_dbfs};
        return cell;
    }

    MadeClock clock_;
    int rounds_ = 0;
};

// As `boresight log --rounds N` would, begun that long after noon. Returns what was measured.
inline std::vector<Reading> log_rounds(const std::filesystem::path& database, int rounds, std::int64_t after_noon_ns,
                                       Told& told) {
    app::LogRequest request{.database = database, .rounds = rounds, .antenna = "", .position = {}};
    std::vector<Reading> measured;
    app::LogEvents events;
    events.round = [&](const app::LogRound& round) {
        told.readings += round.kept_readings;
        ++told.pieces;
        for (const survey::Stretch& piece : round.heard.found.stretches)
            for (const survey::ScanCell& cell : piece.cells) measured.push_back(survey::reading_of(cell.cell));
    };
    events.event = [&](std::int64_t, const std::string&, const std::string&) { ++told.events; };
    app::run_log(request, [&] { return std::make_unique<MadeRadio>(noon_ns + after_noon_ns); }, events, {});
    return measured;
}

}  // namespace boresight::store::tests
