// SPDX-License-Identifier: GPL-3.0-or-later
#include "survey/announced.h"

namespace boresight::survey {

namespace {

using catalog::Direction;
using catalog::Rat;

std::optional<double> uplink_hz(const ScanCell& cell, const dsp::lte::SystemInfo& info) {
    if (info.sib2->ul_earfcn) {
        const auto named = catalog::carriers_of_channel(Rat::lte, Direction::uplink, *info.sib2->ul_earfcn);
        return named.empty() ? std::nullopt : std::optional(named.front().frequency_hz);
    }
    const catalog::Band* band = catalog::find_band(Rat::lte, info.sib1.band);
    if (band == nullptr || !cell.frequency_hz) return std::nullopt;
    return catalog::uplink_frequency_hz(*band, *cell.frequency_hz);
}

}  // namespace

Uplink uplink_of(const ScanCell& cell) {
    const dsp::lte::SystemInfo& info = *cell.cell.system_info;
    Uplink uplink{.frequency_hz = uplink_hz(cell, info), .n_rb = info.sib2->ul_n_rb};
    if (!uplink.n_rb && cell.cell.mib) uplink.n_rb = cell.cell.mib->n_rb_dl;
    return uplink;
}

std::optional<catalog::Carrier> downlink_of(const dsp::lte::NeighbourCarrier& carrier) {
    const auto named = catalog::carriers_of_channel(Rat::lte, Direction::downlink, carrier.earfcn);
    return named.empty() ? std::nullopt : std::optional(named.front());
}

}  // namespace boresight::survey
