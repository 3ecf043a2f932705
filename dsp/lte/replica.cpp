// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/lte/replica.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "dsp/lte/channel_prior.h"
#include "dsp/lte/mib.h"
#include "dsp/lte/pbch.h"
#include "dsp/lte/pbch_elements.h"

namespace boresight::dsp::lte {

namespace {

constexpr int first_sync = 5;       // of the middle 72 subcarriers, the first that sync signals use
constexpr double seen_share = 0.5;  // of the expected amplitude: reference signals are there
constexpr double least_snr = 1e-3;

int prefix_of(CyclicPrefix cp, int l) {
    if (cp == CyclicPrefix::extended) return useful_start(cp, 0);
    return l == 0 ? useful_start(cp, 0) : useful_start(cp, 1) - useful_start(cp, 0) - fft_size;
}

// How much of the expected is in what was received: 1 where all is.
double share_of(const Subcarriers& received, const Subcarriers& expected) {
    double product = 0, energy = 0;
    for (int k = 0; k < center_subcarriers; ++k) {
        product += (std::conj(expected[k]) * received[k]).real();
        energy += std::norm(expected[k]);
    }
    return energy > 0 ? product / energy : 0;
}

}  // namespace

// A row of places for each port and assured subframe.
void ReplicaMaker::observe_references(const CrsGrid& grid, const KnownSignal& cell) {
    const Alignment& a = cell.alignment;
    const auto ports = static_cast<std::size_t>(cell.ports);
    references_.clear(ports * crs_places);
    std::vector<Sample> values(ports * crs_places);
    const std::span<const CrsGridSymbol> symbols = grid.symbols();
    for (std::size_t first = 0; first + crs_symbols_per_subframe <= symbols.size(); first += crs_symbols_per_subframe) {
        std::fill(values.begin(), values.end(), Sample{});
        for (const CrsGridSymbol& s : symbols.subspan(first, crs_symbols_per_subframe)) {
            const CrsValues sequence = crs_sequence(a.pci, a.cp, s.n_s, grid.symbol_number(s));
            const bool second = s.kind == CrsSymbol::second;
            // Ports 0 and 1 come to each place twice in a subframe, ports 2 and 3 once.
            const float share = second ? 1.0F : 0.5F;
            for (int port = second ? 2 : 0; port < std::min(cell.ports, second ? 4 : 2); ++port) {
                const int shift = crs_shift(a.pci, port, s.kind, s.n_s);
                const CrsValues z = crs_values(s, sequence, shift);
                for (int m = 0; m < crs_per_symbol; ++m)
                    values[static_cast<std::size_t>(port * crs_places + (6 * m + shift) / 3)] += share * z[m];
            }
        }
        references_.add(symbols[first].start + slot_samples, values);
    }
    references_.settle();
}

void ReplicaMaker::channel_at(double time, int ports) {
    places_.resize(static_cast<std::size_t>(ports) * crs_places);
    references_.at(time, places_);
    for (int port = 0; port < ports; ++port)
        from_references_.apply(std::span(places_).subspan(static_cast<std::size_t>(port) * crs_places, crs_places),
                               channel_[static_cast<std::size_t>(port)]);
}

void ReplicaMaker::add_references(SymbolReader& reader, const KnownSignal& cell, int frame, int subframe,
                                  IqBuffer& replica) {
    const Alignment& a = cell.alignment;
    const auto assured = assured_subframes(a.duplex);
    const bool sure = std::find(assured.begin(), assured.end(), subframe) != assured.end();
    const double subframe_start = frame * frame_samples + subframe * subframe_samples;
    channel_at(a.at(subframe_start + slot_samples), cell.ports);
    for (int slot = 0; slot < 2; ++slot)
        for (const CrsSymbol kind : {CrsSymbol::first, CrsSymbol::second, CrsSymbol::third_last}) {
            if (kind == CrsSymbol::second && cell.ports < 4) continue;
            const int n_s = 2 * subframe + slot, l = crs_symbol_index(kind, a.cp);
            const CrsValues sequence = crs_sequence(a.pci, a.cp, n_s, l);
            Subcarriers expected{};
            for (int port = kind == CrsSymbol::second ? 2 : 0;
                 port < std::min(cell.ports, kind == CrsSymbol::second ? 4 : 2); ++port) {
                const int shift = crs_shift(a.pci, port, kind, n_s);
                for (int m = 0; m < crs_per_symbol; ++m)
                    expected[6 * m + shift] = channel_[static_cast<std::size_t>(port)][6 * m + shift] * sequence[m];
            }
            const double start = a.at(subframe_start + slot * slot_samples + useful_start(a.cp, l));
            Subcarriers received;
            if (!sure && (!reader.read(start, received) || share_of(received, expected) < seen_share)) continue;
            writer_.add(start, prefix_of(a.cp, l), expected, replica);
        }
}

void ReplicaMaker::add_broadcast(SymbolReader& reader, const KnownSignal& cell, int first_frame, int last_frame,
                                 IqBuffer& replica) {
    const Alignment& a = cell.alignment;
    std::vector<Broadcast> symbols;
    double product = 0, energy = 0;
    for (int frame = first_frame; frame <= last_frame; ++frame) {
        const double slot_start = frame * frame_samples + slot_samples;
        channel_at(a.at(slot_start), cell.ports);
        const int sfn = ((cell.mib->sfn + frame) % 1024 + 1024) % 1024;
        Mib mib = *cell.mib;
        mib.sfn = sfn;
        const auto expected = pbch_as_received(pack_mib(mib), sfn % 4, cell.ports, a, channel_);
        for (int l = 0; l < pbch_symbols; ++l) {
            Broadcast symbol{.start = a.at(slot_start + useful_start(a.cp, l)), .symbol = l, .expected = expected[l]};
            Subcarriers received;
            if (!reader.read(symbol.start, received)) continue;
            for (int k = 0; k < center_subcarriers; ++k) {
                product += (std::conj(symbol.expected[k]) * received[k]).real();
                energy += std::norm(symbol.expected[k]);
            }
            symbols.push_back(symbol);
        }
    }
    // Its power beside the reference signals' is the cell's own choice.
    const auto gain = static_cast<float>(energy > 0 ? std::max(product / energy, 0.0) : 0);
    for (Broadcast& symbol : symbols) {
        for (Sample& s : symbol.expected) s *= gain;
        writer_.add(symbol.start, prefix_of(a.cp, symbol.symbol), symbol.expected, replica);
    }
}

// The synchronization signals may come from any port, another one in every half frame: their channel is their own.
void ReplicaMaker::add_sync(SymbolReader& reader, const KnownSignal& cell, double snr, IqBuffer& replica) {
    const Alignment& a = cell.alignment;
    const PssSequence primary = pss_sequence(a.pci % 3);
    const std::array<SssSequence, 2> secondary{sss_sequence(a.pci / 3, a.pci % 3, 0),
                                               sss_sequence(a.pci / 3, a.pci % 3, 1)};
    std::array<int, sync_subcarriers> places;
    for (int n = 0; n < sync_subcarriers; ++n) places[n] = signed_subcarrier(first_sync + n);
    sync_.clear(sync_subcarriers);
    const double period = half_frame_samples * a.stretch();
    const int first = static_cast<int>(std::floor(-a.frame_start / period)) - 1;
    const int last = static_cast<int>((static_cast<double>(replica.size()) - a.frame_start) / period) + 1;
    const auto starts = [&](int half) {
        return std::pair(a.at(half * half_frame_samples + pss_start(a.duplex, a.cp)),
                         a.at(half * half_frame_samples + sss_start(a.duplex, a.cp)));
    };
    std::array<Sample, sync_subcarriers> values;
    for (int half = first; half <= last; ++half) {
        const auto [pss, sss] = starts(half);
        Subcarriers p, s;
        if (!reader.read(pss, p) || !reader.read(sss, s)) continue;
        const SssSequence& d = secondary[static_cast<std::size_t>(half & 1)];
        for (int n = 0; n < sync_subcarriers; ++n)
            values[n] = 0.5F * (p[first_sync + n] * std::conj(primary[n]) + s[first_sync + n] * d[n]);
        sync_.add(pss, values);
    }
    if (sync_.observations() == 0) return;
    sync_.settle();
    const double averaged = 2 * sync_.averaged(0.5 * static_cast<double>(replica.size()));
    from_sync_.prepare(places, {}, {.noise = 1 / (snr * averaged), .early = wide_early, .late = wide_late});
    const int last_symbol = symbols_per_slot(a.cp) - 1;
    const int pss_prefix = prefix_of(a.cp, a.duplex == Duplex::fdd ? last_symbol : 2);
    const int sss_prefix = prefix_of(a.cp, last_symbol);
    for (int half = first; half <= last; ++half) {
        const auto [pss, sss] = starts(half);
        sync_.at(pss, values);
        PortChannel h;
        from_sync_.apply(values, h);
        Subcarriers p{}, s{};
        const SssSequence& d = secondary[static_cast<std::size_t>(half & 1)];
        for (int n = 0; n < sync_subcarriers; ++n) {
            p[first_sync + n] = h[first_sync + n] * primary[n];
            s[first_sync + n] = h[first_sync + n] * d[n];
        }
        writer_.add(pss, pss_prefix, p, replica);
        writer_.add(sss, sss_prefix, s, replica);
    }
}

void ReplicaMaker::make(SymbolReader& reader, IqSpan samples, const KnownSignal& cell, IqBuffer& replica) {
    const Alignment& a = cell.alignment;
    replica.assign(samples.size(), Sample{});
    reader.aim(samples, a.cfo_hz);
    writer_.aim(a.cfo_hz);
    grid_.read(reader, a);
    if (grid_.subframes() == 0) return;
    const Levels levels = measure(grid_, 1);
    const double snr = std::max(levels.rsrp[0].power / levels.noise.power, least_snr);
    observe_references(grid_, cell);
    channel_.resize(static_cast<std::size_t>(cell.ports));
    std::array<int, crs_places> places;
    std::array<float, crs_places> trust;
    for (int i = 0; i < crs_places; ++i) {
        places[i] = signed_subcarrier(3 * i + a.pci % 3);
        trust[i] = grid_.weight(i);
    }
    const double averaged = 2 * references_.averaged(0.5 * static_cast<double>(samples.size()));
    from_references_.prepare(places, trust, {.noise = 1 / (snr * averaged), .early = wide_early, .late = wide_late});

    const double period = frame_samples * a.stretch();
    const int first = static_cast<int>(std::floor(-a.frame_start / period)) - 1;
    const int last = static_cast<int>((static_cast<double>(samples.size()) - a.frame_start) / period) + 1;
    for (int frame = first; frame <= last; ++frame)
        for (int subframe = 0; subframe < 10; ++subframe) add_references(reader, cell, frame, subframe, replica);
    add_sync(reader, cell, snr, replica);
    if (cell.mib) add_broadcast(reader, cell, first, last, replica);
}

}  // namespace boresight::dsp::lte
