// SPDX-License-Identifier: GPL-3.0-or-later
// Snapshots for tests of the window: an ordinary day, and what a day may bring. Repeatable: made without chance.
#pragma once

#include <array>
#include <cmath>
#include <cstddef>
#include <limits>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "app/snapshot.h"

namespace boresight::ui::zoo {

// Between -1 and 1, looking like chance.
inline double jitter(std::size_t n) {
    return std::sin(12.9898 * static_cast<double>(n % 10007)) * std::cos(78.233 * static_cast<double>(n % 4099));
}

inline std::vector<float> spectrum_values(std::size_t bins, std::size_t seed) {
    std::vector<float> values(bins);
    for (std::size_t i = 0; i < bins; ++i) {
        const double share = static_cast<double>(i) / static_cast<double>(bins);
        const bool carrier = share > 0.2 && share < 0.65;
        values[i] = static_cast<float>((carrier ? -92 : -113) + 1.5 * jitter(i * 7 + seed * 131));
    }
    return values;
}

inline app::ListenState listening(std::size_t bins, std::size_t rows) {
    app::ListenState listen;
    app::SpectrumLine line{732e6, 20e6 / static_cast<double>(bins), spectrum_values(bins, 1), spectrum_values(bins, 2)};
    for (float& highest : line.highest_dbfs_hz) highest += 6;
    listen.spectrum = std::make_shared<const app::SpectrumLine>(std::move(line));
    listen.floor_dbfs_hz = -113;
    listen.marks = {{"LTE 12", 729e6, 746e6, false, -48.0, {}},
                    {"LTE 13", 746e6, 756e6, false, -60.0, {}},
                    {"LTE 9 MHz at 740.5 MHz", 736e6, 745e6, true, -45.0, 21.0}};
    for (std::size_t i = 0; i < rows; ++i)
        listen.waterfall.push_back(std::make_shared<const app::WaterfallRow>(
            app::WaterfallRow{i + 1, 732e6, 20e6 / static_cast<double>(bins), spectrum_values(bins, i + 10),
                              0.05 * static_cast<double>(i)}));
    listen.clipped_share = 2e-6;
    listen.level_dbfs = -21.4;
    return listen;
}

inline app::CellRow cell(std::size_t n) {
    app::CellRow row;
    row.pci = static_cast<int>((n * 71 + 357) % 504);
    row.operator_name = n % 4 == 0 ? "AT&T" : n % 4 == 1 ? "Verizon" : "";
    row.heard_before = n % 8 == 0;
    if (n % 4 == 2) row.usual_operator = "T-Mobile or UScellular";
    row.band = n % 2 == 0 ? "12" : "4";
    row.earfcn = n % 2 == 0 ? 5110 : 2175;
    row.frequency_hz = 739e6;
    row.bandwidth_mhz = n % 5 == 4 ? std::optional<double>{} : 10.0;
    row.quality_db = {17.0 - 3.1 * static_cast<double>(n % 9), 0.2 + 0.1 * static_cast<double>(n % 4)};
    row.strength = {-58.0 - 2.7 * static_cast<double>(n % 13), 0.3};
    row.quality = app::quality_of(row.quality_db.value);
    row.ports = 2;
    row.n = 80;
    return row;
}

inline std::shared_ptr<const std::vector<app::CellRow>> cells(std::size_t count) {
    auto rows = std::make_shared<std::vector<app::CellRow>>();
    for (std::size_t i = 0; i < count; ++i) rows->push_back(cell(i));
    return rows;
}

inline app::AimState sweep_done() {
    app::AimState aim;
    aim.phase = app::AimPhase::done;
    aim.cell = "PCI 357, band 12 (EARFCN 5110)";
    const double peak_deg = 238;
    const auto gain = [peak_deg](double azimuth_deg) {
        const double off = std::remainder(azimuth_deg - peak_deg, 360.0) / 30;
        return std::max(-17.0, -3 * off * off);
    };
    for (int azimuth = 0; azimuth < 360; ++azimuth) aim.fit_db.push_back(static_cast<float>(gain(azimuth)));
    aim.peak_db = -58;
    for (std::size_t i = 0; i < 18; ++i) {
        const double azimuth = i < 12 ? 30.0 * static_cast<double>(i) : 220 + 6.0 * static_cast<double>(i - 12);
        aim.stops.push_back({azimuth, app::Measured{-58 + gain(azimuth) + 0.8 * jitter(i), 0.4},
                             i < 12 ? app::StopUse::ring : app::StopUse::fine, i == 4});
    }
    aim.stops[8].level_db.reset();
    aim.present_deg = 120;
    aim.recommended_deg = app::Interval{238, 235, 241};
    aim.gain_over_present_db = app::Interval{6.2, 4.9, 7.6};
    aim.p_no_direction = 0;
    aim.verdict = app::VerdictWord::point;
    aim.sentence =
        "Point to your mark 238 (± 3°). Mount it vertical: 1.0 ± 0.6 dB better than +45. Use LTE band 12 (EARFCN "
        "5110), "
        "PCI 357. Expect a signal quality (SINR) of 11 dB (8 to 13; fair), 6 dB better than now. Runner-up: band 5 "
        "(EARFCN 2450), 61 % slower. "
        "Bands "
        "2, 4 and 66 weren't measured: this radio ends at 1766 MHz.";
    aim.next_step = "Turn the antenna to your mark 238, then see what to lock.";
    aim.notes = {"1 dwell not used at full weight, because it doesn't fit to the others."};
    aim.mounts = {{"vertical", {}}, {"+45", app::Interval{-1.0, -1.6, -0.4}}, {"horizontal", {}}};
    aim.tilt = "Leave it level: no tilt of those tried gains a decibel.";
    aim.revisit = "Back at your mark 120: 0.4 dB lower than 3 min before.";
    aim.troubles = {
        "Back at your mark 120, the level is 3.4 dB lower than at the visit before, more than drift explains: mast or "
        "cable moved, or the level drifted. Measure that direction once more."};
    aim.reach_deg = app::Interval{90, 90, 30};
    aim.lock = "AT!BAND=0A,\"LTE 12\",0,0000000000000800";
    aim.undo = "AT!BAND=00";
    aim.can_check = true;
    aim.cells = {{"band 12 (EARFCN 5110)", "PCI 357", "238 (235 to 241)", "6.2 dB (4.9 to 7.6)", "0.0 %", true},
                 {"band 12 (EARFCN 5110)", "PCI 121", "heard at too few stops", "", "", false},
                 {"band 5 (EARFCN 2450)", "PCI 357", "237 (231 to 243) or 80 (68 to 91)", "-11.2 dB (-13.1 to 10.3)",
                  "12.7 %", false}};
    aim.carriers = {{"band 12 (EARFCN 5110)", "238", "11 dB (8 to 13)", "28 Mbit/s", "97 %"},
                    {"band 5 (EARFCN 2450)", "237", "-5 dB (-12 to -1)", "6 Mbit/s", "3 %"}};
    return aim;
}

inline app::AimState asking_for_stop() {
    app::AimState aim = sweep_done();
    aim.phase = app::AimPhase::asking;
    aim.verdict = app::VerdictWord::not_enough;
    aim.sentence = "Not decided: the best direction lies between 205 and 266 on your scale (95 %).";
    aim.recommended_deg = app::Interval{236, 205, 266};
    aim.next = app::AimNext{240, app::StopUse::fine, "", 14, 18};
    return aim;
}

inline app::AdviseState advice() {
    app::AdviseState advise;
    advise.known = true;
    advise.ranking = {{"12", 5110, 357, app::Interval{31, 22, 41}, 238.0, "Strongest at the recommended direction."},
                      {"5", 2560, 357, app::Interval{16, 9, 25}, 238.0, "Half as wide: 5 MHz."}};
    advise.not_measured = {{"2, 66", "this radio ends at 1766 MHz"}};
    app::LockSteps lock;
    lock.device = "Netgear MR1100";
    lock.family = "Sierra EM7511, EM7565 and kin: AT!BAND with two LTE words";
    lock.sure = "high";
    lock.query = {"AT!ENTERCND=\"A710\"", "AT!BAND?"};
    lock.undo = {"AT!BAND=00"};
    lock.lock = {"AT!BAND=0A,\"LTE 12\",0,0000000000000800"};
    lock.verify = {"AT!GSTATUS?"};
    lock.warnings = {"Emergency calls may fail while only LTE is allowed."};
    advise.lock = lock;
    advise.lock->notes = {"Kept over a restart: yes.", "Not to the cell: no command for a cell is public."};
    advise.source = "From the sweep of 2026-11-26 08:15 UTC, with the antenna at 238, the best of 15 stops.";
    advise.microcell = "AT&T 3G MicroCell (Cisco DPH151-AT, DPH153-AT, DPH154)";
    advise.circular = "The microcell is dead: its operator switched 3G off on 2022-02-22.";
    advise.reasons = {"The query shows the lock.", "Technology, band and PCI in use are the ones meant."};
    return advise;
}

inline app::Chosen chosen(const std::string& name, std::size_t count, const std::string& each) {
    std::vector<app::Choice> among;
    for (std::size_t i = 0; i < count; ++i)
        among.push_back({each + " " + std::to_string(i), i % 3 == 0 ? "" : "bands 2, 4, 12"});
    if (!name.empty()) among.push_back({name, "hotspot MR1100"});
    return {name, false, std::make_shared<const std::vector<app::Choice>>(std::move(among))};
}

inline std::array<app::Chosen, app::choice_kinds> choices() {
    std::array<app::Chosen, app::choice_kinds> all{
        chosen("United States", 240, "Country"), chosen("AT&T", 12, "Operator"),
        chosen("Netgear Nighthawk M1, AT&T / North America", 80, "Router"),
        chosen("AT&T 3G MicroCell (Cisco DPH151-AT, DPH153-AT, DPH154)", 9, "Microcell")};
    all[1].example = true;
    return all;
}

inline app::Snapshot empty() {
    return {};
}

inline app::Snapshot ordinary_day(std::size_t bins = 4096, std::size_t rows = 512, std::size_t cell_count = 12) {
    app::Snapshot snapshot;
    snapshot.revision = 7;
    snapshot.source = {"tree farm, 30-dollar dongle", true, 742e6, 20e6, 32.8, 24e6, 1766e6};
    snapshot.listen = listening(bins, rows);
    snapshot.jobs = {{app::JobKind::listen, app::JobState::running, {}, {}, ""}};
    snapshot.cells = cells(cell_count);
    snapshot.scan_notes = {"Bands 2, 4 and 66 weren't heard: this radio ends at 1766 MHz."};
    snapshot.aim = sweep_done();
    snapshot.advise = advice();
    snapshot.scanned = "2026-11-26 08:15 UTC";
    snapshot.chosen = choices();
    return snapshot;
}

inline app::Snapshot in_mid_sweep() {
    app::Snapshot snapshot = ordinary_day();
    snapshot.aim = asking_for_stop();
    snapshot.jobs = {{app::JobKind::aim, app::JobState::running, 0.7, 85.0, "stop 14"}};
    return snapshot;
}

inline app::Snapshot before_the_sweep() {
    app::Snapshot snapshot = ordinary_day();
    snapshot.aim = {};
    snapshot.aim.can_resume = true;
    snapshot.jobs.clear();
    snapshot.advise = {};
    snapshot.cells.reset();
    snapshot.scanned.clear();
    snapshot.chosen = {};
    return snapshot;
}

inline app::Snapshot one_cell() {
    return ordinary_day(64, 1, 1);
}

inline app::Snapshot ten_thousand_cells() {
    return ordinary_day(64, 1, 10000);
}

// Every number that may be missing isn't a number.
inline app::Snapshot not_a_number() {
    constexpr double nan = std::numeric_limits<double>::quiet_NaN();
    app::Snapshot snapshot = in_mid_sweep();
    snapshot.source.center_frequency_hz = snapshot.source.sample_rate_hz = snapshot.source.gain_db = nan;
    snapshot.listen.spectrum = std::make_shared<const app::SpectrumLine>(
        app::SpectrumLine{nan, nan, std::vector<float>(100, NAN), std::vector<float>(100, NAN)});
    snapshot.listen.floor_dbfs_hz = snapshot.listen.level_dbfs = nan;
    snapshot.listen.clipped_share = nan;
    snapshot.listen.marks = {{"a band", nan, nan, true, nan, nan}};
    snapshot.listen.waterfall = {
        std::make_shared<const app::WaterfallRow>(app::WaterfallRow{1, nan, nan, std::vector<float>(100, NAN)}),
        std::make_shared<const app::WaterfallRow>(app::WaterfallRow{2, 1e9, 1e3, std::vector<float>(100, INFINITY)}),
        nullptr};
    auto rows = std::make_shared<std::vector<app::CellRow>>(3, cell(0));
    for (app::CellRow& row : *rows) row.quality_db = row.strength = {nan, nan};
    (*rows)[1].bandwidth_mhz = nan;
    snapshot.cells = rows;
    app::AimState& aim = snapshot.aim;
    aim.stops[0] = {nan, app::Measured{nan, nan}};
    aim.stops[1].level_db = app::Measured{INFINITY, nan};
    aim.fit_db[7] = NAN;
    aim.peak_db = aim.present_deg = aim.p_no_direction = aim.hold_share = nan;
    aim.recommended_deg = aim.gain_over_present_db = app::Interval{nan, nan, nan};
    aim.next->azimuth_deg = nan;
    snapshot.advise.ranking[0].capacity_mbps = app::Interval{nan, nan, nan};
    snapshot.jobs[0].share_done = snapshot.jobs[0].seconds_left = nan;
    return snapshot;
}

// Nothing is known of what is there.
inline app::Snapshot unknown() {
    app::Snapshot snapshot;
    snapshot.source.label = "a radio";
    snapshot.cells = std::make_shared<const std::vector<app::CellRow>>(5);
    snapshot.aim.phase = app::AimPhase::asking;
    snapshot.aim.stops.resize(3);
    snapshot.aim.cells.resize(3);
    snapshot.aim.carriers.resize(2);
    snapshot.advise.known = true;
    snapshot.advise.ranking.resize(2);
    snapshot.advise.not_measured.resize(1);
    snapshot.advise.lock = app::LockSteps{};
    snapshot.jobs = {{app::JobKind::aim, app::JobState::running, {}, {}, ""}};
    snapshot.messages = {{1, app::Weight::error, ""}};
    return snapshot;
}

inline app::Snapshot long_names() {
    const std::string name = [] {
        std::string words;
        while (words.size() < 600) words += "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch Ωμέγα ";
        return words;
    }();
    app::Snapshot snapshot = in_mid_sweep();
    snapshot.source.label = name;
    snapshot.listen.marks[0].name = snapshot.listen.marks[1].name = name;
    auto rows = std::make_shared<std::vector<app::CellRow>>(*snapshot.cells);
    for (app::CellRow& row : *rows) row.operator_name = row.band = name;
    snapshot.cells = rows;
    snapshot.scan_notes = {name};
    snapshot.aim.sentence = snapshot.aim.cell = snapshot.aim.scale = snapshot.aim.next->polarization = name;
    snapshot.advise.ranking[0].band = snapshot.advise.ranking[0].why = name;
    snapshot.aim.cells[0].carrier = snapshot.aim.cells[0].direction = snapshot.aim.carriers[0].sinr = name;
    snapshot.aim.next_step = snapshot.advise.circular = snapshot.advise.microcell = snapshot.advise.source = name;
    for (app::Chosen& chosen : snapshot.chosen) {
        chosen.name = name;
        chosen.among = std::make_shared<const std::vector<app::Choice>>(3, app::Choice{name, name});
    }
    snapshot.advise.lock->device = snapshot.advise.lock->lock[0] = name;
    snapshot.jobs[0].doing = name;
    snapshot.messages = {{1, app::Weight::warning, name}};
    return snapshot;
}

inline std::vector<std::pair<std::string, app::Snapshot>> all() {
    return {{"empty", empty()},
            {"ordinary_day", ordinary_day()},
            {"in_mid_sweep", in_mid_sweep()},
            {"before_the_sweep", before_the_sweep()},
            {"one_cell", one_cell()},
            {"ten_thousand_cells", ten_thousand_cells()},
            {"not_a_number", not_a_number()},
            {"unknown", unknown()},
            {"long_names", long_names()}};
}

}  // namespace boresight::ui::zoo
