// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/lte/track.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "dsp/core/decibel.h"
#include "dsp/core/parabola.h"

namespace boresight::dsp::lte {

namespace {

using Complex = std::complex<double>;
constexpr double two_pi = 2 * std::numbers::pi;
constexpr double slot_s = 0.5e-3;
constexpr double dc_side_s = 1e-3;
constexpr std::size_t block_size = 1024;
constexpr std::size_t block_step = block_size - fft_size + 1;

constexpr double least_reach = 4;           // samples either side of where the primary signal should be
constexpr double reach_per_s = 1;           // as much more for every second unseen: half a part in a million
constexpr double most_reach = 600;          // beyond it is looked for everywhere
constexpr double false_rate = 1e-3;         // of a look that takes noise for the primary signal
constexpr std::size_t places_anywhere = 3;  // of the primary signal that are measured
constexpr double apart = 4;                 // samples between two of them
constexpr double sure_sigmas = 5;           // of a cell found again
constexpr double well_heard_sigmas = 10;    // from then on it corrects timing and offset
constexpr double correction = 0.5;          // share of what one look measures that is taken over
constexpr double clock_settles_s = 2;       // how long the clock's rate is learned
constexpr double jump_s = 1e-6;             // timing that moves by more, and by more than this of the time gone by,
constexpr double jump_per_s = 30e-6;        // has jumped: that says nothing of the clock
constexpr double least_power = 1e-20;       // -200 dBFS

// The sum of `count` metrics that noise alone passes with this probability: a gamma distribution.
double noise_passes(int count, double probability) {
    double sum = count;
    for (;; sum += 0.25) {
        double tail = 0, term = std::exp(-sum);
        for (int k = 0; k < count; term *= sum / ++k) tail += term;
        if (tail < probability) return sum;
    }
}

double wrapped(double value, double period) {
    return value - period * std::floor(value / period);
}

}  // namespace

// Sums over the subframes of a look.
struct Tracker::Products {
    std::vector<double> port_sum, port_count;
    double energy = 0, energy_count = 0, rssi = 0;
    Complex slots = 0, steps = 0;
    int subframes = 0;
};

double TrackLook::snr_db() const {
    return db_from_power(std::max(power, least_power) / std::max(noise, least_power));
}

double TrackLook::sinr_db() const {
    return db_from_power(std::max(ports.empty() ? 0 : ports[0], least_power) / std::max(noise, least_power));
}

Tracker::Tracker(const KnownCell& cell)
    : cell_(cell),
      plain_(pss_waveform(cell.pci % 3)),
      seen_s_(cell.frame_time_s),
      forward_(block_size, Fft::Direction::forward),
      inverse_(block_size, Fft::Direction::inverse),
      spectrum_(block_size),
      block_(block_size),
      product_(block_size),
      folded_(half_frame_samples) {
    for (int n_s = 0; n_s < 20; ++n_s)
        for (const CrsSymbol kind : {CrsSymbol::first, CrsSymbol::third_last, CrsSymbol::second})
            sequences_[static_cast<std::size_t>(n_s)][static_cast<std::size_t>(kind)] =
                crs_sequence(cell.pci, cell.cp, n_s, crs_symbol_index(kind, cell.cp));
}

// Takes away the radio's own part around 0 Hz as the search does: the mean over a millisecond either side.
void Tracker::load(IqSpan samples) {
    const std::size_t size = samples.size();
    constexpr auto side = static_cast<std::size_t>(base_rate_hz * dc_side_s);
    samples_.resize(size);
    Complex sum = 0;
    std::size_t first = 0, last = 0;  // of the samples in the sum, last excluded
    for (std::size_t n = 0; n < size; ++n) {
        for (; last < std::min(n + side + 1, size); ++last) sum += Complex(samples[last]);
        for (; first + side < n; ++first) sum -= Complex(samples[first]);
        samples_[n] = samples[n] - Sample(sum / static_cast<double>(last - first));
    }
}

void Tracker::set_template() {
    constexpr double fine_hz = 50;  // a thousandth of what the primary signal resolves
    if (std::abs(template_cfo_hz_ - cell_.cfo_hz) < fine_hz) return;
    template_cfo_hz_ = cell_.cfo_hz;
    for (std::size_t n = 0; n < fft_size; ++n)
        template_[n] =
            plain_[n] * Sample(std::polar(1.0, two_pi * cell_.cfo_hz * static_cast<double>(n) / base_rate_hz));
    std::fill(block_.begin(), block_.end(), Sample{});
    std::copy(template_.begin(), template_.end(), block_.begin());
    forward_.execute(block_.data(), spectrum_.data());
    for (Sample& s : spectrum_) s = std::conj(s);
}

// Correlation power with the primary signal over that of noise of the same power, of mean 1 where there is none; 0
// where it lies partly outside.
double Tracker::metric_at(double place) const {
    const double first = std::round(place);
    if (first < 0 || first + fft_size > static_cast<double>(samples_.size())) return 0;
    const Sample* x = samples_.data() + static_cast<std::size_t>(first);
    float real = 0, imag = 0, energy = 0;
    for (std::size_t n = 0; n < fft_size; ++n) {
        real += x[n].real() * template_[n].real() + x[n].imag() * template_[n].imag();
        imag += x[n].imag() * template_[n].real() - x[n].real() * template_[n].imag();
        energy += std::norm(x[n]);
    }
    return energy > 0 ? static_cast<double>((real * real + imag * imag) * fft_size / energy) : 0;
}

// The frame start within `reach` of where it should be at which the primary signals of the look are seen best.
std::optional<double> Tracker::find_near(double frame_start, double reach) const {
    const double pss = frame_start + pss_start(cell_.duplex, cell_.cp);
    const double first = wrapped(pss - reach, half_frame_samples) - half_frame_samples;
    const int lags = 2 * static_cast<int>(std::ceil(reach)) + 1;
    std::vector<double> sums(static_cast<std::size_t>(lags), 0);
    int count = 0;
    for (double place = first; place < static_cast<double>(samples_.size()); place += half_frame_samples) {
        if (metric_at(place) == 0 || metric_at(place + lags - 1) == 0) continue;
        ++count;
        for (int lag = 0; lag < lags; ++lag) sums[static_cast<std::size_t>(lag)] += metric_at(place + lag);
    }
    if (count == 0) return std::nullopt;
    const auto best = std::max_element(sums.begin(), sums.end());
    if (*best < noise_passes(count, false_rate / lags)) return std::nullopt;
    const bool inside = best != sums.begin() && best + 1 != sums.end();
    const double lag = static_cast<double>(best - sums.begin()) + (inside ? vertex(best[-1], best[0], best[1]) : 0);
    // Whole samples were read: the place is rounded as metric_at does.
    return frame_start + std::round(first) + lag -
           (pss + half_frame_samples * std::round((std::round(first) + lag - pss) / half_frame_samples));
}

// Starts of half frames at which the primary signal may be, best first.
std::vector<double> Tracker::find_anywhere() {
    std::fill(folded_.begin(), folded_.end(), 0.0F);
    std::vector<double> energy(samples_.size() + 1, 0);
    for (std::size_t n = 0; n < samples_.size(); ++n) energy[n + 1] = energy[n] + std::norm(samples_[n]);
    for (std::size_t first = 0; first + fft_size <= samples_.size(); first += block_step) {
        const std::size_t have = std::min(block_size, samples_.size() - first);
        std::fill(block_.begin(), block_.end(), Sample{});
        std::copy_n(samples_.begin() + static_cast<std::ptrdiff_t>(first), have, block_.begin());
        forward_.execute(block_.data(), product_.data());
        for (std::size_t k = 0; k < block_size; ++k) product_[k] *= spectrum_[k];
        inverse_.execute(product_.data(), block_.data());
        for (std::size_t n = 0; n + fft_size <= have && n < block_step; ++n) {
            const double power = std::norm(block_[n]) / (double{block_size} * block_size);
            const double under = (energy[first + n + fft_size] - energy[first + n]) / fft_size;
            if (under > 0) folded_[(first + n) % half_frame_samples] += static_cast<float>(power / under);
        }
    }
    const int count = static_cast<int>((samples_.size() + half_frame_samples - 1) / half_frame_samples);
    const double least = noise_passes(count, false_rate / half_frame_samples);
    std::vector<double> places;
    while (places.size() < places_anywhere) {
        const auto best = std::max_element(folded_.begin(), folded_.end());
        if (*best < least) break;
        const auto at = static_cast<double>(best - folded_.begin());
        places.push_back(at - pss_start(cell_.duplex, cell_.cp));
        for (double n = at - apart; n <= at + apart; ++n)
            folded_[static_cast<std::size_t>(wrapped(n, half_frame_samples))] = 0;
    }
    return places;
}

bool Tracker::add_subframe(double frame_start, int subframe, Products& products) {
    constexpr std::array<CrsSymbol, 3> kinds{CrsSymbol::first, CrsSymbol::third_last, CrsSymbol::second};
    const std::size_t used = cell_.ports > 2 ? 3 : 2;
    std::array<std::array<Subcarriers, 3>, 2> received;
    for (int slot = 0; slot < 2; ++slot)
        for (std::size_t k = 0; k < used; ++k) {
            const double start = frame_start + subframe * subframe_samples + slot * slot_samples +
                                 useful_start(cell_.cp, crs_symbol_index(kinds[k], cell_.cp));
            if (!reader_.read(start, received[static_cast<std::size_t>(slot)][k])) return false;
        }
    const auto values = [&](int port, int slot, std::size_t k) {
        const int n_s = 2 * subframe + slot;
        const int shift = crs_shift(cell_.pci, port, kinds[k], n_s);
        const CrsValues& sequence = sequences_[static_cast<std::size_t>(n_s)][static_cast<std::size_t>(kinds[k])];
        CrsValues z;
        for (std::size_t m = 0; m < crs_per_symbol; ++m)
            z[m] = received[static_cast<std::size_t>(slot)][k][6 * m + static_cast<std::size_t>(shift)] *
                   std::conj(sequence[m]);
        return z;
    };
    const auto add_steps = [&](const CrsValues& z) {
        for (std::size_t m = 0; m + 1 < crs_per_symbol; ++m)
            if (m != crs_per_symbol / 2 - 1) products.steps += Complex(std::conj(z[m]) * z[m + 1]);
    };
    for (int port = 0; port < cell_.ports; ++port) {
        const auto p = static_cast<std::size_t>(port);
        for (std::size_t k = port < 2 ? 0 : 2; k < (port < 2 ? 2U : 3U); ++k) {
            const CrsValues a = values(port, 0, k), b = values(port, 1, k);
            for (std::size_t m = 0; m < crs_per_symbol; ++m) {
                const Complex product(std::conj(a[m]) * b[m]);
                products.port_sum[p] += product.real();
                products.port_count[p] += 1;
                if (port < 2) products.slots += product;
                if (port == 0) products.energy += 0.5 * (std::norm(a[m]) + std::norm(b[m]));
                if (port == 0) products.energy_count += 1;
            }
            if (port < 2) add_steps(a);
            if (port < 2) add_steps(b);
        }
    }
    for (const auto& slot : received)
        for (std::size_t k = 0; k < 2; ++k)
            for (const Sample& y : slot[k]) products.rssi += std::norm(y) / 4;
    ++products.subframes;
    return true;
}

Tracker::Measured Tracker::measure(double frame_start) {
    reader_.aim(samples_, cell_.cfo_hz);
    Products products;
    products.port_sum.assign(static_cast<std::size_t>(cell_.ports), 0);
    products.port_count.assign(static_cast<std::size_t>(cell_.ports), 0);
    const double first = frame_start - frame_samples * std::ceil(frame_start / frame_samples);
    for (double frame = first; frame < static_cast<double>(samples_.size()); frame += frame_samples)
        for (const int subframe : assured_subframes(cell_.duplex)) add_subframe(frame, subframe, products);
    Measured measured;
    TrackLook& look = measured.look;
    look.subframes = products.subframes;
    look.cfo_hz = cell_.cfo_hz;
    if (look.subframes == 0) return measured;
    measured.slots = products.slots;
    measured.steps = products.steps;
    look.rssi = products.rssi / look.subframes;
    double variance = 0;
    for (std::size_t p = 0; p < products.port_sum.size(); ++p) {
        look.ports.push_back(products.port_sum[p] / products.port_count[p]);
        look.power += look.ports.back();
    }
    look.noise = std::max(products.energy / products.energy_count - look.ports[0], least_power);
    for (std::size_t p = 0; p < look.ports.size(); ++p)
        variance += look.noise * (std::max(look.ports[p], 0.0) + look.noise / 2) / products.port_count[p];
    look.power_sigma = std::sqrt(variance);
    return measured;
}

// Takes over what a look tells of timing, offset and clock.
void Tracker::hold(const Measured& measured, double frame_start, double time_s) {
    const double period_s = 0.01 * (1 + cell_.clock_ppm * 1e-6);
    const double predicted = cell_.frame_time_s + period_s * std::round((time_s - cell_.frame_time_s) / period_s);
    double held = time_s + frame_start / base_rate_hz;
    held += period_s * std::round((predicted - held) / period_s);
    if (measured.stands_out(well_heard_sigmas)) {
        held += correction * -std::arg(measured.steps) * fft_size / (two_pi * 6) / base_rate_hz;
        cell_.cfo_hz += correction * std::arg(measured.slots) / (two_pi * slot_s);
        const double elapsed_s = held - cell_.frame_time_s, off_s = held - predicted;
        if (elapsed_s > 0 && std::abs(off_s) < jump_s + jump_per_s * elapsed_s)
            cell_.clock_ppm += off_s * 1e6 / (elapsed_s + clock_settles_s);
        seen_s_ = time_s;
    }
    cell_.frame_time_s = held;
}

TrackLook Tracker::look(IqSpan samples, double time_s) {
    load(samples);
    set_template();
    const double period_s = 0.01 * (1 + cell_.clock_ppm * 1e-6);
    const double since_s = time_s - cell_.frame_time_s;
    double start = (period_s * std::ceil(since_s / period_s) - since_s) * base_rate_hz;
    const double reach = least_reach + reach_per_s * std::max(0.0, time_s - seen_s_);
    const std::optional<double> near = reach < most_reach ? find_near(start, reach) : std::nullopt;
    // A strong neighbour may be taken for the primary signal, never for the reference signals.
    Measured measured = measure(near.value_or(start));
    bool synchronized = near.has_value();
    if (near) start = *near;
    if (!near && !measured.stands_out(sure_sigmas)) {
        double best = sure_sigmas;
        for (const double half_frame : find_anywhere())
            for (const double place : {half_frame, half_frame + half_frame_samples}) {
                const Measured there = measure(place);
                if (!there.stands_out(best)) continue;
                best = there.look.power / there.look.power_sigma;
                measured = there;
                start = place;
                synchronized = true;
            }
    }
    measured.look.synchronized = synchronized;
    if (synchronized || measured.stands_out(sure_sigmas)) hold(measured, start, time_s);
    measured.look.cfo_hz = cell_.cfo_hz;
    measured.look.frame_time_s = cell_.frame_time_s;
    return measured.look;
}

}  // namespace boresight::dsp::lte
