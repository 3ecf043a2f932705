// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/lte/pbch_receiver.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "dsp/lte/channel_prior.h"
#include "dsp/lte/pbch_elements.h"

namespace boresight::dsp::lte {

namespace {

constexpr double symbols_averaged = 2;  // that each reference signal's estimate rests on, at the least
// Echoes expected around the mean delay, in samples at 1.92 MS/s: few where noise would otherwise rule the estimate.
constexpr double narrow_early = 2, narrow_late = 3;
constexpr double wide_from_snr = 4;  // of one reference signal, as a power ratio

struct Element {
    Sample y;
    int k;
};

}  // namespace

void PbchReceiver::prepare(const CrsGrid& grid, double snr) {
    const int pci = grid.alignment().pci;
    const bool wide = snr >= wide_from_snr;
    const double early = wide ? wide_early : narrow_early, late = wide ? wide_late : narrow_late;
    const double noise = 1 / std::max(snr * symbols_averaged, 1e-3);
    std::array<int, crs_places> places;
    std::array<float, crs_places> trust;
    for (int i = 0; i < crs_places; ++i) {
        places[i] = signed_subcarrier(3 * i + pci % 3);
        trust[i] = grid.weight(i);
    }
    interpolation_.prepare(places, trust, {.noise = noise, .early = early, .late = late});
    for (int k = 0; k < center_subcarriers; ++k) {
        const int below = std::clamp((k - pci % 3) / 3, 0, crs_places - 1);
        trust_[k] = std::min(grid.weight(below), grid.weight(std::min(below + 1, crs_places - 1)));
    }
}

bool PbchReceiver::estimate(const CrsGrid& grid, int frame, std::array<PortChannel, 4>& channel) const {
    const Alignment& a = grid.alignment();
    std::array<std::array<Sample, crs_places>, 4> sums{};
    std::array<std::array<float, crs_places>, 4> counts{};
    bool own = false;
    for (const CrsGridSymbol& s : grid.symbols()) {
        // Subframe 0 itself, and the slot before it where that is sure to be downlink.
        const bool here = s.frame == frame && s.subframe == 0;
        const bool before = s.frame == frame - 1 && s.n_s == 19;
        if (!here && !before) continue;
        own = own || here;
        const CrsValues sequence = crs_sequence(a.pci, a.cp, s.n_s, grid.symbol_number(s));
        const int first_port = s.kind == CrsSymbol::second ? 2 : 0;
        for (int port = first_port; port < first_port + 2; ++port) {
            const int shift = crs_shift(a.pci, port, s.kind, s.n_s);
            const CrsValues z = crs_values(s, sequence, shift);
            for (int m = 0; m < crs_per_symbol; ++m) {
                const auto i = static_cast<std::size_t>((6 * m + shift) / 3);
                sums[port][i] += z[m];
                counts[port][i] += 1;
            }
        }
    }
    if (!own) return false;
    for (int port = 0; port < 4; ++port) {
        for (int i = 0; i < crs_places; ++i)
            if (counts[port][i] > 0) sums[port][i] /= counts[port][i];
        interpolation_.apply(sums[port], channel[port]);
    }
    return true;
}

std::vector<PbchFrame> PbchReceiver::receive(SymbolReader& reader, const CrsGrid& grid, const Levels& levels) {
    const Alignment& a = grid.alignment();
    const double snr = levels.rsrp[0].power / levels.noise.power;
    prepare(grid, snr);
    const auto gain = static_cast<float>(2 * std::numbers::sqrt2 / levels.noise.power);

    std::vector<PbchFrame> frames;
    std::vector<int> indices;
    for (const CrsGridSymbol& s : grid.symbols())
        if (s.subframe == 0 && (indices.empty() || indices.back() != s.frame)) indices.push_back(s.frame);
    std::array<PortChannel, 4> h;
    for (const int frame : indices) {
        std::vector<Element> elements;
        bool whole = estimate(grid, frame, h);
        for (int l = 0; l < pbch_symbols && whole; ++l) {
            Subcarriers y;
            whole = reader.read(a.at(frame * frame_samples + slot_samples + useful_start(a.cp, l)), y);
            for (int k = 0; k < center_subcarriers; ++k)
                if (!pbch_leaves_out(l, k, a.pci, a.cp)) elements.push_back({y[k], k});
        }
        if (!whole) continue;
        PbchFrame out{.frame_index = frame, .soft = {}};
        const auto put = [gain](std::vector<float>& bits, Sample x, float trust) {
            bits.push_back(gain * trust * x.real());
            bits.push_back(gain * trust * x.imag());
        };
        for (const Element& e : elements) put(out.soft[0], std::conj(h[0][e.k]) * e.y, trust_[e.k]);
        for (int hypothesis = 1; hypothesis < 3; ++hypothesis) {
            for (std::size_t i = 0; i + 1 < elements.size(); i += 2) {
                // 6.3.4.3: two ports take every pair; four take turns, 0 with 2 and 1 with 3.
                const int first = hypothesis == 1 ? 0 : static_cast<int>(i / 2 % 2);
                const int second = hypothesis == 1 ? 1 : first + 2;
                const Element& p = elements[i];
                const Element& q = elements[i + 1];
                const float half = std::numbers::sqrt2_v<float> / 2;
                const float trust = std::min(trust_[p.k], trust_[q.k]);
                put(out.soft[hypothesis], half * (std::conj(h[first][p.k]) * p.y + h[second][q.k] * std::conj(q.y)),
                    trust);
                put(out.soft[hypothesis], half * (std::conj(h[first][q.k]) * q.y - h[second][p.k] * std::conj(p.y)),
                    trust);
            }
        }
        frames.push_back(std::move(out));
    }
    return frames;
}

}  // namespace boresight::dsp::lte
