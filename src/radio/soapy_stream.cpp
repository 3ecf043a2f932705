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
#include "radio/find_radios.h"
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
constexpr std::chrono::milliseconds longest_way{1000};     // of samples over the network
constexpr long silence_us = 100'000;                       // when nothing more is on its way

double clipped_share(dsp::IqSpan samples, float end_of_scale) {
    const auto clipped = std::count_if(samples.begin(), samples.end(), [end_of_scale](const dsp::Sample& sample) {
        return std::abs(sample.real()) >= end_of_scale || std::abs(sample.imag()) >= end_of_scale;
    });
    return static_cast<double>(clipped) / static_cast<double>(std::max<std::size_t>(1, samples.size()));
}

}  // namespace

// One read, with all that the driver writes to. Over the network samples come in small packets: it goes on until there
// are `most` of them, or something else came. A stamp on a later packet tells when the first was taken as well.
struct SoapyRadio::Call {
    SoapySDR::Device* device = nullptr;
    SoapySDR::Stream* stream = nullptr;
    BlockPool::Lease lease;
    std::size_t most = 0;
    double rate_hz = 0;
    int flags = 0;
    long long time_ns = 0;
    int got = 0;
    int behind = 0;  // the code that came after the samples; 0: none

    void read(long timeout_us) {
        const auto end = std::chrono::steady_clock::now() + std::chrono::microseconds(timeout_us);
        got = behind = flags = 0;
        do {
            void* buffers[] = {lease.samples().data() + got};
            int of_part = 0;
            long long time_of_part = 0;
            const int part = device->readStream(stream, buffers, most - static_cast<std::size_t>(got), of_part,
                                                time_of_part, timeout_us);
            if (part <= 0) {
                (got > 0 ? behind : got) = part;
                return;
            }
            if ((of_part & ~flags & SOAPY_SDR_HAS_TIME) != 0)
                time_ns = time_of_part - std::llround(got / rate_hz * 1e9);
            flags |= of_part & (SOAPY_SDR_HAS_TIME | SOAPY_SDR_END_ABRUPT);
            got += part;
        } while (static_cast<std::size_t>(got) < most && std::chrono::steady_clock::now() < end);
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

void SoapyRadio::pause() try {
    held_.clear();
    next_code_ = 0;
    if (!std::exchange(active_, false)) return;
    ask("stop its stream", [device = device_, stream = stream_] { device->deactivateStream(stream); });
} catch (const Gone&) {
    return;  // the next read says so
}

// What was waiting in the driver when it was tuned.
void SoapyRadio::drop_queued() {
    const auto call = std::make_shared<Call>();
    *call = {.device = device_,
             .stream = stream_,
             .lease = pool_->acquire(),
             .most = block_samples,
             .rate_hz = tuning_->sample_rate_hz};
    ask("empty its queue", [call] {
        const auto end = std::chrono::steady_clock::now() + longest_emptying;
        while (std::chrono::steady_clock::now() < end) {
            call->read(0);
            if (call->got <= 0 && call->got != SOAPY_SDR_OVERFLOW) return;
        }
    });
    time_.restart();
}

// What a server sent before it was tuned is still on its way, more than any queue here holds. A radio that stamps its
// samples tells them apart; of another the stream is stopped until nothing comes any more.
void SoapyRadio::drop_sent_before() {
    const auto call = std::make_shared<Call>();
    *call = {.device = device_, .stream = stream_, .lease = pool_->acquire(), .rate_hz = tuning_->sample_rate_hz};
    call->most = std::min(queue_samples_, call->lease.samples().size());
    ask("empty its queue", [call] {
        const auto end = std::chrono::steady_clock::now() + longest_way;
        const auto on_time = [&end] { return std::chrono::steady_clock::now() < end; };
        if (call->device->hasHardwareTime()) {
            const long long now_ns = call->device->getHardwareTime();
            do {
                call->read(silence_us);
            } while (on_time() &&
                     !((call->flags & SOAPY_SDR_HAS_TIME) != 0 && call->got > 0 && call->time_ns >= now_ns));
            return;
        }
        call->device->deactivateStream(call->stream);
        do {
            call->read(silence_us);
        } while (on_time() && call->got > 0);
        if (const int failed = call->device->activateStream(call->stream); failed != 0)
            throw std::runtime_error(SoapySDR::errToStr(failed));
    });
    next_code_ = 0;
    time_.restart();
}

bool SoapyRadio::is_gone() const {
    return !is_still_found(name_);
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
    if (const int code = std::exchange(next_code_, 0); code < 0 && code != SOAPY_SDR_TIMEOUT) return failed(code);
    if (!pending_) {
        if (!call_) call_ = std::make_shared<Call>();
        *call_ = {.device = device_,
                  .stream = stream_,
                  .lease = pool_->acquire(),
                  .most = most,
                  .rate_hz = tuning_->sample_rate_hz};
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
    next_code_ = call_->behind;
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

ReadOutcome SoapyRadio::read(Block& block) try {
    block = Block{};
    if (gone_) return ReadOutcome::unplugged;
    if (!active_) start();
    if (settling_) return read_settling(block);
    if (held_.empty()) return take(block, block_samples);
    block = std::move(held_.front());
    held_.pop_front();
    return ReadOutcome::samples;
} catch (const Gone&) {
    return ReadOutcome::unplugged;
}

}  // namespace boresight::radio
