// SPDX-License-Identifier: GPL-3.0-or-later
// Searches pieces of a radio's samples for UMTS cells beside the listening to the next ones, in two rows that don't
// wait for each other: by synchronization, which a scan needs to go on, and by pilots for what lies under the cells
// found, which takes ten times as long and can wait. Each row keeps its order. Memory: two receivers, the blocks that
// wait in the first row, and 8 bytes a sample of at most most_by_pilots pieces of pilot_piece_s in the second: 18
// MB at 7.68 MS/s. Results, and what the searches throw, are in the futures. One thread uses it.
#pragma once

#include <cstddef>
#include <future>
#include <memory>
#include <variant>
#include <vector>

#include "platform/stop.h"
#include "radio/iq_source.h"
#include "survey/cell_search.h"
#include "survey/umts_capture.h"
#include "survey/worker.h"

namespace boresight::survey {

constexpr std::size_t most_by_pilots = 3;  // that wait or are searched
constexpr double pilot_piece_s = 0.1;

// All of a captured band but for what is explained.
struct UmtsBandQuestion {
    CapturedBand band;
    std::vector<Explained> explained;
};

using UmtsQuestion = std::variant<dsp::umts::SearchWindow, UmtsBandQuestion>;

class UmtsSearches {
public:
    using Found = std::future<dsp::umts::SearchResult>;

    // The rate of the blocks.
    UmtsSearches(MakeUmtsSearch make_search, double sample_rate_hz, Worker::On on);
    ~UmtsSearches();  // what isn't done is dropped

    Found begin(const radio::Block& block, UmtsQuestion question);
    // The first pilot_piece_s of the block, which isn't needed afterwards.
    Found begin_by_pilots(const radio::Block& block, const dsp::umts::SearchWindow& window);
    void drop_by_pilots();

    double cpu_s() const { return by_synchronization_.worker.cpu_s() + by_pilots_.worker.cpu_s(); }

private:
    struct Row {
        Row(std::size_t most_waiting, Worker::On on) : worker(most_waiting, on) {}

        std::unique_ptr<UmtsSearch> search;  // of the worker; last: it ends before what it uses
        Worker worker;
    };

    MakeUmtsSearch make_search_;
    double sample_rate_hz_;
    std::shared_ptr<StopSource> dropped_ = std::make_shared<StopSource>();
    Row by_synchronization_, by_pilots_;
};

}  // namespace boresight::survey
