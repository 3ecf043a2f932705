// SPDX-License-Identifier: GPL-3.0-or-later
#include "survey/umts_searches.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace boresight::survey {

namespace {

constexpr std::size_t most_pieces = 2;  // that wait to be searched by synchronization

}  // namespace

UmtsSearches::UmtsSearches(MakeUmtsSearch make_search, double sample_rate_hz, Worker::On on)
    : make_search_(std::move(make_search)),
      sample_rate_hz_(sample_rate_hz),
      by_synchronization_(most_pieces, on),
      by_pilots_(most_by_pilots - 1, on) {
    by_synchronization_.search = make_search_(sample_rate_hz);
}

UmtsSearches::~UmtsSearches() {
    drop_by_pilots();
}

UmtsSearches::Found UmtsSearches::begin(const radio::Block& block, UmtsQuestion question) {
    UmtsSearch& search = *by_synchronization_.search;
    return by_synchronization_.worker.begin([&search, block, question = std::move(question)] {
        if (const auto* window = std::get_if<dsp::umts::SearchWindow>(&question))
            return search.search(block.samples, *window, {});
        const auto& asked = std::get<UmtsBandQuestion>(question);
        return search_umts(search, block.samples, asked.band, asked.explained, {});
    });
}

UmtsSearches::Found UmtsSearches::begin_by_pilots(const radio::Block& block, const dsp::umts::SearchWindow& window) {
    const auto most = static_cast<std::size_t>(std::llround(pilot_piece_s * sample_rate_hz_));
    const dsp::IqSpan first = block.samples.first(std::min(block.samples.size(), most));
    return by_pilots_.worker.begin([this, window, dropped = dropped_,
                                    samples = dsp::IqBuffer(first.begin(), first.end())] {
        if (!by_pilots_.search) by_pilots_.search = make_search_(sample_rate_hz_);
        return by_pilots_.search->search(samples, window, [&](double) { return !dropped->token().stop_requested(); });
    });
}

void UmtsSearches::drop_by_pilots() {
    dropped_->request_stop();
    dropped_ = std::make_shared<StopSource>();
    by_pilots_.worker.drop_waiting();
}

}  // namespace boresight::survey
