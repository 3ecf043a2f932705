// SPDX-License-Identifier: GPL-3.0-or-later
// Sample buffers that are used again and again. acquire() hands out a lease; copies of a lease share the buffer, and
// when the last one goes, the buffer returns to its pool. A pool grows when more buffers are held at once than ever
// before and otherwise allocates nothing. Leases may be copied and dropped on any thread, also after the pool is gone;
// the samples themselves are written by one holder before they are shared.
#pragma once

#include <cstddef>
#include <memory>
#include <span>

#include "dsp/core/iq.h"

namespace boresight::radio {

class BlockPool {
    struct Buffer;
    struct State;

public:
    class Lease {
    public:
        Lease() = default;
        Lease(const Lease& other);
        Lease(Lease&& other) noexcept;
        Lease& operator=(Lease other) noexcept;
        ~Lease();

        bool empty() const { return buffer_ == nullptr; }
        std::span<dsp::Sample> samples() const;

    private:
        friend class BlockPool;
        Lease(std::shared_ptr<State> state, Buffer* buffer);
        std::shared_ptr<State> state_;
        Buffer* buffer_ = nullptr;
    };

    explicit BlockPool(std::size_t samples_per_buffer, std::size_t buffers = 1);

    Lease acquire();
    std::size_t buffers() const;  // made so far
    std::size_t free() const;     // of them, not leased

private:
    std::shared_ptr<State> state_;
};

}  // namespace boresight::radio
