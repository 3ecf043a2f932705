// SPDX-License-Identifier: GPL-3.0-or-later
#include "radio/sha512.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace boresight::radio {
namespace {

std::string hex_of(std::string_view text) {
    Sha512 hash;
    hash.add(std::as_bytes(std::span(text)));
    return hash.hex();
}

// The examples of FIPS 180-2, appendix C.
TEST(Sha512, GivesTheStandardsExamples) {
    EXPECT_EQ(hex_of("abc"),
              "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
              "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f");
    EXPECT_EQ(hex_of("abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmn"
                     "hijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu"),
              "8e959b75dae313da8cf4f72814fc143f8f7779c6eb9f7fa17299aeadb6889018"
              "501d289e4900f7e4331b99dec4b5433ac7d329eeb6dd26545e96e55b874be909");
    EXPECT_EQ(hex_of(std::string(1'000'000, 'a')),
              "e718483d0ce769644e2e42c7bc15b4638e1f98b13b2044285632a803afa973eb"
              "de0ff244877ea60a4cb0432ce577c31beb009c5c2c49aa2e4eadb217ad8cc09b");
    EXPECT_EQ(hex_of(""),
              "cf83e1357eefb8bdf1542850d66d8007d620e4050b5715dc83f4a921d36ce9ce"
              "47d0d13c5d85f2b0ff8318d2877eec2f63b931bd47417a81a538327af927da3e");
}

TEST(Sha512, DoesNotDependOnHowTheBytesCome) {
    for (std::size_t size = 0; size <= 300; ++size) {
        const std::string text(size, 'x');
        Sha512 one_by_one;
        for (const char& c : text) one_by_one.add(std::as_bytes(std::span(&c, 1)));
        ASSERT_EQ(one_by_one.hex(), hex_of(text)) << size;
    }
}

}  // namespace
}  // namespace boresight::radio
