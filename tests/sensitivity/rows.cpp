// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/sensitivity/rows.h"

namespace boresight::sensitivity {

namespace {

std::vector<double> steps(double from_db, double to_db) {
    std::vector<double> levels;
    for (double level = from_db; level <= to_db + 1e-9; level += 1) levels.push_back(level);
    return levels;
}

std::vector<Row> static_rows() {
    return {
        {.name = "near",
         .words = "2 ports, carrier offset within 2 kHz and known to be",
         .base = "sens_base_2p",
         .offset_hz = 2e3,
         .window_hz = 2e3,
         .levels_db = steps(-16, -12),
         .pci_target_db = -14,
         .others = "srsRAN_4G -4.2 dB (PCI), +2 dB (MIB); reference receiver -14.3 dB"},
        {.name = "blind",
         .words = "2 ports, offset anywhere within 140 kHz, one crystal",
         .base = "sens_base_2p",
         .levels_db = {-15, -14, -13.5, -13, -12, -11},
         .pci_target_db = -13.5,
         .mib_target_db = -12,
         .others = "LTE-Cell-Scanner -6.1 dB (both, within 100 kHz); reference receiver -13.7 and -12.4 dB"},
        {.name = "port1",
         .words = "1 port, else as blind",
         .base = "sens_base_1p",
         .levels_db = steps(-14, -11),
         .mib_target_db = -12,
         .others = "srsRAN_4G above -2 dB"},
        {.name = "ports4",
         .words = "4 ports, else as blind",
         .base = "sens_base_4p",
         .levels_db = steps(-14, -11),
         .mib_target_db = -12,
         .others = "srsRAN_4G above +2 dB; reference receiver -12.2 dB"},
        {.name = "tdd",
         .words = "TDD, 2 ports, else as blind",
         .base = "sens_base_tdd",
         .levels_db = steps(-13, -10),
         .mib_target_db = -11,
         .others = "srsRAN_4G above +2 dB; reference receiver -11.3 dB"},
        {.name = "clock",
         .words = "2 ports, clock off by up to 100 ppm whatever the carrier's offset",
         .base = "sens_base_2p",
         .free_clock = true,
         .levels_db = steps(-14, -11)},
        {.name = "bits8",
         .words = "2 ports, 8 bits at 2 LSB rms, DC and IQ image: at most 1 dB lost against blind",
         .base = "sens_base_2p",
         .eight_bits = true,
         .levels_db = {-14, -13, -12.5, -12, -11},
         .pci_target_db = -12.5,
         .mib_target_db = -11},
        {.name = "noise",
         .words = "nothing but noise: cells that aren't there",
         .base = "sens_base_2p",
         .levels_db = {noise_alone_db},
         .trials = 5000,
         .others = "srsRAN_4G a false cell in 1 % of windows; LTE-Cell-Scanner none in 28"},
    };
}

std::vector<Row> level_rows() {
    return {
        {.name = "levels",
         .words = "2 ports at ratios where levels are wanted: errors beside their stated sigma",
         .base = "sens_base_2p",
         .levels_db = {-6, -5, 0, 5, 10, 15, 20, 25}},
        {.name = "levels_tdd",
         .words = "the same of TDD, which has half as many assured subframes",
         .base = "sens_base_tdd",
         .levels_db = {-6, -5, 0, 5, 10, 15, 20, 25}},
    };
}

std::vector<Row> made_rows() {
    std::vector<Row> list{
        {.name = "second",
         .words = "one second of a made cell of 2 ports, clock and offset up to 20 ppm",
         .seconds = 1,
         .offset_hz = 36e3,
         .levels_db = steps(-21, -16),
         .pci_target_db = -20,
         .mib_target_db = -18,
         .others = "reference receiver -20 and -18 dB without drift"},
        {.name = "made",
         .words = "80 ms of the made cell without fading: the scene beside row blind",
         .levels_db = steps(-14, -11)},
    };
    struct Named {
        Fading fading;
        const char* name;
    };
    for (const auto& [fading, name] :
         {Named{Fading::epa5, "epa5"}, Named{Fading::eva70, "eva70"}, Named{Fading::etu70, "etu70"}}) {
        list.push_back({.name = name,
                        .words = std::string("80 ms of a made cell, 2 ports, channel ") + name + " new each time",
                        .fading = fading,
                        .levels_db = {-12, -9, -6, -3, 0, 3, 6}});
        list.push_back({.name = std::string(name) + "_second",
                        .words = std::string("one second of it: at most 6 dB above the row without fading"),
                        .fading = fading,
                        .seconds = 1,
                        .offset_hz = 36e3,
                        .levels_db = {-16, -14, -12, -10},
                        .trials = 200,
                        .mib_target_db = -12});
    }
    return list;
}

}  // namespace

const std::vector<Row>& rows(Standard standard) {
    static const std::vector<Row> lte = [] {
        std::vector<Row> list = static_rows();
        for (const auto more : {level_rows, made_rows})
            for (Row& row : more()) list.push_back(std::move(row));
        return list;
    }();
    static const std::vector<Row> umts = umts_rows();
    return standard == Standard::lte ? lte : umts;
}

}  // namespace boresight::sensitivity
