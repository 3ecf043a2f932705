// SPDX-License-Identifier: GPL-3.0-or-later
// Wide recordings of others cut into what a radio of 2.4 MS/s would have heard: one slice of the carrier at a time,
// each from another transmission of SIB1 as far as the recording holds several.
#include <gtest/gtest.h>

#include <cmath>
#include <cstdio>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>

#include "dsp/core/resample.h"
#include "dsp/lte/receiver.h"
#include "dsp/lte/slice_collector.h"
#include "radio/sigmf.h"
#include "tests/recordings.h"

namespace boresight::dsp::lte {
namespace {

constexpr double narrow_rate_hz = 2.4e6;
constexpr double frame_s = 0.010;
constexpr double most_off_s = 4e-6;
constexpr int rounds = 2;     // over all slices
constexpr int expected = 12;  // cells wider than the narrow radio whose SIB1 the wide receiver reads

struct Found {
    bool same = false;
    int looks = 0, slices = 0;
};

// Of the recording from just before a frame that may carry the block to its end.
Found collect(const Cell& cell, const radio::Block& block) {
    SliceCollector collector(shape_of(cell), narrow_rate_hz);
    Channelizer channelizer(block.sample_rate_hz, narrow_rate_hz);
    channelizer.load(block.samples);
    const double scale = narrow_rate_hz / block.sample_rate_hz, stretch = 1 + cell.clock_ppm.value_or(0) * 1e-6;
    const double frame = frame_s * narrow_rate_hz * stretch, start = cell.frame_start_sample * scale;
    Found found{.slices = collector.slices()};
    std::vector<int> frames;  // those wholly inside whose subframe 5 may carry it
    for (int n = -1; start + (n + 0.65) * frame < static_cast<double>(channelizer.channel_size()); ++n)
        if (start + (n + 0.45) * frame >= 0 && (cell.mib->sfn + n + 1024) % 2 == 0) frames.push_back(n);
    IqBuffer narrow;
    while (!frames.empty() && found.looks < rounds * found.slices) {
        const double carrier_hz = -collector.next_slice_hz();
        channelizer.extract(cell.cfo_hz - carrier_hz, narrow);
        const int n = frames[static_cast<std::size_t>(found.looks++) % frames.size()];
        const auto from = static_cast<std::size_t>(std::max(0.0, start + (n + 0.4) * frame));
        const auto to = std::min(narrow.size(), static_cast<std::size_t>(start + (n + 0.7) * frame));
        const auto info = collector.take({.samples = IqSpan(narrow).subspan(from, to - from),
                                          .carrier_hz = carrier_hz,
                                          .frame_start_sample = start + n * frame - static_cast<double>(from),
                                          .sfn = (cell.mib->sfn + n + 1024) % 1024,
                                          .most_off_s = most_off_s,
                                          .clock_ppm = cell.clock_ppm.value_or(0)});
        if (!info) continue;
        found.same = info->sib1_block == cell.system_info->sib1_block;
        break;
    }
    return found;
}

TEST(SliceCollector, ReadsFromSlicesOfEveryWideRecordingWhatTheWholeSays) {
    BORESIGHT_NEEDS_RECORDINGS();
    int tried = 0, read = 0;
    for (const char* folder : {"lte_peer", "lte_real"})
        for (const auto& entry : std::filesystem::directory_iterator(tests::shared_folder() / "captures" / folder)) {
            std::string name = entry.path().string();
            if (!name.ends_with(".truth.json")) continue;
            const radio::Block block = radio::SigmfReader(name.substr(0, name.find(".truth.json"))).whole();
            if (block.sample_rate_hz <= narrow_rate_hz) continue;
            Receiver receiver(block.sample_rate_hz);
            for (const Cell& cell : receiver.search(block.samples, {.low_hz = -60e3, .high_hz = 60e3}).cells) {
                if (!cell.system_info || cell.mib->n_rb_dl <= 10) continue;
                ++tried;
                const Found found = collect(cell, block);
                if (found.same) ++read;
                std::printf("%s PCI %d, %d blocks: %s after %d looks of %d slices\n", entry.path().filename().c_str(),
                            cell.pci, cell.mib->n_rb_dl, found.same ? "the same" : "nothing", found.looks,
                            found.slices);
            }
        }
    std::printf("%d of %d\n", read, tried);
    EXPECT_EQ(read, tried);
    EXPECT_GE(tried, expected);
}

}  // namespace
}  // namespace boresight::dsp::lte
