// SPDX-License-Identifier: GPL-3.0-or-later
// The stream of the scene's radio and its time.
#include <SoapySDR/Errors.hpp>
#include <SoapySDR/Formats.hpp>

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <thread>

#include "scene/driver.h"
#include "scene/unplugged.h"

namespace boresight::scene {
namespace {

constexpr std::size_t most_samples = 16384;
constexpr std::int64_t steady_samples = 16384;
constexpr double ns_per_s = 1e9;

template <class Integer>
void write_integers(const std::vector<std::complex<float>>& samples, std::size_t count, void* buffer) {
    constexpr float steps = 1 << (8 * sizeof(Integer) - 1);
    auto* out = static_cast<Integer*>(buffer);
    const auto rounded = [](float value) {
        return static_cast<Integer>(std::clamp(std::rint(value * steps), -steps, steps - 1));
    };
    for (std::size_t i = 0; i < count; ++i) {
        *out++ = rounded(samples[i].real());
        *out++ = rounded(samples[i].imag());
    }
}

}  // namespace

std::vector<std::string> Driver::getStreamFormats(int direction, std::size_t channel) const {
    require_receive(direction, channel);
    return {SOAPY_SDR_CF32, SOAPY_SDR_CS16, SOAPY_SDR_CS8};
}

std::string Driver::getNativeStreamFormat(int direction, std::size_t channel, double& full_scale) const {
    require_receive(direction, channel);
    full_scale = 1;
    return SOAPY_SDR_CF32;
}

SoapySDR::Stream* Driver::setupStream(int direction, const std::string& format,
                                      const std::vector<std::size_t>& channels, const SoapySDR::Kwargs&) {
    if (channels.size() > 1) throw std::invalid_argument("driver=scene has one channel, number 0");
    require_receive(direction, channels.empty() ? 0 : channels[0]);
    if (open_) throw std::logic_error("driver=scene has one stream, and it is open");
    if (format == SOAPY_SDR_CF32) {
        format_ = Format::cf32;
    } else if (format == SOAPY_SDR_CS16) {
        format_ = Format::cs16;
    } else if (format == SOAPY_SDR_CS8) {
        format_ = Format::cs8;
    } else {
        throw std::invalid_argument("driver=scene knows no samples of format " + format +
                                    "; CF32, CS16 and CS8 it does");
    }
    open_ = true;
    return reinterpret_cast<SoapySDR::Stream*>(this);
}

void Driver::closeStream(SoapySDR::Stream*) {
    open_ = active_ = false;
}

std::size_t Driver::getStreamMTU(SoapySDR::Stream*) const {
    return most_samples;
}

int Driver::activateStream(SoapySDR::Stream*, int flags, long long, std::size_t) {
    if (flags != 0) return SOAPY_SDR_NOT_SUPPORTED;  // no bursts, no start at a time
    active_ = true;
    restart_at(now_ns());
    return 0;
}

int Driver::deactivateStream(SoapySDR::Stream*, int flags, long long) {
    if (flags != 0) return SOAPY_SDR_NOT_SUPPORTED;
    active_ = false;
    return 0;
}

int Driver::readStream(SoapySDR::Stream*, void* const* buffers, std::size_t count, int& flags, long long& time_ns,
                       long timeout_us) {
    flags = 0;
    if (!active_) return wait_in_vain(timeout_us);
    if (const auto fault = meet_faults(timeout_us)) return *fault;
    count = std::min(count, most_samples);
    if (next_fault_ < world_.faults.size())
        count = std::min(count, static_cast<std::size_t>(samples_until(world_.faults[next_fault_].at_s)));
    if (count == 0) return 0;
    if (pace_ == Pace::wall) {
        wait_for_samples(count, timeout_us);
        const auto passed = std::chrono::duration<double>(std::chrono::steady_clock::now() - wall_begin_).count();
        const std::int64_t due = static_cast<std::int64_t>(passed * rate_hz_) - next_;
        if (due <= 0) return SOAPY_SDR_TIMEOUT;
        count = std::min(count, static_cast<std::size_t>(due));
    }
    time_ns = now_ns();
    flags = SOAPY_SDR_HAS_TIME;
    receive(count);
    write(buffers[0], count);
    return static_cast<int>(count);
}

// The gain holds for pieces that don't depend on how the samples are cut.
void Driver::receive(std::size_t count) {
    if (!tuned_) tune_air();
    samples_.assign(count, {});
    air_.add(next_, samples_);
    std::span<std::complex<float>> rest = samples_;
    while (!rest.empty()) {
        const auto piece = next_ / steady_samples;
        const auto left = static_cast<std::size_t>((piece + 1) * steady_samples - next_);
        const auto here = rest.first(std::min(rest.size(), left));
        const double begin_s = static_cast<double>(begin_ns_) / ns_per_s;
        const double piece_s = static_cast<double>(piece * steady_samples) / rate_hz_;
        front_end_.pass(here, rate_hz_, gain_db_ + drift_.gain_db(begin_s + piece_s, air_.turns()));
        next_ += static_cast<std::int64_t>(here.size());
        rest = rest.subspan(here.size());
    }
}

std::int64_t Driver::samples_until(double world_s) const {
    const double true_rate_hz = rate_hz_ * (1 + receiver_.clock_ppm * 1e-6);
    const double left_s =
        world_s - static_cast<double>(begin_ns_) / ns_per_s - static_cast<double>(next_) / true_rate_hz;
    return std::max(std::int64_t{0}, static_cast<std::int64_t>(std::ceil(left_s * true_rate_hz)));
}

// Time goes on without samples; those that would have come are lost.
void Driver::let_pass(double seconds) {
    if (pace_ == Pace::wall) std::this_thread::sleep_for(std::chrono::duration<double>(seconds));
    next_ += std::llround(seconds * rate_hz_);
}

std::optional<int> Driver::meet_faults(long timeout_us) {
    for (; next_fault_ < world_.faults.size(); ++next_fault_) {
        const Fault& fault = world_.faults[next_fault_];
        if (samples_until(fault.at_s) > 0) break;
        switch (fault.kind) {
            case Fault::Kind::overflow:
                ++next_fault_;
                let_pass(fault.lasts_s);
                return SOAPY_SDR_OVERFLOW;
            case Fault::Kind::timeout:
                if (samples_until(fault.at_s + fault.lasts_s) == 0) break;
                let_pass(static_cast<double>(timeout_us) * 1e-6);
                return SOAPY_SDR_TIMEOUT;
            case Fault::Kind::stall: std::this_thread::sleep_for(std::chrono::duration<double>(fault.lasts_s)); break;
            case Fault::Kind::unplug: unplugged().add(scene_); return SOAPY_SDR_STREAM_ERROR;
        }
    }
    return std::nullopt;
}

void Driver::write(void* buffer, std::size_t count) const {
    switch (format_) {
        case Format::cf32: std::copy_n(samples_.begin(), count, static_cast<std::complex<float>*>(buffer)); break;
        case Format::cs16: write_integers<std::int16_t>(samples_, count, buffer); break;
        case Format::cs8: write_integers<std::int8_t>(samples_, count, buffer); break;
    }
}

std::int64_t Driver::now_ns() const {
    const double true_rate_hz = rate_hz_ * (1 + receiver_.clock_ppm * 1e-6);
    return begin_ns_ + std::llround(static_cast<double>(next_) / true_rate_hz * ns_per_s);
}

// Samples count from here.
void Driver::restart_at(std::int64_t time_ns) {
    begin_ns_ = time_ns;
    next_ = 0;
    wall_begin_ = std::chrono::steady_clock::now();
    tuned_ = false;
}

// When samples are wanted, so that moving time costs nothing.
void Driver::tune_air() {
    const double clock_ppm = receiver_.clock_ppm;
    air_.tune({.world_s = static_cast<double>(begin_ns_) / ns_per_s,
               .frequency_hz = frequency_hz_ * (1 + clock_ppm * 1e-6),
               .rate_hz = rate_hz_,
               .clock_ppm = clock_ppm});
    tuned_ = true;
}

void Driver::point(const Pointing& pointing) {
    const double turned_deg = std::abs(pointing.azimuth_deg - pointing_.azimuth_deg) +
                              std::abs(pointing.polarization_deg - pointing_.polarization_deg);
    pointing_ = pointing;
    air_.point(pointing);
    const double took_s = turned_deg / world_.antenna.turn_deg_per_s;
    if (pace_ == Pace::wall) std::this_thread::sleep_for(std::chrono::duration<double>(took_s));
    restart_at(now_ns() + std::llround(took_s * ns_per_s));
}

void Driver::wait_for_samples(std::size_t count, long timeout_us) {
    const std::chrono::duration<double> due(static_cast<double>(next_ + static_cast<std::int64_t>(count)) / rate_hz_);
    const auto due_at = wall_begin_ + std::chrono::duration_cast<std::chrono::steady_clock::duration>(due);
    std::this_thread::sleep_until(
        std::min(due_at, std::chrono::steady_clock::now() + std::chrono::microseconds(timeout_us)));
}

// A stream that was not activated gives nothing: the timeout passes, in this world or in the real one.
int Driver::wait_in_vain(long timeout_us) {
    if (pace_ == Pace::wall) std::this_thread::sleep_for(std::chrono::microseconds(timeout_us));
    restart_at(now_ns() + std::int64_t{timeout_us} * 1000);
    return SOAPY_SDR_TIMEOUT;
}

}  // namespace boresight::scene
