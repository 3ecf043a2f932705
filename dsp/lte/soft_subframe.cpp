// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/lte/soft_subframe.h"

#include <algorithm>

#include "dsp/lte/diversity.h"
#include "dsp/lte/sequences.h"

namespace boresight::dsp::lte {

bool holds_reference(const CarrierShape& shape, int l, int k) {
    const int in_slot = l % symbols_per_slot(shape.cp);
    if (in_slot == 0 || in_slot == symbols_per_slot(shape.cp) - 3) {
        if (shape.ports > 1) return k % 3 == shape.pci % 3;
        return k % 6 == (shape.pci + (in_slot == 0 ? 0 : 3)) % 6;
    }
    return in_slot == 1 && shape.ports == 4 && k % 3 == shape.pci % 3;
}

// Synchronization signals and the broadcast channel, in the middle 72 subcarriers. 6.6.4, 6.11
bool holds_broadcast(const CarrierShape& shape, int subframe, int l, int k) {
    const int middle = shape.subcarriers() / 2;
    if (k < middle - center_subcarriers / 2 || k >= middle + center_subcarriers / 2) return false;
    const int per_slot = symbols_per_slot(shape.cp);
    if (subframe == 0 && l >= per_slot && l < per_slot + 4) return true;
    if (shape.duplex == Duplex::fdd) return subframe % 5 == 0 && (l == per_slot - 1 || l == per_slot - 2);
    return (subframe % 5 == 0 && l == 2 * per_slot - 1) || (subframe % 5 == 1 && l == 2);
}

SoftSubframe::SoftSubframe(const CarrierShape& shape)
    : shape_(shape),
      width_(static_cast<std::size_t>(shape.subcarriers())),
      bits_(width_ * static_cast<std::size_t>(shape.symbols())) {}

void SoftSubframe::clear() {
    std::fill(bits_.begin(), bits_.end(), std::array<float, 2>{});
}

void SoftSubframe::add(const SubframeGrid& grid, int subframe) {
    constexpr std::size_t turn = 4;  // elements after which four ports begin anew
    for (int l = 0; l < shape_.symbols(); ++l)
        for (int block = grid.seen().first; block < grid.seen().last; ++block) {
            elements_.clear();
            places_.clear();
            for (int k = subcarriers_per_rb * block; k < subcarriers_per_rb * (block + 1); ++k)
                if (!holds_reference(shape_, l, k) && !holds_broadcast(shape_, subframe, l, k)) {
                    elements_.push_back(grid.element(l, k));
                    places_.push_back(k);
                }
            if (shape_.ports == 4 && elements_.size() % turn != 0) continue;
            soft_.clear();
            demap_qpsk(elements_, shape_.ports, grid.noise(), soft_);
            for (std::size_t i = 0; i < places_.size(); ++i) {
                auto& sum = bits_[static_cast<std::size_t>(l) * width_ + static_cast<std::size_t>(places_[i])];
                sum[0] += soft_[2 * i];
                sum[1] += soft_[2 * i + 1];
            }
        }
}

void SoftSubframe::add(const SoftSubframe& other) {
    for (std::size_t i = 0; i < bits_.size(); ++i) {
        bits_[i][0] += other.bits_[i][0];
        bits_[i][1] += other.bits_[i][1];
    }
}

}  // namespace boresight::dsp::lte
