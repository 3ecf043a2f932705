// SPDX-License-Identifier: GPL-3.0-or-later
#include "scene/umts/codes.h"

namespace boresight::scene::umts {
namespace {

constexpr int register_length = 18;
constexpr int register_period = (1 << register_length) - 1;
constexpr int quadrature_lag = 131072;
constexpr int codes_per_group = 8;
constexpr int secondary_step = 16;  // a primary scrambling code and its 15 secondary ones

// The numbers of the secondary synchronization codes by code group and slot: 1..9, then a..g for 10..16. Table 4.
constexpr std::array<const char*, 64> group_words{
    "11289af8ag27f7g", "115g73eg3a5ceca", "121f55cg6b2gbfc", "123186525844637", "12g66bf5c1fcgb2", "134741553628768",
    "14b34a92b2acc93", "1566e9a2d925e1d", "16aa4b7dgbd641g", "16d2e2655da91ea", "178572438326645", "17a9g79f18g8f22",
    "18c994dg51d5c48", "18eae1ff85b4a54", "192ffga781a82g9", "19f6g2deab745c3", "1a9bf764g52cd3e", "1be4d29acg853f6",
    "1ccde728e21db8b", "1cf54e3g7862abd", "1f4376adc5eg82b", "1g3cb9d582e74af", "225agb3ab85d3d8", "22c3f5835ec989e",
    "236gcg3dd6792c7", "23829fe3e955f8c", "2479549b2e5ebgg", "24dcc7fa52f5d74", "25993c8efce532f", "25b72b94g7g9ee4",
    "262d33c97g69gdc", "26977gd3c2dc9g6", "27cf2c4adfd455a", "27eg5929gbb574e", "285c52ee8f39cf9", "29d42d8b6468ffb",
    "2a32dg8a8dbbg35", "2bf3b6eafa677e3", "2g45ge7b4be9975", "3346bcd6ce45d5e", "3365g9f59a64f4a", "345e46cd5d6bbce",
    "349ga4gf35a5f66", "34ga5a499gf635f", "35cbe5bd36e6d44", "364a659f4f5gg9a", "3788gbc4fb47g3f", "37gb4f3fbcc478g",
    "387f48fc3g4gcbb", "38f4g4877fcb3gc", "3aafg546g43f969", "3db54c4b6653edc", "3e79ead878a44d9", "558egd6ed78f6f7",
    "56b7a8587cca69b", "56d8d5776gef8gf", "579a7b6c9cb886a", "5968a98c5babc77", "5aac8b97895c676", "5ac65c897678bb9",
    "5dffe867g87de5g", "9adabff9gcedgeb", "9bcfc9ddbeagfeg", "9cafde9efbbdcga",
};

// The 16 signs of which the synchronization codes are made. 5.2.3.1
constexpr SyncSigns::value_type primary_part[] = {1, 1, 1, 1, 1, 1, -1, -1, 1, -1, 1, -1, 1, -1, -1, 1};

}  // namespace

std::vector<std::complex<float>> scrambling_code(int psc) {
    // Bit i of the two shift registers, and of the code with the first of them `n` places ahead.
    std::vector<std::uint8_t> x(register_period + register_length);
    std::vector<std::uint8_t> y(x.size(), 1);
    x[0] = 1;
    for (std::size_t i = 0; i + register_length < x.size(); ++i) {
        x[i + register_length] = x[i + 7] ^ x[i];
        y[i + register_length] = y[i + 10] ^ y[i + 7] ^ y[i + 5] ^ y[i];
    }
    const int n = secondary_step * psc;
    const auto sign = [&](int i) {
        const auto at = static_cast<std::size_t>(i % register_period);
        return static_cast<float>(1 - 2 * (x[static_cast<std::size_t>((i + n) % register_period)] ^ y[at]));
    };
    std::vector<std::complex<float>> code;
    code.reserve(chips_per_frame);
    for (int i = 0; i < chips_per_frame; ++i) code.emplace_back(sign(i), sign((i + quadrature_lag) % register_period));
    return code;
}

int spreading_sign(int factor, int number, int chip) {
    // Every doubling turns its second half or not; the last is told by the lowest bit of the number.
    int sign = 1;
    for (int half = factor / 2, bit = 1; half > 0; half /= 2, bit *= 2)
        if (chip & half && number & bit) sign = -sign;
    return sign;
}

SyncSigns primary_sync() {
    constexpr int outer[] = {1, 1, 1, -1, -1, 1, -1, -1, 1, 1, 1, -1, 1, -1, 1, 1};
    SyncSigns signs{};
    for (std::size_t i = 0; i < signs.size(); ++i) signs[i] = outer[i / 16] * primary_part[i % 16];
    return signs;
}

SyncSigns secondary_sync(int number) {
    constexpr int outer[] = {1, 1, 1, -1, 1, 1, -1, -1, 1, -1, 1, -1, -1, -1, -1, -1};
    SyncSigns signs{};
    const unsigned row = 16U * static_cast<unsigned>(number - 1);
    for (std::size_t i = 0; i < signs.size(); ++i) {
        const int inner = i % 16 < 8 ? primary_part[i % 16] : -primary_part[i % 16];
        const int hadamard = std::popcount(row & static_cast<unsigned>(i)) % 2 == 0 ? 1 : -1;
        signs[i] = outer[i / 16] * inner * hadamard;
    }
    return signs;
}

int secondary_sync_number(int psc, int slot) {
    const char letter = group_words[static_cast<std::size_t>(psc / codes_per_group)][static_cast<std::size_t>(slot)];
    return letter <= '9' ? letter - '0' : letter - 'a' + 10;
}

}  // namespace boresight::scene::umts
