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
constexpr double kept_s = 0.25;  // of samples that nobody has read yet, with pace=wall
constexpr double longest_turn_s = 8;

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
    const std::lock_guard lock(mutex_);
    open_ = active_ = false;
}

std::size_t Driver::getStreamMTU(SoapySDR::Stream*) const {
    return most_samples;
}

int Driver::activateStream(SoapySDR::Stream*, int flags, long long, std::size_t) {
    if (flags != 0) return SOAPY_SDR_NOT_SUPPORTED;  // no bursts, no start at a time
    const std::lock_guard lock(mutex_);
    active_ = true;
    restart_at(now_ns());
    return 0;
}

int Driver::deactivateStream(SoapySDR::Stream*, int flags, long long) {
    if (flags != 0) return SOAPY_SDR_NOT_SUPPORTED;
    const std::lock_guard lock(mutex_);
    active_ = false;
    return 0;
}

int Driver::readStream(SoapySDR::Stream*, void* const* buffers, std::size_t count, int& flags, long long& time_ns,
                       long timeout_us) {
    flags = 0;
    std::unique_lock lock(mutex_);
    if (!active_) return wait_in_vain(lock, timeout_us);
    if (const auto fault = meet_faults(timeout_us)) return *fault;
    count = std::min(count, most_samples);
    if (next_fault_ < world_.faults.size())
        count = std::min(count, static_cast<std::size_t>(samples_until(world_.faults[next_fault_].at_s)));
    if (count == 0) return 0;
    if (pace_ == Pace::wall)
        if (const auto instead = wait_for_samples(lock, count, timeout_us)) return *instead;
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
        front_end_.pass(here, rate_hz_, gain_db_ + drift_.gain_db(begin_s + piece_s, air_.turns()), next_);
        next_ += static_cast<std::int64_t>(here.size());
        rest = rest.subspan(here.size());
    }
}

std::int64_t Driver::samples_until(double world_s) const {
    const double left_s =
        world_s - static_cast<double>(begin_ns_) / ns_per_s - static_cast<double>(next_) / true_rate_hz();
    return std::max(std::int64_t{0}, static_cast<std::int64_t>(std::ceil(left_s * true_rate_hz())));
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

double Driver::true_rate_hz() const {
    return rate_hz_ * (1 + clock_ppm_ * 1e-6);
}

double Driver::clock_ppm_at(std::int64_t time_ns) const {
    if (receiver_.warm_up_ppm == 0) return receiver_.clock_ppm;
    return receiver_.clock_ppm +
           receiver_.warm_up_ppm * std::exp(-static_cast<double>(time_ns) / ns_per_s / receiver_.warm_up_s);
}

std::int64_t Driver::now_ns() const {
    return begin_ns_ + std::llround(static_cast<double>(next_) / true_rate_hz() * ns_per_s);
}

std::int64_t Driver::passed_ns() const {
    return std::chrono::nanoseconds(std::chrono::steady_clock::now() - origin_).count();
}

// Samples count from here; real time doesn't wait for them.
void Driver::restart_at(std::int64_t time_ns) {
    begin_ns_ = pace_ == Pace::wall ? std::max(time_ns, passed_ns()) : time_ns;
    next_ = 0;
    clock_ppm_ = clock_ppm_at(begin_ns_);
    tuned_ = false;
}

void Driver::set_pace(Pace pace) {
    const std::lock_guard lock(mutex_);
    const std::int64_t now = now_ns();
    pace_ = pace;
    origin_ = std::chrono::steady_clock::now() - std::chrono::nanoseconds(now);
    restart_at(now);
}

// When samples are wanted, so that moving time costs nothing.
void Driver::tune_air() {
    const Tuning tuning{.world_s = static_cast<double>(begin_ns_) / ns_per_s,
                        .frequency_hz = frequency_hz_ * (1 + clock_ppm_ * 1e-6),
                        .rate_hz = rate_hz_,
                        .clock_ppm = clock_ppm_};
    air_.tune(tuning);
    front_end_.tune(tuning);
    tuned_ = true;
}

// In real time the antenna is where it was until it is there.
void Driver::turn(const std::string& key, double deg) {
    std::unique_lock lock(mutex_);
    Pointing to = pointing_;
    (key == "azimuth_deg" ? to.azimuth_deg : to.polarization_deg) = deg;
    const double turned_deg =
        std::abs(to.azimuth_deg - pointing_.azimuth_deg) + std::abs(to.polarization_deg - pointing_.polarization_deg);
    const double took_s = turned_deg / world_.antenna.turn_deg_per_s;
    if (pace_ == Pace::wall) {
        lock.unlock();
        std::this_thread::sleep_for(std::chrono::duration<double>(std::min(took_s, longest_turn_s)));
        lock.lock();
    }
    pointing_ = to;
    air_.point(to);
    restart_at(now_ns() + (pace_ == Pace::wall ? 0 : std::llround(took_s * ns_per_s)));
}

// Nothing once they are there, `count` of them or fewer; else what is to be said instead. Settings may change
// meanwhile.
std::optional<int> Driver::wait_for_samples(std::unique_lock<std::mutex>& lock, std::size_t& count, long timeout_us) {
    const auto due_ns = begin_ns_ + std::llround(static_cast<double>(next_ + static_cast<std::int64_t>(count)) /
                                                 true_rate_hz() * ns_per_s);
    const auto until = std::min(origin_ + std::chrono::nanoseconds(due_ns),
                                std::chrono::steady_clock::now() + std::chrono::microseconds(timeout_us));
    lock.unlock();
    std::this_thread::sleep_until(until);
    lock.lock();
    const auto due =
        static_cast<std::int64_t>(static_cast<double>(passed_ns() - begin_ns_) / ns_per_s * true_rate_hz());
    const std::int64_t waiting = due - next_;
    if (!active_ || waiting <= 0) return SOAPY_SDR_TIMEOUT;
    if (waiting > static_cast<std::int64_t>(kept_s * rate_hz_)) {
        next_ = due;
        return SOAPY_SDR_OVERFLOW;
    }
    count = std::min(count, static_cast<std::size_t>(waiting));
    return std::nullopt;
}

// A stream that was not activated gives nothing: the timeout passes, in this world or in the real one.
int Driver::wait_in_vain(std::unique_lock<std::mutex>& lock, long timeout_us) {
    if (pace_ == Pace::wall) {
        lock.unlock();
        std::this_thread::sleep_for(std::chrono::microseconds(timeout_us));
        lock.lock();
    }
    restart_at(now_ns() + std::int64_t{timeout_us} * 1000);
    return SOAPY_SDR_TIMEOUT;
}

}  // namespace boresight::scene
