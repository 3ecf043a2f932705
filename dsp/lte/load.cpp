// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/lte/load.h"

#include <algorithm>
#include <cmath>

#include "dsp/core/decibel.h"
#include "dsp/lte/level_series.h"
#include "dsp/lte/measure.h"
#include "dsp/lte/sequences.h"
#include "dsp/lte/soft_subframe.h"
#include "dsp/lte/wide_subframes.h"

namespace boresight::dsp::lte {

namespace {

constexpr double least_data = 0.2;        // of what reference signals promise: P_A may take 6 dB (TS 36.213 5.2)
constexpr double least_noise_sigmas = 4;  // of a block's noise, for that to be told from it
constexpr double half_way = 0.5;          // between a block without data and one with
constexpr double usual_data = 0.75;       // which of the blocks with data tells how much that is
constexpr double least_of_mean = 0.25;    // a block's own reference signals, of those of all: they are noisy
constexpr std::size_t least_elements = 24;

// A resource block, or half of one, in one subframe.
struct Block {
    int subframe = 0;       // counted through
    std::size_t place = 0;  // counted from the lowest
    double data = 0;        // mean power of its elements for data less noise
    double expected = 0;    // by its reference signals
    std::size_t elements = 0;
};

class BlockReader {
public:
    BlockReader(const CarrierShape& shape, int n_rb_dl, double rate_hz, double noise)
        : carrier_(shape, rate_hz),
          n_rb_dl_(n_rb_dl),
          width_((n_rb_dl - shape.n_rb_dl) % 2 == 0 ? subcarriers_per_rb : subcarriers_per_rb / 2),
          noise_(noise),
          rate_factor_(rate_hz / base_rate_hz) {
        values_.resize(static_cast<std::size_t>(shape.symbols()) * static_cast<std::size_t>(shape.subcarriers()));
    }

    void aim(const CarrierView::Samples& view) { carrier_.aim(view.samples, view.cfo_hz); }
    void read(double start, int subframe, double stretch);
    const std::vector<Block>& blocks() const { return blocks_; }
    int subframes() const { return subframes_; }

private:
    bool for_data(int l) const;
    double promised(int subframe, int block) const;
    double power(int l, int k) const {
        return std::norm(values_[static_cast<std::size_t>(l * carrier_.shape().subcarriers() + k)]);
    }

    WideCarrier carrier_;
    int n_rb_dl_;  // of the cell
    int width_;    // of a block; half where the cell's blocks begin amid those of the part seen
    double noise_, rate_factor_;
    std::vector<Sample> values_;
    std::vector<Block> blocks_;
    int subframes_ = 0;
};

// Symbols beyond any control region (6.7) and without reference signals.
bool BlockReader::for_data(int l) const {
    const CarrierShape& shape = carrier_.shape();
    const int most_control = n_rb_dl_ > 10 ? 3 : 4, in_slot = l % symbols_per_slot(shape.cp);
    if (l < most_control || in_slot == 0 || in_slot == symbols_per_slot(shape.cp) - 3) return false;
    return shape.ports < 4 || in_slot != 1;
}

// The power of all ports by the reference signals of one block.
double BlockReader::promised(int subframe, int block) const {
    const CarrierShape& shape = carrier_.shape();
    double sum = 0;
    for (int port = 0; port < shape.ports; ++port) {
        double power_of_port = 0, count = 0;
        for (int slot = 0; slot < 2; ++slot)
            for (const CrsSymbol symbol : crs_symbols_of(port)) {
                const int l = slot * symbols_per_slot(shape.cp) + crs_symbol_index(symbol, shape.cp);
                for (int k = crs_shift(shape.pci, port, symbol, 2 * subframe + slot); k < width_; k += 6) {
                    power_of_port += power(l, width_ * block + k) - noise_;
                    count += 1;
                }
            }
        sum += power_of_port / count;
    }
    return sum;
}

void BlockReader::read(double start, int subframe, double stretch) {
    const CarrierShape& shape = carrier_.shape();
    for (int l = 0; l < shape.symbols(); ++l) {
        const int per_slot = symbols_per_slot(shape.cp);
        const int nominal = l / per_slot * slot_samples + useful_start(shape.cp, l % per_slot);
        if (!carrier_.read_symbol(start + nominal * rate_factor_ * stretch,
                                  values_.data() + static_cast<std::ptrdiff_t>(l) * shape.subcarriers()))
            return;
    }
    for (int block = 0; block < shape.subcarriers() / width_; ++block) {
        Block seen{
            .subframe = subframes_, .place = static_cast<std::size_t>(block), .expected = promised(subframe, block)};
        for (int l = 0; l < shape.symbols(); ++l) {
            if (!for_data(l)) continue;
            for (int k = width_ * block; k < width_ * (block + 1); ++k) {
                if (holds_broadcast(shape, subframe, l, k)) continue;
                seen.data += power(l, k) - noise_;
                ++seen.elements;
            }
        }
        if (seen.elements < least_elements) continue;
        seen.data /= static_cast<double>(seen.elements);
        blocks_.push_back(seen);
    }
    ++subframes_;
}

// What the reference signals of each place promise on average.
std::vector<double> mean_of_places(const std::vector<Block>& blocks) {
    std::vector<double> sum, count;
    for (const Block& b : blocks) {
        sum.resize(std::max(sum.size(), b.place + 1));
        count.resize(sum.size());
        sum[b.place] += b.expected;
        count[b.place] += 1;
    }
    for (std::size_t i = 0; i < sum.size(); ++i) sum[i] /= std::max(count[i], 1.0);
    return sum;
}

// Which share of what its reference signals promise a block must have to be one with data: half of what the usual one
// has.
double least_share(const std::vector<Block>& blocks) {
    std::vector<double> with_data;
    for (const Block& b : blocks)
        if (b.data > least_data * b.expected) with_data.push_back(b.data / b.expected);
    if (with_data.empty()) return half_way;
    const auto usual =
        with_data.begin() + static_cast<std::ptrdiff_t>(usual_data * static_cast<double>(with_data.size()));
    std::nth_element(with_data.begin(), usual, with_data.end());
    return std::clamp(half_way * *usual, least_data, half_way);
}

}  // namespace

std::optional<Load> measure_load(const Cell& cell, CarrierView& view) {
    if (!cell.mib) return std::nullopt;
    CarrierShape shape = shape_of(cell);
    shape.n_rb_dl = n_rb_seen(cell, view.rate_hz());
    if (shape.n_rb_dl < 2 * measured_n_rb) shape.n_rb_dl = measured_n_rb;
    const int multiple = wide_multiple(view.rate_hz(), shape.n_rb_dl);
    if (multiple == 0) return std::nullopt;
    const CarrierView::Samples samples = view.at(multiple, cell.cfo_hz);
    const double noise = power_from_db(cell.noise_dbfs_re), rate_hz = multiple * base_rate_hz;
    BlockReader reader(shape, cell.mib->n_rb_dl, rate_hz, noise);
    reader.aim(samples);
    for_each_assured(cell, view.rate_hz(), rate_hz, samples.samples.size(),
                     [&](double start, int subframe, double stretch) { reader.read(start, subframe, stretch); });
    std::vector<Block> blocks = reader.blocks();
    if (blocks.empty()) return std::nullopt;
    double mean = 0, elements = 0;
    for (const double port : cell.rsrp_ports_dbfs) mean += power_from_db(port);
    const std::vector<double> usual = mean_of_places(blocks);
    for (Block& b : blocks) {
        b.expected = std::max((b.expected + usual[b.place]) / 2, least_of_mean * mean);
        elements += static_cast<double>(b.elements) / static_cast<double>(blocks.size());
    }
    if (least_data * mean * std::sqrt(elements) < least_noise_sigmas * noise) return std::nullopt;

    const double least = least_share(blocks), subframes = reader.subframes();
    std::vector<double> busy(static_cast<std::size_t>(reader.subframes()), 0), all = busy;
    for (const Block& b : blocks) {
        const auto s = static_cast<std::size_t>(b.subframe);
        all[s] += static_cast<double>(b.elements);
        if (b.data > least * b.expected) busy[s] += static_cast<double>(b.elements);
    }
    double sum = 0, total = 0;
    std::vector<double> shares;
    for (std::size_t s = 0; s < busy.size(); ++s) {
        sum += busy[s];
        total += all[s];
        if (all[s] > 0) shares.push_back(busy[s] / all[s]);
    }
    const auto count = static_cast<double>(blocks.size());
    return Load{.share = sum / total,
                // One block more might have been the other way.
                .sigma = std::sqrt(spread_of(shares).variance / subframes + 1 / (count * count)),
                .n_rb = shape.n_rb_dl};
}

}  // namespace boresight::dsp::lte
