// SPDX-License-Identifier: GPL-3.0-or-later
// One subframe of a carrier, 6 to 100 resource blocks wide: its grid of resource elements, and the channel of each
// antenna port on every subcarrier from the reference signals. Samples are at a multiple of 15 kHz and hold the carrier
// or a slice of it, 6 blocks at least, wherever that lies. A value of 1.0 is a subcarrier of full scale. TS 36.211 6.2,
// 6.10.1 and 6.12. One object belongs to one thread.
#pragma once

#include <array>
#include <map>
#include <utility>
#include <vector>

#include "dsp/core/fft.h"
#include "dsp/core/iq.h"
#include "dsp/lte/cell.h"
#include "dsp/lte/numerology.h"

namespace boresight::dsp::lte {

constexpr int subcarriers_per_rb = 12;

// What has to be known of a cell to read more than its MIB.
struct CarrierShape {
    int pci = 0;
    Duplex duplex = Duplex::fdd;
    CyclicPrefix cp = CyclicPrefix::normal;
    int n_rb_dl = 6;
    int ports = 1;
    PhichDuration phich_duration = PhichDuration::normal;
    PhichNg phich_ng = PhichNg::one;

    int subcarriers() const { return subcarriers_per_rb * n_rb_dl; }
    int symbols() const { return 2 * symbols_per_slot(cp); }  // of a subframe
};

// Of a cell whose MIB was read.
CarrierShape shape_of(const Cell& cell);

// The reference signals of symbol l of slot n_s over the whole carrier, each of magnitude 1. 6.10.1.1
std::vector<Sample> reference_signals(const CarrierShape& shape, int n_s, int l);

// A received resource element and the channel of each port there.
struct Element {
    Sample y;
    std::array<Sample, 4> h;
};

// Resource blocks first .. last - 1.
struct Slice {
    int first = 0, last = 0;
};

class SubframeGrid {
public:
    // `l` counts the symbols of the subframe, `k` subcarriers from the lowest.
    Sample value(int l, int k) const { return values_[static_cast<std::size_t>(l) * subcarriers_ + k]; }
    Element element(int l, int k) const;
    double noise() const { return noise_; }  // power per resource element
    const Slice& seen() const { return seen_; }

private:
    friend class WideCarrier;
    Slice seen_;
    std::size_t subcarriers_ = 0;
    std::vector<Sample> values_;
    std::array<std::vector<Sample>, 4> channel_;
    double noise_ = 0;
};

// Of 1.92 MS/s: the least multiple whose band holds `n_rb_dl`, for samples captured at `rate_hz`; 0 where the capture
// is too narrow.
int wide_multiple(double rate_hz, int n_rb_dl);

class WideCarrier {
public:
    WideCarrier(const CarrierShape& shape, double sample_rate_hz);

    // The samples to read from, kept by the caller, where the carrier's middle lies in them, and what of the carrier
    // is in them; else all.
    void aim(IqSpan samples, double carrier_hz);
    void aim(IqSpan samples, double carrier_hz, const Slice& seen);

    // Subframe 0..9 whose first sample is `start`. False when it lies partly outside. `stretch`: samples per nominal
    // sample.
    bool read(double start, int subframe, double stretch, SubframeGrid& grid);

    // One symbol whose useful part starts at `start`, every subcarrier of the shape.
    bool read_symbol(double start, Sample* out);

    const CarrierShape& shape() const { return shape_; }

private:
    static constexpr int window = 24;  // reference signals that a subcarrier's channel rests on
    using Weights = std::array<Sample, window>;

    int first_seen() const { return subcarriers_per_rb * seen_.first; }
    int end_seen() const { return subcarriers_per_rb * seen_.last; }
    void estimate(int subframe, SubframeGrid& grid);
    const Weights& weights(int first, int k, double snr);
    int signed_place(int k) const {
        return k < shape_.subcarriers() / 2 ? k - shape_.subcarriers() / 2 : k - shape_.subcarriers() / 2 + 1;
    }

    CarrierShape shape_;
    double rate_hz_;
    int size_;  // of the transform
    Slice seen_;
    Fft fft_;
    IqSpan samples_;
    double carrier_hz_ = 0;
    IqBuffer rotation_, time_, frequency_;
    std::map<std::pair<int, int>, Weights> weights_;
    double weights_snr_ = 0;
};

}  // namespace boresight::dsp::lte
