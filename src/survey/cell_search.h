// SPDX-License-Identifier: GPL-3.0-or-later
// The seam between a survey and the receivers that find cells in a block of samples, so that a test can put its own
// findings in. As dsp/lte/receiver.h and dsp/umts/receiver.h say, one object belongs to one thread.
#pragma once

#include <functional>
#include <memory>

#include "dsp/core/iq.h"
#include "dsp/lte/receiver.h"
#include "dsp/umts/receiver.h"

namespace boresight::survey {

// Told the share done (0..1), answers whether to go on.
using Progress = std::function<bool(double)>;

class CellSearch {
public:
    virtual ~CellSearch() = default;
    virtual dsp::lte::SearchResult search(dsp::IqSpan block, const dsp::lte::SearchWindow& window,
                                          const Progress& progress) = 0;
};

class UmtsSearch {
public:
    virtual ~UmtsSearch() = default;
    virtual dsp::umts::SearchResult search(dsp::IqSpan block, const dsp::umts::SearchWindow& window,
                                           const Progress& progress) = 0;
};

using MakeSearch = std::function<std::unique_ptr<CellSearch>(double sample_rate_hz)>;
using MakeUmtsSearch = std::function<std::unique_ptr<UmtsSearch>(double sample_rate_hz)>;

// What is searched for; a standard without a search isn't.
struct Searches {
    MakeSearch lte = {};
    MakeUmtsSearch umts = {};
};

// The real ones, for blocks of that rate (1.92 MS/s or more).
std::unique_ptr<CellSearch> make_lte_search(double sample_rate_hz);
std::unique_ptr<UmtsSearch> make_umts_search(double sample_rate_hz);

// All that there are.
Searches all_searches();

}  // namespace boresight::survey
