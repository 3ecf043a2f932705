// SPDX-License-Identifier: GPL-3.0-or-later
// Soft bits of a subframe's QPSK elements, added up over subframes that carry the same: of one that was received whole,
// or slice by slice. Where nothing was received they are 0. Positive for 0, log-likelihood ratios. Elements are taken
// in the order of mapping within each resource block and symbol, which for control and shared channel alike keeps the
// pairs of transmit diversity together (TS 36.211 6.2.4, 6.3.4.3, 6.3.5). Where half a block is the synchronization
// signals' and four ports take turns, whose turn it is depends on the grant: these few elements stay 0. One object
// belongs to one thread.
#pragma once

#include <array>
#include <vector>

#include "dsp/lte/wide_carrier.h"

namespace boresight::dsp::lte {

// Whether an element is taken by reference signals, or by synchronization signals and the broadcast channel.
bool holds_reference(const CarrierShape& shape, int l, int k);
bool holds_broadcast(const CarrierShape& shape, int subframe, int l, int k);

class SoftSubframe {
public:
    explicit SoftSubframe(const CarrierShape& shape);

    void clear();
    void add(const SubframeGrid& grid, int subframe);  // 0..9 in its frame
    void add(const SoftSubframe& other);

    const std::array<float, 2>& bits(int l, int k) const { return bits_[static_cast<std::size_t>(l) * width_ + k]; }

private:
    CarrierShape shape_;
    std::size_t width_;
    std::vector<std::array<float, 2>> bits_;
    std::vector<Element> elements_;
    std::vector<int> places_;
    std::vector<float> soft_;
};

}  // namespace boresight::dsp::lte
