// SPDX-License-Identifier: GPL-3.0-or-later
// Reads unaligned PER, ITU-T X.691, as far as system information needs it. What lies beyond the end reads as zero and
// is remembered. Pure.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

namespace boresight::dsp::asn1 {

class PerReader {
public:
    explicit PerReader(std::span<const std::uint8_t> bytes) : bytes_(bytes), end_(8 * bytes.size()) {}

    std::uint32_t bits(int count) {
        std::uint32_t value = 0;
        for (int i = 0; i < count; ++i, ++next_) {
            const bool there = next_ < end_;
            failed_ = failed_ || !there;
            value = value << 1 | (there ? bytes_[next_ / 8] >> (7 - next_ % 8) & 1U : 0U);
        }
        return value;
    }
    bool flag() { return bits(1) != 0; }

    // A whole number from `low` to `high`, 10.5.7; another value fails.
    int number(int low, int high) {
        int width = 0;
        while (high - low >= 1 << width) ++width;
        const int value = low + static_cast<int>(bits(width));
        if (value <= high) return value;
        fail();
        return low;
    }

    // One of a list of values, 14.2.
    template <std::size_t count>
    int one_of(const std::array<int, count>& values) {
        return values[static_cast<std::size_t>(number(0, static_cast<int>(count) - 1))];
    }

    // Decimal digits, four bits each: of network codes.
    std::string digits(int count) {
        std::string text;
        for (int i = 0; i < count; ++i) text += static_cast<char>('0' + number(0, 9));
        return text;
    }

    // Length of an octet string, 10.9: up to 16383.
    std::size_t length() {
        if (!flag()) return bits(7);
        if (!flag()) return bits(14);
        fail();
        return 0;
    }

    // Fields that nobody asks for.
    void skip(std::size_t count) {
        failed_ = failed_ || count > left();
        next_ += std::min(count, left());
    }

    // What follows as octets after their length, 11.2, as a reader of its own; this one goes on behind it.
    PerReader open_type() {
        const std::size_t size = 8 * length();
        PerReader inner = *this;
        skip(size);
        inner.end_ = next_;
        inner.failed_ = failed_;
        return inner;
    }

    // Extension additions of a sequence whose extension bit was set, 19.7 to 19.9: `each(index, reader)` gets those
    // that are there.
    template <class Each>
    void additions(const Each& each) {
        constexpr int most = 64;
        if (flag()) fail();  // more than that
        const int count = static_cast<int>(bits(6)) + 1;
        std::array<bool, most> there{};
        for (int i = 0; i < count; ++i) there[static_cast<std::size_t>(i)] = flag();
        for (int i = 0; i < count && !failed_; ++i) {
            if (!there[static_cast<std::size_t>(i)]) continue;
            PerReader addition = open_type();
            if (!failed_) each(i, addition);
        }
    }

    void fail() { failed_ = true; }
    bool failed() const { return failed_; }

private:
    std::size_t left() const { return next_ < end_ ? end_ - next_ : 0; }

    std::span<const std::uint8_t> bytes_;
    std::size_t next_ = 0, end_;  // in bits
    bool failed_ = false;
};

}  // namespace boresight::dsp::asn1
