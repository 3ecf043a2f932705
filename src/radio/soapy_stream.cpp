// SPDX-License-Identifier: GPL-3.0-or-later
// The stream of a radio: starting, reading, settling, and what went wrong in it.
#include <SoapySDR/Errors.hpp>
#include <SoapySDR/Formats.hpp>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <stdexcept>
#include <utility>

#include "platform/error.h"
#include "radio/soapy_radio.h"
#include "radio/soapy_settings.h"

namespace boresight::radio {

namespace {

constexpr std::size_t channel = soapy_channel;
constexpr std::size_t block_samples = 4096;
constexpr long read_timeout_us = 200'000;
constexpr std::chrono::milliseconds read_deadline{1000};
constexpr int silent_reads = 5;
constexpr std::chrono::milliseconds longest_emptying{50};  // a driver may not know of a timeout of 0

double clipped_share(dsp::IqSpan samples, float end_of_scale) {
    const auto clipped = std::count_if(samples.begin(), samples.end(), [end_of_scale](const dsp::Sample& sample) {
        return std::abs(sample.real()) >= end_of_scale || std::abs(sample.imag()) >= end_of_scale;
    });
    return static_cast<double>(clipped) / static_cast<double>(std::max<std::size_t>(1, samples.size()));
}

}  // namespace

// One read, with all that the driver writes to.
struct SoapyRadio::Call {
    SoapySDR::Device* device = nullptr;
    SoapySDR::Stream* stream = nullptr;
    BlockPool::Lease lease;
    std::size_t most = 0;
    int flags = 0;
    long long time_ns = 0;
    int got = 0;

    void read(long timeout_us) {
        void* buffers[] = {lease.samples().data()};
        flags = 0;
        got = device->readStream(stream, buffers, most, flags, time_ns, timeout_us);
    }
};

void SoapyRadio::start() {
    if (!tuning_) throw std::logic_error("a radio is read before it is tuned");
    const auto [stream, queue] = answer("start its stream", [device = device_, stream = stream_, name = name_] {
        SoapySDR::Stream* opened = stream;
        if (opened == nullptr)
            opened = device->setupStream(SOAPY_SDR_RX, SOAPY_SDR_CF32, {channel}, stream_arguments(name));
        const int failed = device->activateStream(opened);
        if (failed != 0) throw std::runtime_error(SoapySDR::errToStr(failed));
        return std::pair(opened, device->getStreamMTU(opened));
    });
    stream_ = stream;
    queue_samples_ = queue;
    active_ = true;
    pool_ = std::make_unique<BlockPool>(std::max(block_samples, piece_samples_), 2);
    time_.restart();
    begin_settling();
}

void SoapyRadio::pause() {
    held_.clear();
    if (!std::exchange(active_, false)) return;
    ask("stop its stream", [device = device_, stream = stream_] { device->deactivateStream(stream); });
}

// What was waiting in the driver when it was tuned.
void SoapyRadio::drop_queued() {
    const auto call = std::make_shared<Call>();
    *call = {.device = device_, .stream = stream_, .lease = pool_->acquire(), .most = block_samples};
    ask("empty its queue", [call] {
        const auto end = std::chrono::steady_clock::now() + longest_emptying;
        while (std::chrono::steady_clock::now() < end) {
            call->read(0);
            if (call->got <= 0 && call->got != SOAPY_SDR_OVERFLOW) return;
        }
    });
    time_.restart();
}

// Asked on a thread of its own: the device's may hang just because it is gone.
bool SoapyRadio::is_gone() const {
    const auto gone = std::make_shared<bool>(false);
    DeviceThread finder;
    try {
        const bool done = finder.run(
            [gone, wanted = name_.arguments] { *gone = SoapySDR::Device::enumerate(wanted).empty(); }, read_deadline);
        return done && *gone;
    } catch (const std::exception&) {
        return false;
    }
}

ReadOutcome SoapyRadio::failed(int code) {
    if (code == SOAPY_SDR_OVERFLOW || code == SOAPY_SDR_CORRUPTION) {
        lost_ = true;
        held_.clear();
        watch_.restart();
        time_.restart();
        return ReadOutcome::overflow;
    }
    ++failures_;
    const bool silent = code == SOAPY_SDR_TIMEOUT || code == 0;
    if (silent && failures_ % silent_reads != 0) return ReadOutcome::timeout;
    gone_ = is_gone();
    return gone_ ? ReadOutcome::unplugged : ReadOutcome::timeout;
}

ReadOutcome SoapyRadio::take(Block& block, std::size_t most) {
    if (!pending_) {
        if (!call_) call_ = std::make_shared<Call>();
        *call_ = {.device = device_, .stream = stream_, .lease = pool_->acquire(), .most = most};
    }
    try {
        const bool late = std::exchange(pending_, false);
        const bool done = late ? thread_.wait(read_deadline)
                               : thread_.run([call = call_] { call->read(read_timeout_us); }, read_deadline);
        if (!done) {
            pending_ = true;
            if (!late && options_.events) options_.events->happened(RadioEvent::stalled);
            return failed(SOAPY_SDR_TIMEOUT);
        }
        // It slept: what came meanwhile is lost, but for a made world, where nothing came.
        if (late && call_->got > 0 && !world_clock_) return failed(SOAPY_SDR_OVERFLOW);
    } catch (const std::exception&) {
        return failed(SOAPY_SDR_STREAM_ERROR);
    }
    if (call_->got <= 0) return failed(call_->got);
    failures_ = 0;
    const auto got = static_cast<std::size_t>(call_->got);
    block = Block{};
    block.lease = std::move(call_->lease);
    block.samples = block.lease.samples().first(got);
    block.sample_rate_hz = tuning_->sample_rate_hz;
    block.center_frequency_hz = tuning_->frequency_hz;
    block.gain_db = gain_db_;
    block.first_sample = next_sample_;
    next_sample_ += got;
    const bool stamped = (call_->flags & SOAPY_SDR_HAS_TIME) != 0;
    if (world_clock_) {
        block.monotonic_ns = call_->time_ns;
        block.wall_ns = world_clock_->wall_of(block.monotonic_ns);
    } else {
        const std::int64_t now_ns = machine_clock_.monotonic_ns();
        block.monotonic_ns = time_.first_ns(now_ns, static_cast<double>(got), tuning_->sample_rate_hz,
                                            stamped ? std::optional<std::int64_t>(call_->time_ns) : std::nullopt);
        block.wall_ns = machine_clock_.wall_ns() - (now_ns - block.monotonic_ns);
    }
    block.clipped_share = clipped_share(block.samples, static_cast<float>(end_of_scale_));
    block.after_overflow = std::exchange(lost_, false);
    if ((call_->flags & SOAPY_SDR_END_ABRUPT) != 0) lost_ = true;
    return ReadOutcome::samples;
}

// Pieces are held back until the last 5 ms are known to be good; those that fall out before are marked.
ReadOutcome SoapyRadio::read_settling(Block& block) {
    while (true) {
        if (to_skip_ == 0 && watch_.settled()) {
            end_settling();
            return read(block);
        }
        if (held_.size() > SettlingWatch::window_pieces) {
            block = std::move(held_.front());
            held_.pop_front();
            block.settling = true;
            thrown_away_ += block.samples.size();
            return ReadOutcome::samples;
        }
        Block piece;
        const ReadOutcome outcome = take(piece, piece_samples_);
        if (outcome != ReadOutcome::samples) return outcome;
        if (to_skip_ > 0) {
            to_skip_ -= std::min(to_skip_, piece.samples.size());
            thrown_away_ += piece.samples.size();
            piece.settling = true;
            block = std::move(piece);
            return ReadOutcome::samples;
        }
        watch_.add(piece.samples);
        held_.push_back(std::move(piece));
    }
}

ReadOutcome SoapyRadio::read(Block& block) {
    block = Block{};
    if (gone_) return ReadOutcome::unplugged;
    if (!active_) start();
    if (settling_) return read_settling(block);
    if (held_.empty()) return take(block, block_samples);
    block = std::move(held_.front());
    held_.pop_front();
    return ReadOutcome::samples;
}

}  // namespace boresight::radio
