// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/lte/wide_levels.h"

#include <algorithm>
#include <cmath>

#include "dsp/lte/sequences.h"
#include "dsp/lte/wide_carrier.h"

namespace boresight::dsp::lte {

namespace {

constexpr double flat_share = 0.40;  // of a capture's rate, either side of its middle
constexpr double resource_block_hz = 180e3;
constexpr int least_n_rb = 2 * measured_n_rb;

// How many resource blocks around the carrier's middle lie where the capture is flat.
int n_rb_within(const Cell& cell, double rate_hz) {
    const double reach_hz = flat_share * rate_hz - std::abs(cell.cfo_hz);
    const int most = 2 * static_cast<int>(std::floor(reach_hz / resource_block_hz));
    return 2 * reach_hz >= cell.mib->n_rb_dl * resource_block_hz ? cell.mib->n_rb_dl : most;
}

// Reads the subframes of one cell and keeps what they say.
class Reader {
public:
    Reader(const CarrierShape& shape, double rate_hz) : carrier_(shape, rate_hz), rate_factor_(rate_hz / base_rate_hz) {
        for (int port = 0; port < shape.ports; ++port) {
            const std::size_t width = static_cast<std::size_t>(shape.n_rb_dl) * (port < 2 ? 4 : 2);
            series_.emplace_back().clear(std::vector<float>(width, 1.0F), port < 2);
        }
    }

    void aim(const CarrierView::Samples& view) { carrier_.aim(view.samples, view.cfo_hz); }
    void read(double start, int subframe, double stretch);
    Levels levels() const { return levels_of(series_, noise_, total_, carrier_.shape().n_rb_dl); }

private:
    // A symbol as received, less what was sent.
    struct Symbol {
        std::vector<Sample> received, sent;
    };

    std::vector<Sample> values(int port, int subframe, int slot) const;

    WideCarrier carrier_;
    double rate_factor_;
    std::array<std::array<Symbol, 3>, 2> symbols_;  // by slot and kind
    std::vector<PilotSeries> series_;
    std::vector<double> noise_, total_;
};

// Of one slot: what a port's reference signals say, symbol after symbol.
std::vector<Sample> Reader::values(int port, int subframe, int slot) const {
    const CarrierShape& shape = carrier_.shape();
    std::vector<Sample> all;
    const auto append = [&](CrsSymbol kind) {
        const Symbol& symbol = symbols_[static_cast<std::size_t>(slot)][static_cast<std::size_t>(kind)];
        const int shift = crs_shift(shape.pci, port, kind, 2 * subframe + slot);
        for (std::size_t m = 0; m < symbol.sent.size(); ++m)
            all.push_back(symbol.received[6 * m + static_cast<std::size_t>(shift)] * std::conj(symbol.sent[m]));
    };
    if (port >= 2) {
        append(CrsSymbol::second);
        return all;
    }
    append(CrsSymbol::first);
    append(CrsSymbol::third_last);
    return all;
}

void Reader::read(double start, int subframe, double stretch) {
    const CarrierShape& shape = carrier_.shape();
    double total = 0;
    for (int slot = 0; slot < 2; ++slot)
        for (const CrsSymbol kind : {CrsSymbol::first, CrsSymbol::second, CrsSymbol::third_last}) {
            if (kind == CrsSymbol::second && shape.ports <= 2) continue;
            Symbol& symbol = symbols_[static_cast<std::size_t>(slot)][static_cast<std::size_t>(kind)];
            const int l = crs_symbol_index(kind, shape.cp);
            symbol.received.resize(static_cast<std::size_t>(shape.subcarriers()));
            symbol.sent = reference_signals(shape, 2 * subframe + slot, l);
            const double nominal = slot * slot_samples + useful_start(shape.cp, l);
            if (!carrier_.read_symbol(start + nominal * rate_factor_ * stretch, symbol.received.data())) return;
            if (kind == CrsSymbol::second) continue;
            for (const Sample& y : symbol.received) total += std::norm(y) / 4;
        }
    total_.push_back(total);
    for (int port = 0; port < shape.ports; ++port) {
        const std::vector<Sample> a = values(port, subframe, 0), b = values(port, subframe, 1);
        series_[static_cast<std::size_t>(port)].add(start / rate_factor_, a, b);
        if (port > 0) continue;
        double unshared = 0;
        for (std::size_t i = 0; i < a.size(); ++i) unshared += 0.5 * static_cast<double>(std::norm(a[i] - b[i]));
        noise_.push_back(unshared / static_cast<double>(a.size()));
    }
}

}  // namespace

std::optional<Levels> measure_wide(const Cell& cell, CarrierView& view) {
    if (!cell.mib) return std::nullopt;
    CarrierShape shape = shape_of(cell);
    shape.n_rb_dl = n_rb_within(cell, view.rate_hz());
    if (shape.n_rb_dl < least_n_rb) return std::nullopt;
    const int multiple = wide_multiple(view.rate_hz(), shape.n_rb_dl);
    if (multiple == 0) return std::nullopt;
    const CarrierView::Samples samples = view.at(multiple, cell.cfo_hz);
    Reader reader(shape, multiple * base_rate_hz);
    reader.aim(samples);
    const double scale = multiple * base_rate_hz / view.rate_hz(), stretch = 1 + cell.clock_ppm.value_or(0) * 1e-6;
    const double frame = frame_samples * multiple * stretch;
    for (int n = -1; cell.frame_start_sample * scale + n * frame < static_cast<double>(samples.samples.size()); ++n)
        for (const int subframe : assured_subframes(cell.duplex))
            reader.read(cell.frame_start_sample * scale + n * frame + subframe * subframe_samples * multiple * stretch,
                        subframe, stretch);
    const Levels levels = reader.levels();
    return levels.n > 0 ? std::optional(levels) : std::nullopt;
}

}  // namespace boresight::dsp::lte
