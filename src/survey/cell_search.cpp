// SPDX-License-Identifier: GPL-3.0-or-later
#include "survey/cell_search.h"

namespace boresight::survey {

namespace {

class LteSearch final : public CellSearch {
public:
    explicit LteSearch(double sample_rate_hz) : receiver_(sample_rate_hz) {}

    dsp::lte::SearchResult search(dsp::IqSpan block, const dsp::lte::SearchWindow& window,
                                  const Progress& progress) override {
        return receiver_.search(block, window, progress);
    }

private:
    dsp::lte::Receiver receiver_;
};

class RealUmtsSearch final : public UmtsSearch {
public:
    explicit RealUmtsSearch(double sample_rate_hz) : receiver_(sample_rate_hz) {}

    dsp::umts::SearchResult search(dsp::IqSpan block, const dsp::umts::SearchWindow& window,
                                   const Progress& progress) override {
        return receiver_.search(block, window, progress);
    }

private:
    dsp::umts::Receiver receiver_;
};

}  // namespace

std::unique_ptr<CellSearch> make_lte_search(double sample_rate_hz) {
    return std::make_unique<LteSearch>(sample_rate_hz);
}

std::unique_ptr<UmtsSearch> make_umts_search(double sample_rate_hz) {
    return std::make_unique<RealUmtsSearch>(sample_rate_hz);
}

Searches all_searches() {
    return {.lte = make_lte_search, .umts = make_umts_search};
}

}  // namespace boresight::survey
