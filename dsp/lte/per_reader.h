// SPDX-License-Identifier: GPL-3.0-or-later
// Reads unaligned PER, ITU-T X.691, as far as system information needs it. What lies beyond the end reads as zero and
// is remembered. Pure.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace boresight::dsp::lte {

class PerReader {
public:
    explicit PerReader(std::span<const std::uint8_t> bytes) : bytes_(bytes) {}

    std::uint32_t bits(int count) {
        std::uint32_t value = 0;
        for (int i = 0; i < count; ++i, ++next_) {
            const std::size_t byte = next_ / 8;
            const bool there = byte < bytes_.size();
            failed_ = failed_ || !there;
            value = value << 1 | (there ? bytes_[byte] >> (7 - next_ % 8) & 1U : 0U);
        }
        return value;
    }
    bool flag() { return bits(1) != 0; }

    // A whole number from `low` to `high`, 10.5.7; another value fails.
    int number(int low, int high) {
        int width = 0;
        while (high - low >= 1 << width) ++width;
        const int value = low + static_cast<int>(bits(width));
        if (value > high) fail();
        return value;
    }

    // Length of an octet string, 10.9: up to 16383.
    std::size_t length() {
        if (!flag()) return bits(7);
        if (!flag()) return bits(14);
        fail();
        return 0;
    }

    // The next `count` octets, wherever they begin, as a reader of their own.
    void skip_octets(std::size_t count) {
        next_ += 8 * count;
        if (next_ > 8 * bytes_.size()) fail();
    }

    void fail() { failed_ = true; }
    bool failed() const { return failed_; }
    std::size_t position() const { return next_; }

private:
    std::span<const std::uint8_t> bytes_;
    std::size_t next_ = 0;
    bool failed_ = false;
};

}  // namespace boresight::dsp::lte
