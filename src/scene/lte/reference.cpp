// SPDX-License-Identifier: GPL-3.0-or-later
#include "scene/lte/reference.h"

#include <numbers>

#include "scene/lte/gold.h"

namespace boresight::scene::lte {
namespace {

constexpr int most_blocks = 110;
constexpr int subframes = 10;

std::vector<std::complex<float>> values_of(const Cell& cell, int slot, int symbol_in_slot) {
    const int identity = 2 * cell.pci + 1;
    Gold sequence(
        static_cast<std::uint32_t>(1024 * (7 * (slot + 1) + symbol_in_slot + 1) * identity + 2 * cell.pci + 1));
    for (int skipped = 0; skipped < 2 * (most_blocks - cell.n_rb_dl); ++skipped) sequence.next();
    constexpr auto half = static_cast<float>(std::numbers::sqrt2 / 2);
    std::vector<std::complex<float>> values(static_cast<std::size_t>(2 * cell.n_rb_dl));
    for (auto& value : values) {
        const int real = sequence.next();
        const int imaginary = sequence.next();
        value = {half * static_cast<float>(1 - 2 * real), half * static_cast<float>(1 - 2 * imaginary)};
    }
    return values;
}

}  // namespace

int first_reference(const Cell& cell, int port, int symbol) {
    const int slot = symbol / symbols_per_slot;
    const int in_slot = symbol % symbols_per_slot;
    int shift = 0;
    if (port < 2) {
        if (in_slot != 0 && in_slot != 4) return -1;
        shift = (in_slot == 4) == (port == 0) ? 3 : 0;
    } else {
        if (in_slot != 1) return -1;
        shift = (port == 3 ? 3 : 0) + 3 * slot;
    }
    return (shift + cell.pci) % 6;
}

ReferenceSignals::ReferenceSignals(const Cell& cell) : values_(subframes * symbols_per_subframe) {
    for (int subframe = 0; subframe < subframes; ++subframe)
        for (int symbol = 0; symbol < symbols_per_subframe; ++symbol) {
            const bool used =
                first_reference(cell, 0, symbol) >= 0 || (cell.ports == 4 && first_reference(cell, 2, symbol) >= 0);
            if (used)
                values_[static_cast<std::size_t>(subframe * symbols_per_subframe + symbol)] =
                    values_of(cell, 2 * subframe + symbol / symbols_per_slot, symbol % symbols_per_slot);
        }
}

}  // namespace boresight::scene::lte
