// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/lte/pbch_receiver.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "dsp/lte/channel_prior.h"
#include "dsp/lte/pbch_elements.h"

namespace boresight::dsp::lte {

namespace {

using Complex = std::complex<double>;
constexpr double symbols_a_subframe = 2;  // that show each reference signal's place
constexpr std::array<double, 7> echo_delays{-4, -2, 0, 2,
                                            4,  6,  8};  // in samples: as near as six resource blocks resolve
// Echoes expected around the mean delay, in samples at 1.92 MS/s: few where noise would otherwise rule the estimate.
constexpr double narrow_early = 2, narrow_late = 3;
constexpr double wide_from_snr = 8;  // of a place of the mean, as a power ratio

struct Element {
    Sample y;
    int k;
};

}  // namespace

void PbchReceiver::observe(const CrsGrid& grid, Averaging averaging) {
    const Alignment& a = grid.alignment();
    std::array<std::array<Complex, crs_places>, echo_delays.size()> turns;
    for (std::size_t d = 0; d < echo_delays.size(); ++d)
        for (int i = 0; i < crs_places; ++i)
            turns[d][i] = std::polar(1.0 / crs_places, 2 * std::numbers::pi * echo_delays[d] *
                                                           signed_subcarrier(3 * i + a.pci % 3) / fft_size);
    references_.clear(std::size_t{4} * crs_places);
    echoes_.clear(2 * echo_delays.size());
    std::array<Sample, std::size_t{4} * crs_places> values;
    std::array<Sample, 2 * echo_delays.size()> echoes;
    const std::span<const CrsGridSymbol> symbols = grid.symbols();
    for (std::size_t first = 0; first + crs_symbols_per_subframe <= symbols.size(); first += crs_symbols_per_subframe) {
        values.fill({});
        for (const CrsGridSymbol& s : symbols.subspan(first, crs_symbols_per_subframe)) {
            const CrsValues sequence = crs_sequence(a.pci, a.cp, s.n_s, grid.symbol_number(s));
            const bool second = s.kind == CrsSymbol::second;
            const int first_port = second ? 2 : 0;
            // Ports 0 and 1 come to each place twice in a subframe, ports 2 and 3 once.
            const float share = second ? 1 : 1 / static_cast<float>(symbols_a_subframe);
            for (int port = first_port; port < first_port + 2; ++port) {
                const int shift = crs_shift(a.pci, port, s.kind, s.n_s);
                const CrsValues z = crs_values(s, sequence, shift);
                for (int m = 0; m < crs_per_symbol; ++m)
                    values[port * crs_places + (6 * m + shift) / 3] += share * z[m];
            }
        }
        for (std::size_t port = 0; port < 2; ++port)
            for (std::size_t d = 0; d < echo_delays.size(); ++d) {
                Complex sum = 0;
                for (int i = 0; i < crs_places; ++i)
                    sum += turns[d][i] * Complex(values[port * crs_places + i]) * static_cast<double>(grid.weight(i));
                echoes[port * echo_delays.size() + d] = Sample(sum);
            }
        const double middle = symbols[first].start + slot_samples;
        references_.add(middle, values);
        echoes_.add(middle, echoes);
    }
    if (averaging == Averaging::while_still) echoes_.settle();
    references_.settle_as(echoes_);
}

void PbchReceiver::prepare(const CrsGrid& grid, double snr) {
    const int pci = grid.alignment().pci;
    const double averaged = symbols_a_subframe * references_.averaged(grid.symbols().front().start + slot_samples);
    const bool wide = snr * averaged >= wide_from_snr;
    const double early = wide ? wide_early : narrow_early, late = wide ? wide_late : narrow_late;
    const double noise = 1 / std::max(snr * averaged, 1e-3);
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

void PbchReceiver::estimate(double time, std::array<PortChannel, 4>& channel) const {
    std::array<Sample, std::size_t{4} * crs_places> values;
    references_.at(time, values);
    for (std::size_t port = 0; port < 4; ++port)
        interpolation_.apply(std::span(values).subspan(port * crs_places, crs_places), channel[port]);
}

std::vector<PbchFrame> PbchReceiver::receive(SymbolReader& reader, const CrsGrid& grid, const Levels& levels,
                                             Averaging averaging) {
    const Alignment& a = grid.alignment();
    const double snr = levels.rsrp[0].power / levels.noise.power;
    if (grid.subframes() == 0) return {};
    observe(grid, averaging);
    prepare(grid, snr);
    const auto gain = static_cast<float>(2 * std::numbers::sqrt2 / levels.noise.power);

    std::vector<PbchFrame> frames;
    std::vector<int> indices;
    for (const CrsGridSymbol& s : grid.symbols())
        if (s.subframe == 0 && (indices.empty() || indices.back() != s.frame)) indices.push_back(s.frame);
    std::array<PortChannel, 4> h;
    for (const int frame : indices) {
        std::vector<Element> elements;
        estimate(a.at(frame * frame_samples + 1.25 * slot_samples), h);
        bool whole = true;
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
