// SPDX-License-Identifier: GPL-3.0-or-later
#include "radio/block_pool.h"

#include <atomic>
#include <mutex>
#include <utility>
#include <vector>

#include "dsp/core/fft.h"

namespace boresight::radio {

struct BlockPool::Buffer {
    explicit Buffer(std::size_t size) : samples(size) {}
    dsp::IqBuffer samples;
    std::atomic<int> holders{0};
};

struct BlockPool::State {
    explicit State(std::size_t samples) : samples_per_buffer(samples) {}

    void add_buffer() {
        all.push_back(std::make_unique<Buffer>(samples_per_buffer));
        idle.reserve(all.size());  // so that a lease can go back without allocating
        idle.push_back(all.back().get());
    }

    const std::size_t samples_per_buffer;
    mutable std::mutex mutex;
    std::vector<std::unique_ptr<Buffer>> all;
    std::vector<Buffer*> idle;
};

BlockPool::Lease::Lease(std::shared_ptr<State> state, Buffer* buffer) : state_(std::move(state)), buffer_(buffer) {
    buffer_->holders.store(1, std::memory_order_relaxed);
}

BlockPool::Lease::Lease(const Lease& other) : state_(other.state_), buffer_(other.buffer_) {
    if (buffer_ != nullptr) buffer_->holders.fetch_add(1, std::memory_order_relaxed);
}

BlockPool::Lease::Lease(Lease&& other) noexcept
    : state_(std::move(other.state_)), buffer_(std::exchange(other.buffer_, nullptr)) {}

BlockPool::Lease& BlockPool::Lease::operator=(Lease other) noexcept {
    std::swap(state_, other.state_);
    std::swap(buffer_, other.buffer_);
    return *this;
}

BlockPool::Lease::~Lease() {
    if (buffer_ == nullptr) return;
    if (buffer_->holders.fetch_sub(1, std::memory_order_acq_rel) != 1) return;
    const std::lock_guard lock(state_->mutex);
    state_->idle.push_back(buffer_);
}

std::span<dsp::Sample> BlockPool::Lease::samples() const {
    if (buffer_ == nullptr) return {};
    return buffer_->samples;
}

BlockPool::BlockPool(std::size_t samples_per_buffer, std::size_t buffers)
    : state_(std::make_shared<State>(samples_per_buffer)) {
    for (std::size_t i = 0; i < buffers; ++i) state_->add_buffer();
}

BlockPool::Lease BlockPool::acquire() {
    const std::lock_guard lock(state_->mutex);
    if (state_->idle.empty()) state_->add_buffer();
    Buffer* buffer = state_->idle.back();
    state_->idle.pop_back();
    return Lease(state_, buffer);
}

std::size_t BlockPool::buffers() const {
    const std::lock_guard lock(state_->mutex);
    return state_->all.size();
}

std::size_t BlockPool::free() const {
    const std::lock_guard lock(state_->mutex);
    return state_->idle.size();
}

}  // namespace boresight::radio
