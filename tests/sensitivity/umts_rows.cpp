// SPDX-License-Identifier: GPL-3.0-or-later
// The rows of UMTS: cells of full load made by the scene or by others, CPICH -10 dB of it, P-CCPCH -12, SCH -15 each,
// one crystal.
#include <fmt/format.h>

#include "tests/sensitivity/rows.h"

namespace boresight::sensitivity {

namespace {

constexpr double reach_hz = 45e3;
constexpr int trials_of_a_second = 100;

struct Rate {
    const char* name;
    double hz;
};
constexpr Rate full{"7m68", 7.68e6}, chips{"3m84", 3.84e6}, dongle{"2m4", 2.4e6}, least{"1m92", 1.92e6};

Row row_of(const char* kind, const Rate& rate, std::string words, std::vector<double> levels_db) {
    return {.name = fmt::format("{}_{}", kind, rate.name),
            .words = fmt::format("{}, {:g} MS/s", words, rate.hz / 1e6),
            .standard = Standard::umts,
            .goal = Goal::block,
            .rate_hz = rate.hz,
            .seconds = 0.1,
            .offset_hz = reach_hz,
            .window_hz = reach_hz,
            .levels_db = std::move(levels_db)};
}

void add_identity_rows(std::vector<Row>& list) {
    struct Target {
        Rate rate;
        double db;
        const char* others;
    };
    for (const auto& [rate, db, others] :
         {Target{full, -21, "wcdma-decoder -20 dB within 0.9 kHz; reference receiver -21 dB within 2.5 kHz"},
          Target{dongle, -18.5, "wcdma-decoder -18 dB; reference receiver -18.3 dB"},
          Target{least, -17.5, "reference receiver -17.5 dB"}}) {
        list.push_back(row_of("psc", rate, "one cell anywhere within 45 kHz, 100 ms", {db - 1, db, db + 1}));
        list.back().pci_target_db = db;
        list.back().others = others;
    }
    for (const auto& [rate, db, base] :
         {Target{dongle, -18.5, "umts_real_sc448_realbch_2m4"}, Target{least, -17.5, "umts_real_sc271_realbch_1m92"}}) {
        list.push_back(row_of("psc_peer", rate, "a recording of others, anywhere within 45 kHz, 100 ms",
                              {db - 1, db, db + 1.5, db + 2.5}));
        list.back().base = base;
        list.back().pci_target_db = db;
        list.back().mib_target_db = db + 1.5;
    }
    for (const auto& [rate, db, others] :
         {Target{full, -30, "reference receiver -30 dB at a safe threshold"},
          Target{dongle, -27.5, "reference receiver -27.7 dB"}, Target{least, -27, "reference receiver -27.4 dB"}}) {
        list.push_back(row_of("pilot", rate, "a cell under one of -12 dB, 100 ms", {db - 1, db, db + 1}));
        list.back().scene = Scene::second;
        list.back().pci_target_db = db;
        list.back().others = others;
    }
    for (const auto& [rate, db, others] : {Target{full, -34, ""}, Target{dongle, -31, ""}, Target{least, -31, ""}}) {
        list.push_back(row_of("pilot_second", rate, "a cell under one of -12 dB, one second", {db - 2, db, db + 2}));
        list.back().scene = Scene::second;
        list.back().seconds = 1;
        list.back().trials = trials_of_a_second;
        list.back().pci_target_db = db;
    }
    list.push_back(row_of("psc_quick", dongle, "one cell, as a scan of bands searches", {-19.5, -18.5, -17.5}));
    list.back().quick = true;
    list.back().pci_target_db = -18.5;
    list.push_back(row_of("idle", dongle, "a cell 36, 38 and 40 dB under one without load, 100 ms", {-42, -40, -38}));
    list.back().scene = Scene::idle;
    list.back().trials = trials_of_a_second;
    list.back().pci_target_db = -40;
    list.push_back(row_of("seven", chips, "seven cells from -17 dB down to this one, all of them", {-24, -22, -20}));
    list.back().scene = Scene::seven;
    list.back().trials = trials_of_a_second;
    list.back().pci_target_db = -22;
}

void add_broadcast_rows(std::vector<Row>& list) {
    struct Target {
        Rate rate;
        double db;
        const char* others;
    };
    for (const auto& [rate, db, others] :
         {Target{full, -19, "reference receiver -19.4 dB"}, Target{chips, -19, "reference receiver -19.2 dB"},
          Target{dongle, -17, "reference receiver -17.2 dB"}, Target{least, -16, "reference receiver -16.3 dB"}}) {
        list.push_back(row_of("bch", rate, "a block of the broadcast channel, 100 ms", {db - 1, db, db + 1}));
        list.back().mib_target_db = db;
        list.back().others = others;
    }
    for (const auto& [rate, db, others] :
         {Target{full, -23, ""}, Target{chips, -23, ""}, Target{dongle, -21, ""}, Target{least, -20, ""}}) {
        list.push_back(row_of("bch_second", rate, "a master block added up over a second", {db - 2, db, db + 2}));
        list.back().goal = Goal::repeats;
        list.back().seconds = 1;
        list.back().trials = trials_of_a_second;
        list.back().mib_target_db = db;
    }
}

void add_level_rows(std::vector<Row>& list) {
    constexpr double most_bias_db = 0.2, most_rms_db = 0.3, most_ratio_rms_db = 0.5, most_weak_ratio_rms_db = 1;
    for (const Rate& rate : {full, chips, dongle, least}) {
        list.push_back(row_of("levels", rate, "errors of RSCP and Ec/No, 100 ms", {-15, -13, -10.5}));
        list.back().most_level_bias_db = most_bias_db;
        list.back().most_level_rms_db = most_rms_db;
        list.back().most_ratio_rms_db = most_ratio_rms_db;
    }
    for (const Rate& rate : {full, chips}) {
        list.push_back(row_of("levels_weak", rate, "errors of Ec/No down to -20 dB, 100 ms", {-20, -18, -16}));
        list.back().most_ratio_rms_db = most_weak_ratio_rms_db;
    }
    list.push_back(row_of("noise", dongle, "nothing but noise: cells that aren't there", {noise_alone_db}));
    list.back().trials = 10000;
}

}  // namespace

std::vector<Row> umts_rows() {
    std::vector<Row> list;
    add_identity_rows(list);
    add_broadcast_rows(list);
    add_level_rows(list);
    return list;
}

}  // namespace boresight::sensitivity
