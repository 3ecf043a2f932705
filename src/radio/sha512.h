// SPDX-License-Identifier: GPL-3.0-or-later
// SHA-512 of a stream of bytes (FIPS 180-4, 6.4), as SigMF's core:sha512 wants it. A value; allocates only in hex().
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

namespace boresight::radio {

class Sha512 {
public:
    void add(std::span<const std::byte> bytes);
    std::string hex() const;  // of all that was added so far, in lower case

private:
    void compress(const std::byte* chunk);

    std::array<std::uint64_t, 8> hash_{0x6a09e667f3bcc908, 0xbb67ae8584caa73b, 0x3c6ef372fe94f82b, 0xa54ff53a5f1d36f1,
                                       0x510e527fade682d1, 0x9b05688c2b3e6c1f, 0x1f83d9abfb41bd6b, 0x5be0cd19137e2179};
    std::array<std::byte, 128> pending_{};
    std::uint64_t size_ = 0;  // bytes added; those beyond the last multiple of 128 are pending
};

}  // namespace boresight::radio
