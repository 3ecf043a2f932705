// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/lte/wide_levels.h"

#include <algorithm>
#include <cmath>

#include "dsp/lte/sequences.h"
#include "dsp/lte/wide_carrier.h"
#include "dsp/lte/wide_subframes.h"

namespace boresight::dsp::lte {

namespace {

constexpr int least_n_rb = 2 * measured_n_rb;

// Reads the subframes of one cell and keeps what they say.
class Reader {
public:
    Reader(const CarrierShape& shape, double rate_hz) : carrier_(shape, rate_hz), rate_factor_(rate_hz / base_rate_hz) {
        series_.resize(static_cast<std::size_t>(shape.ports));
        for (int port = 0; port < shape.ports; ++port)
            series_[static_cast<std::size_t>(port)].clear(places(port, 0), places(port, 1));
    }

    void aim(const CarrierView::Samples& view) { carrier_.aim(view.samples, view.cfo_hz); }
    void read(double start, int subframe, double stretch);
    Levels levels() const { return levels_of(series_, series_, total_, carrier_.shape().n_rb_dl); }

private:
    // A symbol as received, less what was sent.
    struct Symbol {
        std::vector<Sample> received, sent;
    };

    PilotPlaces places(int port, int slot) const;
    std::vector<Sample> values(int port, int subframe, int slot) const;

    WideCarrier carrier_;
    double rate_factor_;
    std::array<std::array<Symbol, 3>, 2> symbols_;  // by slot and kind
    std::vector<PilotSeries> series_;
    std::vector<double> total_;
};

PilotPlaces Reader::places(int port, int slot) const {
    const CarrierShape& shape = carrier_.shape();
    const int middle = shape.subcarriers() / 2;
    PilotPlaces places;
    for_each_crs(shape.pci, port, slot, shape.n_rb_dl, [&](CrsSymbol, int, int k) {
        places.subcarriers.push_back(k < middle ? k - middle : k - middle + 1);
        places.trust.push_back(1);
    });
    return places;
}

// Of one slot: what a port's reference signals say, symbol after symbol.
std::vector<Sample> Reader::values(int port, int subframe, int slot) const {
    const CarrierShape& shape = carrier_.shape();
    std::vector<Sample> all;
    for_each_crs(shape.pci, port, 2 * subframe + slot, shape.n_rb_dl, [&](CrsSymbol kind, int m, int k) {
        const Symbol& symbol = symbols_[static_cast<std::size_t>(slot)][static_cast<std::size_t>(kind)];
        all.push_back(symbol.received[static_cast<std::size_t>(k)] *
                      std::conj(symbol.sent[static_cast<std::size_t>(m)]));
    });
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
    }
}

}  // namespace

std::optional<Levels> measure_wide(const Cell& cell, CarrierView& view) {
    if (!cell.mib) return std::nullopt;
    CarrierShape shape = shape_of(cell);
    shape.n_rb_dl = n_rb_seen(cell, view.rate_hz());
    if (shape.n_rb_dl < least_n_rb) return std::nullopt;
    const int multiple = wide_multiple(view.rate_hz(), shape.n_rb_dl);
    if (multiple == 0) return std::nullopt;
    const CarrierView::Samples samples = view.at(multiple, cell.cfo_hz);
    const double rate_hz = multiple * base_rate_hz;
    Reader reader(shape, rate_hz);
    reader.aim(samples);
    for_each_assured(cell, view.rate_hz(), rate_hz, samples.samples.size(),
                     [&](double start, int subframe, double stretch) { reader.read(start, subframe, stretch); });
    const Levels levels = reader.levels();
    return levels.n > 0 ? std::optional(levels) : std::nullopt;
}

}  // namespace boresight::dsp::lte
