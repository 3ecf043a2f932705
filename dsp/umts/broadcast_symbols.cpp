// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/umts/broadcast_symbols.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace boresight::dsp::umts {

namespace {

constexpr std::array<std::size_t, 4> reaches{5, 10, 20, 40};  // symbols of 67 us to either side
constexpr std::size_t bits_per_slot = 2 * (symbols_per_slot - 1);
constexpr double db_per_relative = 4.342944819;  // 10 / ln 10

// Sums over windows from running sums.
class Windows {
public:
    explicit Windows(const std::vector<Sample>& pilot) : sums_(pilot.size() + 1) {
        for (std::size_t i = 0; i < pilot.size(); ++i) sums_[i + 1] = sums_[i] + std::complex<double>(pilot[i]);
    }

    struct Sum {
        std::complex<double> value;
        double count;
    };
    Sum around(std::size_t i, std::size_t reach) const {
        const std::size_t first = i - std::min(i, reach), end = std::min(sums_.size() - 1, i + reach + 1);
        return {sums_[end] - sums_[first], static_cast<double>(end - first)};
    }

private:
    std::vector<std::complex<double>> sums_;
};

// Error power with which the pilots around it foretell each.
double foretelling_error(const std::vector<Sample>& pilot, const Windows& windows, std::size_t reach) {
    double error = 0;
    for (std::size_t i = 0; i < pilot.size(); ++i) {
        const auto [sum, count] = windows.around(i, reach);
        const std::complex<double> own(pilot[i]);
        if (count > 1) error += std::norm(own - (sum - own) / (count - 1));
    }
    return error;
}

std::vector<Sample> channel_of(const std::vector<Sample>& pilot) {
    const Windows windows(pilot);
    std::array<double, reaches.size()> errors{};
    for (std::size_t r = 0; r < reaches.size(); ++r) errors[r] = foretelling_error(pilot, windows, reaches[r]);
    const std::size_t reach =
        reaches[static_cast<std::size_t>(std::min_element(errors.begin(), errors.end()) - errors.begin())];
    std::vector<Sample> channel(pilot.size());
    for (std::size_t i = 0; i < pilot.size(); ++i) {
        const auto [sum, count] = windows.around(i, reach);
        channel[i] = Sample(sum / count);
    }
    return channel;
}

// From one pilot to the next within a slot: what differs is noise.
double noise_of(const std::vector<Sample>& pilot) {
    double sum = 0;
    for (std::size_t i = 1; i < pilot.size(); ++i) sum += std::norm(pilot[i] - pilot[i - 1]) / 2;
    return sum / static_cast<double>(std::max<std::size_t>(1, pilot.size() - 1));
}

}  // namespace

PilotQuality pilot_quality(const Fingers& fingers) {
    PilotQuality quality;
    double variance = 0;
    for (const Finger& finger : fingers.fingers()) {
        const double noise = noise_of(finger.pilot), n = static_cast<double>(finger.pilot.size());
        double products = 0;
        for (std::size_t i = 1; i < finger.pilot.size(); ++i)
            products += static_cast<double>((finger.pilot[i] * std::conj(finger.pilot[i - 1])).real());
        const double sinr = products / std::max(1.0, n - 1) / noise;
        quality.sinr += std::max(0.0, sinr);
        // Of the pilot's power and of the noise, each from n symbols.
        variance += (2 * std::max(0.0, sinr) + 1 + 1.5 * sinr * sinr) / n;
    }
    quality.sigma_db = quality.sinr > 0 ? db_per_relative * std::sqrt(variance) / quality.sinr : 0;
    return quality;
}

std::vector<SoftFrame> soft_frames(const Fingers& fingers) {
    std::vector<SoftFrame> frames;
    const auto skipped = static_cast<std::size_t>(std::max<std::ptrdiff_t>(0, -fingers.first_slot()));
    if (fingers.first_slot() > 0 || fingers.slots() < skipped + slots_per_frame) return frames;
    frames.resize((fingers.slots() - skipped) / slots_per_frame);
    for (SoftFrame& frame : frames) frame.fill(0);
    for (const Finger& finger : fingers.fingers()) {
        const std::vector<Sample> channel = channel_of(finger.pilot);
        const auto weight = static_cast<float>(1 / noise_of(finger.pilot));
        for (std::size_t bit = 0; bit < frames.size() * bch_frame_bits; bit += 2) {
            const std::size_t slot = skipped + bit / bits_per_slot;
            const std::size_t symbol = slot * symbols_per_slot + 1 + bit % bits_per_slot / 2;
            const Sample soft = weight * finger.broadcast[symbol] * std::conj(channel[symbol]);
            frames[bit / bch_frame_bits][bit % bch_frame_bits] += soft.real();
            frames[bit / bch_frame_bits][bit % bch_frame_bits + 1] += soft.imag();
        }
    }
    return frames;
}

}  // namespace boresight::dsp::umts
