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
    const int normal = cell.prefix == Prefix::normal;
    Gold sequence(
        static_cast<std::uint32_t>(1024 * (7 * (slot + 1) + symbol_in_slot + 1) * identity + 2 * cell.pci + normal));
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

ReferenceSignals::ReferenceSignals(const Cell& cell) : values_(subframes * most_symbols) {
    const int per_slot = symbols_per_slot(cell.prefix);
    for (int subframe = 0; subframe < subframes; ++subframe)
        for (int symbol = 0; symbol < symbols_per_subframe(cell); ++symbol)
            if (has_references(cell, symbol, cell.ports))
                values_[static_cast<std::size_t>(subframe * most_symbols + symbol)] =
                    values_of(cell, 2 * subframe + symbol / per_slot, symbol % per_slot);
}

}  // namespace boresight::scene::lte
