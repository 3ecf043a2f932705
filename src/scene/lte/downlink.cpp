// SPDX-License-Identifier: GPL-3.0-or-later
#include "scene/lte/downlink.h"

#include <fftw3.h>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "platform/error.h"
#include "scene/lte/transmitter.h"
#include "scene/phasors.h"

namespace boresight::scene::lte {
namespace {

using Sample = std::complex<float>;

// Times of a cell are counted in units of 1 / 30.72 MHz, TS 36.211 4.
constexpr long double unit_hz = 30.72e6L;
constexpr std::int64_t units_per_subframe = 30720;
constexpr std::int64_t units_per_slot = units_per_subframe / 2;
constexpr std::int64_t useful_units = 2048;
constexpr std::int64_t prefix_units = 144;
constexpr std::int64_t first_prefix_units = 160;  // of a slot's first symbol

// Symbols are numbered from the one at SFN 0, also backwards.
std::int64_t useful_start(std::int64_t symbol) {
    std::int64_t slot = symbol / symbols_per_slot;
    std::int64_t in_slot = symbol % symbols_per_slot;
    if (in_slot < 0) {
        in_slot += symbols_per_slot;
        --slot;
    }
    return slot * units_per_slot + first_prefix_units + in_slot * (useful_units + prefix_units);
}

std::int64_t prefix_start(std::int64_t symbol) {
    return useful_start(symbol) - (symbol % symbols_per_slot == 0 ? first_prefix_units : prefix_units);
}

std::int64_t floor_divide(std::int64_t a, std::int64_t b) {
    return a / b - (a % b != 0 && (a < 0) != (b < 0));
}

void require(bool good, const char* field, double value, const char* expected) {
    if (good) return;
    throw Error(Error::Kind::bad_input, {.what = "an LTE carrier can't be seen that way",
                                         .where = fmt::format("{} = {}", field, value),
                                         .expected = expected,
                                         .fix = fmt::format("give another {}", field)});
}

// `values[i]` turned by start + i * step.
void rotate(std::span<Sample> values, long double start_cycles, long double step_cycles) {
    // Reduced while there are digits enough.
    Phasors phasors(static_cast<double>(start_cycles - std::nearbyint(start_cycles)), static_cast<double>(step_cycles));
    const auto turn = [&](std::size_t at, std::size_t count) {
        for (std::size_t lane = 0; lane < count; ++lane) {
            Sample& value = values[at + lane];
            value = {value.real() * phasors.real[lane] - value.imag() * phasors.imaginary[lane],
                     value.real() * phasors.imaginary[lane] + value.imag() * phasors.real[lane]};
        }
    };
    std::size_t at = 0;
    for (; at + Phasors::lanes <= values.size(); at += Phasors::lanes) {
        turn(at, Phasors::lanes);
        phasors.advance();
    }
    turn(at, values.size() - at);
}

// An inverse transform with memory of its own.
class InverseFft {
public:
    explicit InverseFft(int size) : size_(size) {
        [[maybe_unused]] static const bool safe = (fftwf_make_planner_thread_safe(), true);
        in_ = fftwf_alloc_complex(static_cast<std::size_t>(size));
        out_ = fftwf_alloc_complex(static_cast<std::size_t>(size));
        plan_ = fftwf_plan_dft_1d(size, in_, out_, FFTW_BACKWARD, FFTW_ESTIMATE);
    }
    ~InverseFft() {
        fftwf_destroy_plan(plan_);
        fftwf_free(in_);
        fftwf_free(out_);
    }
    InverseFft(const InverseFft&) = delete;
    InverseFft& operator=(const InverseFft&) = delete;

    std::span<Sample> input() { return {reinterpret_cast<Sample*>(in_), static_cast<std::size_t>(size_)}; }
    std::span<const Sample> transform() {
        fftwf_execute(plan_);
        return {reinterpret_cast<const Sample*>(out_), static_cast<std::size_t>(size_)};
    }

private:
    int size_;
    fftwf_complex* in_ = nullptr;
    fftwf_complex* out_ = nullptr;
    fftwf_plan plan_ = nullptr;
};

View checked(const View& view) {
    const double bins = view.rate_hz / subcarrier_spacing_hz;
    require(view.rate_hz >= least_rate_hz && view.rate_hz <= most_rate_hz && bins == std::floor(bins), "rate_hz",
            view.rate_hz, "1.92e6 to 30.72e6, a multiple of 15000");
    require(std::abs(view.offset_hz) <= 1e9, "offset_hz", view.offset_hz, "at most 1e9 either way");
    require(std::abs(view.clock_ppm) <= 1000, "clock_ppm", view.clock_ppm, "at most 1000 either way");
    require(std::isfinite(view.sfn_0_s), "sfn_0_s", view.sfn_0_s, "a time in seconds");
    return view;
}

}  // namespace

struct Downlink::State {
    State(const Cell& cell, const View& wanted)
        : transmitter(cell),
          view(checked(wanted)),
          bins(static_cast<int>(view.rate_hz / subcarrier_spacing_hz)),
          shift(static_cast<int>(std::lround(view.offset_hz / subcarrier_spacing_hz))),
          true_rate_hz(static_cast<long double>(view.rate_hz) * (1 + static_cast<long double>(view.clock_ppm) * 1e-6L)),
          grids(static_cast<std::size_t>(cell.ports), Grid(cell.n_rb_dl)),
          fft(bins) {
        const int half = cell.n_rb_dl * subcarriers_per_block / 2;
        lowest = std::max(-half, -(bins - 1) / 2 - shift);
        highest = std::min(half, (bins - 1) / 2 - shift);
        if (lowest > highest) return;
        response.resize(static_cast<std::size_t>(highest - lowest + 1));
        sum.resize(response.size());
        blocks = {index_of(lowest) / subcarriers_per_block,
                  std::min(cell.n_rb_dl, index_of(highest) / subcarriers_per_block + 1)};
    }

    // Subcarriers are numbered from the carrier's centre, which itself is empty; the grid leaves it out.
    int index_of(int subcarrier) const {
        const int half = transmitter.cell().n_rb_dl * subcarriers_per_block / 2;
        return std::clamp(subcarrier + half - (subcarrier > 0), 0, 2 * half - 1);
    }

    long double sample_at(std::int64_t units) const {
        return (static_cast<long double>(units) / unit_hz + static_cast<long double>(view.sfn_0_s)) * true_rate_hz;
    }
    // The first sample that belongs to a symbol; a hair of tolerance keeps rounding from moving exact borders.
    std::int64_t first_sample(std::int64_t symbol) const {
        return static_cast<std::int64_t>(std::ceil(sample_at(prefix_start(symbol)) - 1e-6L));
    }
    std::int64_t symbol_with(std::int64_t sample) const {
        const long double units =
            (static_cast<long double>(sample) / true_rate_hz - static_cast<long double>(view.sfn_0_s)) * unit_hz;
        auto symbol = static_cast<std::int64_t>(std::floor(units * symbols_per_slot / units_per_slot));
        while (first_sample(symbol) > sample) --symbol;
        while (first_sample(symbol + 1) <= sample) ++symbol;
        return symbol;
    }

    void render(std::int64_t symbol, Channel& channel);
    void mix_ports(int in_subframe, double time_s, Channel& channel);
    void fill_bins(long double late_samples);

    Transmitter transmitter;
    View view;
    int bins;   // of the transform: rate over subcarrier spacing
    int shift;  // of the carrier in bins; the rest of its offset turns the samples
    long double true_rate_hz;
    int lowest = 0;  // subcarriers in the receiver's band
    int highest = -1;
    Blocks blocks;
    std::vector<Grid> grids;
    std::int64_t subframe = INT64_MIN;  // that `grids` hold
    InverseFft fft;
    std::vector<Sample> response;
    std::vector<Sample> sum;  // over ports, by subcarrier from `lowest`

    bool rendered = false;
    std::int64_t begin = 0;  // sample number of samples[0]
    std::vector<Sample> samples;
};

void Downlink::State::mix_ports(int in_subframe, double time_s, Channel& channel) {
    std::fill(sum.begin(), sum.end(), Sample{});
    for (std::size_t port = 0; port < grids.size(); ++port) {
        channel.response(static_cast<int>(port), time_s, lowest * subcarrier_spacing_hz, subcarrier_spacing_hz,
                         response);
        const auto elements = grids[port].symbol(in_subframe);
        const auto mix = [&](int from, int to) {
            if (from > to) return;
            const Sample* const x = elements.data() + index_of(from);
            const Sample* const h = response.data() + (from - lowest);
            Sample* const total = sum.data() + (from - lowest);
            const auto count = static_cast<std::size_t>(to - from + 1);
            for (std::size_t i = 0; i < count; ++i)
                total[i] += Sample(h[i].real() * x[i].real() - h[i].imag() * x[i].imag(),
                                   h[i].real() * x[i].imag() + h[i].imag() * x[i].real());
        };
        mix(lowest, std::min(highest, -1));
        mix(std::max(lowest, 1), highest);
    }
}

void Downlink::State::fill_bins(long double late_samples) {
    const int first = lowest + shift;
    rotate(sum, late_samples * first / bins, late_samples / bins);
    const auto input = fft.input();
    std::fill(input.begin(), input.end(), Sample{});
    for (std::size_t i = 0; i < sum.size(); ++i) {
        const int bin = first + static_cast<int>(i);
        input[static_cast<std::size_t>(bin < 0 ? bin + bins : bin)] = sum[i];
    }
}

void Downlink::State::render(std::int64_t symbol, Channel& channel) {
    begin = first_sample(symbol);
    samples.assign(static_cast<std::size_t>(first_sample(symbol + 1) - begin), Sample{});
    rendered = true;
    if (lowest > highest) return;
    const std::int64_t wanted = floor_divide(symbol, symbols_per_subframe);
    if (wanted != subframe) {
        const std::int64_t frame = floor_divide(wanted, 10);
        transmitter.write(frame, static_cast<int>(wanted - frame * 10), grids, blocks);
        subframe = wanted;
    }
    const long double start = sample_at(useful_start(symbol));  // of the useful part, in samples
    const auto whole = static_cast<std::int64_t>(std::ceil(start));
    const long double middle = static_cast<long double>(bins) / 2;
    mix_ports(static_cast<int>(symbol - wanted * symbols_per_subframe),
              static_cast<double>((start + middle) / true_rate_hz), channel);
    const long double clock = static_cast<long double>(view.clock_ppm) * 1e-6L;
    fill_bins(static_cast<long double>(whole) - start + middle * (1 / (1 + clock) - 1));
    const auto useful = fft.transform();
    auto at = static_cast<std::size_t>(((begin - whole) % bins + bins) % bins);
    for (Sample& sample : samples) {
        sample = useful[at];
        if (++at == useful.size()) at = 0;
    }
    const long double rest_hz =
        static_cast<long double>(view.offset_hz) - shift * static_cast<long double>(subcarrier_spacing_hz);
    const long double rest_step = rest_hz / true_rate_hz;
    const long double carrier = static_cast<long double>(view.offset_hz) * start / true_rate_hz;
    rotate(samples, carrier + rest_step * (static_cast<long double>(begin) - start), rest_step);
}

Downlink::Downlink(const Cell& cell, const View& view) : state_(std::make_unique<State>(cell, view)) {}
Downlink::~Downlink() = default;
Downlink::Downlink(Downlink&&) noexcept = default;
Downlink& Downlink::operator=(Downlink&&) noexcept = default;

void Downlink::add(std::int64_t first, std::span<std::complex<float>> samples, Channel& channel) {
    State& s = *state_;
    const auto holds = [&](std::int64_t sample) {
        return s.rendered && sample >= s.begin && sample < s.begin + static_cast<std::int64_t>(s.samples.size());
    };
    while (!samples.empty()) {
        if (!holds(first)) s.render(s.symbol_with(first), channel);
        const auto offset = static_cast<std::size_t>(first - s.begin);
        const std::size_t count = std::min(samples.size(), s.samples.size() - offset);
        for (std::size_t i = 0; i < count; ++i) samples[i] += s.samples[offset + i];
        samples = samples.subspan(count);
        first += static_cast<std::int64_t>(count);
    }
}

}  // namespace boresight::scene::lte
