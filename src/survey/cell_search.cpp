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

}  // namespace

std::unique_ptr<CellSearch> make_lte_search(double sample_rate_hz) {
    return std::make_unique<LteSearch>(sample_rate_hz);
}

}  // namespace boresight::survey
