// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/lte/wide_carrier.h"

#include <algorithm>
#include <cmath>
#include <complex>
#include <numbers>

#include "dsp/lte/channel_prior.h"
#include "dsp/lte/scrambling.h"
#include "dsp/lte/sequences.h"

namespace boresight::dsp::lte {

namespace {

using Complex = std::complex<double>;
constexpr double two_pi = 2 * std::numbers::pi;
constexpr int early_samples = 3;     // at 1.92 MS/s: the transform begins this far inside the prefix
constexpr int most_n_rb = 110;       // N_RB^max,DL
constexpr double flat_share = 0.40;  // of a resampled channel's rate, either side of its middle
constexpr double most_snr = 1e3, least_snr = 0.03;
constexpr double snr_step = 2;  // weights serve until the SNR is off by more

// What the reference signals of one port say at every third subcarrier.
struct Pilots {
    std::vector<Sample> sum;
    std::vector<int> count;
    double difference = 0;  // summed power of what two values of one place differ by
    int pairs = 0;
};

}  // namespace

CarrierShape shape_of(const Cell& cell) {
    return {.pci = cell.pci,
            .duplex = cell.duplex,
            .cp = cell.cp,
            .n_rb_dl = cell.mib->n_rb_dl,
            .ports = cell.mib->ports,
            .phich_duration = cell.mib->phich_duration,
            .phich_ng = cell.mib->phich_ng};
}

std::vector<Sample> reference_signals(const CarrierShape& shape, int n_s, int l) {
    const std::uint32_t c_init =
        (1U << 10) * static_cast<std::uint32_t>((7 * (n_s + 1) + l + 1) * (2 * shape.pci + 1)) +
        static_cast<std::uint32_t>(2 * shape.pci + (shape.cp == CyclicPrefix::normal ? 1 : 0));
    std::vector<std::uint8_t> bits(static_cast<std::size_t>(4 * shape.n_rb_dl));
    gold_sequence(c_init, static_cast<std::size_t>(2 * (most_n_rb - shape.n_rb_dl)), bits);
    std::vector<Sample> values(bits.size() / 2);
    const float a = std::numbers::sqrt2_v<float> / 2;
    for (std::size_t m = 0; m < values.size(); ++m)
        values[m] = {bits[2 * m] != 0 ? -a : a, bits[2 * m + 1] != 0 ? -a : a};
    return values;
}

Element SubframeGrid::element(int l, int k) const {
    Element e{.y = value(l, k), .h = {}};
    for (std::size_t port = 0; port < channel_.size(); ++port)
        if (!channel_[port].empty()) e.h[port] = channel_[port][static_cast<std::size_t>(k)];
    return e;
}

int wide_multiple(double rate_hz, int n_rb_dl) {
    const double half_hz = subcarrier_hz * subcarriers_per_rb * n_rb_dl / 2;
    const int most = static_cast<int>(std::floor(rate_hz / base_rate_hz + 1e-9));
    const int wanted = std::max(1, static_cast<int>(std::ceil(half_hz / (flat_share * base_rate_hz) - 1e-9)));
    const int multiple = std::min(most, wanted);
    return multiple * base_rate_hz / 2 >= half_hz ? multiple : 0;
}

WideCarrier::WideCarrier(const CarrierShape& shape, double sample_rate_hz)
    : shape_(shape),
      rate_hz_(sample_rate_hz),
      size_(static_cast<int>(std::lround(sample_rate_hz / subcarrier_hz))),
      fft_(static_cast<std::size_t>(size_), Fft::Direction::forward),
      rotation_(static_cast<std::size_t>(size_)),
      time_(static_cast<std::size_t>(size_)),
      frequency_(static_cast<std::size_t>(size_)) {}

void WideCarrier::aim(IqSpan samples, double carrier_hz) {
    aim(samples, carrier_hz, {0, shape_.n_rb_dl});
}

void WideCarrier::aim(IqSpan samples, double carrier_hz, const Slice& seen) {
    samples_ = samples;
    carrier_hz_ = carrier_hz;
    seen_ = seen;
    for (int n = 0; n < size_; ++n)
        rotation_[static_cast<std::size_t>(n)] = Sample(std::polar(1.0, -two_pi * carrier_hz * n / rate_hz_));
}

bool WideCarrier::read_symbol(double start, Sample* out) {
    const double first = std::floor(start) - std::round(early_samples * rate_hz_ / base_rate_hz);
    if (first < 0 || first + size_ > static_cast<double>(samples_.size())) return false;
    const Sample* in = samples_.data() + static_cast<std::size_t>(first);
    for (int n = 0; n < size_; ++n) time_[static_cast<std::size_t>(n)] = in[n] * rotation_[static_cast<std::size_t>(n)];
    fft_.execute(time_.data(), frequency_.data());
    const double cycles = -carrier_hz_ * first / rate_hz_;
    const double step = two_pi * (start - first) / size_;
    const Complex turn = std::polar(1.0, step);
    Complex phase = std::polar(1.0 / size_, two_pi * (cycles - std::floor(cycles)) + signed_place(first_seen()) * step);
    for (int k = first_seen(); k < end_seen(); ++k) {
        if (k == shape_.subcarriers() / 2 && k > first_seen()) phase *= turn;
        const int bin = signed_place(k) % size_;  // far from the middle the transform goes round
        out[k] = frequency_[static_cast<std::size_t>(bin < 0 ? bin + size_ : bin)] * Sample(phase);
        phase *= turn;
    }
    return true;
}

bool WideCarrier::read(double start, int subframe, double stretch, SubframeGrid& grid) {
    grid.subcarriers_ = static_cast<std::size_t>(shape_.subcarriers());
    grid.seen_ = seen_;
    grid.values_.resize(grid.subcarriers_ * static_cast<std::size_t>(shape_.symbols()));
    const int per_slot = symbols_per_slot(shape_.cp);
    for (int l = 0; l < shape_.symbols(); ++l) {
        const int nominal = l / per_slot * slot_samples + useful_start(shape_.cp, l % per_slot);
        if (!read_symbol(start + nominal * rate_hz_ / base_rate_hz * stretch,
                         &grid.values_[static_cast<std::size_t>(l) * grid.subcarriers_]))
            return false;
    }
    estimate(subframe, grid);
    return true;
}

// Minimum mean square error for subcarrier `k` from the window of reference signals from place `first` on. Only the
// distances count, so windows that lie alike to k and to the unused subcarrier in the middle share their weights.
const WideCarrier::Weights& WideCarrier::weights(int first, int k, double snr) {
    if (snr > snr_step * weights_snr_ || weights_snr_ > snr_step * snr) {
        weights_.clear();
        weights_snr_ = snr;
    }
    const int middle = shape_.subcarriers() / 2 - 3 * first;  // from the window's first subcarrier
    const std::pair<int, int> likeness{k - 3 * first, middle > 0 && middle < 3 * window ? middle : 0};
    const auto found = weights_.find(likeness);
    if (found != weights_.end()) return found->second;
    const auto place = [&](int i) { return signed_place(3 * (first + i) + shape_.pci % 3); };
    std::array<std::array<Complex, window>, window> factor{};
    for (int i = 0; i < window; ++i)
        for (int j = 0; j <= i; ++j) {
            Complex sum = correlation(place(i) - place(j), wide_early, wide_late) + (i == j ? 1 / weights_snr_ : 0.0);
            for (int n = 0; n < j; ++n) sum -= factor[i][n] * std::conj(factor[j][n]);
            factor[i][j] = i == j ? Complex(std::sqrt(sum.real())) : sum / factor[j][j];
        }
    std::array<Complex, window> x;
    for (int i = 0; i < window; ++i) {
        x[i] = correlation(place(i) - signed_place(k), wide_early, wide_late);
        for (int j = 0; j < i; ++j) x[i] -= factor[i][j] * x[j];
        x[i] /= factor[i][i];
    }
    Weights& w = weights_[likeness];
    for (int i = window - 1; i >= 0; --i) {
        for (int j = i + 1; j < window; ++j) x[i] -= std::conj(factor[j][i]) * x[j];
        x[i] /= factor[i][i];
        w[i] = Sample(std::conj(x[i]));
    }
    return w;
}

void WideCarrier::estimate(int subframe, SubframeGrid& grid) {
    const int places = 4 * shape_.n_rb_dl, first_place = 4 * seen_.first, end_place = 4 * seen_.last,
              per_slot = symbols_per_slot(shape_.cp);
    std::vector<Pilots> pilots(static_cast<std::size_t>(shape_.ports));
    for (Pilots& p : pilots) {
        p.sum.assign(static_cast<std::size_t>(places), {});
        p.count.assign(static_cast<std::size_t>(places), 0);
    }
    for (int slot = 0; slot < 2; ++slot)
        for (const CrsSymbol kind : {CrsSymbol::first, CrsSymbol::second, CrsSymbol::third_last}) {
            const int l = crs_symbol_index(kind, shape_.cp), n_s = 2 * subframe + slot;
            const std::vector<Sample> sent = reference_signals(shape_, n_s, l);
            const int first_port = kind == CrsSymbol::second ? 2 : 0;
            for (int port = first_port; port < std::min(first_port + 2, shape_.ports); ++port) {
                Pilots& p = pilots[static_cast<std::size_t>(port)];
                const int shift = crs_shift(shape_.pci, port, kind, n_s);
                for (int m = 2 * seen_.first; m < 2 * seen_.last; ++m) {
                    const int k = 6 * m + shift;
                    const Sample z = grid.value(slot * per_slot + l, k) * std::conj(sent[static_cast<std::size_t>(m)]);
                    const auto i = static_cast<std::size_t>(k / 3);
                    if (port == 0 && p.count[i] == 1) {
                        p.difference += std::norm(z - p.sum[i]);
                        ++p.pairs;
                    }
                    p.sum[i] += z;
                    ++p.count[i];
                }
            }
        }
    double power = 0;
    for (int i = first_place; i < end_place; ++i) power += std::norm(pilots[0].sum[static_cast<std::size_t>(i)]) / 4;
    power /= end_place - first_place;
    grid.noise_ = std::max(pilots[0].difference / (2 * std::max(1, pilots[0].pairs)), 1e-20);
    const double snr = std::clamp(2 * std::max(power - grid.noise_ / 2, 0.0) / grid.noise_, least_snr, most_snr);
    for (std::size_t port = 0; port < grid.channel_.size(); ++port) {
        std::vector<Sample>& h = grid.channel_[port];
        if (port >= pilots.size()) {
            h.clear();
            continue;
        }
        const Pilots& p = pilots[port];
        h.resize(grid.subcarriers_);
        for (int k = first_seen(); k < end_seen(); ++k) {
            const int first = std::clamp(k / 3 - window / 2, first_place, end_place - window);
            const Weights& w = weights(first, k, snr);
            Sample sum{};
            for (int i = 0; i < window; ++i) {
                const auto at = static_cast<std::size_t>(first + i);
                sum += w[static_cast<std::size_t>(i)] * p.sum[at] / static_cast<float>(std::max(1, p.count[at]));
            }
            h[static_cast<std::size_t>(k)] = sum;
        }
    }
}

}  // namespace boresight::dsp::lte
