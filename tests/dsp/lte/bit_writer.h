// SPDX-License-Identifier: GPL-3.0-or-later
// Writes messages bit by bit, highest bit first, for tests of what reads them: it shares nothing with the reader.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace boresight::tests {

class BitWriter {
public:
    BitWriter& put(std::uint64_t value, int count) {
        for (int i = count - 1; i >= 0; --i) bits_.push_back((value >> i & 1U) != 0);
        return *this;
    }
    std::vector<std::uint8_t> bytes() const {
        std::vector<std::uint8_t> out((bits_.size() + 7) / 8);
        for (std::size_t i = 0; i < bits_.size(); ++i)
            if (bits_[i]) out[i / 8] = static_cast<std::uint8_t>(out[i / 8] | 0x80U >> i % 8);
        return out;
    }

    // Another's bits as an open type: their length in octets, then they, filled up with zeros.
    BitWriter& open(const BitWriter& other) {
        const std::vector<std::uint8_t> octets = other.bytes();
        if (octets.size() < 128)
            put(octets.size(), 8);
        else
            put(0x8000 | octets.size(), 16);
        for (const std::uint8_t octet : octets) put(octet, 8);
        return *this;
    }

private:
    std::vector<bool> bits_;
};

}  // namespace boresight::tests
